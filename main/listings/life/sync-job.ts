import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { type Market, markets } from '../../../shared/market.ts'
import type { JobEnd, JobKind, JobRun } from '../../jobs/types.ts'
import { realSleep } from '../../net/waiting.ts'
import { deriveOne, type StepDeps } from './derive.ts'
import { drain } from './pool.ts'
import { pushOne } from './push-one.ts'
import { readOne } from './read-one.ts'
import { livingIds, livingOfMarket, othersCount, readDue, youngIds } from './repository-rows.ts'
import { dueUpdates, nextUpdateAt, queuedCount, requeueCutOff } from './repository-updates.ts'
import { MarketRun, widthOf } from './run.ts'
import type { LifeDeps } from './types.ts'
import { earliest, marketLane, patienceOf, UPLOAD } from './upload-job.ts'

/** push: what is queued. due: that, and what has to be read again by its schedule. all: everything, because somebody asked. */
const modes = ['push', 'due', 'all'] as const
const payload = z.object({ market: z.enum(markets), mode: z.enum(modes).default('all') })
export type SyncPayload = z.infer<typeof payload>
export const syncPayload = (market: Market, mode: SyncPayload['mode']): SyncPayload => ({ market, mode })

export const SYNC = 'listing-sync'
const SLICE = 200
const EVERY_URGENCY = 9
const MINUTE_MS = 60_000
/** So long after a create some markets do not tell of it (Coupang: ten minutes). */
const YOUNG_MS = 10 * MINUTE_MS

/** What is wanted of every listing of a market, anew: rules, settings and hours change without any product changing. */
export async function deriveMarket(deps: LifeDeps, step: StepDeps, market: Market, isAsked = false): Promise<number> {
  const { db, clock } = deps
  let changed = 0
  let last = 0
  for (;;) {
    const rows = livingOfMarket(db, market, last, SLICE)
    db.transaction(() => {
      const at = clock.now()
      for (const row of rows) if (deriveOne(step, row, at, isAsked)) changed += 1
    }).immediate()
    last = rows.at(-1)?.id ?? last
    if (rows.length < SLICE) return changed
    await breathe()
  }
}

function toRead(deps: LifeDeps, { market, mode }: SyncPayload): number[] {
  const { db, clock, terms } = deps
  if (mode === 'push') return []
  const account = deps.account(market)
  if (mode === 'all') return livingIds(db, market, account)
  return readDue(db, market, account, clock.now(), terms.settings(market).readBackMinutes * MINUTE_MS)
}

async function sync(deps: LifeDeps, step: StepDeps, job: JobRun<SyncPayload>): Promise<JobEnd> {
  const { market, mode } = job.payload
  const { db, terms } = deps
  const run = new MarketRun(deps, step, market, job.signal)
  requeueCutOff(db, market)
  if (mode !== 'push') await deriveMarket(deps, step, market, mode === 'all')
  const counts = { pushed: 0, confirmed: 0, rejected: 0, differs: 0, unread: 0 }
  const reads = new Set(toRead(deps, job.payload))
  let total = reads.size
  let done = 0
  const show = () => {
    run.tell()
    job.progress({ market, done, total, ...counts })
  }
  // From its first moment it is known by its market.
  job.progress({ market, done, total, ...counts })
  const isPaused = () => terms.settings(market).paused
  // An upload that the operator waits for goes before reading on.
  const yields = () => mode !== 'all' && deps.background && deps.queue.findOpen(UPLOAD, market)?.status === 'queued'
  /** Markets count what they refuse: where one is not ready, the others that were just sent are not asked either. */
  const skipYoung = () => {
    counts.unread += 1
    for (const id of youngIds(db, market, run.now() - YOUNG_MS)) if (reads.delete(id)) counts.unread += 1
  }
  const nextRead = (busy: ReadonlySet<number>): number | null => {
    if (yields()) reads.clear()
    for (const id of reads) if (!busy.has(id)) return id
    return null
  }
  await drain({
    width: widthOf(run.adapter),
    next: (busy) => {
      if (run.now() < run.restUntil) return null
      const due = isPaused() ? [] : dueUpdates(db, run, EVERY_URGENCY, run.now(), busy.size + 1)
      const update = due.find(({ listing }) => !busy.has(listing))
      if (update !== undefined) {
        total += 1
        return {
          key: update.listing,
          run: async () => {
            const end = await pushOne(run, update.id)
            if (end === 'pushed') counts.pushed += 1
            if (end === 'rejected') counts.rejected += 1
            // What was just told is looked at, where this run looks at anything.
            if (end === 'pushed' && mode !== 'push') reads.add(update.listing)
            done += 1
            show()
          },
        }
      }
      const id = nextRead(busy)
      if (id === null) return null
      reads.delete(id)
      return {
        key: id,
        run: async () => {
          const end = await readOne(run, id)
          if (end === 'confirmed' || end === 'rejected' || end === 'differs') counts[end] += 1
          if (end === 'waits') counts.unread += 1
          if (end === 'unready') skipYoung()
          done += 1
          show()
        },
      }
    },
    dueAt: () => {
      const at = earliest(isPaused() ? null : nextUpdateAt(db, run), reads.size > 0 ? run.now() : null)
      return at === null ? null : Math.max(at, run.restUntil)
    },
    patienceMs: patienceOf(deps),
    clock: deps.clock,
    sleep: deps.sleep ?? realSleep,
    signal: job.signal,
    halted: () => run.setup !== null,
  })
  run.tell(true)
  if (job.signal.aborted) throw job.signal.reason
  const account = run.account
  const left = {
    queued: queuedCount(db, market),
    otherAccount: account === null ? 0 : othersCount(db, market, account),
  }
  const result = { market, done, total, ...counts, ...left }
  if (run.setup !== null) return { outcome: 'needs_setup', error: run.setup, result }
  return { outcome: 'ok', result, ...(run.later === null ? {} : { error: run.later }) }
}

/** Sends what is queued for one market and reads back. What it ends with is `syncMarketProgress`. */
export const syncKind = (deps: LifeDeps, step: StepDeps): JobKind<SyncPayload> => ({
  kind: SYNC,
  payload,
  maxAttempts: 5,
  lane: marketLane,
  run: (job) => sync(deps, step, job),
})
