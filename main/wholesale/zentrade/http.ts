import type { HttpClientOptions } from '../../net/http-client.ts'
import { createLimiter } from '../../net/limiter.ts'
import { createHttpStreams, type HttpStreams } from '../../net/stream.ts'
import { perMinuteBucket, wholesaleRates } from '../limits.ts'

/** The way to Zentrade at the pace its clients keep; no limit is documented. */
export function createZentradeHttp(options: Omit<HttpClientOptions, 'service' | 'limiter'>): HttpStreams {
  const { clock = { now: () => Date.now() }, sleep } = options
  const bucket = perMinuteBucket(wholesaleRates.zentrade.perMinute)
  const limiter = createLimiter({ ...bucket, clock, service: 'zentrade', ...(sleep ? { sleep } : {}) })
  return createHttpStreams({ ...options, service: 'zentrade', limiter })
}
