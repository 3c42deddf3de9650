import type { Connection } from '../../../shared/contract/connections.ts'
import { type Wholesaler, wholesalers } from '../../../shared/product.ts'
import { useCall } from '../../app/query.ts'

const openWith = (items: readonly Connection[] | undefined, closed: readonly Connection['state'][]) => {
  if (items === undefined) return undefined
  const open = new Set(items.filter((item) => !closed.includes(item.state)).map((item): string => item.service))
  return wholesalers.filter((wholesaler) => open.has(wholesaler))
}

/** The wholesalers that are connected, well or not; undefined until it is known. */
export function useConnectedWholesalers(): readonly Wholesaler[] | undefined {
  return openWith(useCall('connections.list', {}).data?.items, ['disconnected'])
}

/** Those whose plans run by themselves: a refused login is not sent again until the operator has changed it. */
export function useAskableWholesalers(): readonly Wholesaler[] | undefined {
  return openWith(useCall('connections.list', {}).data?.items, ['disconnected', 'needs_reauth'])
}
