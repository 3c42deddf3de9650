import { type Market, markets } from '../../../shared/market.ts'
import type { StepDeps } from './derive.ts'
import type { LifeKinds } from './handlers.ts'
import { begunUploadAt, livingOfMarket, nextUploadAt, readDue, stateCounts } from './repository-rows.ts'
import { nextUpdateAt, updateCounts } from './repository-updates.ts'
import { deriveMarket, SYNC, syncPayload } from './sync-job.ts'
import type { LifeDeps } from './types.ts'
import { earliest, UPLOAD } from './upload-job.ts'

const MINUTE_MS = 60_000
/** Rules, hours and settings are looked at anew this often, and stale zeros with them. */
const STEP_EVERY_MS = 10 * MINUTE_MS

/** Work of the scheduler, as main/engine/scheduler.ts wants it. */
interface LifeTask {
  name: string
  nextAt(lastAt: number | null, now: number): number | null
  run(): void | Promise<void>
}

export interface Tellers {
  /** The queue of updates may have changed: to be called after the transaction. */
  queued(): void
}

/** Whether work that nobody waits for may ask this market now: what its operator has to mend first is not tried again and again. */
export const isWellConnected = ({ connections }: Pick<LifeDeps, 'connections'>, market: Market): boolean =>
  !['disconnected', 'needs_reauth', 'needs_setup'].includes(connections[market].view().state)

/** Whether a market has approved or unresolved listings that an upload may take. */
export const hasUploads = ({ db }: LifeDeps, market: Market): boolean =>
  nextUploadAt(db, market) !== null || (stateCounts(db, market).uploading ?? 0) > 0

/** Whether there is anything on this market to keep in step. */
export const begunAt = ({ db }: LifeDeps, market: Market): boolean => livingOfMarket(db, market, 0, 1).length > 0

export function lifeTasks(deps: LifeDeps, step: StepDeps, { uploading, syncing }: LifeKinds): LifeTask[] {
  const { db, clock, queue, terms } = deps
  const mayRun = (market: Market) => isWellConnected(deps, market) && !terms.settings(market).paused
  const pushAt = (market: Market) =>
    mayRun(market) && queue.findOpen(SYNC, market) === null
      ? nextUpdateAt(db, { market, account: deps.account(market) })
      : null
  const uploadAt = (market: Market) =>
    isWellConnected(deps, market) && queue.findOpen(UPLOAD, market) === null ? begunUploadAt(db, market) : null
  const soonest = (at: (market: Market) => number | null) => earliest(...markets.map(at))
  const isDue = (at: number | null) => at !== null && at <= clock.now()

  return [
    {
      name: 'listing-updates',
      nextAt: () => soonest(pushAt),
      run: () => {
        for (const market of markets) {
          if (isDue(pushAt(market))) queue.add(syncing, syncPayload(market, 'push'), { key: market })
        }
      },
    },
    {
      name: 'listing-uploads',
      nextAt: () => soonest(uploadAt),
      run: () => {
        for (const market of markets) if (isDue(uploadAt(market))) queue.add(uploading, { market }, { key: market })
      },
    },
    {
      name: 'listing-step',
      nextAt: (lastAt) => (lastAt === null ? clock.now() : lastAt + STEP_EVERY_MS),
      run: async () => {
        for (const market of markets) {
          if (!mayRun(market) || !begunAt(deps, market)) continue
          await deriveMarket(deps, step, market)
          const reads = readDue(
            db,
            market,
            deps.account(market),
            clock.now(),
            terms.settings(market).readBackMinutes * MINUTE_MS,
          )
          if (reads.length > 0 || isDue(pushAt(market))) {
            queue.add(syncing, syncPayload(market, 'due'), { key: market })
          }
        }
      },
    },
  ]
}

/** Tells the screen of the queue and, where work runs by itself, starts to send; once for any number of changes in a row. */
export function createTellers(deps: LifeDeps, tasks: () => readonly LifeTask[]): Tellers {
  let isTelling = false
  return {
    queued: () => {
      if (isTelling) return
      isTelling = true
      setImmediate(() => {
        isTelling = false
        if (!deps.db.open) return
        deps.emit('updates.changed', updateCounts(deps.db))
        if (deps.background)
          void tasks()
            .find(({ name }) => name === 'listing-updates')
            ?.run()
      })
    },
  }
}
