import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import type { Output } from '../../../shared/contract.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { count } from '../../ui/format.ts'
import { say, sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { DrawerSkeleton } from '../orders/BuyerDrawer.tsx'
import classes from './access.module.css'
import { afterAct } from './refresh.ts'
import { eventSaid } from './words.ts'

interface Props {
  eventId: string
  unmask: boolean
  onClose: () => void
}
type Shown = Output<'access.event'>

/** A body as it goes over the wire is one line; for reading it is set out. */
const readable = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** One event: what it says, how often it was tried, what the app answered each time. */
export default function EventDrawer({ eventId, unmask, onClose }: Props) {
  const s = useStrings()
  const p = s.accessPerson
  const c = s.access.columns
  const event = useCall('access.event', { eventId, unmask })
  const shown = event.data
  if (event.isError || shown === undefined) {
    return (
      <Drawer
        label={p.eventLabel}
        title={event.isError ? p.eventLabel : <Skeleton width={120} height={18} />}
        onClose={onClose}
      >
        {event.isError ? (
          <ErrorPanel inline error={event.error} onRetry={() => void event.refetch()} />
        ) : (
          <DrawerSkeleton />
        )}
      </Drawer>
    )
  }
  const { tone, word } = eventSaid(s, shown)
  return (
    <Drawer
      label={p.eventLabel}
      title={
        <>
          {s.access.types[shown.type]} · {shown.name || s.common.unknown}
        </>
      }
      aside={<StateBadge tone={tone}>{word}</StateBadge>}
      onClose={onClose}
    >
      <Acts event={shown} />
      {shown.error === null || shown.state === 'accepted' ? (
        <p className={classes.note}>{s.access.eventHints[shown.state]}</p>
      ) : (
        <ErrorPanel inline error={shown.error} />
      )}
      {(shown.state === 'rejected' || shown.state === 'failed') && !shown.retriable ? (
        <p className={classes.note}>{p.overtaken}</p>
      ) : null}
      <dl className={`${ui.facts} ${classes.field}`}>
        <dt>{c.at}</dt>
        <dd>
          <When at={shown.createdAt} />
        </dd>
        <dt>{c.cause}</dt>
        <dd>{s.access.causes[shown.cause]}</dd>
        <dt>{c.attempts}</dt>
        <dd className="num">{s.access.tries(shown.attempts)}</dd>
        {shown.state === 'pending' ? (
          <>
            <dt>{c.next}</dt>
            <dd>
              <When at={shown.nextAttemptAt} />
            </dd>
          </>
        ) : (
          <>
            <dt>{c.finished}</dt>
            <dd>
              <When at={shown.finishedAt} />
            </dd>
          </>
        )}
        <dt>{p.eventId}</dt>
        <dd className="mono" data-copyable>
          {shown.eventId}
        </dd>
      </dl>
      <Tries tries={shown.tries} />
      <h3 className={classes.sub}>{p.body}</h3>
      <section className={classes.body} aria-label={p.body} data-copyable>
        {readable(shown.body)}
      </section>
      {unmask ? null : <p className={classes.note}>{s.detail.masked}</p>}
    </Drawer>
  )
}

function Acts({ event }: { event: Shown }) {
  const s = useStrings()
  const [, navigate] = useLocation()
  const retry = useAct('access.retry', { refresh: afterAct })
  const again = () =>
    retry.mutate(
      { eventIds: [event.eventId] },
      { onSuccess: ({ retried }) => say(s.access.retried(retried)), onError: sayFailure },
    )
  return (
    <div className={classes.acts}>
      {event.retriable || event.state === 'pending' ? (
        <Button loading={retry.isPending} onClick={again}>
          {s.access.resend}
        </Button>
      ) : null}
      <Button variant="default" onClick={() => navigate(`/access?open=${encodeURIComponent(event.buyerId)}`)}>
        {s.accessPerson.openPerson}
      </Button>
    </div>
  )
}

function Tries({ tries }: { tries: Shown['tries'] }) {
  const s = useStrings()
  const p = s.accessPerson
  return (
    <section aria-label={p.tries}>
      <h3 className={classes.sub}>{p.tries}</h3>
      {tries.length === 0 ? <p className="quiet">{p.noTries}</p> : null}
      <ol className={classes.events}>
        {tries.map((one) => (
          <li key={one.at}>
            <When at={one.at} />
            <span>
              {one.status === null ? s.activity.noAnswer : `HTTP ${one.status}`}{' '}
              {one.errorCode === null ? null : <span className="mono quiet">{one.errorCode}</span>}
            </span>
            <span className="num quiet">{count(one.ms)} ms</span>
            {one.answer === '' ? null : (
              <span className={classes.tryAnswer} data-copyable>
                {one.answer}
              </span>
            )}
          </li>
        ))}
      </ol>
      {tries.length === 0 ? null : <p className={classes.note}>{p.triesKept}</p>}
    </section>
  )
}
