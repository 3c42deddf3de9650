import { DAY_MS } from '../../../shared/time.ts'
import type { Catalogue } from '../catalogue/types.ts'
import type { Category } from './categories.ts'
import type { Args, Resolvers } from './graphql/execute.ts'
import { QueryRefused } from './graphql/parse.ts'
import type { HistoryEvent } from './histories.ts'
import { type Item, indexOfKey, itemAt } from './items.ts'

export interface World {
  catalogue: Catalogue
  categories: Map<string, Category>
  histories: (from: number, until: number, key: number | null) => HistoryEvent[]
  now: number
}

const MOST = 1000
const MOST_KEYS = 5000
const WINDOW_MS = 7 * DAY_MS
const OLDEST_MS = 92 * DAY_MS

const sizeOf = ({ first, last }: Args): number => {
  const size = first ?? last ?? 20
  if (typeof size !== 'number' || size < 1 || size > MOST)
    throw new QueryRefused(`first must be between 1 and ${MOST}.`)
  return size
}

/** Cursors look like numbers in strings. */
const startOf = ({ after }: Args): number => {
  if (after === undefined || after === null) return 0
  if (!/^\d{1,12}$/.test(String(after))) throw new QueryRefused('Invalid cursor.')
  return Number(after)
}

const connectionOf = (rows: { cursor: string; node: unknown }[], hasNextPage: boolean, start: number) => ({
  pageInfo: {
    hasNextPage,
    hasPreviousPage: start > 0,
    startCursor: rows[0]?.cursor ?? null,
    endCursor: rows.at(-1)?.cursor ?? null,
  },
  edges: rows,
})

const listed = (all: readonly unknown[], args: Args) => {
  const start = startOf(args)
  const size = sizeOf(args)
  const rows = all.slice(start, start + size).map((node, at) => ({ cursor: String(start + at + 1), node }))
  return connectionOf(rows, start + rows.length < all.length, start)
}

const matches = (item: Item, args: Args): boolean => {
  if (!item.isPublic) return false
  const { dateFrom, dateTo, minPrice, maxPrice, search, status, category, openmarketSellable } = args
  const price = item.price ?? 0
  if (typeof dateFrom === 'number' && item.updatedAt < dateFrom) return false
  if (typeof dateTo === 'number' && item.updatedAt > dateTo) return false
  if (typeof minPrice === 'number' && price < minPrice) return false
  if (typeof maxPrice === 'number' && price > maxPrice) return false
  if (typeof status === 'string' && item.status !== status) return false
  if (typeof openmarketSellable === 'boolean' && item.openmarketSellable !== openmarketSellable) return false
  if (typeof search === 'string' && search !== '') {
    const inIt = item.name.includes(search) || item.searchKeywords.some((word) => word.includes(search))
    if (!inIt) return false
  }
  if (typeof category === 'string') {
    const own = item.category
    if (own?.key !== category && !own?.ancestors.some((ancestor) => ancestor.key === category)) return false
  }
  return true
}

/** One product in 700 is told twice over two pages. */
const isRepeated = (index: number) => index % 700 === 349

const allItems = ({ catalogue, categories, now }: World, args: Args) => {
  const size = sizeOf(args)
  const start = startOf(args)
  const end = catalogue.count(now)
  if (typeof args.category === 'string' && !categories.has(args.category)) throw new QueryRefused('Category not found.')
  const rows: { cursor: string; node: Item }[] = []
  const add = (index: number, item: Item) => rows.push({ cursor: String(index + 1), node: item })
  const at = (index: number) => itemAt(catalogue, categories, index, now)
  if (start > 0 && isRepeated(start - 1)) add(start - 1, at(start - 1))
  for (let index = start; index < end && rows.length <= size; index += 1) {
    const item = at(index)
    if (matches(item, args)) add(index, item)
  }
  const isMore = rows.length > size
  return connectionOf(rows.slice(0, size), isMore, start)
}

const histories = (world: World, args: Args) => {
  const { dateFrom, dateTo, kind, itemKey } = args
  const until = typeof dateTo === 'number' ? dateTo : world.now
  const from = typeof dateFrom === 'number' ? dateFrom : until - WINDOW_MS
  const key = typeof itemKey === 'string' ? indexOfKey(itemKey) : null
  if (from < world.now - OLDEST_MS) throw new QueryRefused('Histories older than 3 months are not available.')
  if (key === null && until - from > WINDOW_MS) throw new QueryRefused('The window must be within 7 days.')
  const events = world.histories(from, Math.min(until, world.now), key)
  return listed(typeof kind === 'string' ? events.filter((event) => event.kind === kind) : events, args)
}

/** The answers of `Query`. What may not be asked is refused with QueryRefused. */
export const resolversOf = (world: World): Resolvers => {
  const { catalogue, categories, now } = world
  const itemOf = (key: unknown) => {
    const index = indexOfKey(String(key))
    const item = index !== null && index < catalogue.count(now) ? itemAt(catalogue, categories, index, now) : null
    return item?.isPublic === true ? item : null
  }
  return {
    allItems: (args) => allItems(world, args),
    itemsByKeys: ({ keys }) => {
      const asked = Array.isArray(keys) ? keys : []
      if (asked.length > MOST_KEYS) throw new QueryRefused(`keys must be at most ${MOST_KEYS}.`)
      return asked.flatMap((key) => itemOf(key) ?? [])
    },
    item: ({ key }) => {
      const item = itemOf(key)
      if (item === null) throw new QueryRefused('Item not found.')
      return item
    },
    itemHistories: (args) => histories(world, args),
    category: ({ key }) => categories.get(String(key)) ?? null,
    allCategories: (args) => listed([...categories.values()], args),
  }
}
