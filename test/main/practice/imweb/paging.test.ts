import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImwebOrder } from '../../../../main/practice/imweb/index.ts'
import { selectionOf } from '../../../../main/practice/imweb/selection.ts'
import {
  createTimeline,
  FIRST_ADDED,
  idOf,
  isPending,
  orderNoOf,
  visibleAt,
  visibleBelow,
} from '../../../../main/practice/imweb/timeline.ts'
import { allPages, handClock, practiceImweb } from './support.ts'

const START = Date.UTC(2026, 10, 20, 3)

describe('the law of pages', () => {
  it('any windows and page size: every order exactly once, newest first', async () => {
    const practice = await practiceImweb({ orders: 400, spreadDays: 1 })
    const { accessToken } = practice.control.issueTokens()
    for (const back of [0.1, 0.5, 0.9, 30]) {
      practice.control.addOrder({ wtime: new Date(START - back * 86_400_000).toISOString() })
    }
    const truth = [...practice.truth()].map((order) => order.orderNo)
    const oldest = START - 31 * 86_400_000
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 31 * 86_400 - 1 }), { maxLength: 4 }),
        fc.integer({ min: 23, max: 100 }),
        async (cuts, limit) => {
          const edges = [0, ...cuts.toSorted((a, b) => a - b), 31 * 86_400].map((s) => oldest + s * 1000)
          const rows: ImwebOrder[] = []
          for (const [index, from] of edges.slice(0, -1).entries()) {
            const to = edges[index + 1] ?? START
            // Windows that touch: the end is one millisecond before the next begins.
            const end = index === edges.length - 2 ? to : to - 1
            const window = { startWtime: new Date(from).toISOString(), endWtime: new Date(end).toISOString() }
            rows.unshift(...(await allPages(practice, accessToken, { ...window, limit })))
          }
          expect(rows.map((order) => order.orderNo)).toEqual(truth)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('slots orders added by hand in at their time, whatever the page', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.array(fc.integer({ min: -100, max: 1100 }), { maxLength: 12 }),
        fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
        fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (orders, hand, from, to, includePending, limit) => {
          const facts = { seed: 3, orders, startedAt: 1_000_000, spreadMs: 1_000_000, runs: [] }
          const timeline = createTimeline(facts)
          const added = hand
            .toSorted((a, b) => a - b)
            .map((seconds, index) => ({ id: FIRST_ADDED + index, wtime: seconds * 1000 }))
          const range = {
            includePending,
            ...(from === undefined ? {} : { from: from * 1000 }),
            ...(to === undefined ? {} : { to: to * 1000 }),
          }
          const generated = Array.from({ length: orders }, (_, id) => ({ id, wtime: timeline.wtimeOf(id) }))
          const expected = [...generated.filter(({ id }) => includePending || !isPending(id)), ...added]
            .filter(({ wtime }) => wtime >= (range.from ?? wtime) && wtime <= (range.to ?? wtime))
            .sort((a, b) => b.wtime - a.wtime || b.id - a.id)
            .map(({ id }) => id)
          const selection = selectionOf(timeline, added, orders, range)
          const got: number[] = []
          for (let offset = 0; offset < selection.total; offset += limit) got.push(...selection.ids(offset, limit))
          expect(got).toEqual(expected)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('counts and finds visible orders as if one counted by hand', () => {
    let seen = 0
    for (let id = 0; id < 1000; id++) {
      expect(visibleBelow(id)).toBe(seen)
      if (isPending(id)) continue
      expect(visibleAt(seen)).toBe(id)
      seen += 1
    }
  })
})

describe('order numbers', () => {
  it('are fifteen digits that begin with the Korean day, and lead back to their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: FIRST_ADDED + 1000 }), fc.integer({ min: 0, max: 4e12 }), (id, wtime) => {
        const orderNo = orderNoOf(id, wtime)
        expect(String(orderNo)).toMatch(/^\d{15}$/)
        expect(orderNo).toBeLessThan(2 ** 53)
        expect(idOf(orderNo)).toBe(id)
      }),
    )
    expect(String(orderNoOf(0, Date.UTC(2026, 0, 1, 15)))).toMatch(/^20260102/)
  })
})

describe('orders that arrive', () => {
  it('come one each interval while the server runs, in order of time, and never vanish', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock, orders: 50, arrivalEveryMs: 20_000 })
    const before = [...practice.truth({ includePending: true })].map((order) => order.orderNo)
    clock.advance(5 * 60_000)
    const after = [...practice.truth({ includePending: true })]
    expect(after).toHaveLength(before.length + 15)
    expect(after.slice(15).map((order) => order.orderNo)).toEqual(before)
    const times = after.map((order) => Date.parse(order.wtime))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(times[0]).toBe(clock.now())
  })

  it('live a day in a minute: they are paid, shipped and confirmed while somebody looks', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock, orders: 0, arrivalEveryMs: 1000 })
    const states = () =>
      new Set([...practice.truth()].flatMap((order) => order.sections.map((s) => s.orderSectionStatus)))
    clock.advance(10_000)
    expect(states()).toEqual(new Set(['PRODUCT_PREPARATION']))
    clock.advance(20 * 60_000)
    for (const state of [
      'SHIPPING',
      'SHIPPING_COMPLETE',
      'PURCHASE_CONFIRMATION',
      'CANCEL_COMPLETE',
      'RETURN_REQUEST',
    ]) {
      expect(states()).toContain(state)
    }
  })

  it('do not come in a shop that stands still, and nothing there changes by itself', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock })
    const before = JSON.stringify([...practice.truth()])
    clock.advance(30 * 86_400_000)
    expect(JSON.stringify([...practice.truth()])).toBe(before)
  })
})
