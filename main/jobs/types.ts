import type { z } from 'zod'
import type { AppErrorShape } from '../../shared/errors.ts'

export interface JobRun<P> {
  jobId: string
  payload: P
  attempt: number
  /** Aborted when the operator cancels or the engine closes; a closed engine's job resumes at the next start. */
  signal: AbortSignal
  /** Shown to the operator (at most ten times a second) and kept with the next checkpoint. */
  progress(value: Record<string, unknown>): void
  /** Saves where to resume. Call it inside the transaction that stores the work it stands for. */
  checkpoint(payload: P): void
}

export interface JobEnd {
  outcome: 'ok' | 'rejected' | 'needs_setup'
  /** Kept as the job's progress: its result. */
  result?: Record<string, unknown>
  /** Why it was rejected or what must be set up first. */
  error?: AppErrorShape
}

/** A kind of durable work. A thrown retryable AppError is tried again with growing waits up to `maxAttempts`. */
export interface JobKind<P> {
  kind: string
  payload: z.ZodType<P>
  maxAttempts: number
  /** Jobs of one lane never run at the same time. Default: the kind. */
  lane?: string | ((payload: P) => string)
  run(run: JobRun<P>): Promise<JobEnd>
}

export interface JobQueue {
  register<P>(kind: JobKind<P>): void
  /** Adds a job, or answers the open one with the same kind and key. May be called inside the caller's transaction. */
  add<P>(
    kind: JobKind<P>,
    payload: P,
    options?: { key?: string; notBefore?: number },
  ): { jobId: string; existing: boolean }
}
