import { afterEach, describe, expect, it } from 'vitest'
import { approveChosen, chosenOf, overChosen, tallyOf } from '../../../renderer/pages/approvals/approve.ts'
import type { ListingFilter, ListingRow } from '../../../shared/contract/listing-shapes.ts'
import type { Market, ReadinessLevel } from '../../../shared/market.ts'

type Row = Pick<ListingRow, 'listingId' | 'market' | 'level' | 'name' | 'price' | 'margin' | 'state'>
interface Selected {
  listingIds?: string[]
  filter?: ListingFilter
}

/** As many rows as asked for, in an engine that answers from memory and writes down what it was asked. */
function engineWith(rows: Row[]) {
  const asked: { name: string; input: Selected & { expected?: number } }[] = []
  const matches = (row: Row, filter: ListingFilter) =>
    (filter.market === undefined || row.market === filter.market) &&
    (filter.level === undefined || row.level === filter.level) &&
    (filter.states === undefined || filter.states.includes(row.state))
  const selected = ({ listingIds, filter }: Selected) =>
    listingIds === undefined
      ? rows.filter((row) => matches(row, filter ?? {}))
      : rows.filter((row) => listingIds.includes(row.listingId))
  const ok = (data: unknown) => Promise.resolve({ ok: true, data })
  const listings = {
    count: (filter: ListingFilter) => ok({ total: rows.filter((row) => matches(row, filter)).length }),
    list: ({ after, limit = 100, ...filter }: ListingFilter & { after?: string; limit?: number }) => {
      const all = rows.filter((row) => matches(row, filter))
      const from = Number(after ?? 0)
      const next = from + limit < all.length ? String(from + limit) : null
      return ok({ items: all.slice(from, from + limit), next, asOf: 0 })
    },
    approve: (input: Selected & { expected?: number }) => {
      asked.push({ name: 'approve', input })
      const list = selected(input)
      if (input.expected !== list.length) {
        const error = { code: 'LISTING_COUNT_CHANGED', message: '', nextStep: '', retryable: false }
        return Promise.resolve({ ok: false, error })
      }
      const approved = list.map((row) => row.listingId)
      for (const row of list) row.state = 'approved'
      return ok({ approved, refused: [] })
    },
  }
  Object.assign(globalThis, { jangteo: { listings } })
  return { asked, rows }
}
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'jangteo')
})

const row = (n: number, market: Market, level: ReadinessLevel): Row => ({
  listingId: `L${n}`,
  market,
  level,
  name: `상품 ${n}`,
  price: 1000,
  margin: 200,
  state: 'draft',
})
const levels = ['green', 'yellow', 'red'] as const
const places = ['coupang', 'naver', '11st'] as const
const many = (n: number) =>
  Array.from({ length: n }, (_, i) => row(i, places[i % 3] ?? 'coupang', levels[(i >> 1) % 3] ?? 'green'))
const drafts: ListingFilter = { states: ['draft'] }
const everything = { all: true, ids: new Set<string>() }

describe('an approval of all that match', () => {
  it('names exactly what will be sent, by market, and leaves out what cannot be', async () => {
    const { rows } = engineWith(many(90))
    const tally = await tallyOf(await chosenOf(everything, drafts, []))
    const sendable = rows.filter((one) => one.level !== 'red')
    expect(tally.total).toBe(sendable.length)
    expect(tally.red).toBe(90 - sendable.length)
    expect(tally.markets.reduce((sum, place) => sum + place.count, 0)).toBe(tally.total)
    expect(tally.levels.yellow + tally.levels.green).toBe(tally.total)
  })

  it('carries the confirmed count to the engine, and never a red listing', async () => {
    const { asked } = engineWith(many(90))
    const chosen = await chosenOf(everything, drafts, [])
    const tally = await tallyOf(chosen)
    const { approved, refused } = await approveChosen(chosen, tally)
    expect(approved).toBe(tally.total)
    expect(refused).toEqual([])
    expect(asked.map(({ input }) => input.filter?.level)).toEqual(['yellow', 'green'])
    expect(asked.reduce((sum, { input }) => sum + (input.expected ?? 0), 0)).toBe(tally.total)
  })

  it('is refused as a whole when another listing joined after the question', async () => {
    const { rows } = engineWith(many(30))
    const chosen = await chosenOf(everything, drafts, [])
    const tally = await tallyOf(chosen)
    rows.push(row(99, 'coupang', 'yellow'))
    await expect(approveChosen(chosen, tally)).rejects.toMatchObject({ shape: { code: 'LISTING_COUNT_CHANGED' } })
    expect(rows.some((one) => one.state === 'approved')).toBe(false)
  })

  it('names each listing where some were left out by hand', async () => {
    const { asked } = engineWith(many(450))
    const leftOut = new Set(['L0', 'L1', 'L7'])
    const chosen = await chosenOf({ all: true, ids: leftOut }, drafts, [])
    const tally = await tallyOf(chosen)
    const { approved } = await approveChosen(chosen, tally)
    const named = asked.flatMap(({ input }) => input.listingIds ?? [])
    expect(approved).toBe(tally.total)
    expect(named).toHaveLength(tally.total)
    expect(named.filter((id) => leftOut.has(id))).toEqual([])
    expect(asked.every(({ input }) => input.filter === undefined)).toBe(true)
  })

  it('asks for nothing when a filter shows only what cannot be sent', async () => {
    const { asked } = engineWith(many(30))
    const chosen = await chosenOf(everything, { ...drafts, level: 'red' }, [])
    const tally = await tallyOf(chosen)
    expect(tally.total).toBe(0)
    expect(tally.red).toBeGreaterThan(0)
    expect(await approveChosen(chosen, tally)).toEqual({ approved: 0, refused: [] })
    expect(asked).toEqual([])
  })

  it('names the listings in parts where one call takes fewer', async () => {
    const { asked } = engineWith(Array.from({ length: 10_500 }, (_, i) => row(i, 'naver', 'green')))
    const chosen = await chosenOf(everything, drafts, [])
    const { approved } = await approveChosen(chosen, await tallyOf(chosen))
    expect(approved).toBe(10_500)
    expect(asked.map(({ input }) => input.expected)).toEqual([10_000, 500])
  })
})

describe('an approval of chosen rows', () => {
  it('leaves the red ones out of the call and out of the count', async () => {
    const { asked, rows } = engineWith(many(9))
    const known = rows as unknown as ListingRow[]
    const chosen = await chosenOf({ all: false, ids: new Set(rows.map((one) => one.listingId)) }, drafts, known)
    const tally = await tallyOf(chosen)
    await approveChosen(chosen, tally)
    const green = rows.filter((one) => one.level !== 'red').map((one) => one.listingId)
    expect(asked).toEqual([{ name: 'approve', input: { listingIds: green, expected: green.length } }])
  })
})

describe('what is done without a count', () => {
  it('reaches everything chosen, the red ones too', async () => {
    const { rows } = engineWith(many(9))
    const parts: number[] = []
    const done = await overChosen({ kind: 'rows', rows }, async (part) => {
      parts.push('listingIds' in part ? part.listingIds.length : 0)
      return 9
    })
    expect([done, parts]).toEqual([9, [9]])
  })
})
