import { setImmediate } from 'node:timers/promises'
import type { OrderQuery } from './order-query.ts'
import type { Shop } from './shop.ts'

/** Filtered results are kept this long in a shop whose orders move by themselves, so that pages fit together. */
const KEPT_MS = 10_000
const KEPT_RESULTS = 8
/** Orders looked at before other calls get their turn. */
const SLICE = 500

export interface PageOfOrders {
  totalCount: number
  rows: string[]
}

export interface OrderList {
  page(query: OrderQuery): Promise<PageOfOrders>
}

interface Kept {
  at: number
  version: number
  ids: Uint32Array
}

/** Pages of orders: periods by counting, anything else by looking at each candidate once and keeping the answer. */
export function createOrderList(shop: Shop): OrderList {
  const kept = new Map<string, Kept>()

  const candidates = (query: OrderQuery): number[] => {
    const from = Math.max(query.from ?? Number.NEGATIVE_INFINITY, query.hint.from ?? Number.NEGATIVE_INFINITY)
    const to = Math.min(query.to ?? Number.POSITIVE_INFINITY, query.hint.to ?? Number.POSITIVE_INFINITY)
    const { includePending } = query
    const planned = shop.select({
      ...(Number.isFinite(from) ? { from } : {}),
      ...(Number.isFinite(to) ? { to } : {}),
      includePending,
    })
    const ids = planned.ids(0, planned.total)
    const known = new Set(ids)
    const extra = shop.touchedIds().filter((id) => !known.has(id))
    if (extra.length === 0) return ids
    const timeOf = new Map([...ids, ...extra].map((id) => [id, Date.parse(shop.order(id).wtime)]))
    const inPeriod = extra.filter((id) => {
      const wtime = timeOf.get(id) ?? 0
      return wtime >= (query.from ?? wtime) && wtime <= (query.to ?? wtime)
    })
    return [...ids, ...inPeriod].sort((a, b) => (timeOf.get(b) ?? 0) - (timeOf.get(a) ?? 0) || b - a)
  }

  const filtered = async (query: OrderQuery, matches: NonNullable<OrderQuery['matches']>): Promise<Uint32Array> => {
    const now = shop.now()
    const old = kept.get(query.key)
    if (old && old.version === shop.version() && now - old.at < KEPT_MS) return old.ids
    const version = shop.version()
    const found: number[] = []
    for (const [index, id] of candidates(query).entries()) {
      if (index % SLICE === SLICE - 1) await setImmediate()
      if (matches(shop.order(id))) found.push(id)
    }
    const ids = Uint32Array.from(found)
    kept.delete(query.key)
    kept.set(query.key, { at: now, version, ids })
    for (const key of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT_RESULTS))) kept.delete(key)
    return ids
  }

  return {
    async page(query) {
      const offset = (query.page - 1) * query.limit
      if (query.matches) {
        const ids = await filtered(query, query.matches)
        return { totalCount: ids.length, rows: [...ids.subarray(offset, offset + query.limit)].map(shop.text) }
      }
      const { from, to, includePending } = query
      const selection = shop.select({
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        includePending,
      })
      return { totalCount: selection.total, rows: selection.ids(offset, query.limit).map(shop.text) }
    },
  }
}
