import type { ListingFilter, ListingRow } from '../../../shared/contract/listing-shapes.ts'
import type { Output } from '../../../shared/contract.ts'
import { type Market, markets, type ReadinessLevel } from '../../../shared/market.ts'
import { call } from '../../app/api.ts'
import type { Selection } from '../../ui/grid/selection.ts'

export type Refused = Output<'listings.approve'>['refused'][number]
type Sendable = Exclude<ReadinessLevel, 'red'>
type Brief = Pick<ListingRow, 'listingId' | 'market' | 'level' | 'name' | 'price' | 'margin'>

/** Named rows, or all that match. Each goes to the engine with the count the operator confirmed. */
export type Chosen =
  | { kind: 'rows'; rows: readonly Brief[] }
  | { kind: 'filter'; filter: ListingFilter; levels: readonly Sendable[] }

/** What a confirmation names. */
interface Tally {
  /** What would be sent. */
  total: number
  /** Selected, but cannot be sent. */
  red: number
  /** Of `total`. */
  levels: { yellow: number; green: number }
  markets: { market: Market; count: number }[]
}

const pageSize = 200
const callSize = 10_000
const sendable: readonly Sendable[] = ['yellow', 'green']

const restOf = (filter: ListingFilter): readonly Sendable[] =>
  filter.level === undefined ? sendable : sendable.filter((level) => level === filter.level)

/** All that match but those left out, read page by page: there is no word for "all but these" in a call. */
async function rowsBut(filter: ListingFilter, leftOut: ReadonlySet<string>): Promise<Brief[]> {
  const rows: Brief[] = []
  let after: string | undefined
  for (;;) {
    const page = await call('listings.list', {
      ...filter,
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    rows.push(...page.items.filter(({ listingId }) => !leftOut.has(listingId)))
    if (page.next === null) return rows
    after = page.next
  }
}

/** A selection as the calls understand it. */
export async function chosenOf(
  selection: Selection,
  filter: ListingFilter,
  known: readonly ListingRow[],
): Promise<Chosen> {
  if (!selection.all) return { kind: 'rows', rows: known }
  if (selection.ids.size > 0) return { kind: 'rows', rows: await rowsBut(filter, selection.ids) }
  return { kind: 'filter', filter, levels: restOf(filter) }
}

const countOf = async (filter: ListingFilter) => (await call('listings.count', filter)).total

/** How many of the chosen go where, and how many cannot. */
export async function tallyOf(chosen: Chosen): Promise<Tally> {
  if (chosen.kind === 'rows') {
    const go = chosen.rows.filter((row) => row.level !== 'red')
    return {
      total: go.length,
      red: chosen.rows.length - go.length,
      levels: {
        yellow: go.filter((row) => row.level === 'yellow').length,
        green: go.filter((row) => row.level === 'green').length,
      },
      markets: markets
        .map((market) => ({ market, count: go.filter((row) => row.market === market).length }))
        .filter(({ count }) => count > 0),
    }
  }
  const { filter, levels } = chosen
  const places = filter.market === undefined ? markets : [filter.market]
  const counted = await Promise.all(
    places.flatMap((market) =>
      levels.map(async (level) => ({ market, level, count: await countOf({ ...filter, market, level }) })),
    ),
  )
  const sum = (test: (entry: (typeof counted)[number]) => boolean) =>
    counted.filter(test).reduce((total, { count }) => total + count, 0)
  const withRed = filter.level === undefined || filter.level === 'red'
  return {
    total: sum(() => true),
    red: withRed ? await countOf({ ...filter, level: 'red' }) : 0,
    levels: { yellow: sum(({ level }) => level === 'yellow'), green: sum(({ level }) => level === 'green') },
    markets: places
      .map((market) => ({ market, count: sum((entry) => entry.market === market) }))
      .filter(({ count }) => count > 0),
  }
}

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))

/**
 * Approves exactly what was confirmed. What cannot be sent is left out beforehand, so that the count in `expected` is the count
 * on the button; when the engine meets another one it refuses the whole.
 */
export async function approveChosen(
  chosen: Chosen,
  confirmed: Tally,
): Promise<{ approved: number; refused: Refused[] }> {
  const refused: Refused[] = []
  let approved = 0
  const take = (answer: Output<'listings.approve'>) => {
    approved += answer.approved.length
    refused.push(...answer.refused)
  }
  const byName = async (rows: readonly Brief[]) => {
    for (const part of chunks(rows, callSize)) {
      const listingIds = part.map((row) => row.listingId)
      take(await call('listings.approve', { listingIds, expected: listingIds.length }))
    }
  }
  if (chosen.kind === 'rows') {
    await byName(chosen.rows.filter((row) => row.level !== 'red'))
    return { approved, refused }
  }
  for (const level of chosen.levels) {
    const expected = confirmed.levels[level]
    const filter = { ...chosen.filter, level }
    const named = expected > callSize ? await rowsBut(filter, new Set()) : []
    // One call takes so many; where the count is another one by now, the engine says so and refuses.
    if (named.length > 0 && named.length === expected) await byName(named)
    else if (expected > 0) take(await call('listings.approve', { filter, expected }))
  }
  return { approved, refused }
}

/** Runs a call without a confirmed count over everything chosen, the red ones too. */
export async function overChosen(
  chosen: Chosen,
  run: (part: { listingIds: string[] } | { filter: ListingFilter }) => Promise<number>,
): Promise<number> {
  if (chosen.kind === 'filter') return run({ filter: chosen.filter })
  let sum = 0
  for (const rows of chunks(chosen.rows, callSize)) sum += await run({ listingIds: rows.map((row) => row.listingId) })
  return sum
}
