import { type AppErrorShape, toErrorShape } from '../../../shared/errors.ts'
import { growingWait } from '../../jobs/queue.ts'
import { type FailureKind, MarketError, marketError } from '../../market/errors.ts'

export interface Conclusion {
  kind: FailureKind
  error: AppErrorShape
  fields: readonly { field: string; message: string }[]
  retryAfterMs: number | null
  /** Of the market itself it says nothing. */
  ofListing: boolean
}

/** What follows from a failed call. What nobody foresaw is the worse case: a write may have happened, a read is tried again. */
export function conclude(thrown: unknown, { write }: { write: boolean }): Conclusion {
  const known = marketError(thrown, { write })
  const error = toErrorShape(known)
  if (known instanceof MarketError) {
    const { kind, fields, retryAfterMs, ofListing } = known
    return { kind, error, fields, retryAfterMs, ofListing }
  }
  return { kind: write ? 'unknown' : 'later', error, fields: [], retryAfterMs: null, ofListing: false }
}

/** When to try again, ms from now: what was asked for, however long, else longer each time. `attempt` counts from 1. */
export const waitAfter = (attempt: number, retryAfterMs: number | null): number =>
  retryAfterMs === null ? growingWait(Math.max(1, attempt)) : Math.max(0, Math.ceil(retryAfterMs))
