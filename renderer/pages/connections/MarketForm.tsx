import { Button } from '@mantine/core'
import type { Market } from '../../../shared/market.ts'
import { useAct } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { IconExternalLink } from '../../ui/icons.ts'
import { sayFailure } from '../../ui/notify.ts'
import classes from './connections.module.css'
import { KeyForm } from './KeyForm.tsx'
import { keyPlaces, marketFields, marketSecrets, missingOf } from './marketFields.ts'

interface Props {
  market: Market
  /** Never connected, or not any more: what the market asks of its sellers is said first. */
  first: boolean
  onClose: () => void
}

/** The market's own keys, with the way to them. */
export function MarketForm({ market, first, onClose }: Props) {
  const m = useStrings().markets
  const notice = m.notices[market]
  const name = useStrings().listing.markets[market]
  return (
    <KeyForm
      service={market}
      label={m.connect(name)}
      fields={marketFields[market]}
      secrets={marketSecrets}
      missingOf={(values) => missingOf(market, values)}
      words={m}
      lead={(practising) => (
        <>
          {practising ? <p className={classes.serviceText}>{m.practice}</p> : <Steps market={market} open={first} />}
          {notice !== undefined && first ? (
            <div className={classes.notice} role="note" aria-label={notice.title}>
              <strong>{notice.title}</strong>
              <p>{notice.text}</p>
            </div>
          ) : null}
        </>
      )}
      connected={m.connected(name)}
      refresh={['connections.list', 'dashboard.get', 'step.summary']}
      onClose={onClose}
    >
      <p className={classes.factNote}>{m.secretHint}</p>
    </KeyForm>
  )
}

function Steps({ market, open }: { market: Market; open: boolean }) {
  const m = useStrings().markets
  const help = useAct('shell.openHelp')
  return (
    <>
      <p className={classes.serviceText}>{m.text[market]}</p>
      <details className={classes.steps} open={open}>
        <summary>{m.stepsTitle}</summary>
        <ol>
          {m.steps[market].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className={classes.factNote}>{m.address}</p>
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<IconExternalLink size={14} aria-hidden />}
          onClick={() => help.mutate({ topic: keyPlaces[market] }, { onError: sayFailure })}
        >
          {m.openPlace[market]}
        </Button>
      </details>
    </>
  )
}
