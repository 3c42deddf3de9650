import { Button } from '@mantine/core'
import type { Connection } from '../../../shared/contract/connections.ts'
import type { Market } from '../../../shared/market.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconExternalLink } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import { MarketForm } from './MarketForm.tsx'
import { keyPlaces } from './marketFields.ts'
import { ServiceSection } from './ServiceSection.tsx'

interface Props {
  market: Market
  connection: Connection | undefined
}

/** One market: what it takes to connect, or how the connection is doing. */
export function MarketConnection({ market, connection }: Props) {
  const s = useStrings()
  const m = s.markets
  const help = useAct('shell.openHelp')
  const first = connection === undefined || connection.state === 'disconnected'
  return (
    <ServiceSection
      service={market}
      name={s.listing.markets[market]}
      connection={connection}
      words={m}
      text={m.text[market]}
      see={{ text: m.seeListings, href: `/listings?market=${market}` }}
      refresh={['connections.list', 'dashboard.get', 'step.summary']}
      problemAction={
        connection?.state === 'needs_setup' ? (
          // Other keys would not help: what is missing is set at the market.
          <Button
            rightSection={<IconExternalLink size={15} aria-hidden />}
            onClick={() => help.mutate({ topic: keyPlaces[market] }, { onError: sayFailure })}
          >
            {m.openPlace[market]}
          </Button>
        ) : undefined
      }
      form={(close) => <MarketForm market={market} first={first} onClose={close} />}
    />
  )
}
