import { AppError } from '../../../shared/errors.ts'
import { type Clock, systemClock } from '../../../shared/time.ts'
import { createHttpClient, type HttpClientOptions } from '../../net/http-client.ts'
import type { LastCall } from '../../net/limiter.ts'
import type { HttpClient, HttpReply, HttpRequest } from '../../net/types.ts'
import type { Sleep } from '../../net/waiting.ts'
import { apiLimiter } from './limits.ts'
import { gatewayCode } from './refusal.ts'

export interface NaverHttpOptions {
  baseUrl: string
  recordCall?: NonNullable<HttpClientOptions['recordCall']>
  clock?: Clock
  version?: string
  sleep?: Sleep
  /** No limits of our own, for simulated floods. A 429 is still waited for. */
  unlimited?: boolean
  /** Of each API by its name: commands follow each other quickly, each a process of its own. */
  lastCall?: (api: string) => LastCall
}

/**
 * Naver's host with a limiter for each API. Every call is tried once; what may be repeated is decided by the client, which
 * therefore is answered for refusals (429, 5xx) too, with their headers and words.
 */
export function createNaverHttp(options: NaverHttpOptions): HttpClient {
  const { clock = systemClock, sleep, unlimited = false, lastCall, ...rest } = options
  const refused = new Map<string, HttpReply>()
  const apis = new Map<string, HttpClient>()

  const made = (name: string): HttpClient =>
    createHttpClient({
      ...rest,
      service: 'naver',
      clock,
      limiter: apiLimiter(clock, sleep, unlimited, lastCall?.(name)),
      maxAttempts: 1,
      readErrorCode: (reply) => {
        if (reply.status === 429 || reply.status >= 500) refused.set(reply.traceId, reply)
        return gatewayCode(reply)
      },
      ...(sleep ? { sleep } : {}),
    })

  const apiOf = ({ method, template, path }: HttpRequest): HttpClient => {
    const name = `${method} ${template ?? path}`
    const known = apis.get(name) ?? made(name)
    apis.set(name, known)
    return known
  }

  return {
    request: async (request) => {
      try {
        return await apiOf(request).request(request)
      } catch (thrown) {
        const reply =
          thrown instanceof AppError && thrown.traceId !== undefined ? refused.get(thrown.traceId) : undefined
        if (reply === undefined) throw thrown
        refused.delete(reply.traceId)
        if (request.signal?.aborted) throw thrown
        return reply
      }
    },
    limiter: {
      // The busiest API speaks for all: it is the one that is waited for.
      view: () => {
        const views = [...apis.values()].map((api) => api.limiter.view())
        const idle = apiLimiter(clock, sleep, unlimited).view()
        const blocked = views.flatMap(({ blockedUntil }) => blockedUntil ?? [])
        return {
          capacity: Math.min(idle.capacity, ...views.map((view) => view.capacity)),
          perSecond: views.length === 0 ? idle.perSecond : Math.min(...views.map((view) => view.perSecond)),
          available: Math.min(idle.available, ...views.map((view) => view.available)),
          queued: views.reduce((sum, view) => sum + view.queued, 0),
          blockedUntil: blocked.length === 0 ? null : Math.max(...blocked),
        }
      },
    },
  }
}
