import { randomUUID } from 'node:crypto'
import type { Job } from '../../shared/contract/work.ts'
import type { Emit } from '../../shared/contract.ts'
import { AppError, failCommon, toErrorShape } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { failJobs } from './errors.ts'
import { type JobRow, jobsRepository, toJob } from './repository.ts'
import type { JobEnd, JobKind, JobQueue, JobRun } from './types.ts'

export interface QueueDeps {
  db: Db
  clock: Clock
  emit: Emit
  log: (level: 'info' | 'warn' | 'error', text: string) => void
  /** Wait before the next try, ms. */
  backoff?: (attempt: number) => number
  /** False: whoever waits for a job hears of its first failure (the command line). Default true. */
  retries?: boolean
}

/** 5 s, 15 s, 45 s … at most 30 minutes, with a fifth of jitter. */
export const growingWait = (attempt: number): number =>
  Math.round(Math.min(30 * 60_000, 5_000 * 3 ** (attempt - 1)) * (0.9 + Math.random() * 0.2))
const PROGRESS_EVERY_MS = 100
const KEEP_FINISHED_MS = 90 * 24 * 60 * 60_000

// A queue holds kinds of many payload types; each is parsed by its own schema before it runs.
type AnyKind = JobKind<never> & { payload: { parse(value: unknown): never } }

interface Running {
  row: JobRow
  abort: AbortController
  ended: Promise<void>
}

/** The durable queue: a job is a row first, and the row is the truth after any crash. */
export function createJobQueue({ db, clock, emit, log, backoff = growingWait, retries = true }: QueueDeps) {
  const rows = jobsRepository(db)
  const kinds = new Map<string, AnyKind>()
  const running = new Map<string, Running>()
  const busyLanes = new Set<string>()
  const waiters = new Map<string, ((job: Job) => void)[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let state: 'idle' | 'open' | 'closing' = 'idle'

  const tell = (jobId: string) => {
    const row = rows.find(jobId)
    if (row === undefined) return
    const job = toJob(row)
    emit('job.changed', job)
    if (row.status === 'succeeded' || row.status === 'dead') {
      for (const resolve of waiters.get(jobId) ?? []) resolve(job)
      waiters.delete(jobId)
    }
  }

  const schedule = (isBlocked: boolean) => {
    if (state !== 'open') return
    clearTimeout(timer)
    // A due job that waits for its lane is started by the end of the job that holds the lane.
    const at = rows.nextDueAt(isBlocked ? clock.now() : null)
    if (at === null) return
    const wait = Math.max(at - clock.now(), 0)
    timer = setTimeout(pump, Math.min(wait, 60_000))
  }

  const pump = () => {
    if (state !== 'open') return
    let blocked = false
    for (const row of rows.due(clock.now())) {
      const kind = kinds.get(row.kind)
      if (kind === undefined) {
        // Of a newer version, or of one that knew it: left queued, it would be due for ever.
        const error = failJobs('JOB_KIND_UNKNOWN', { values: { kind: row.kind } })
        rows.end(row.job_id, 'dead', null, error.toShape(), null, clock.now())
        tell(row.job_id)
        continue
      }
      const lane = laneOf(kind, row)
      if (busyLanes.has(lane)) {
        blocked = true
        continue
      }
      launch(row, kind, lane)
    }
    schedule(blocked)
  }

  const launch = (row: JobRow, kind: AnyKind, lane: string) => {
    busyLanes.add(lane)
    const abort = new AbortController()
    rows.start(row.job_id, clock.now())
    const entry: Running = { row, abort, ended: Promise.resolve() }
    running.set(row.job_id, entry)
    if (row.cancel_requested === 1) abort.abort(failCommon('CANCELLED'))
    entry.ended = runOne(row, kind, abort).finally(() => {
      running.delete(row.job_id)
      busyLanes.delete(lane)
      tell(row.job_id)
      if (state === 'open') queueMicrotask(pump)
    })
    tell(row.job_id)
  }

  const runOne = async (row: JobRow, kind: AnyKind, abort: AbortController): Promise<void> => {
    const attempt = row.attempts + 1
    let shown: string | null = row.progress
    let lastTold = 0
    const run: JobRun<never> = {
      jobId: row.job_id,
      payload: undefined as never,
      attempt,
      signal: abort.signal,
      progress: (value) => {
        shown = JSON.stringify(value)
        const now = Date.now()
        if (now - lastTold < PROGRESS_EVERY_MS) return
        lastTold = now
        const stored = rows.find(row.job_id)
        if (stored !== undefined) emit('job.changed', { ...toJob(stored), progress: value })
      },
      checkpoint: (payload) => rows.checkpoint(row.job_id, JSON.stringify(payload), shown),
    }
    try {
      const payload = readPayload(kind, row)
      const end: JobEnd = await kind.run({ ...run, payload })
      const result = end.result === undefined ? shown : JSON.stringify(end.result)
      rows.end(row.job_id, 'succeeded', end.outcome, end.error ?? null, result, clock.now())
    } catch (thrown) {
      settleFailure(row, kind, thrown, abort, shown)
    }
  }

  const settleFailure = (row: JobRow, kind: AnyKind, thrown: unknown, abort: AbortController, shown: string | null) => {
    const error = toErrorShape(thrown, row.job_id)
    const now = clock.now()
    const stored = rows.find(row.job_id)
    const attempt = stored?.attempts ?? kind.maxAttempts
    if (stored?.cancel_requested === 1) {
      rows.end(row.job_id, 'succeeded', 'cancelled', failCommon('CANCELLED').toShape(), shown, now)
    } else if (abort.signal.aborted) {
      // The engine is closing: not a failure, and not an attempt that counts against the job.
      rows.interrupt(row.job_id, now, shown)
    } else if (retries && error.retryable && attempt < kind.maxAttempts) {
      rows.again(row.job_id, now + backoff(attempt), error, shown)
    } else {
      if (!(thrown instanceof AppError)) log('error', `job ${row.kind} ${row.job_id}: ${String(thrown)}`)
      rows.end(row.job_id, 'dead', null, error, shown, now)
    }
  }

  const queue: JobQueue = {
    register: (kind) => {
      if (kinds.has(kind.kind)) throw new Error(`job kind registered twice: ${kind.kind}`)
      kinds.set(kind.kind, kind as unknown as AnyKind)
    },
    add: (kind, payload, options = {}) => {
      const open = options.key === undefined ? undefined : rows.findOpen(kind.kind, options.key)
      if (open !== undefined) return { jobId: open.job_id, existing: true }
      const jobId = randomUUID()
      const now = clock.now()
      rows.insert(jobId, kind.kind, options.key ?? null, JSON.stringify(payload), options.notBefore ?? now, now)
      // After the caller's transaction: a rolled-back job must not run.
      setImmediate(() => {
        if (state === 'closing') return
        tell(jobId)
        pump()
      })
      return { jobId, existing: false }
    },
  }

  return {
    ...queue,
    /** Takes up work: what a crash cut off first. */
    open: () => {
      state = 'open'
      const cut = rows.recover(clock.now())
      if (cut > 0) log('warn', `resuming ${cut} job(s) cut off by the last end`)
      rows.prune(clock.now() - KEEP_FINISHED_MS)
      pump()
    },
    /** Runs whatever became due, for example after sleep. */
    wake: () => pump(),
    cancel: (jobId: string): void => {
      const row = rows.find(jobId)
      if (row === undefined) throw failCommon('NOT_FOUND', { values: { what: '작업' } })
      if (row.status === 'succeeded' || row.status === 'dead') throw failJobs('JOB_ENDED')
      rows.requestCancel(jobId)
      const entry = running.get(jobId)
      if (entry !== undefined) entry.abort.abort(failCommon('CANCELLED'))
      else {
        rows.end(jobId, 'succeeded', 'cancelled', failCommon('CANCELLED').toShape(), null, clock.now())
        tell(jobId)
      }
    },
    /** A new job with the ended one's payload: it goes on where that one stopped. */
    retry: (jobId: string): { jobId: string } => {
      const row = rows.find(jobId)
      if (row === undefined) throw failCommon('NOT_FOUND', { values: { what: '작업' } })
      const kind = kinds.get(row.kind)
      if (kind === undefined) throw failJobs('JOB_KIND_UNKNOWN', { values: { kind: row.kind } })
      if (row.status === 'queued' || row.status === 'running') return { jobId }
      const added = queue.add(kind, readPayload(kind, row), row.dedup_key === null ? {} : { key: row.dedup_key })
      return { jobId: added.jobId }
    },
    /** Tries a job that waits for its next try now: the operator asked for it. */
    hurry: (jobId: string): void => {
      const row = rows.find(jobId)
      if (row?.status !== 'queued' || row.attempts === 0) return
      rows.interrupt(jobId, clock.now(), null)
      pump()
    },
    get: (jobId: string): Job => {
      const row = rows.find(jobId)
      if (row === undefined) throw failCommon('NOT_FOUND', { values: { what: '작업' } })
      return toJob(row)
    },
    wait: (jobId: string): Promise<Job> => {
      const row = rows.find(jobId)
      if (row === undefined) throw failCommon('NOT_FOUND', { values: { what: '작업' } })
      if (row.status === 'succeeded' || row.status === 'dead') return Promise.resolve(toJob(row))
      return new Promise((resolve) => waiters.set(jobId, [...(waiters.get(jobId) ?? []), resolve]))
    },
    page: (status: string | undefined, kind: string | undefined, beforeId: number, limit: number) =>
      rows.page(status, kind, beforeId, limit),
    isRunning: (kind: string) => [...running.values()].some((entry) => entry.row.kind === kind),
    findOpen: (kind: string, key: string): Job | null => {
      const row = rows.findOpen(kind, key)
      return row === undefined ? null : toJob(row)
    },
    /** Stops running jobs; each resumes at the next start. */
    close: async (): Promise<void> => {
      state = 'closing'
      clearTimeout(timer)
      const ends = [...running.values()].map((entry) => {
        entry.abort.abort(failCommon('ENGINE_STOPPED'))
        return entry.ended
      })
      await Promise.allSettled(ends)
    },
  }
}

/** A payload that cannot be read ends in the kind's own lane, where it says so. */
const laneOf = (kind: AnyKind, row: JobRow): string => {
  if (typeof kind.lane !== 'function') return kind.lane ?? kind.kind
  try {
    return kind.lane(readPayload(kind, row))
  } catch {
    return kind.kind
  }
}

const readPayload = (kind: AnyKind, row: JobRow): never => {
  try {
    return kind.payload.parse(JSON.parse(row.payload))
  } catch (cause) {
    throw failJobs('JOB_UNREADABLE', { values: { kind: row.kind }, cause })
  }
}

export type Jobs = ReturnType<typeof createJobQueue>
