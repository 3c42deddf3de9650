import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PriceRule, RuleValues } from '../../../shared/contract/listing-shapes.ts'
import { AppError } from '../../../shared/errors.ts'
import { type Cost, explain, makePrice, priceFor, verifyPrice } from '../../../shared/rules/price.ts'
import { type ReadyRule, readyRule, ruleFault } from '../../../shared/rules/price-rule.ts'
import { exactRate } from '../../../shared/rules/rate.ts'

const base: PriceRule = {
  feeRate: 0.108,
  targetMarginRate: 0.15,
  minMarginRate: 0.05,
  shipping: 3000,
  roundTo: 100,
  roundDirection: 'up',
  minPrice: null,
}

/** Fractions as somebody types them, some longer than six decimals. */
const rate = (most: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: Math.floor(most * 1000) }).map((n) => n / 1000),
    fc.integer({ min: 0, max: Math.floor(most * 1_000_000) }).map((n) => n / 1_000_000),
    fc.double({ min: 0, max: most, noNaN: true }),
  )
const rules: fc.Arbitrary<PriceRule> = fc
  .record({
    feeRate: rate(0.4),
    targetMarginRate: rate(0.5),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    shipping: fc.integer({ min: 0, max: 20_000 }),
    roundTo: fc.constantFrom(1, 7, 10, 50, 100, 1000),
    roundDirection: fc.constantFrom('up' as const, 'nearest' as const, 'down' as const),
    minPrice: fc.option(fc.integer({ min: 0, max: 100_000 })),
  })
  .map(({ part, ...rule }) => ({ ...rule, minMarginRate: rule.targetMarginRate * part }))
const costs = fc.integer({ min: 0, max: 3_000_000 })
const steps = fc.constantFrom(1, 10)

/** ceil(price × rate) by a way of its own: whole numbers throughout. */
const ceilTimes = (price: number, value: number): bigint => {
  const exact = exactRate(value)
  if (exact === null) throw new Error('not a rate')
  const scale = 10n ** BigInt(exact.decimals)
  return (BigInt(price) * exact.digits + scale - 1n) / scale
}
const leaves = (price: number, cost: number, shipping: number, fee: number, wanted: number) =>
  BigInt(price - cost - shipping) - ceilTimes(price, fee) >= ceilTimes(price, wanted)

const priced = (cost: Cost, ready: ReadyRule) => {
  const result = priceFor(cost, ready)
  if (!result.ok) throw new Error(result.code)
  return result.margin
}

describe('the price of a rule', () => {
  it('always leaves the minimum margin, and rounded up also the target', () => {
    fc.assert(
      fc.property(rules, costs, steps, (rule, cost, step) => {
        const { price, shipping } = priced({ cost, shipping: null }, readyRule(rule, step))
        const wanted = rule.roundDirection === 'up' ? rule.targetMarginRate : rule.minMarginRate
        expect(leaves(price, cost, shipping, rule.feeRate, wanted)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is a multiple of the rule’s step and of the market’s, above zero, and not below the minimum price', () => {
    fc.assert(
      fc.property(rules, costs, steps, (rule, cost, step) => {
        const { price } = priced({ cost, shipping: null }, readyRule(rule, step))
        expect(price % rule.roundTo).toBe(0)
        expect(price % step).toBe(0)
        expect(price).toBeGreaterThan(0)
        expect(price).toBeGreaterThanOrEqual(rule.minPrice ?? 0)
      }),
    )
  })

  it('never falls when the cost rises', () => {
    fc.assert(
      fc.property(rules, costs, fc.integer({ min: 0, max: 5000 }), (rule, cost, more) => {
        const ready = readyRule(rule)
        const lower = priced({ cost, shipping: null }, ready).price
        expect(priced({ cost: cost + more, shipping: null }, ready).price).toBeGreaterThanOrEqual(lower)
      }),
      { numRuns: 500 },
    )
  })

  it('rounded up is the smallest that leaves the target', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 50_000 }), (rule, cost) => {
        const up = { ...rule, roundDirection: 'up' as const, minPrice: null }
        const { price, shipping } = priced({ cost, shipping: null }, readyRule(up))
        const smaller = Array.from({ length: 20 }, (_, i) => price - (i + 1) * rule.roundTo).filter((p) => p > 0)
        for (const one of smaller) {
          expect(leaves(one, cost, shipping, rule.feeRate, rule.targetMarginRate)).toBe(false)
        }
      }),
    )
  })

  it('adds up: margin = price − cost − fee − shipping, the fee rounded up', () => {
    fc.assert(
      fc.property(rules, costs, (rule, cost) => {
        const { made } = makePrice({ cost, shipping: 2500 }, readyRule(rule))
        if (made === null) throw new Error('no price')
        expect(BigInt(made.fee)).toBe(ceilTimes(made.price, rule.feeRate))
        expect(made.shipping).toBe(2500)
        expect(made.margin).toBe(made.price - made.cost - made.fee - made.shipping)
        expect(made.marginRate).toBe(made.margin / made.price)
        expect(made.markupRate).toBe(cost === 0 ? null : made.margin / cost)
      }),
    )
  })

  it('takes a rate as it is written, not as a double makes of it', () => {
    // 0.07 × 100 is 7.000000000000001 in doubles: a fee rounded up from that would be a won too much.
    expect(readyRule({ ...base, feeRate: 0.07 }).fee(100)).toBe(7)
    expect(readyRule({ ...base, feeRate: 0.1 + 0.2 }).fee(10)).toBe(4)
    expect(readyRule({ ...base, feeRate: 1e-7, targetMarginRate: 0.1 }).fee(10_000_000)).toBe(1)
  })

  it('explains each step, with markup and margin apart', () => {
    const { made } = makePrice({ cost: 8000, shipping: null }, readyRule(base))
    expect(made).toMatchObject({ price: 14_900, fee: 1610, shipping: 3000, margin: 2290 })
    expect(made?.steps.map(({ code, amount }) => [code, amount])).toEqual([
      ['cost', 8000],
      ['shipping', 3000],
      ['target', 14_825],
      ['round', 14_900],
      ['fee', 1610],
      ['margin', 2290],
    ])
    expect(made?.steps.at(-1)?.text).toContain('판매가의 15.37%, 원가의 28.63%')
  })

  it('rounded down stays at the ideal price only while the minimum margin holds', () => {
    const down = readyRule({ ...base, roundDirection: 'down', roundTo: 1000, minMarginRate: 0.14 })
    const result = priceFor({ cost: 8000, shipping: 3000 }, down)
    expect(result).toMatchObject({ ok: true, how: 'guard', margin: { price: 15_000 } })
    const loose = readyRule({ ...base, roundDirection: 'down', roundTo: 1000 })
    expect(priced({ cost: 8000, shipping: 3000 }, loose).price).toBe(14_000)
  })
})

describe('no price', () => {
  const code = (cost: Cost, rule: PriceRule = base) => makePrice(cost, readyRule(rule, 10)).none?.code

  it('for an unknown cost: unknown is not zero (PRICE_COST_UNKNOWN)', () => {
    expect(code({ cost: null, shipping: 0 })).toBe('PRICE_COST_UNKNOWN')
    expect(verifyPrice(1000, { cost: null, shipping: 0 }, readyRule(base))).toMatchObject({
      code: 'PRICE_COST_UNKNOWN',
    })
  })
  it('for amounts that are none (PRICE_COST_BAD)', () => {
    expect(code({ cost: -1, shipping: 0 })).toBe('PRICE_COST_BAD')
    expect(code({ cost: 10.5, shipping: 0 })).toBe('PRICE_COST_BAD')
    expect(code({ cost: Number.NaN, shipping: 0 })).toBe('PRICE_COST_BAD')
    expect(verifyPrice(1000, { cost: 1, shipping: -1 }, readyRule(base))).toMatchObject({ code: 'PRICE_COST_BAD' })
  })
  it('beyond a thousand million won (PRICE_TOO_HIGH)', () => {
    expect(code({ cost: 999_999_999, shipping: 0 })).toBe('PRICE_TOO_HIGH')
    expect(code({ cost: 1_000_000_000, shipping: 1 })).toBe('PRICE_TOO_HIGH')
    expect(
      code({ cost: 900_000, shipping: 0 }, { ...base, feeRate: 0.5, targetMarginRate: 0.499999, minMarginRate: 0 }),
    ).toBe('PRICE_TOO_HIGH')
  })
})

describe('a price that the wholesaler demands', () => {
  const ready = readyRule(base, 10)
  const fixed = (fixedPrice: number, rule = ready) => priceFor({ cost: 8000, shipping: 3000, fixedPrice }, rule)

  it('is taken as it is, whatever the rule’s own step', () => {
    expect(fixed(15_990)).toMatchObject({ ok: true, how: 'fixed', margin: { price: 15_990 } })
  })
  it('is refused where it leaves less than the minimum margin (PRICE_FIXED_LOSS)', () => {
    expect(fixed(11_000)).toMatchObject({ ok: false, code: 'PRICE_FIXED_LOSS', margin: { margin: -1188 } })
  })
  it('is refused where the market does not take it (PRICE_FIXED_STEP)', () => {
    expect(fixed(15_995)).toMatchObject({ ok: false, code: 'PRICE_FIXED_STEP' })
  })
  it('is refused below the rule’s minimum price (PRICE_FIXED_MINIMUM)', () => {
    expect(fixed(15_990, readyRule({ ...base, minPrice: 20_000 }, 10))).toMatchObject({ code: 'PRICE_FIXED_MINIMUM' })
  })
  it('cannot be replaced by hand (PRICE_FIXED_CHANGED)', () => {
    const result = verifyPrice(20_000, { cost: 8000, shipping: 3000, fixedPrice: 15_990 }, ready)
    expect(result).toMatchObject({ code: 'PRICE_FIXED_CHANGED' })
  })
})

describe('a price set by hand', () => {
  const hand = (price: number, rule: PriceRule = base) =>
    verifyPrice(price, { cost: 8000, shipping: 3000 }, readyRule(rule, 10))

  it('passes the same guard as a made one', () => {
    fc.assert(
      fc.property(rules, costs, fc.integer({ min: 1, max: 5_000_000 }), (rule, cost, price) => {
        const result = verifyPrice(price, { cost, shipping: null }, readyRule(rule))
        const holds =
          leaves(price, cost, rule.shipping, rule.feeRate, rule.minMarginRate) && price >= (rule.minPrice ?? 0)
        expect(result.ok).toBe(holds)
      }),
    )
  })
  it('accepts the rule’s own price', () => {
    fc.assert(
      fc.property(rules, costs, (rule, cost) => {
        const ready = readyRule(rule)
        const { price } = priced({ cost, shipping: null }, ready)
        expect(verifyPrice(price, { cost, shipping: null }, ready).ok).toBe(true)
      }),
    )
  })
  it('is refused at a loss (PRICE_HAND_LOSS)', () => {
    expect(hand(11_500)).toMatchObject({ ok: false, code: 'PRICE_HAND_LOSS' })
  })
  it('is refused off the market’s step (PRICE_HAND_STEP)', () => {
    expect(hand(15_005)).toMatchObject({ ok: false, code: 'PRICE_HAND_STEP' })
  })
  it('is refused below the minimum price (PRICE_HAND_MINIMUM)', () => {
    expect(hand(15_000, { ...base, minPrice: 16_000 })).toMatchObject({ ok: false, code: 'PRICE_HAND_MINIMUM' })
  })
  it('is refused where it is no amount (PRICE_HAND_BAD)', () => {
    expect(hand(0)).toMatchObject({ code: 'PRICE_HAND_BAD' })
    expect(hand(2_000_000_000)).toMatchObject({ code: 'PRICE_HAND_BAD' })
  })
  it('says in words why it was refused, with the margin it would leave', () => {
    const result = hand(11_500)
    const { none } = explain(result, { cost: 8000, shipping: 3000 }, readyRule(base, 10))
    expect(none?.message).toBe('직접 정한 가격 11,500원으로는 최소 마진율 5%를 지킬 수 없습니다 (마진 -742원).')
  })
})

describe('rules that could never make a price are refused', () => {
  const refused = (over: RuleValues): string | undefined => {
    try {
      readyRule({ ...base, ...over })
      return undefined
    } catch (error) {
      return error instanceof AppError ? error.code : String(error)
    }
  }
  it.each([
    [{ feeRate: -0.01 }, 'PRICE_RULE_RATE'],
    [{ feeRate: 1 }, 'PRICE_RULE_RATE'],
    [{ targetMarginRate: Number.NaN }, 'PRICE_RULE_RATE'],
    [{ minMarginRate: Number.POSITIVE_INFINITY }, 'PRICE_RULE_RATE'],
    [{ feeRate: 0.6, targetMarginRate: 0.4 }, 'PRICE_RULE_SUM'],
    [{ feeRate: 0.6, targetMarginRate: 0.5 }, 'PRICE_RULE_SUM'],
    [{ minMarginRate: 0.16 }, 'PRICE_RULE_ORDER'],
    [{ shipping: -1 }, 'PRICE_RULE_SHIPPING'],
    [{ shipping: 2.5 }, 'PRICE_RULE_SHIPPING'],
    [{ roundTo: 0 }, 'PRICE_RULE_STEP'],
    [{ roundTo: 0.5 }, 'PRICE_RULE_STEP'],
    [{ minPrice: -1 }, 'PRICE_RULE_MINIMUM'],
    [{ roundDirection: 'sideways' as 'up' }, 'PRICE_RULE_DIRECTION'],
    [{ feeRate: undefined }, 'PRICE_RULE_INCOMPLETE'],
  ] as const)('%o: %s', (over, code) => {
    expect(refused(over)).toBe(code)
  })

  it('each wrong value also on its own, in a rule that is not whole', () => {
    expect(ruleFault({ feeRate: 2 })?.code).toBe('PRICE_RULE_RATE')
    expect(ruleFault({ roundTo: -10 })?.code).toBe('PRICE_RULE_STEP')
    expect(ruleFault({})).toBeNull()
  })
})
