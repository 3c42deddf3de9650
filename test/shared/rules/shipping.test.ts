import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShippingRule } from '../../../shared/product.ts'
import { shippingFee } from '../../../shared/rules/shipping.ts'

const won = fc.integer({ min: 0, max: 100_000 })
const pieces = fc.integer({ min: 1, max: 100_000 })
const many = fc.integer({ min: 1, max: 500 })
const bands = fc
  .uniqueArray(fc.record({ from: many, fee: won }), { selector: (band) => band.from, minLength: 1, maxLength: 6 })
  .map((list) => ({ kind: 'bands' as const, bands: list }))
const steps = fc.record({
  kind: fc.constant('steps' as const),
  first: fc.record({ upTo: many, fee: won }),
  step: fc.record({ size: many, fee: won }),
})
const perBox = fc.record({ kind: fc.constant('per_box' as const), fee: won, boxQuantity: many })
const flat = fc.record({ kind: fc.constant('flat' as const), fee: won })
const rule: fc.Arbitrary<ShippingRule> = fc.oneof(
  bands,
  steps,
  perBox,
  flat,
  fc.constantFrom<ShippingRule>({ kind: 'free' }, { kind: 'unknown' }),
)

describe('fee of a quantity', () => {
  it('is a whole number of won from 0 up, and null only where the rule says nothing', () => {
    fc.assert(
      fc.property(rule, pieces, (given, quantity) => {
        const fee = shippingFee(given, quantity)
        expect(fee === null).toBe(given.kind === 'unknown')
        if (fee !== null) expect(Number.isSafeInteger(fee) && fee >= 0).toBe(true)
      }),
    )
  })

  it('says nothing about no pieces, parts of pieces and less', () => {
    fc.assert(
      fc.property(rule, fc.constantFrom(0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY), (given, quantity) => {
        expect(shippingFee(given, quantity)).toBeNull()
      }),
    )
  })

  it('is the same whatever the quantity where it is flat or free', () => {
    fc.assert(
      fc.property(flat, pieces, (given, quantity) => {
        expect(shippingFee(given, quantity)).toBe(given.fee)
      }),
    )
    expect(shippingFee({ kind: 'free' }, 7)).toBe(0)
  })

  it('is one fee for each box begun', () => {
    fc.assert(
      fc.property(perBox, fc.integer({ min: 0, max: 50 }), (given, boxes) => {
        const full = boxes * given.boxQuantity
        expect(shippingFee(given, full + 1)).toBe(given.fee * (boxes + 1))
        if (boxes > 0) expect(shippingFee(given, full)).toBe(given.fee * boxes)
      }),
    )
  })

  it('never falls with the quantity where pieces are added up', () => {
    fc.assert(
      fc.property(fc.oneof(perBox, steps), pieces, pieces, (given, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        expect(shippingFee(given, less) ?? 0).toBeLessThanOrEqual(shippingFee(given, more) ?? 0)
      }),
    )
  })

  it('adds one step for each further step begun', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 50 }), (given, begun) => {
        const { first, step } = given
        expect(shippingFee(given, first.upTo)).toBe(first.fee)
        expect(shippingFee(given, first.upTo + (begun - 1) * step.size + 1)).toBe(first.fee + begun * step.fee)
        expect(shippingFee(given, first.upTo + begun * step.size)).toBe(first.fee + begun * step.fee)
      }),
    )
  })

  it('is the fee of the band with the highest beginning not above the quantity, in whatever order bands come', () => {
    fc.assert(
      fc.property(bands, pieces, (given, quantity) => {
        const below = given.bands.filter((band) => band.from <= quantity).sort((a, b) => b.from - a.from)
        expect(shippingFee(given, quantity)).toBe((below[0] ?? given.bands[0])?.fee)
      }),
    )
  })

  it("agrees with Domeggook's documented tables", () => {
    const banded: ShippingRule = {
      kind: 'bands',
      bands: [
        { from: 1, fee: 2500 },
        { from: 20, fee: 2350 },
      ],
    }
    expect([1, 19, 20, 500].map((quantity) => shippingFee(banded, quantity))).toEqual([2500, 2500, 2350, 2350])
    const stepped: ShippingRule = { kind: 'steps', first: { upTo: 50, fee: 2500 }, step: { size: 100, fee: 2000 } }
    expect([50, 51, 150, 151].map((quantity) => shippingFee(stepped, quantity))).toEqual([2500, 4500, 4500, 6500])
  })
})
