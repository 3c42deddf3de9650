import type { Wholesaler } from '../../shared/product.ts'
import { createHttpClient, type HttpClientOptions } from '../net/http-client.ts'
import { createLimiter } from '../net/limiter.ts'
import type { HttpClient } from '../net/types.ts'
import { perMinuteBucket, wholesaleRates } from './limits.ts'

type Options = Omit<HttpClientOptions, 'service' | 'limiter' | 'maxAttempts'> & {
  wholesaler: Wholesaler
}

/**
 * The HTTP client of a wholesaler's host, at its pace (OwnerClan has two hosts, each with a client). It tries once: what is worth repeating, and after how long a silence,
 * differs by wholesaler and is decided in its adapter.
 */
export function createWholesaleHttp({ wholesaler, ...options }: Options): HttpClient {
  const { clock = { now: () => Date.now() }, sleep } = options
  const bucket = perMinuteBucket(wholesaleRates[wholesaler].perMinute)
  const limiter = createLimiter({ ...bucket, clock, service: wholesaler, ...(sleep ? { sleep } : {}) })
  return createHttpClient({ ...options, service: wholesaler, limiter, maxAttempts: 1 })
}
