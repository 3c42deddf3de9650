import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { AccessMessage, AccessRow, OutboxEvent } from '../../../shared/contract/access.ts'
import type { Output } from '../../../shared/contract.ts'
import { useAct, useCall } from '../../app/query.ts'
import { type Strings, useStrings } from '../../strings/index.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorPanel } from '../../ui/ErrorPanel.tsx'
import { say, sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { When } from '../../ui/When.tsx'
import { DrawerSkeleton } from '../orders/BuyerDrawer.tsx'
import detail from '../orders/detail.module.css'
import { Why } from '../orders/OrderView.tsx'
import classes from './access.module.css'
import { type Decision, ManualDialog } from './ManualDialog.tsx'
import { afterAct } from './refresh.ts'
import { answerSaid, eventSaid, messageSaid, stateSaid } from './words.ts'

interface Props {
  buyerId: string
  unmask: boolean
  onClose: () => void
}
type Person = Output<'access.get'>

/** One person: whether they get in and why, what the operator decided, what the app and they themselves were told. */
export default function PersonDrawer({ buyerId, unmask, onClose }: Props) {
  const s = useStrings()
  const p = s.accessPerson
  const person = useCall('access.get', { buyerId, unmask })
  const shown = person.data
  if (person.isError) {
    return (
      <Drawer label={p.label} title={p.label} onClose={onClose}>
        <ErrorPanel inline error={person.error} onRetry={() => void person.refetch()} />
      </Drawer>
    )
  }
  if (shown === undefined) {
    return (
      <Drawer label={p.label} title={<Skeleton width={120} height={18} />} onClose={onClose}>
        <DrawerSkeleton />
      </Drawer>
    )
  }
  const { row } = shown
  const said = row === null ? { tone: 'unknown' as const, word: s.access.none } : stateSaid(s, row)
  return (
    <Drawer
      label={p.label}
      title={<span data-copyable>{row?.name || s.common.unknown}</span>}
      aside={<StateBadge tone={said.tone}>{said.word}</StateBadge>}
      onClose={onClose}
    >
      <Acts buyerId={buyerId} person={shown} />
      {row === null ? <p className={classes.note}>{p.outside}</p> : <Facts row={row} />}
      {unmask || row === null ? null : <p className={detail.note}>{s.detail.masked}</p>}
      {shown.manual === null ? null : (
        <section className={classes.manual} aria-label={p.manual}>
          <p>
            <strong>{s.access.byHand[shown.manual.kind]}</strong> · {shown.manual.reason}
          </p>
          <p>
            {p.manualAt} <When at={shown.manual.at} />
            {shown.manual.until === null ? null : (
              <>
                {' · '}
                {s.access.columns.until} <When at={shown.manual.until} />
              </>
            )}
          </p>
        </section>
      )}
      <Why verdict="last" title={row?.state === 'granted' ? p.whyIn : p.whyOut} steps={shown.why} />
      <Events events={shown.events} />
      <Messages messages={shown.messages} />
    </Drawer>
  )
}

function Facts({ row }: { row: AccessRow }) {
  const s = useStrings()
  const c = s.access.columns
  const answer = answerSaid(s, row)
  return (
    <dl className={ui.facts}>
      <dt>{c.email}</dt>
      <dd>{row.email || '–'}</dd>
      <dt>{c.phone}</dt>
      <dd className="num">{row.phone || '–'}</dd>
      <dt>{s.accessPerson.products}</dt>
      <dd className={classes.products}>
        {row.products.length === 0 ? <span className="quiet">{s.accessPerson.noProducts}</span> : null}
        {row.products.map(({ productId, name, option }) => (
          <span key={`${productId}|${name}|${option}`}>
            {name} {option === '' ? null : <span className="quiet">{s.access.from(option)}</span>}
          </span>
        ))}
      </dd>
      <dt>{c.since}</dt>
      <dd>
        <When at={row.since} />
      </dd>
      <dt>{c.until}</dt>
      <dd>{row.until === null ? row.state === 'granted' ? s.access.noEnd : '–' : <When at={row.until} />}</dd>
      <dt>{c.announced}</dt>
      <dd>{row.announced === null ? <span className="quiet">{s.access.never}</span> : <When at={row.announced} />}</dd>
      <dt>{c.answer}</dt>
      <dd>
        <StateBadge tone={answer.tone}>{answer.word}</StateBadge>
      </dd>
    </dl>
  )
}

function Acts({ buyerId, person }: { buyerId: string; person: Person }) {
  const s = useStrings()
  const p = s.accessPerson
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState<Decision | null>(null)
  const endpoint = useCall('access.endpoint', {}).data
  const resend = useAct('access.resend', { refresh: afterAct })
  const connected = endpoint !== undefined && endpoint.state !== 'none'
  const again = () =>
    resend.mutate(
      { buyerId },
      { onSuccess: ({ accepted }) => say(s.access.resentOne(accepted > 0)), onError: sayFailure },
    )
  return (
    <div className={classes.acts}>
      {connected && person.row !== null ? (
        <Button loading={resend.isPending} onClick={again}>
          {s.access.resend}
        </Button>
      ) : null}
      {person.manual?.kind === 'granted' ? null : (
        <Button variant="default" onClick={() => setAsking('granted')}>
          {p.grant}
        </Button>
      )}
      {person.manual?.kind === 'blocked' ? null : (
        <Button variant="default" color="red" onClick={() => setAsking('blocked')}>
          {p.block}
        </Button>
      )}
      {person.manual === null ? null : (
        <Button variant="default" onClick={() => setAsking('clear')}>
          {p.clear}
        </Button>
      )}
      <Button variant="subtle" onClick={() => navigate(`/buyers?state=all&open=${encodeURIComponent(buyerId)}`)}>
        {p.toBuyer}
      </Button>
      {asking === null ? null : (
        <ManualDialog
          buyerId={buyerId}
          name={person.row?.name || s.common.unknown}
          decision={asking}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}

function Events({ events }: { events: readonly OutboxEvent[] }) {
  const s = useStrings()
  return (
    <section aria-label={s.accessPerson.events}>
      <h3 className={classes.sub}>{s.accessPerson.events}</h3>
      {events.length === 0 ? <p className="quiet">{s.accessPerson.noEvents}</p> : null}
      <ul className={classes.events}>
        {events.map((event) => {
          const { tone, word } = eventSaid(s, event)
          return (
            <li key={event.eventId}>
              <When at={event.createdAt} />
              <span>
                {s.access.types[event.type]} <span className="quiet">{s.access.causes[event.cause]}</span>
              </span>
              <StateBadge tone={tone}>{word}</StateBadge>
              {event.error === null || event.state === 'accepted' ? null : (
                <span className={classes.eventNote}>{event.error.message}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const whatOf = (s: Strings, { channel, type }: AccessMessage) =>
  `${s.accessMessages.channels[channel]} · ${s.access.types[type]}`

function Messages({ messages }: { messages: readonly AccessMessage[] }) {
  const s = useStrings()
  if (messages.length === 0) return null
  return (
    <section aria-label={s.accessPerson.messages}>
      <h3 className={classes.sub}>{s.accessPerson.messages}</h3>
      <ul className={classes.events}>
        {messages.map((message) => {
          const { tone, word } = messageSaid(s, message)
          return (
            <li key={message.messageId}>
              <When at={message.sentAt ?? message.createdAt} />
              <span>{whatOf(s, message)}</span>
              <StateBadge tone={tone}>{word}</StateBadge>
              {message.error === null ? null : <span className={classes.eventNote}>{message.error.message}</span>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
