import { Link } from 'wouter'
import type { Connection } from '../../../shared/contract/connections.ts'
import { markets } from '../../../shared/market.ts'
import { useStrings } from '../../strings/index.ts'
import { Section } from '../../ui/Page.tsx'
import classes from './connections.module.css'
import { MarketCapabilities } from './MarketCapabilities.tsx'
import { MarketConnection } from './MarketConnection.tsx'

/** The markets, connected or not, what each can do, and the way to the connection that lets buyers into the own app. */
export function MarketConnections({ connections }: { connections: readonly Connection[] }) {
  const s = useStrings()
  const m = s.markets
  return (
    <div className={classes.services}>
      <Section title={m.title}>
        {markets.map((market) => (
          <MarketConnection
            key={market}
            market={market}
            connection={connections.find((item) => item.service === market)}
          />
        ))}
      </Section>
      <MarketCapabilities />
      <Section title={m.access.title}>
        <p className={classes.serviceText}>
          {m.access.text} <Link href="/access">{m.access.open}</Link>
        </p>
      </Section>
    </div>
  )
}
