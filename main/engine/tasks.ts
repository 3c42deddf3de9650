import { DAY_MS, kstDay, parseKstDay } from '../../shared/time.ts'
import { every, type ScheduledTask } from './scheduler.ts'

const HOUR_MS = 60 * 60_000
/** Shops sleep then, and the operator does not wait for anything. */
const NIGHT_HOUR_KST = 4
/** Copying a large shop takes a core for seconds: not while the operator opens the first page of the day. */
const BACKUP_AFTER_MS = 3 * 60_000

/** 04:00 in Asia/Seoul of the day after the last run; a machine that was off then catches up when it is on. */
export const nightly = (lastAt: number): number => {
  const dayStart = parseKstDay(kstDay(lastAt)) ?? lastAt
  const tonight = dayStart + NIGHT_HOUR_KST * HOUR_MS
  return lastAt < tonight ? tonight : tonight + DAY_MS
}

export interface TaskDeps {
  nextSyncAt(lastAt: number | null, now: number): number | null
  /** When the last 60 days were last read whole, by whichever run; null before the first sync. */
  rescannedAt(): number | null
  startSync(mode: 'incremental' | 'rescan'): void
  backupDaily(): Promise<unknown>
  housekeeping(): void
  checkConnections(): Promise<void>
  /** When somebody's access to the operator's app next ends by itself; null: never. */
  nextAccessEnd(): number | null
  endAccess(): Promise<void>
  startDuePlans(): void
  /** Asks wholesalers again about what is listed or chosen, whatever plans read. */
  startDueChecks(): Promise<unknown>
  nextCheckAt(lastAt: number | null, now: number): number | null
  runDueExports(): void
  /** When the engine was started, ms UTC. */
  startedAt: number
  /** What keeps listings in step with their products. */
  listings: readonly ScheduledTask[]
}

/** Everything that comes round by itself. Nothing here runs twice at once, and all of it catches up after sleep. */
export const engineTasks = (deps: TaskDeps): ScheduledTask[] => [
  { name: 'sync', nextAt: deps.nextSyncAt, run: () => deps.startSync('incremental') },
  {
    name: 'rescan',
    nextAt: (lastAt, now) => {
      const rescannedAt = deps.rescannedAt()
      if (rescannedAt === null || deps.nextSyncAt(null, now) === null) return null
      return nightly(Math.max(rescannedAt, lastAt ?? 0))
    },
    run: () => deps.startSync('rescan'),
  },
  {
    name: 'backup',
    nextAt: (lastAt, now) => Math.max(every(() => HOUR_MS)(lastAt, now), deps.startedAt + BACKUP_AFTER_MS),
    run: async () => void (await deps.backupDaily()),
  },
  { name: 'housekeeping', nextAt: every(() => 6 * HOUR_MS), run: () => deps.housekeeping() },
  { name: 'connections', nextAt: every(() => 5 * 60_000), run: () => deps.checkConnections() },
  { name: 'access-ends', nextAt: () => deps.nextAccessEnd(), run: () => deps.endAccess() },
  { name: 'collection-plans', nextAt: every(() => 60_000), run: () => deps.startDuePlans() },
  { name: 'product-checks', nextAt: deps.nextCheckAt, run: async () => void (await deps.startDueChecks()) },
  { name: 'exports', nextAt: every(() => 60_000), run: () => deps.runDueExports() },
  ...deps.listings,
]
