import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { CallRecord } from '../net/http-client.ts'
import { retryAfterMs } from '../net/retry.ts'
import { type RawReply, sendOnce } from '../net/transport.ts'
import type { SigningSecrets } from './signing.ts'
import { signedHeaders } from './signing.ts'
import { MOST_ANSWER_BYTES, type Verdict, verdictOf, verdictOfFailure } from './verdict.ts'

export interface SentEvent {
  status: number | null
  /** The head of the answer as text, for the operator. */
  answer: string
  verdict: Verdict
}

export type SendEvent = (
  event: { eventId: string; body: string },
  at: number,
  signal: AbortSignal,
) => Promise<SentEvent>

export interface SenderDeps {
  /** Where to send now; read at each try. */
  url: () => string
  secrets: () => Promise<SigningSecrets>
  recordCall: (call: CallRecord) => void
  clock: Clock
  version: string
  timeoutMs?: number
}

const TIMEOUT_MS = 15_000
const HEAD_LENGTH = 500

/** Control characters have no business on the screen; a cut surrogate neither. */
const headOf = (bytes: Buffer): string =>
  bytes
    .subarray(0, HEAD_LENGTH * 4)
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}\uFFFD]+/gu, ' ')
    .trim()
    .slice(0, HEAD_LENGTH)

/** One try of one event. Never throws: what went wrong is in the verdict. Redirects are not followed. */
export const eventSender =
  (deps: SenderDeps): SendEvent =>
  async ({ eventId, body }, at, signal) => {
    let reply: RawReply | null = null
    let verdict: Verdict
    try {
      const signed = signedHeaders(await deps.secrets(), { id: eventId, at, body })
      reply = await sendOnce({
        service: 'buyer-app',
        url: deps.url(),
        method: 'POST',
        headers: {
          accept: 'application/json, */*',
          'content-type': 'application/json',
          'user-agent': `Jangteo/${deps.version}`,
          ...signed,
        },
        body,
        timeoutMs: deps.timeoutMs ?? TIMEOUT_MS,
        maxBytes: MOST_ANSWER_BYTES,
        idempotent: true,
        signal,
      })
      verdict = verdictOf(reply.status, retryAfterMs(reply.headers['retry-after'], deps.clock.now()))
    } catch (thrown) {
      verdict = verdictOfFailure(thrown)
    }
    const error = verdict.kind === 'accepted' ? null : verdict.error
    deps.recordCall({
      at,
      service: 'buyer-app',
      method: 'POST',
      // The operator's path may hold a key of its own.
      path: '(webhook)',
      status: reply?.status ?? null,
      ms: Math.max(0, deps.clock.now() - at),
      attempt: 1,
      traceId: eventId.slice(-16),
      errorCode: error instanceof AppError ? error.code : null,
    })
    return { status: reply?.status ?? null, answer: reply === null ? '' : headOf(reply.bytes), verdict }
  }
