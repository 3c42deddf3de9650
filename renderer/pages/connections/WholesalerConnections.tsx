import type { Connection } from '../../../shared/contract/connections.ts'
import { wholesalers } from '../../../shared/product.ts'
import { useStrings } from '../../strings/index.ts'
import { Section } from '../../ui/Page.tsx'
import classes from './connections.module.css'
import { WholesalerConnection } from './WholesalerConnection.tsx'

/** The wholesalers, connected or not: each with its state, its key and the way to get one. */
export function WholesalerConnections({ connections }: { connections: readonly Connection[] }) {
  const s = useStrings()
  return (
    <div className={classes.services}>
      <Section title={s.wholesalers.title}>
        {wholesalers.map((wholesaler) => (
          <WholesalerConnection
            key={wholesaler}
            wholesaler={wholesaler}
            connection={connections.find((item) => item.service === wholesaler)}
          />
        ))}
      </Section>
    </div>
  )
}
