import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  completeAfter,
  EARLIEST,
  isRescan,
  LOOK_BACK_MS,
  type PlanFacts,
  planSync,
} from '../../../main/orders/sync-plan.ts'
import { DAY_MS } from '../../../shared/time.ts'

const NOW = Date.UTC(2026, 10, 21, 3)
const HOUR_MS = 60 * 60_000
const facts = (changes: Partial<PlanFacts> = {}): PlanFacts => ({
  mode: 'incremental',
  since: null,
  now: NOW,
  site: 'S1',
  completeUntil: NOW - 5 * 60_000,
  rescannedAt: NOW - HOUR_MS,
  firstOrderTime: null,
  manyOrdersAgo: null,
  ...changes,
})
const windowsOf = (asked: PlanFacts) => planSync(asked).position.steps.filter((step) => step.kind === 'window')
const reach = (asked: PlanFacts) => {
  const windows = windowsOf(asked)
  return { from: Math.min(...windows.map((w) => w.from)), until: Math.max(...windows.map((w) => w.until)) }
}

describe('everything', () => {
  it('reaches from a day before the first order to now', () => {
    const first = NOW - 1000 * DAY_MS
    const asked = facts({ mode: 'full', firstOrderTime: first })
    expect(reach(asked)).toEqual({ from: first - DAY_MS, until: NOW })
    expect(planSync(asked).position.stopAfterEmpty).toBeNull()
  })

  it('is what an ordinary run reads when nothing was ever complete', () => {
    const asked = facts({ completeUntil: null, firstOrderTime: NOW - 100 * DAY_MS })
    expect(planSync(asked).plan).toMatchObject({ whole: true, first: true })
    expect(reach(asked).from).toBe(NOW - 101 * DAY_MS)
  })

  it.each([null, NOW + DAY_MS, Date.UTC(1999, 0, 1)])(
    'walks back to 2010 and may stop early where the first order is %s',
    (firstOrderTime) => {
      const asked = facts({ mode: 'full', firstOrderTime })
      expect(reach(asked).from).toBe(EARLIEST)
      expect(planSync(asked).position.stopAfterEmpty).toBe(40)
    },
  )
})

describe('an ordinary run', () => {
  it('reads all of the last 60 days in a small shop', () => expect(reach(facts()).from).toBe(NOW - LOOK_BACK_MS))

  it('reads as far back as 1,500 orders reach in a large one', () => {
    expect(reach(facts({ manyOrdersAgo: NOW - 3 * DAY_MS })).from).toBe(NOW - 3 * DAY_MS)
  })

  it('never leaves a gap after the last complete run, however long ago that was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 * DAY_MS }),
        fc.option(fc.integer({ min: 0, max: 100 * DAY_MS })),
        (away, many) => {
          const completeUntil = NOW - away
          const asked = facts({ completeUntil, manyOrdersAgo: many === null ? null : NOW - many })
          expect(reach(asked).from).toBeLessThan(completeUntil)
          expect(reach(asked).until).toBe(NOW)
        },
      ),
    )
  })

  it('brings the 60 days when the last such reading is 20 hours old', () => {
    const large = { manyOrdersAgo: NOW - DAY_MS }
    expect(reach(facts({ ...large, rescannedAt: NOW - 20 * HOUR_MS + 1 })).from).toBe(NOW - DAY_MS)
    expect(reach(facts({ ...large, rescannedAt: NOW - 20 * HOUR_MS })).from).toBe(NOW - LOOK_BACK_MS)
    expect(reach(facts({ ...large, rescannedAt: null })).from).toBe(NOW - LOOK_BACK_MS)
  })

  it('asks for cancel requests since the last run, in windows of at most 90 days', () => {
    const claims = planSync(facts({ completeUntil: NOW - 200 * DAY_MS })).position.steps.filter(
      (step) => step.kind === 'claims',
    )
    expect(claims).toHaveLength(3)
    expect(Math.min(...claims.map((step) => step.from))).toBeLessThan(NOW - 200 * DAY_MS)
  })

  it('survives a clock that was ahead when the last run ended', () => {
    const asked = facts({ completeUntil: NOW + 300 * DAY_MS, rescannedAt: NOW + 300 * DAY_MS })
    expect(reach(asked)).toEqual({ from: NOW - LOOK_BACK_MS, until: NOW })
  })
})

describe('a part', () => {
  it('since a day reaches from there to now', () => {
    expect(reach(facts({ mode: 'since', since: NOW - 200 * DAY_MS }))).toEqual({ from: NOW - 200 * DAY_MS, until: NOW })
  })

  it('since tomorrow reads nothing', () => expect(windowsOf(facts({ mode: 'since', since: NOW + DAY_MS }))).toEqual([]))

  it('is the last 60 days for a rescan', () => expect(reach(facts({ mode: 'rescan' })).from).toBe(NOW - LOOK_BACK_MS))
})

describe('what is complete afterwards', () => {
  const plan = (from: number, whole = false) => ({ site: 'S1', from, end: NOW, whole, first: false })
  it('is everything after a whole reading', () => expect(completeAfter(plan(EARLIEST, true), null)).toBe(NOW))
  it('grows where a part joins what was complete', () =>
    expect(completeAfter(plan(NOW - DAY_MS), NOW - DAY_MS)).toBe(NOW))
  it('does not grow over a gap', () =>
    expect(completeAfter(plan(NOW - DAY_MS), NOW - DAY_MS - 1)).toBe(NOW - DAY_MS - 1))
  it('stays unknown after a part', () => expect(completeAfter(plan(NOW - 60 * DAY_MS), null)).toBeNull())

  it('counts as a rescan from 60 days on', () => {
    expect(isRescan(plan(NOW - LOOK_BACK_MS))).toBe(true)
    expect(isRescan(plan(NOW - LOOK_BACK_MS + 1))).toBe(false)
  })
})
