import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccessLine,
  type AccessRule,
  access,
  type BuyerFacts,
  defaultAccessRules,
  explainAccess,
  ruleFor,
} from '../../../shared/rules/access.ts'
import { DAY_MS, parseKstDay } from '../../../shared/time.ts'

const T = Date.UTC(2026, 5, 1)
const line = (more: Partial<AccessLine> = {}): AccessLine => ({
  orderNo: 'A',
  lineNo: 1,
  productNo: '10',
  productName: '강의',
  option: '',
  paidAt: T,
  refunded: false,
  ...more,
})
const facts = (lines: AccessLine[], manual: BuyerFacts['manual'] = null): BuyerFacts => ({ lines, manual })
const days = (n: number, productNo: string | null = null, option: string | null = null): AccessRule => ({
  productNo,
  option,
  duration: { kind: 'days', days: n },
})

describe('who is let into the app', () => {
  it('lets in whoever paid for anything while no rule was made, without an end', () => {
    expect(access(facts([line()]), defaultAccessRules, T + 9999 * DAY_MS)).toMatchObject({
      state: 'granted',
      until: null,
      nextAt: null,
      since: T,
      orderNo: 'A',
      products: [{ productId: '10', name: '강의', option: '' }],
    })
  })

  it('says nothing of people who paid for nothing that a rule names', () => {
    expect(access(facts([]), defaultAccessRules, T).state).toBe('none')
    expect(access(facts([line()]), [days(3, '99')], T).state).toBe('none')
    const never: AccessRule = { productNo: '10', option: null, duration: { kind: 'never' } }
    expect(access(facts([line()]), [...defaultAccessRules, never], T).state).toBe('none')
  })

  it('decides a partial refund line by line', () => {
    const found = access(
      facts([line({ refunded: true }), line({ lineNo: 2, productNo: '11', productName: '책' })]),
      defaultAccessRules,
      T,
    )
    expect(found).toMatchObject({ state: 'granted', products: [{ productId: '11' }] })
    expect(access(facts([line({ refunded: true })]), defaultAccessRules, T)).toMatchObject({
      state: 'revoked',
      reason: 'refunded',
      products: [{ productId: '10' }],
    })
  })

  it('ends at the instant the days are over, and not before', () => {
    const rules = [days(30)]
    const end = T + 30 * DAY_MS
    expect(access(facts([line()]), rules, end - 1)).toMatchObject({ state: 'granted', until: end, nextAt: end })
    expect(access(facts([line()]), rules, end)).toMatchObject({ state: 'revoked', reason: 'expired', until: end })
  })

  it('includes the last day of a date, in Seoul', () => {
    const rules: AccessRule[] = [{ productNo: null, option: null, duration: { kind: 'until', day: '2026-06-30' } }]
    const end = parseKstDay('2026-07-01') ?? 0
    expect(access(facts([line()]), rules, end - 1).state).toBe('granted')
    expect(access(facts([line()]), rules, end).state).toBe('revoked')
  })

  it('adds several orders up: products of all, the latest end, the begin of the unbroken time', () => {
    const rules = [days(30)]
    const lines = [line(), line({ orderNo: 'B', productNo: '11', paidAt: T + 20 * DAY_MS })]
    expect(access(facts(lines), rules, T + 25 * DAY_MS)).toMatchObject({
      since: T,
      until: T + 50 * DAY_MS,
      nextAt: T + 30 * DAY_MS,
      orderNo: 'B',
      products: [{ productId: '11' }, { productId: '10' }],
    })
    // The first has run out: still one unbroken time, but its product is gone.
    expect(access(facts(lines), rules, T + 35 * DAY_MS)).toMatchObject({ since: T, products: [{ productId: '11' }] })
    const gap = [line(), line({ orderNo: 'B', paidAt: T + 40 * DAY_MS })]
    expect(access(facts(gap), rules, T + 41 * DAY_MS).since).toBe(T + 40 * DAY_MS)
  })

  it('takes the most exact rule: option before product before everything', () => {
    const rules = [days(1), days(2, '10'), days(3, '10', '빨강')]
    expect(ruleFor(line({ productNo: '9' }), rules)?.duration).toEqual({ kind: 'days', days: 1 })
    expect(ruleFor(line(), rules)?.duration).toEqual({ kind: 'days', days: 2 })
    expect(ruleFor(line({ option: '빨강' }), rules)?.duration).toEqual({ kind: 'days', days: 3 })
    expect(ruleFor(line({ productNo: '' }), [days(3, '')])).toBeNull()
  })

  it('keeps a block over every payment, and a grant by hand without any', () => {
    expect(access(facts([line()], { kind: 'blocked', at: T, until: null }), defaultAccessRules, T)).toMatchObject({
      state: 'revoked',
      reason: 'blocked',
    })
    const byHand = { kind: 'granted' as const, at: T, until: T + DAY_MS }
    expect(access(facts([], byHand), defaultAccessRules, T)).toMatchObject({ state: 'granted', until: T + DAY_MS })
    expect(access(facts([], byHand), defaultAccessRules, T + DAY_MS)).toMatchObject({ reason: 'expired' })
    expect(access(facts([line({ refunded: true })], byHand), defaultAccessRules, T)).toMatchObject({
      state: 'granted',
      products: [{ productId: '10' }],
    })
  })

  it('counts a payment that the shop dates a little after now', () => {
    expect(access(facts([line({ paidAt: T + 60_000 })]), [days(1)], T).state).toBe('granted')
  })

  it('explains itself with the verdict as its last sentence', () => {
    expect(explainAccess(facts([line()]), defaultAccessRules, T).at(-1)).toBe('접근할 수 있습니다.')
    expect(explainAccess(facts([line({ refunded: true })]), defaultAccessRules, T).at(-1)).toContain('남은 결제가 없어')
    expect(
      explainAccess(facts([line()], { kind: 'blocked', at: T, until: null }), defaultAccessRules, T).at(-1),
    ).toContain('막아')
    expect(
      explainAccess(facts(Array.from({ length: 60 }, (_, n) => line({ lineNo: n }))), defaultAccessRules, T),
    ).toContain('그 밖의 결제 내역 10건이 더 있습니다.')
  })
})

const anyLine = fc.record({
  orderNo: fc.constantFrom('A', 'B', 'C', 'D'),
  lineNo: fc.integer({ min: 1, max: 3 }),
  productNo: fc.constantFrom('', '10', '11', '12'),
  productName: fc.constantFrom('강의', '책'),
  option: fc.constantFrom('', '빨강', '파랑'),
  paidAt: fc.integer({ min: 0, max: 100 }).map((day) => T + day * DAY_MS),
  refunded: fc.boolean(),
})
const anyDuration = fc.oneof(
  fc.constant({ kind: 'unlimited' as const }),
  fc.constant({ kind: 'never' as const }),
  fc.integer({ min: 1, max: 60 }).map((n) => ({ kind: 'days' as const, days: n })),
  fc.constantFrom('2026-06-15', '2026-08-01').map((day) => ({ kind: 'until' as const, day })),
)
const anyRules = fc.array(
  fc
    .record({
      productNo: fc.constantFrom(null, '10', '11'),
      option: fc.constantFrom(null, '빨강'),
      duration: anyDuration,
    })
    .map((rule) => (rule.productNo === null ? { ...rule, option: null } : rule)),
  { maxLength: 5 },
)
// One line is one row of one order: the same key twice would be two truths about it.
const anyLines = fc.uniqueArray(anyLine, { maxLength: 8, selector: ({ orderNo, lineNo }) => `${orderNo} ${lineNo}` })
const anyManual = fc.option(
  fc.record({
    kind: fc.constantFrom('granted' as const, 'blocked' as const),
    at: fc.constant(T),
    until: fc.constantFrom(null, T + 50 * DAY_MS),
  }),
  { nil: null },
)
const anyTime = fc.integer({ min: 0, max: 200 }).map((day) => T + day * DAY_MS)

describe('laws', () => {
  it('the order in which things are known does not matter', () => {
    fc.assert(
      fc.property(
        anyLines,
        anyManual,
        anyRules,
        anyTime,
        fc.infiniteStream(fc.nat()),
        (lines, manual, rules, at, ranks) => {
          const shuffled = lines
            .map((one) => ({ one, rank: ranks.next().value ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ one }) => one)
          expect(access(facts(shuffled, manual), rules, at)).toEqual(access(facts(lines, manual), rules, at))
        },
      ),
    )
  })

  it('a refund never leaves access that no other line gives', () => {
    fc.assert(
      fc.property(anyLines, anyRules, anyTime, fc.nat(), (lines, rules, at, n) => {
        if (lines.length === 0) return
        const index = n % lines.length
        const after = access(facts(lines.map((one, i) => (i === index ? { ...one, refunded: true } : one))), rules, at)
        const without = access(facts(lines.filter((_, i) => i !== index)), rules, at)
        expect(after.state === 'granted').toBe(without.state === 'granted')
        if (after.state === 'granted') {
          expect({ ...after, orderNo: '' }).toEqual({ ...without, orderNo: '' })
        }
      }),
    )
  })

  it('time alone takes access away and never gives it, and `nextAt` is the first time it changes anything', () => {
    fc.assert(
      fc.property(
        anyLines,
        anyManual,
        anyRules,
        anyTime,
        fc.integer({ min: 1, max: 200 }),
        (lines, manual, rules, at, days) => {
          const now = access(facts(lines, manual), rules, at)
          const later = access(facts(lines, manual), rules, at + days * DAY_MS)
          if (now.state !== 'granted') expect(later.state).not.toBe('granted')
          if (now.nextAt === null || at + days * DAY_MS < now.nextAt) expect(later).toEqual(now)
          if (now.nextAt !== null) expect(now.nextAt).toBeGreaterThan(at)
        },
      ),
    )
  })

  it('a block holds whatever is paid, a grant by hand whatever is refunded', () => {
    fc.assert(
      fc.property(anyLines, anyRules, anyTime, (lines, rules, at) => {
        expect(access(facts(lines, { kind: 'blocked', at: T, until: null }), rules, at).state).toBe('revoked')
        expect(access(facts(lines, { kind: 'granted', at: T, until: null }), rules, at).state).toBe('granted')
      }),
    )
  })
})
