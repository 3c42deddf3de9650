import { afterEach, describe, expect, it } from 'vitest'
import { carryOut, narrowed, planOf, planOfRows } from '../../../renderer/pages/listings/chosen.ts'
import { listedStates } from '../../../renderer/pages/listings/view.ts'
import { everything, nothing } from '../../../renderer/ui/grid/selection.ts'
import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'

type Asked = { name: string; input: Record<string, unknown> }
const read = { state: 'on_sale', stateText: null, price: null, stock: null, reason: null, at: 1 }
const row = (n: number, over: Partial<ListingRow> = {}) =>
  ({ listingId: `L${n}`, market: 'coupang', state: 'on_sale', held: false, read, ...over }) as ListingRow

/** A bridge that answers from these rows and remembers what it was asked. */
function bridge(rows: readonly ListingRow[]): Asked[] {
  const asked: Asked[] = []
  const those = ({ market, states }: { market?: string; states?: readonly string[] }) =>
    rows.filter((one) => (market ?? one.market) === one.market && (states?.includes(one.state) ?? true))
  const answers: Record<string, (input: never) => unknown> = {
    count: (input: Parameters<typeof those>[0]) => ({ total: those(input).length }),
    list: (input: Parameters<typeof those>[0] & { after?: string; limit: number }) => {
      const from = Number(input.after ?? 0)
      const all = those(input)
      const next = from + input.limit < all.length ? String(from + input.limit) : null
      return { items: all.slice(from, from + input.limit), next, asOf: 0 }
    },
    stop: ({ listingIds, expected }: { listingIds?: string[]; expected: number }) => ({
      changed: listingIds?.length ?? expected,
    }),
    resume: ({ listingIds = [] }: { listingIds?: string[] }) => ({
      changed: listingIds.length,
      kept: {
        count: listingIds.length - 1,
        reasons: listingIds.slice(1, 101).map((listingId) => ({ listingId, error: { code: `OF_${listingId}` } })),
      },
    }),
    resolve: () => ({ jobIds: ['j1'] }),
  }
  const listings = Object.fromEntries(
    Object.entries(answers).map(([verb, answer]) => [
      verb,
      async (input: Record<string, unknown>) => {
        asked.push({ name: verb, input })
        return { ok: true, data: answer(input as never) }
      },
    ]),
  )
  Object.assign(globalThis, { jangteo: { listings } })
  return asked
}
afterEach(() => Reflect.deleteProperty(globalThis, 'jangteo'))

const filter = { states: [...listedStates] }

describe('what is stopped', () => {
  it('is those named that can be, counted by market', async () => {
    const rows = [row(1), row(2, { market: 'naver' }), row(3, { held: true }), row(4, { state: 'rejected' })]
    const plan = await planOf('stop', nothing, filter, rows)
    expect(plan).toEqual({
      kind: 'stop',
      count: 2,
      markets: [
        { market: 'coupang', count: 1 },
        { market: 'naver', count: 1 },
      ],
      parts: [{ listingIds: ['L1', 'L2'] }],
    })
  })

  it('is all that match, without the states that cannot be meant, with the count that was confirmed', async () => {
    const rows = [...Array.from({ length: 5 }, (_, n) => row(n)), row(9, { state: 'unresolved' })]
    const asked = bridge(rows)
    const plan = await planOf('stop', everything, filter, [])
    expect(plan.count).toBe(5)
    await carryOut(plan)
    expect(asked.at(-1)).toEqual({
      name: 'stop',
      input: { filter: { states: ['on_sale', 'sold_out', 'stopped', 'in_review'] }, expected: 5 },
    })
  })

  it('is read by name where some of all were left out', async () => {
    const asked = bridge(Array.from({ length: 450 }, (_, n) => row(n)))
    const plan = await planOf('stop', { all: true, ids: new Set(['L7']) }, filter, [])
    expect(plan.count).toBe(449)
    expect(asked.filter(({ name }) => name === 'list')).toHaveLength(3)
    const [part] = plan.parts
    expect(part !== undefined && 'listingIds' in part && part.listingIds.includes('L7')).toBe(false)
  })

  it('goes in calls of ten thousand, each with its own count', async () => {
    const asked = bridge([])
    const plan = planOfRows(
      'stop',
      Array.from({ length: 10_001 }, (_, n) => row(n)),
    )
    expect(await carryOut(plan)).toEqual({ changed: 10_001, jobIds: [], kept: { count: 0, why: null } })
    expect(asked.map(({ input }) => input.expected)).toEqual([10_000, 1])
  })

  it('is nothing where the list shows only what cannot be', async () => {
    const asked = bridge([row(1, { state: 'rejected' })])
    expect((await planOf('stop', everything, { states: ['rejected'] }, [])).count).toBe(0)
    expect(asked).toEqual([])
    expect(narrowed('resume', { states: ['on_sale'] })).toBeNull()
    expect(narrowed('resolve', {})).toEqual({ states: ['unresolved'] })
  })
})

describe('what is sold again', () => {
  it('answers how many are not, and why the first is not', async () => {
    bridge([])
    const plan = planOfRows(
      'resume',
      Array.from({ length: 10_003 }, (_, n) => row(n, { state: 'stopped' })),
    )
    expect(await carryOut(plan)).toMatchObject({ changed: 10_003, kept: { count: 10_001, why: { code: 'OF_L1' } } })
  })
})

describe('what is looked up', () => {
  it('needs no count and answers its jobs', async () => {
    bridge([])
    const plan = planOfRows('resolve', [row(1, { state: 'unresolved' }), row(2)])
    expect(plan.count).toBe(1)
    expect(await carryOut(plan)).toEqual({ changed: 0, jobIds: ['j1'], kept: { count: 0, why: null } })
  })
})
