import { AppError } from '../../shared/errors.ts'
import { DAY_MS, isoSeconds } from '../../shared/time.ts'
import type { AccessTokens } from '../connections/types.ts'
import type { HttpClient, HttpReply, HttpRequest } from '../net/types.ts'
import { type RawPage, readPage, readSiteInfo, type SiteInfo } from './schema.ts'

/** Which orders: by order time, or by the time a claim was requested. ms UTC, whole seconds. */
export interface OrderQuery {
  by: 'ordered' | 'claimed'
  from: number
  until: number
  page: number
}

export interface CallOptions {
  signal?: AbortSignal
  priority?: 'interactive' | 'background'
}

export interface ImwebClient {
  siteInfo(options?: CallOptions): Promise<SiteInfo>
  orders(query: OrderQuery, options?: CallOptions): Promise<RawPage>
}

export interface ImwebClientDeps {
  http: HttpClient
  tokens: AccessTokens
  /** The unit whose orders are read; null: all of the site. */
  unitCode?: () => string | null
}

/** Imweb's upper bound, tried live. */
export const PAGE_SIZE = 100
const ODD_REPLIES = 3
/** How old an order may be whose claim is looked for. */
const CLAIMED_ORDERS_MS = 365 * DAY_MS

/** Reads as the operator. A 401 is answered with one fresh token and one more try; every refusal becomes an AppError. */
export function createImwebClient({ http, tokens, unitCode }: ImwebClientDeps): ImwebClient {
  const get = async (path: string, query: HttpRequest['query'], options: CallOptions = {}): Promise<HttpReply> => {
    const send = (token: string) =>
      http.request({
        method: 'GET',
        path,
        ...(query ? { query } : {}),
        headers: { authorization: `Bearer ${token}` },
        expect: 'json',
        ...options,
      })
    const token = await tokens.current()
    const reply = await send(token)
    return reply.status === 401 ? send(await tokens.afterRejection(token)) : reply
  }

  /** A reply of a shape nobody documented is asked for again before it counts: gateways have answered for Imweb. */
  const read = async <T>(reading: (reply: HttpReply) => T, ...call: Parameters<typeof get>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return reading(await get(...call))
      } catch (thrown) {
        const isOdd = thrown instanceof AppError && thrown.code === 'IMWEB_BAD_REPLY'
        if (!isOdd || attempt >= ODD_REPLIES) throw thrown
      }
    }
  }

  return {
    siteInfo: (options) => read(readSiteInfo, '/site-info', undefined, options),
    orders: ({ by, from, until, page }, options) => {
      // Whole seconds and Z: a numeric zone was read as something else by those who tried it.
      const [start, end] = [isoSeconds(from), isoSeconds(until)]
      const range =
        by === 'ordered'
          ? { startWtime: start, endWtime: end }
          : {
              startCancelRequestTime: start,
              endCancelRequestTime: end,
              // Without order times the API may look at recent orders only.
              startWtime: isoSeconds(from - CLAIMED_ORDERS_MS),
              endWtime: end,
            }
      const unit = unitCode?.() ?? undefined
      return read(readPage, '/orders', { page, limit: PAGE_SIZE, unitCode: unit, ...range }, options)
    },
  }
}
