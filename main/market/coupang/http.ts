import { systemClock } from '../../../shared/time.ts'
import { createHttpClient, type HttpClientOptions } from '../../net/http-client.ts'
import { createLimiter, createOpenLimiter, type LastCall } from '../../net/limiter.ts'
import type { DocumentedLimit } from '../../net/limits.ts'
import { isRaw } from '../../net/readers.ts'
import type { HttpClient, HttpReply } from '../../net/types.ts'
import { safeWords } from '../../net/words.ts'

/** Permitted calls of one vendor: 10 a second are refused, 5 were read on the portal in 2026. */
export const CALLS_PER_SECOND = 5

/**
 * One token alone, so that a wait never ends in a burst: calls leave 210 ms apart, and five of them never meet a sixth
 * within a second, even when one is 50 ms late. The distance is kept between departures, since a new connection takes
 * longer than a kept one, and a busy computer longer still.
 *
 * The manual's "one queue" is this limiter: all that goes to a vendor passes it one by one, repeats included. What it does
 * not do is wait for answers: a create may take 90 seconds, and a product that is sold out has to leave the sale meanwhile.
 */
export const coupangBucket: DocumentedLimit = { capacity: 1, perSecond: 4.75 }

type Options = Omit<HttpClientOptions, 'service' | 'limiter' | 'maxAttempts' | 'readErrorCode'> & {
  /** For simulated floods against a practice server whose limit is off. */
  unlimited?: boolean
  /** Commands follow each other quickly, each a process of its own. */
  lastCall?: LastCall
}

/** Coupang's word for what was wrong: its code says hardly more than ERROR, its message does. */
export const errorCodeIn = (reply: Pick<HttpReply, 'json'>): string | null => {
  try {
    const body = reply.json()
    if (!isRaw(body)) return null
    const code = safeWords(body.code)
    return code === '' || code === 'ERROR' ? safeWords(body.message).slice(0, 80) || code || null : code
  } catch {
    return null
  }
}

/** Tries once: each try needs a new signature, and a write that may have been carried out is nobody's to repeat. */
export function createCoupangHttp({ unlimited = false, lastCall, ...options }: Options): HttpClient {
  const { clock = systemClock, sleep } = options
  const limiter = unlimited
    ? createOpenLimiter(clock, sleep)
    : createLimiter({
        ...coupangBucket,
        ...{ clock, service: 'coupang', lastCall, oneAtATime: true },
        ...(sleep ? { sleep } : {}),
      })
  return createHttpClient({ ...options, service: 'coupang', limiter, maxAttempts: 1, readErrorCode: errorCodeIn })
}
