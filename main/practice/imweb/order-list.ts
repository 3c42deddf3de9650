import { setImmediate } from 'node:timers/promises'
import type { OrderQuery } from './order-query.ts'
import type { Shop } from './shop.ts'
import { isPending } from './timeline.ts'

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

const period = (from: number, to: number) => ({
  ...(Number.isFinite(from) ? { from } : {}),
  ...(Number.isFinite(to) ? { to } : {}),
})

/** Pages of orders: periods by counting, anything else by looking at each candidate once and keeping the answer. */
export function createOrderList(shop: Shop): OrderList {
  const kept = new Map<string, Kept>()

  /** What may match: the period narrowed by the filter's hint, and orders touched by hand, which keep to no plan. */
  const candidates = (query: OrderQuery): number[] => {
    const low = query.from ?? Number.NEGATIVE_INFINITY
    const high = query.to ?? Number.POSITIVE_INFINITY
    const from = Math.max(low, query.hint.from ?? low)
    const to = Math.min(high, query.hint.to ?? high)
    const planned = shop.select({ ...period(from, to), includePending: query.includePending })
    const ids = planned.ids(0, planned.total)
    const timeOf = (id: number) => Date.parse(shop.order(id).wtime)
    const extra = shop.touchedIds().filter((id) => {
      const wtime = timeOf(id)
      const isPlanned = wtime >= from && wtime <= to
      return !isPlanned && wtime >= low && wtime <= high && (query.includePending || !isPending(id))
    })
    if (extra.length === 0) return ids
    const times = new Map([...ids, ...extra].map((id) => [id, timeOf(id)]))
    return [...ids, ...extra].sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0) || b - a)
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
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, includePending } = query
      const selection = shop.select({ ...period(from, to), includePending })
      return { totalCount: selection.total, rows: selection.ids(offset, query.limit).map(shop.text) }
    },
  }
}
