import { type Clock, DAY_MS } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { type ApiCallFilter, insertCalls, pageOfCalls, pruneCalls, type StoredCall } from './api-calls.repository.ts'
import type { CallRecord } from './http-client.ts'

export interface CallLog {
  record(call: CallRecord): void
  /** Writes what is waiting; reading does it first by itself. */
  flush(): void
  page(filter: ApiCallFilter, before: number | null, limit: number): StoredCall[]
  /** Removes calls older than 30 days; answers how many. */
  prune(): number
  close(): void
}

const FLUSH_EVERY_MS = 500
const KEEP_DAYS = 30
/** A database that stays locked must not let the buffer grow without end: the oldest calls go. */
const MAX_WAITING = 10_000

/** The API-call log. Calls are written in batches, because a flush to disk for each would slow the sync down. */
export function createCallLog(db: Db, clock: Clock): CallLog {
  let waiting: CallRecord[] = []
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const calls = waiting
    waiting = []
    try {
      insertCalls(db, calls)
    } catch {
      // Logging never breaks the work it is about: kept for the next try.
      waiting = [...calls, ...waiting].slice(-MAX_WAITING)
    }
  }

  return {
    record: (call) => {
      waiting.push(call)
      timer ??= setTimeout(flush, FLUSH_EVERY_MS).unref()
    },
    flush,
    page: (filter, before, limit) => {
      flush()
      return pageOfCalls(db, filter, before, limit)
    },
    prune: () => pruneCalls(db, clock.now() - KEEP_DAYS * DAY_MS),
    close: flush,
  }
}
