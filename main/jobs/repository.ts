import type { Job } from '../../shared/contract/work.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import type { Db } from '../store/db.ts'

/** A job as stored. `payload` says where to resume; `progress` is what the operator sees. */
export interface JobRow {
  id: number
  job_id: string
  kind: string
  dedup_key: string | null
  status: Job['status']
  outcome: Job['outcome']
  payload: string
  progress: string | null
  last_error: string | null
  attempts: number
  next_attempt_at: number
  cancel_requested: number
  created_at: number
  started_at: number | null
  finished_at: number | null
}

const parse = <T>(text: string | null): T | null => {
  if (text === null) return null
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}

export const toJob = (row: JobRow): Job => ({
  jobId: row.job_id,
  kind: row.kind,
  status: row.status,
  outcome: row.outcome,
  attempts: row.attempts,
  nextAttemptAt: row.status === 'queued' ? row.next_attempt_at : null,
  createdAt: row.created_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  progress: parse<Record<string, unknown>>(row.progress),
  lastError: parse<AppErrorShape>(row.last_error),
})

/** All questions that are asked of the job table. Prepared once. */
export function jobsRepository(db: Db) {
  const openWithKey = db.prepare<[string, string], JobRow>(
    "select * from job where kind = ? and dedup_key = ? and status in ('queued', 'running')",
  )
  const insert = db.prepare(
    "insert into job (job_id, kind, dedup_key, status, payload, next_attempt_at, created_at) values (?, ?, ?, 'queued', ?, ?, ?)",
  )
  const byId = db.prepare<[string], JobRow>('select * from job where job_id = ?')
  const due = db.prepare<[number], JobRow>(
    "select * from job where status = 'queued' and next_attempt_at <= ? order by next_attempt_at, id limit 50",
  )
  const nextDue = db.prepare<[number], { at: number | null }>(
    "select min(next_attempt_at) as at from job where status = 'queued' and next_attempt_at > ?",
  )
  const start = db.prepare(
    "update job set status = 'running', attempts = attempts + 1, started_at = coalesce(started_at, ?) where job_id = ?",
  )
  // Work that got further is not a failing job: its tries count anew.
  const checkpoint = db.prepare(
    'update job set payload = ?, progress = coalesce(?, progress), attempts = 1 where job_id = ?',
  )
  const again = db.prepare(
    "update job set status = 'queued', next_attempt_at = ?, last_error = ?, progress = coalesce(?, progress) where job_id = ?",
  )
  const end = db.prepare(
    'update job set status = ?, outcome = ?, last_error = ?, progress = coalesce(?, progress), finished_at = ? where job_id = ?',
  )
  const interrupt = db.prepare(
    "update job set status = 'queued', next_attempt_at = ?, attempts = attempts - 1, progress = coalesce(?, progress) where job_id = ?",
  )
  const requestCancel = db.prepare('update job set cancel_requested = 1 where job_id = ?')
  /** A job found running at start was cut off by a crash: it resumes from its checkpoint. */
  const recover = db.prepare("update job set status = 'queued', next_attempt_at = ? where status = 'running'")
  const prune = db.prepare(
    "delete from job where status in ('succeeded', 'dead') and finished_at < ? and id not in (select id from job order by id desc limit 200)",
  )
  const page = db.prepare<[string | null, string | null, string | null, string | null, number, number], JobRow>(
    'select * from job where (? is null or status = ?) and (? is null or kind = ?) and id < ? order by id desc limit ?',
  )

  return {
    find: (jobId: string) => byId.get(jobId),
    findOpen: (kind: string, key: string) => openWithKey.get(kind, key),
    insert: (jobId: string, kind: string, key: string | null, payload: string, notBefore: number, at: number) =>
      void insert.run(jobId, kind, key, payload, notBefore, at),
    due: (now: number) => due.all(now),
    /** `after`, ms UTC: jobs due by then are left out. */
    nextDueAt: (after: number | null) => nextDue.get(after ?? -1)?.at ?? null,
    start: (jobId: string, at: number) => void start.run(at, jobId),
    checkpoint: (jobId: string, payload: string, progress: string | null) =>
      void checkpoint.run(payload, progress, jobId),
    again: (jobId: string, at: number, error: AppErrorShape, progress: string | null) =>
      void again.run(at, JSON.stringify(error), progress, jobId),
    interrupt: (jobId: string, at: number, progress: string | null) => void interrupt.run(at, progress, jobId),
    end: (
      jobId: string,
      status: 'succeeded' | 'dead',
      outcome: Job['outcome'],
      error: AppErrorShape | null,
      progress: string | null,
      at: number,
    ) => void end.run(status, outcome, error === null ? null : JSON.stringify(error), progress, at, jobId),
    requestCancel: (jobId: string) => void requestCancel.run(jobId),
    recover: (now: number) => recover.run(now).changes,
    prune: (before: number) => prune.run(before).changes,
    page: (status: string | undefined, kind: string | undefined, beforeId: number, limit: number) =>
      page.all(status ?? null, status ?? null, kind ?? null, kind ?? null, beforeId, limit),
  }
}
