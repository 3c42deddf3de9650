import { createHttpClient, type HttpClientOptions } from '../../net/http-client.ts'
import { createLimiter, createOpenLimiter, type LastCall } from '../../net/limiter.ts'
import type { HttpClient } from '../../net/types.ts'

type Options = Omit<HttpClientOptions, 'service' | 'limiter' | 'maxAttempts' | 'readErrorCode'> & {
  /** For simulated floods against a practice server. */
  unlimited?: boolean
  /** Commands follow each other within a second, each a process of its own. */
  lastCall?: LastCall
}

/** 11st publishes no rate; clients that keep to one call a second were never refused (api/11st.md B2). */
export const PER_SECOND = 1
/** Two calls that left apart can arrive nearer to each other. */
const MARGIN = 0.95

/** The HTTP client of 11st's seller API. It tries once: many of its writes are GETs, so what may be repeated is decided in the adapter. */
export function createEleventhStreetHttp({ unlimited = false, lastCall, ...options }: Options): HttpClient {
  const { clock = { now: () => Date.now() }, sleep } = options
  const waits = sleep ? { sleep } : {}
  const limiter = unlimited
    ? createOpenLimiter(clock, sleep)
    : createLimiter({ capacity: 1, perSecond: PER_SECOND * MARGIN, clock, service: '11st', lastCall, ...waits })
  return createHttpClient({
    ...options,
    service: '11st',
    limiter,
    maxAttempts: 1,
    // Digits are the same bytes in every encoding that 11st uses.
    readErrorCode: ({ bytes }) =>
      /<(?:\w+:)?result_?code>\s*(-?\d{1,6})\s*</i.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1] ?? null,
  })
}
