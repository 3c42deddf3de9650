import { Progress, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Connection } from '../../../shared/contract/connections.ts'
import { useAct } from '../../app/query.ts'
import { useWords } from '../../strings/index.ts'
import { span, when } from '../../ui/format.ts'
import { sayFailure } from '../../ui/notify.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import ui from '../../ui/ui.module.css'
import { useNow } from '../../ui/useNow.ts'
import { When } from '../../ui/When.tsx'
import classes from './connections.module.css'
import { consentWarnDays } from './words.ts'

/** What is known of a connection: whose shop, how long it lasts, how much of the limit is used. Never a secret. */
export function Facts({ connection }: { connection: Connection }) {
  const { s, language } = useWords()
  const now = useNow(15_000)
  const choose = useAct('connections.chooseUnit', { refresh: ['connections.list'] })
  const { limits, units, unitCode, consentAgeDays } = connection
  const expiry = (at: number | null): ReactNode =>
    at === null ? (
      <span className="quiet">{s.common.unknown}</span>
    ) : at <= now ? (
      <StateBadge tone="warn">{s.connections.expired}</StateBadge>
    ) : (
      <span className="num" title={when(at, now, language)}>
        {s.connections.expiresIn(span(at - now, language))}
      </span>
    )
  const facts: [string, ReactNode, ReactNode?][] = [
    [s.connections.site, connection.siteName ?? '–'],
    [
      s.connections.siteCode,
      <span key="site" className="mono">
        {connection.siteCode ?? '–'}
      </span>,
    ],
    [
      s.connections.unit,
      units.length > 1 ? (
        <Select
          key="unit"
          aria-label={s.connections.unit}
          data={units.map((unit) => ({ value: unit.unitCode, label: `${unit.name} (${unit.currency})` }))}
          value={unitCode}
          allowDeselect={false}
          w={260}
          onChange={(value) => value !== null && choose.mutate({ unitCode: value }, { onError: sayFailure })}
        />
      ) : (
        (units[0]?.name ?? unitCode ?? '–')
      ),
    ],
    [
      s.connections.clientId,
      connection.clientIdLast4 === null ? (
        '–'
      ) : (
        <span key="client" className="mono">
          ••••{connection.clientIdLast4}
        </span>
      ),
    ],
    [
      s.connections.redirectUri,
      <span key="redirect" className="mono">
        {connection.redirectUri ?? '–'}
      </span>,
    ],
    [
      s.connections.scopes,
      connection.scopes.map((scope) => s.connections.scopeNames[scope] ?? scope).join(', ') || '–',
    ],
    [
      s.connections.consent,
      <span key="consent" className={classes.inline}>
        <When at={connection.consentedAt} />
        {consentAgeDays === null ? null : consentAgeDays >= consentWarnDays ? (
          <StateBadge tone="warn">{s.connections.consentAge(consentAgeDays)}</StateBadge>
        ) : (
          <span className="quiet num">{s.connections.consentAge(consentAgeDays)}</span>
        )}
      </span>,
      s.connections.consentNote,
    ],
    [s.connections.access, expiry(connection.accessExpiresAt), s.connections.autoRenew],
    [s.connections.refresh, expiry(connection.refreshExpiresAt)],
    [
      s.connections.limits,
      limits === null ? (
        <span key="limits" className="quiet">
          {s.common.unknown}
        </span>
      ) : (
        <span key="limits" className={classes.limits}>
          <Progress
            size={6}
            w={120}
            value={(limits.available / limits.capacity) * 100}
            color={limits.available < limits.capacity * 0.2 ? 'yellow' : 'ink'}
            aria-label={s.connections.limits}
          />
          <span className="num">
            {s.connections.limitsText(Math.floor(limits.available), limits.capacity, limits.perSecond)}
          </span>
          {limits.queued > 0 ? <span className="quiet num">{s.connections.queued(limits.queued)}</span> : null}
          {limits.blockedUntil !== null && limits.blockedUntil > now ? (
            <StateBadge tone="warn">{s.connections.blockedUntil(when(limits.blockedUntil, now, language))}</StateBadge>
          ) : null}
        </span>
      ),
    ],
    [s.connections.checkedAt, <When key="checked" at={connection.checkedAt} />],
  ]
  return (
    <dl className={`${ui.facts} ${classes.facts}`}>
      {facts.map(([name, value, note]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note === undefined ? null : <p className={classes.factNote}>{note}</p>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
