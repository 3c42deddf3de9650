import { z } from 'zod'
import { type ListingFilter, listingSorts } from '../../shared/contract/listing-shapes.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Finding } from '../../shared/market.ts'
import type { Clock } from '../../shared/time.ts'
import { cursorOf } from '../store/cursor.ts'
import type { Db } from '../store/db.ts'
import { failListing } from './errors.ts'
import { countListings, groupedListings, listedIds, listingRows, rowIdOf } from './repository-list.ts'

const cursor = cursorOf(
  z.object({ sort: z.enum(listingSorts), descending: z.boolean(), id: z.int().positive(), at: z.int().min(0) }),
)

/** One page: after a cursor, at a position, or from the start. */
export function listListings(db: Db, clock: Clock, input: Parsed<'listings.list'>): Output<'listings.list'> {
  const { sort, descending, after, limit, at, ...filter } = input
  const ids = listedIds(db, filter, sort, descending)
  let from = Math.min(at ?? 0, ids.length)
  if (after !== undefined) {
    const place = cursor.read(after)
    // A cursor of another order would silently skip rows.
    if (place.sort !== sort || place.descending !== descending) {
      throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
    }
    const found = ids.indexOf(place.id)
    from = Math.min(found === -1 ? place.at : found + 1, ids.length)
  }
  const shown = ids.slice(from, from + limit)
  const last = shown.at(-1)
  const isEnd = last === undefined || from + limit >= ids.length
  const next = isEnd ? null : cursor.write({ sort, descending, id: last, at: from + limit })
  return { items: listingRows(db, shown), next, asOf: clock.now() }
}

type Facets = Output<'listings.facets'>

/** How many listings there are of each value, under all other filters. */
export function listingFacets(db: Db, filter: ListingFilter): Facets {
  const group = <T>(column: 'market' | 'state' | 'level' | 'wholesaler', but: keyof ListingFilter) =>
    groupedListings(db, filter, column, but) as unknown as { value: T; count: number }[]
  const codes = new Map<string, number>()
  for (const { value, count } of groupedListings(db, filter, 'findings', 'finding')) {
    const found = new Set((JSON.parse(value) as Finding[]).map(({ code }) => code))
    for (const code of found) codes.set(code, (codes.get(code) ?? 0) + count)
  }
  return {
    total: countListings(db, filter),
    market: group('market', 'market'),
    state: group('state', 'states'),
    level: group('level', 'level'),
    wholesaler: group('wholesaler', 'wholesaler'),
    finding: [...codes].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
  }
}

export interface Selection {
  listingIds?: readonly string[] | undefined
  filter?: ListingFilter | undefined
}

/** Row ids of a selection, as named or as shown; those that are not there are answered too. */
export function selectedRows(db: Db, { listingIds, filter }: Selection): { ids: number[]; unknown: string[] } {
  if ((listingIds === undefined) === (filter === undefined)) {
    throw failCommon('BAD_INPUT', { values: { detail: 'listingIds 또는 filter 가운데 하나' } })
  }
  if (filter !== undefined) return { ids: [...listedIds(db, filter, 'updatedAt', true)], unknown: [] }
  const ids: number[] = []
  const unknown: string[] = []
  for (const name of new Set(listingIds)) {
    const id = rowIdOf(db, name)
    if (id === null) unknown.push(name)
    else ids.push(id)
  }
  return { ids, unknown }
}

/** Throws LISTING_UNKNOWN. */
export function requireRow(db: Db, listingId: string): number {
  const id = rowIdOf(db, listingId)
  if (id === null) throw failListing('LISTING_UNKNOWN', { values: { listing: listingId } })
  return id
}
