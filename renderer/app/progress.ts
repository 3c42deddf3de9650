import type { Job } from '../../shared/contract/work.ts'
import { markets } from '../../shared/market.ts'
import type { Strings } from '../strings/index.ts'

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

const kindName = (s: Strings, kind: string): string => s.activity.kinds[kind] ?? kind
/** What a job does, and where; for a collect whose goods and of which plan: three collects in the tray are three lines. */
export function jobName(s: Strings, job: Pick<Job, 'kind' | 'progress'>, plan?: Collected): string {
  const name = kindName(s, job.kind)
  const market = markets.find((known) => known === job.progress?.market)
  if (market !== undefined) return `${name} · ${s.listing.markets[market]}`
  if (job.kind !== 'collect' && job.kind !== 'product-check') return name
  const wholesaler = job.progress?.wholesaler ?? plan?.wholesaler
  const planName = job.progress?.planName ?? plan?.name
  const whose = (s.products.wholesaler as Record<string, string>)[String(wholesaler)]
  if (job.kind === 'product-check') return whose === undefined ? name : `${name} · ${whose}`
  return [whose === undefined ? name : s.plans.collecting(whose), typeof planName === 'string' ? planName : null]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}

/** What a job that has not begun is known by: the plan that asked for it. */
interface Collected {
  wholesaler: string
  name: string
}

export const isSync = (job: Job) => job.kind.includes('sync')
export const isExport = (job: Job) => job.kind.includes('export')

/** A sync counts what it expects window by window: before the last one the sum says less than there is. */
function windowsOf(job: Job): { done: number; all: number } | null {
  const all = number(job.progress?.windows)
  const done = number(job.progress?.windowsDone)
  return all !== null && done !== null && done < all - 1 ? { done, all } : null
}

/** Items done and expected of any job whose progress says so; the kinds use different words for them. */
export function itemsOf(job: Job): { done: number | null; total: number | null } {
  const p = job.progress ?? {}
  const done = number(p.seen) ?? number(p.rows) ?? number(p.done)
  const total = windowsOf(job) === null ? (number(p.expected) ?? number(p.total)) : null
  return { done, total: total !== null && done !== null && total >= done ? total : null }
}

/** Share done, 0 to 1, or null while it cannot be known. */
export function shareOf(job: Job): number | null {
  const windows = windowsOf(job)
  if (windows !== null) return windows.done / windows.all
  const { done, total } = itemsOf(job)
  return done !== null && total !== null && total > 0 ? Math.min(1, done / total) : null
}

/** Time left in ms by the pace so far; null until there is a pace worth telling. */
export function leftOf(job: Job, now: number): number | null {
  const share = shareOf(job)
  if (share === null || share < 0.02 || share >= 1 || job.startedAt === null) return null
  const spent = now - job.startedAt
  return spent < 3000 ? null : (spent * (1 - share)) / share
}

const syncEnd = (s: Strings, added: number, updated: number) =>
  added + updated === 0 ? s.tray.syncNothing : s.tray.syncDone(added, updated)

/** One line about what a finished job did. */
export function endOf(s: Strings, job: Job): string {
  if (job.status !== 'succeeded' || job.outcome !== 'ok') return ''
  const p = job.progress ?? {}
  if (job.kind === 'listing-sync')
    return s.approvals.stepEnd(number(p.pushed) ?? 0, number(p.confirmed) ?? 0, number(p.rejected) ?? 0)
  if (isSync(job)) return syncEnd(s, number(p.added) ?? 0, number(p.updated) ?? 0)
  if (job.kind === 'collect' || job.kind === 'product-check')
    return s.plans.endText(number(p.added) ?? 0, number(p.updated) ?? 0, number(p.rejectedCount) ?? 0)
  if (job.kind === 'product-import')
    return s.imports.endText(number(p.added) ?? 0, number(p.known) ?? 0, number(p.rejectedCount) ?? 0)
  if (job.kind === 'listing-draft')
    return s.prepare.endText(number(p.green) ?? 0, number(p.yellow) ?? 0, number(p.red) ?? 0)
  if (job.kind === 'listing-upload')
    return s.approvals.uploadEnd(number(p.uploaded) ?? 0, number(p.rejected) ?? 0, number(p.unresolved) ?? 0)
  const rows = number(p.rows)
  return isExport(job) && rows !== null ? s.exports.doneRows(rows) : ''
}
