import { type AppErrorShape, toErrorShape } from '../../../shared/errors.ts'
import { growingWait } from '../../jobs/queue.ts'
import { type FailureKind, MarketError, marketError } from '../../market/errors.ts'

export interface Conclusion {
  kind: FailureKind
  error: AppErrorShape
  fields: readonly { field: string; message: string }[]
  retryAfterMs: number | null
}

/** What follows from a failed call. What nobody foresaw is the worse case: a write may have happened, a read is tried again. */
export function conclude(thrown: unknown, { write }: { write: boolean }): Conclusion {
  const known = marketError(thrown, { write })
  const error = toErrorShape(known)
  if (known instanceof MarketError) {
    return { kind: known.kind, error, fields: known.fields, retryAfterMs: known.retryAfterMs }
  }
  return { kind: write ? 'unknown' : 'later', error, fields: [], retryAfterMs: null }
}

const LONGEST_WAIT_MS = 6 * 60 * 60_000

/** When to try again, ms from now: what the market asked for, else longer each time. `attempt` counts from 1. */
export const waitAfter = (attempt: number, retryAfterMs: number | null): number =>
  retryAfterMs === null ? growingWait(Math.max(1, attempt)) : Math.min(Math.max(0, retryAfterMs), LONGEST_WAIT_MS)
