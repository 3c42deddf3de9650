import { z } from 'zod'
import { type Market, markets } from '../../../shared/market.ts'
import type { JobEnd, JobKind, JobRun } from '../../jobs/types.ts'
import { realSleep } from '../../net/waiting.ts'
import type { StepDeps } from './derive.ts'
import { drain, type Work } from './pool.ts'
import { pushOne } from './push-one.ts'
import { approvedDue, nextUploadAt, stateCounts, unresolvedDue } from './repository-rows.ts'
import { dueUpdates, nextUpdateAt, requeueCutOff } from './repository-updates.ts'
import { resolveOne, takeUpCutOff } from './resolve-one.ts'
import { MarketRun, widthOf } from './run.ts'
import type { LifeDeps } from './types.ts'
import { type UploadEnd, uploadOne } from './upload-one.ts'

const payload = z.object({ market: z.enum(markets) })
export type UploadPayload = z.infer<typeof payload>

export const UPLOAD = 'listing-upload'
/** One market is asked by one job at a time. */
export const marketLane = ({ market }: { market: Market }): string => `market:${market}`
/** How long a job waits for what is not due yet; the scheduler takes up what it leaves. */
const PATIENCE_MS = { background: 5_000, command: 25_000 } as const
export const patienceOf = ({ background, patienceMs }: LifeDeps): number =>
  patienceMs ?? (background ? PATIENCE_MS.background : PATIENCE_MS.command)

const AHEAD = 200
/** Sold out, fewer pieces, a price that ends a loss: none of these waits for creates. */
const URGENT = 1

/** Ids read ahead, so that a long queue is not sorted anew for each of its rows. */
class Ahead {
  #ids: number[] = []
  #since = 0
  readonly #read: () => number[]
  readonly #now: () => number

  constructor(read: () => number[], now: () => number) {
    this.#read = read
    this.#now = now
  }

  next(busy: ReadonlySet<number>): number | null {
    if (this.#ids.length === 0 && this.#now() - this.#since >= 50) {
      this.#ids = this.#read()
      if (this.#ids.length === 0) this.#since = this.#now()
    }
    for (;;) {
      const id = this.#ids.shift()
      if (id === undefined) return null
      if (!busy.has(id)) return id
    }
  }
}

/** The next update of at least this urgency whose listing is not being asked something else. */
function nextUpdate(run: MarketRun, maxUrgency: number, busy: ReadonlySet<number>): Work | null {
  const { db, terms } = run.deps
  if (terms.settings(run.market).paused) return null
  const due = dueUpdates(db, run, maxUrgency, run.now(), busy.size + 1)
  const update = due.find(({ listing }) => !busy.has(listing))
  return update === undefined ? null : { key: update.listing, run: async () => void (await pushOne(run, update.id)) }
}

export const earliest = (...times: (number | null)[]): number | null => {
  const known = times.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}

async function upload(deps: LifeDeps, step: StepDeps, job: JobRun<UploadPayload>): Promise<JobEnd> {
  const { market } = job.payload
  const { db } = deps
  const run = new MarketRun(deps, step, market, job.signal)
  takeUpCutOff(run)
  requeueCutOff(db, market)
  await deps.freshen.market(market, job.signal)
  const counts = { uploaded: 0, rejected: 0, returned: 0 }
  const open = () => {
    const { approved = 0, unresolved = 0, uploading = 0 } = stateCounts(db, market)
    return { waiting: approved + uploading, unresolved }
  }
  const total = open().waiting + open().unresolved
  const progress = () => {
    const done = counts.uploaded + counts.rejected + counts.returned
    return { market, done, total: Math.max(total, done), ...counts, ...open() }
  }
  // From its first moment it is known by its market.
  job.progress(progress())
  const ended = (end: UploadEnd) => {
    if (end === 'uploaded' || end === 'rejected' || end === 'returned') counts[end] += 1
  }
  const approved = new Ahead(
    () => approvedDue(db, market, run.now(), AHEAD),
    () => performance.now(),
  )
  let shownAt = 0
  const work = (id: number, what: typeof uploadOne): Work => ({
    key: id,
    run: async () => {
      ended(await what(run, id))
      run.tell()
      // Counting is a walk over the market's listings: not for each of ten thousand.
      if (performance.now() - shownAt < 200) return
      shownAt = performance.now()
      job.progress(progress())
    },
  })
  await drain({
    width: widthOf(run.adapter),
    next: (busy) => {
      if (run.now() < run.restUntil) return null
      const urgent = nextUpdate(run, URGENT, busy)
      if (urgent !== null) return urgent
      const [open] = unresolvedDue(db, market, run.now(), busy.size + 1).filter((id) => !busy.has(id))
      if (open !== undefined) return work(open, resolveOne)
      const id = approved.next(busy)
      return id === null ? null : work(id, uploadOne)
    },
    dueAt: () => {
      const at = earliest(nextUploadAt(db, market), nextUpdateAt(db, run, URGENT))
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
  const result = progress()
  if (run.setup !== null) return { outcome: 'needs_setup', error: run.setup, result }
  return { outcome: 'ok', result, ...(result.waiting > 0 && run.later !== null ? { error: run.later } : {}) }
}

/** Sends what is approved on one market. What it ends with is `uploadProgress`. */
export const uploadKind = (deps: LifeDeps, step: StepDeps): JobKind<UploadPayload> => ({
  kind: UPLOAD,
  payload,
  maxAttempts: 5,
  lane: marketLane,
  run: (job) => upload(deps, step, job),
})
