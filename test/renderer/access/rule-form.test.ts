import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyRow, longestDays, problemsOf, rowsOf, rulesOf } from '../../../renderer/pages/access/ruleForm.ts'
import { accessRule } from '../../../shared/contract/access.ts'
import type { AccessRule } from '../../../shared/rules/access.ts'
import { kstDay } from '../../../shared/time.ts'

const duration: fc.Arbitrary<AccessRule['duration']> = fc.oneof(
  fc.constant({ kind: 'unlimited' as const }),
  fc.constant({ kind: 'never' as const }),
  fc.integer({ min: 1, max: longestDays }).map((days) => ({ kind: 'days' as const, days })),
  fc
    .integer({ min: 946_684_800_000, max: 4_000_000_000_000 })
    .map((at) => ({ kind: 'until' as const, day: kstDay(at) })),
)
const rules = fc.uniqueArray(
  fc.record({
    productNo: fc.string({ minLength: 1, maxLength: 20 }),
    option: fc.option(fc.string({ maxLength: 20 })),
    duration,
  }),
  { selector: ({ productNo, option }) => JSON.stringify([productNo, option]), maxLength: 20 },
)

describe('rules while they are edited', () => {
  it('come back as they were, ready to be saved', () => {
    fc.assert(
      fc.property(rules, (given) => {
        const rows = rowsOf(given)
        expect(problemsOf(rows).size).toBe(0)
        expect(rulesOf(rows)).toEqual(given)
        for (const rule of rulesOf(rows)) expect(accessRule.safeParse(rule).success).toBe(true)
      }),
    )
  })

  it('are refused twice for the same product and option, at the second place', () => {
    const [one, two] = [emptyRow(), emptyRow()]
    expect(problemsOf([one, two])).toEqual(new Map([[two.key, 'twice']]))
    expect(problemsOf([one, { ...two, productNo: '7' }]).size).toBe(0)
  })

  it.each([0, -1, 1.5, longestDays + 1, null])('are refused with %s days', (days) => {
    const row = { ...emptyRow(), kind: 'days' as const, days }
    expect(problemsOf([row]).get(row.key)).toBe('days')
  })

  it.each([undefined, '2026-02-30', '내일'])('are refused until %s', (day) => {
    const row = { ...emptyRow(), kind: 'until' as const, day }
    expect(problemsOf([row]).get(row.key)).toBe('day')
  })

  it('name no option where they name no product', () => {
    expect(rulesOf([{ ...emptyRow(), option: '저녁반' }])).toEqual([
      { productNo: null, option: null, duration: { kind: 'unlimited' } },
    ])
  })
})
