import { Switch } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { Output } from '../../../shared/contract.ts'
import { useAct, useCall } from '../../app/query.ts'
import { useStrings, useWords } from '../../strings/index.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { ago, count, span } from '../../ui/format.ts'
import { sayFailure } from '../../ui/notify.ts'
import { Skeleton } from '../../ui/Page.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { useNow } from '../../ui/useNow.ts'
import { When } from '../../ui/When.tsx'
import { marketName } from '../approvals/words.ts'
import { connectionTones } from '../connections/words.ts'
import classes from './listings.module.css'
import { pathWith } from './view.ts'

type Summary = Output<'step.summary'>['markets'][number]

/** How each market is doing, in one line each: every number leads to what it counts. */
export function MarketStrip() {
  const s = useStrings()
  const t = s.listed.strip
  const summary = useCall('step.summary', {}, { refetchInterval: 30_000 })
  const connections = useCall('connections.list', {}).data
  const [pausing, setPausing] = useState<Summary | null>(null)
  const pause = useAct('step.pause', { refresh: ['step.summary', 'step.settings'] })
  const set = (entry: Summary, paused: boolean) => {
    if (paused) setPausing(entry)
    else pause.mutate({ market: entry.market, paused: false }, { onError: sayFailure })
  }
  const rows = summary.data?.markets
  if (summary.isError && rows === undefined) return null
  return (
    <section className={classes.strip} aria-label={t.label} aria-busy={rows === undefined || undefined}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.market}</th>
            {[t.onSale, t.outOfStep, t.queued, t.waiting, t.failed, t.unresolved].map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {name}
              </th>
            ))}
            <th scope="col">{t.lastRead}</th>
            <th scope="col">{t.next}</th>
            <th scope="col">{t.auto}</th>
          </tr>
        </thead>
        <tbody>
          {rows === undefined
            ? [0, 1, 2].map((line) => (
                <tr key={line}>
                  <td colSpan={10}>
                    <Skeleton width={`${70 - line * 8}%`} />
                  </td>
                </tr>
              ))
            : rows.map((entry) => (
                <MarketLine
                  key={entry.market}
                  entry={entry}
                  state={connections?.items.find((item) => item.service === entry.market)?.state}
                  onPause={(paused) => set(entry, paused)}
                />
              ))}
        </tbody>
      </table>
      <Confirm
        opened={pausing !== null}
        danger
        title={pausing === null ? '' : t.pauseTitle(marketName(s, pausing.market))}
        text={t.pauseText}
        go={t.pause}
        busy={pause.isPending}
        error={pausing === null ? null : pause.error}
        onClose={() => {
          pause.reset()
          setPausing(null)
        }}
        onGo={() =>
          pausing !== null &&
          pause.mutate({ market: pausing.market, paused: true }, { onSuccess: () => setPausing(null) })
        }
      />
    </section>
  )
}

interface LineProps {
  entry: Summary
  state: keyof typeof connectionTones | undefined
  onPause: (paused: boolean) => void
}

function MarketLine({ entry, state, onPause }: LineProps) {
  const { s, language } = useWords()
  const t = s.listed.strip
  const now = useNow(15_000)
  const { market, problem } = entry
  const name = marketName(s, market)
  const off = state === 'disconnected' || state === undefined
  const number = (value: number, href: string, tone?: 'warn' | 'bad', title?: string): ReactNode => (
    <td className={classes.number}>
      {value === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <Link href={href} data-tone={tone} title={title}>
          {count(value)}
        </Link>
      )}
    </td>
  )
  const updates = (show: 'open' | 'waiting' | 'failed') => pathWith({ tab: 'updates', show, market })
  const { oldestQueuedAt, nextRunAt } = entry
  const oldest = oldestQueuedAt === null ? undefined : t.oldest(ago(oldestQueuedAt, now, language))
  return (
    <>
      <tr>
        <th scope="row">
          <span className={classes.marketName}>
            {name}
            {state === undefined || state === 'connected' ? null : (
              <StateBadge tone={connectionTones[state]}>{s.connections.state[state]}</StateBadge>
            )}
            {off && state !== undefined ? (
              <Link href="/connections" aria-label={t.connectOf(name)}>
                {t.connect}
              </Link>
            ) : null}
          </span>
        </th>
        {number(entry.onSale, pathWith({ market, state: 'on_sale' }))}
        {number(entry.outOfStep, pathWith({ market, outOfStep: true }), 'warn')}
        {number(entry.queued, updates('open'), undefined, oldest)}
        {number(entry.waiting, updates('waiting'), 'warn')}
        {number(entry.failed, updates('failed'), 'bad')}
        {number(entry.unresolved, pathWith({ market, state: 'unresolved' }), 'warn')}
        <td>{entry.lastReadAt === null ? <span className="quiet">{t.never}</span> : <When at={entry.lastReadAt} />}</td>
        <td className="num">
          {entry.paused ? (
            <StateBadge tone="warn">{t.paused}</StateBadge>
          ) : nextRunAt === null ? (
            <span className="quiet">–</span>
          ) : nextRunAt - now < 60_000 ? (
            t.soon
          ) : (
            t.inSpan(span(nextRunAt - now, language))
          )}
        </td>
        <td>
          <Switch
            size="xs"
            aria-label={t.autoOf(name)}
            checked={!entry.paused}
            onChange={(event) => onPause(!event.currentTarget.checked)}
          />
        </td>
      </tr>
      {problem === null || off ? null : (
        <tr className={classes.problem}>
          <td colSpan={10}>
            <strong>{problem.message}</strong> {problem.nextStep}{' '}
            <span className="mono">{problem.serviceCode ?? problem.code}</span>{' '}
            <Link href="/connections">{t.toConnection}</Link>
          </td>
        </tr>
      )}
    </>
  )
}
