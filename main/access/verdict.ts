import { AppError } from '../../shared/errors.ts'
import { DAY_MS } from '../../shared/time.ts'
import { sizeText } from '../net/errors.ts'
import { failAccess } from './errors.ts'

/** What one try of one event came to. */
export type Verdict =
  | { kind: 'accepted' }
  | { kind: 'gone'; error: AppError }
  | { kind: 'rejected'; error: AppError }
  /** `all`: no other event would fare better; `askedMs`: how long the app asked us to wait. */
  | { kind: 'retry'; error: AppError; all: boolean; askedMs: number | null }

/** An app answers with a word. What is longer is not read to its end. */
export const MOST_ANSWER_BYTES = 64 * 1024

/** An event is tried for so long, from its first try. */
export const TRY_FOR_MS = 3 * DAY_MS
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const waits = [
  ...[1, 2, 4, 8, 30].map((n) => n * SECOND),
  ...[2, 5, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 8, 12].map((n) => n * HOUR),
]
/** What the app may ask of us at most. */
const LONGEST_ASKED_MS = DAY_MS

/** The wait after the given number of failures, ms, a whole number; a tenth more or less, so that waits do not meet. */
export const waitAfter = (failures: number, random: () => number): number => {
  const wait = waits[Math.min(Math.max(failures, 1), waits.length) - 1] ?? SECOND
  return Math.round(wait * (0.9 + 0.2 * random()))
}

/** The contract with the app: 2xx took it, 410 is the end, 429 and 5xx later again, other 4xx no. */
export function verdictOf(status: number, askedMs: number | null): Verdict {
  const details = { service: 'buyer-app', serviceCode: String(status), values: { status, count: 1 } }
  if (status >= 200 && status < 300) return { kind: 'accepted' }
  if (status === 410) return { kind: 'gone', error: failAccess('ACCESS_GONE', details) }
  const asked = askedMs === null ? null : Math.min(askedMs, LONGEST_ASKED_MS)
  if (status === 429) return { kind: 'retry', error: failAccess('ACCESS_BUSY', details), all: true, askedMs: asked }
  if (status === 401 || status === 403) return { kind: 'rejected', error: failAccess('ACCESS_SIGNATURE', details) }
  if (status >= 300 && status < 400) {
    return { kind: 'retry', error: failAccess('ACCESS_REDIRECT', details), all: true, askedMs: null }
  }
  if (status >= 500 || status === 408 || status === 425) {
    return { kind: 'retry', error: failAccess('ACCESS_SERVER', details), all: asked !== null, askedMs: asked }
  }
  if (status >= 400) return { kind: 'rejected', error: failAccess('ACCESS_REJECTED', details) }
  return { kind: 'retry', error: failAccess('ACCESS_SERVER', details), all: false, askedMs: null }
}

/** Nothing that counts as an answer came. Only an address that does not answer at all stops the others too. */
export function verdictOfFailure(thrown: unknown): Verdict {
  const met = thrown instanceof AppError ? thrown : failAccess('ACCESS_SERVER', { values: { status: '-' } })
  const error =
    met.code === 'NET_TOO_LARGE'
      ? failAccess('ACCESS_ANSWER_TOO_LARGE', { service: 'buyer-app', values: { limit: sizeText(MOST_ANSWER_BYTES) } })
      : met
  const all = error.code === 'NET_UNREACHABLE' || error.code === 'NET_TLS' || error.code.startsWith('KEYCHAIN_')
  return { kind: 'retry', error, all: all || error.code === 'ACCESS_SECRET_MISSING', askedMs: null }
}
