import type { ReactNode } from 'react'
import type { Connection } from '../../../shared/contract/connections.ts'
import { useWords } from '../../strings/index.ts'
import { when } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { useNow } from '../../ui/useNow.ts'
import { When } from '../../ui/When.tsx'
import classes from './connections.module.css'

/** What is known of a service that is opened by a key: its last four characters, when it was proved, how much of the limit is used. */
export function KeyFacts({ connection }: { connection: Connection }) {
  const { s, language } = useWords()
  const now = useNow(15_000)
  const { limits, clientIdLast4 } = connection
  const facts: [string, ReactNode][] = [
    [
      s.wholesalers.key,
      clientIdLast4 === null ? (
        '–'
      ) : (
        <span key="key" className="mono">
          ••••{clientIdLast4}
        </span>
      ),
    ],
    [s.connections.checkedAt, <When key="checked" at={connection.checkedAt} />],
    [
      s.wholesalers.limits,
      limits === null ? (
        '–'
      ) : (
        <span key="limits" className={classes.limits}>
          <span className="num">
            {s.connections.limitsText(
              Math.floor(limits.available),
              limits.capacity,
              Math.round(limits.perSecond * 100) / 100,
            )}
          </span>
          {limits.queued > 0 ? <span className="quiet num">{s.connections.queued(limits.queued)}</span> : null}
          {limits.blockedUntil !== null && limits.blockedUntil > now ? (
            <StateBadge tone="warn">{s.connections.blockedUntil(when(limits.blockedUntil, now, language))}</StateBadge>
          ) : null}
        </span>
      ),
    ],
  ]
  return (
    <dl className={`${ui.facts} ${classes.facts}`}>
      {facts.map(([title, value]) => (
        <div key={title} className={classes.fact}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
