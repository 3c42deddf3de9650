import type { ListingFilter, ListingRow } from '../../../shared/contract/listing-shapes.ts'
import type { AppErrorShape } from '../../../shared/errors.ts'
import { type Market, markets } from '../../../shared/market.ts'
import { call } from '../../app/api.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { type ActKind, acts } from './words.ts'

type Brief = Pick<ListingRow, 'listingId' | 'market' | 'state' | 'held' | 'read' | 'marketProductId'>

/** What a confirmation names, and what is then asked of the engine: exactly those, or it refuses. */
export interface Plan {
  kind: ActKind
  count: number
  markets: { market: Market; count: number }[]
  parts: ({ listingIds: string[] } | { filter: ListingFilter })[]
}

const pageSize = 200
const callSize = 10_000

async function allBut(filter: ListingFilter, leftOut: ReadonlySet<string>): Promise<Brief[]> {
  const rows: Brief[] = []
  let after: string | undefined
  for (;;) {
    const page = await call('listings.list', { ...filter, limit: pageSize, ...(after === undefined ? {} : { after }) })
    rows.push(...page.items.filter(({ listingId }) => !leftOut.has(listingId)))
    if (page.next === null) return rows
    after = page.next
  }
}

export function planOfRows(kind: ActKind, given: readonly Brief[]): Plan {
  const rows = given.filter(acts[kind].can)
  const ids = rows.map(({ listingId }) => listingId)
  return {
    kind,
    count: rows.length,
    markets: markets
      .map((market) => ({ market, count: rows.filter((row) => row.market === market).length }))
      .filter(({ count }) => count > 0),
    parts: Array.from({ length: Math.ceil(ids.length / callSize) }, (_, n) => ({
      listingIds: ids.slice(n * callSize, (n + 1) * callSize),
    })),
  }
}

/** The same filter, for those only that can be meant; null where there are none. */
export function narrowed(kind: ActKind, filter: ListingFilter): ListingFilter | null {
  const states = filter.states?.filter((state) => acts[kind].states.includes(state)) ?? [...acts[kind].states]
  return states.length === 0 ? null : { ...filter, states }
}

/** A selection as the calls understand it, without those rows with which nothing of this kind can be done. */
export async function planOf(
  kind: ActKind,
  selection: Selection,
  filter: ListingFilter,
  known: readonly ListingRow[],
): Promise<Plan> {
  if (!selection.all) return planOfRows(kind, known)
  const those = narrowed(kind, filter)
  if (those === null) return planOfRows(kind, [])
  if (selection.ids.size > 0) return planOfRows(kind, await allBut(those, selection.ids))
  const places = filter.market === undefined ? markets : [filter.market]
  const counted = await Promise.all(
    places.map(async (market) => ({ market, count: (await call('listings.count', { ...those, market })).total })),
  )
  const count = counted.reduce((sum, entry) => sum + entry.count, 0)
  if (count > callSize) return planOfRows(kind, await allBut(those, new Set()))
  return {
    kind,
    count,
    markets: counted.filter((entry) => entry.count > 0),
    parts: count === 0 ? [] : [{ filter: those }],
  }
}

export interface CarriedOut {
  changed: number
  jobIds: string[]
  /** Of what was to be sold again: how many are not, and why the first of them. */
  kept: { count: number; why: AppErrorShape | null }
}

/** Does what was confirmed; answers what became of it, and for look-ups the jobs. */
export async function carryOut({ kind, parts, count }: Plan): Promise<CarriedOut> {
  let changed = 0
  const kept: CarriedOut['kept'] = { count: 0, why: null }
  const jobIds = new Set<string>()
  for (const part of parts) {
    if (kind === 'resolve') {
      for (const jobId of (await call('listings.resolve', part)).jobIds) jobIds.add(jobId)
      continue
    }
    const expected = 'listingIds' in part ? part.listingIds.length : count
    if (kind === 'stop' || kind === 'delete') {
      changed += (await call(`listings.${kind}`, { ...part, expected })).changed
      continue
    }
    const answer = await call('listings.resume', { ...part, expected })
    changed += answer.changed
    kept.count += answer.kept.count
    kept.why ??= answer.kept.reasons[0]?.error ?? null
  }
  return { changed, jobIds: [...jobIds], kept }
}
