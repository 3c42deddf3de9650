import { Link } from 'wouter'
import { markets } from '../../../../shared/market.ts'
import { useCall } from '../../../app/query.ts'
import { useWords } from '../../../strings/index.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { span } from '../../../ui/format.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import ui from '../../../ui/ui.module.css'
import { When } from '../../../ui/When.tsx'
import { marketName } from '../../approvals/words.ts'
import { CheckSettings } from './CheckSettings.tsx'
import classes from './rules.module.css'

interface Entry {
  key: string
  what: string
  every: string
  on: boolean
  lastAt: number | null
  nextAt: number | null
  href: string
}
const hour = 3_600_000

/** Everything that runs by itself, when it runs next, and where that is set. */
export function ScheduleTab() {
  const { s, language } = useWords()
  const t = s.schedule
  const settings = useCall('settings.get', {}).data
  const sync = useCall('sync.status', {}).data
  const plans = useCall('plans.list', {}).data
  const checks = useCall('collect.checks', {}).data
  const products = useCall('products.settings', {}).data
  const presets = useCall('exports.presets', {}).data
  const summary = useCall('step.summary', {}).data
  const steps = {
    coupang: useCall('step.settings', { market: 'coupang' }).data,
    naver: useCall('step.settings', { market: 'naver' }).data,
    '11st': useCall('step.settings', { market: '11st' }).data,
  }
  const entries: Entry[] = [
    ...(settings === undefined
      ? []
      : [
          {
            key: 'sync',
            what: t.orders,
            every: t.every(span(settings.syncEveryMinutes * 60_000, language)),
            on: !settings.syncPaused,
            lastAt: sync?.lastFinishedAt ?? null,
            nextAt: settings.syncPaused ? null : (sync?.nextAt ?? null),
            href: '/settings',
          },
        ]),
    ...(plans?.items ?? [])
      .filter((plan) => plan.everyHours !== null)
      .map((plan) => ({
        key: `plan:${plan.planId}`,
        what: t.collect(plan.name),
        every: t.every(span((plan.everyHours ?? 0) * hour, language)),
        on: plan.enabled,
        lastAt: plan.lastStartedAt,
        nextAt: plan.enabled ? plan.nextAt : null,
        href: '/products?tab=plans',
      })),
    ...(checks?.items ?? [])
      .filter(({ listed, chosen }) => listed + chosen > 0)
      .map(({ wholesaler, everyMs, lastAt, nextAt }) => ({
        key: `check:${wholesaler}`,
        what: t.check(s.products.wholesaler[wholesaler]),
        every: t.every(span(everyMs, language)),
        on: products?.checkPaused !== true,
        lastAt,
        nextAt,
        href: '/settings?tab=schedule',
      })),
    ...(presets?.items ?? []).flatMap((preset) =>
      preset.schedule === null
        ? []
        : [
            {
              key: `export:${preset.presetId}`,
              what: t.export(preset.name),
              every: t.every(span(preset.schedule.everyHours * hour, language)),
              on: true,
              lastAt: preset.lastRunAt,
              nextAt: preset.lastRunAt === null ? null : preset.lastRunAt + preset.schedule.everyHours * hour,
              href: '/buyers',
            },
          ],
    ),
    ...markets.flatMap((market) => {
      const step = steps[market]
      const known = summary?.markets.find((entry) => entry.market === market)
      if (step === undefined || known === undefined) return []
      return [
        {
          key: `step:${market}`,
          what: t.readBack(marketName(s, market)),
          every: t.every(span(step.readBackMinutes * 60_000, language)),
          on: !step.paused,
          lastAt: known.lastReadAt,
          nextAt: step.paused ? null : known.nextRunAt,
          href: `/settings?tab=step&market=${market}`,
        },
      ]
    }),
  ]
  if (entries.length === 0) {
    return (
      <>
        <EmptyState title={t.empty} text={t.emptyText} />
        <CheckSettings />
      </>
    )
  }
  return (
    <>
      <p className={classes.lead}>{t.text}</p>
      <table className={ui.plain}>
        <thead>
          <tr>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.how}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">{t.last}</th>
            <th scope="col">{t.next}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key}>
              <td>{entry.what}</td>
              <td>{entry.every}</td>
              <td>
                <StateBadge tone={entry.on ? 'ok' : 'idle'}>{entry.on ? t.on : t.off}</StateBadge>
              </td>
              <td>
                <When at={entry.lastAt} />
              </td>
              <td>
                <When at={entry.nextAt} />
              </td>
              <td className={ui.end}>
                <Link href={entry.href}>{t.change}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CheckSettings />
    </>
  )
}
