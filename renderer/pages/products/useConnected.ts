import { type Wholesaler, wholesalers } from '../../../shared/product.ts'
import { useCall } from '../../app/query.ts'

/** The wholesalers that can be asked now; undefined until it is known. */
export function useConnectedWholesalers(): readonly Wholesaler[] | undefined {
  const connections = useCall('connections.list', {}).data
  if (connections === undefined) return undefined
  const open = new Set(
    connections.items.filter((item) => item.state !== 'disconnected').map((item): string => item.service),
  )
  return wholesalers.filter((wholesaler) => open.has(wholesaler))
}
