import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differsOf } from '../../../../main/listings/life/differs.ts'
import {
  isLiving,
  type OnMarket,
  planStep,
  type StepInput,
  ZERO_STALE_MS,
} from '../../../../main/listings/life/plan.ts'
import { differsSql } from '../../../../main/listings/life/repository-differs.ts'
import { offeredStock, type ProductNow, wantedThings } from '../../../../main/listings/life/want.ts'
import { verifyPrice } from '../../../../shared/rules/price.ts'
import { readyRule } from '../../../../shared/rules/price-rule.ts'
import { tempDatabase } from '../../../support/database.ts'
import { plainCapabilities } from '../../../support/fake-market.ts'
import { plainRule } from './plain-rule.ts'
import { approve, goods } from './rig.ts'

const NOW = 1_800_000_000_000
const rule = readyRule(plainRule, 10)
const keys = ['a', 'b', 'c']

const terms = fc.record({
  safetyStock: fc.integer({ min: 0, max: 20 }),
  maxStock: fc.integer({ min: 1, max: 200 }),
  uncountedStock: fc.option(fc.integer({ min: 1, max: 50 })),
})
const productOption = (key: string) =>
  fc.record({
    key: fc.constant(key),
    price: fc.option(fc.integer({ min: 1, max: 50_000 }), { freq: 8 }),
    stock: fc.option(fc.integer({ min: 0, max: 300 })),
    soldout: fc.boolean(),
  })
const productNow: fc.Arbitrary<ProductNow> = fc
  .record({
    status: fc.constantFrom('available', 'available', 'available', 'soldout', 'discontinued'),
    bars: fc.constantFrom([], [], [], ['prohibited']),
    options: fc.tuple(...keys.map(productOption)),
  })
  .map(({ status, bars, options }) => ({
    ...{ id: 1, wholesaler: 'zentrade', productId: '1', name: '주걱', brand: null, maker: null },
    ...{ status, price: 1000, fixedPrice: null, stock: null, bars, shippingFee: 3000, category: null },
    ...{ watched: 2, options },
  }))
const at = fc.option(fc.integer({ min: NOW - 10 * ZERO_STALE_MS, max: NOW }))
const onMarket: fc.Arbitrary<OnMarket> = fc.record({
  state: fc.constantFrom('in_review', 'on_sale', 'sold_out', 'stopped', 'rejected'),
  readState: fc.option(fc.constantFrom('in_review', 'on_sale', 'sold_out', 'stopped', 'deleted', 'unknown')),
  readStock: fc.option(fc.integer({ min: 0, max: 300 })),
  readAt: at,
  zeroConfirmedAt: at,
  held: fc.boolean(),
  things: fc.tuple(
    ...keys.map((key) =>
      fc.record({
        sku: fc.constant(key),
        key: fc.constant(key),
        price: fc.option(
          fc.integer({ min: 1, max: 8000 }).map((n) => n * 10),
          { freq: 10 },
        ),
        stock: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 10 }),
      }),
    ),
  ),
  shownStock: fc.constant(new Map()),
})
const inputs: fc.Arbitrary<StepInput> = fc
  .record({
    listing: onMarket,
    product: productNow,
    stock: terms,
    autoRestock: fc.boolean(),
    autoPrice: fc.boolean(),
    perDay: fc.double({ min: 0, max: 1, noNaN: true }),
    limit: fc.constantFrom(null, { down: 0.5, up: 1 }),
    setsStock: fc.boolean(),
  })
  .map(({ listing, product, stock, autoRestock, autoPrice, perDay, limit, setsStock }) => ({
    ...{ at: NOW, listing, product, autoRestock, banned: null },
    wanted: wantedThings(listing.things, product, stock),
    prices: {
      ...{ rule, hand: null, dayAgo: new Map(), limit, shown: new Map(), refused: null, mayMend: true },
      settings: { autoPrice, priceChangePerDay: perDay },
    },
    capabilities: { ...plainCapabilities, setsStock },
  }))

const isZero = ({ kind, values }: { kind: string; values: { value: number }[] }) =>
  kind === 'stop' || (kind === 'stock' && values.every(({ value }) => value === 0))

describe('what a listing is told', () => {
  it('never offers more than the wholesaler has', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const plan of planStep(input)) {
          if (plan.kind !== 'stock' && plan.kind !== 'resume') continue
          for (const { sku, value } of plan.values) {
            const option = input.product.options.find(({ key }) => key === sku)
            if (option?.soldout !== false || input.product.status !== 'available') expect(value).toBe(0)
            else if (option.stock !== null) expect(value).toBeLessThanOrEqual(option.stock)
          }
        }
      }),
    )
  })

  it('takes off sale whatever has nothing left, unless that was confirmed a short while ago', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { listing, wanted } = input
        if (!isLiving(listing) || listing.held || wanted.some(({ stock }) => stock > 0)) return
        const plans = planStep(input)
        const isFresh = listing.zeroConfirmedAt !== null && NOW - listing.zeroConfirmedAt < ZERO_STALE_MS
        const isElsewhere = listing.zeroConfirmedAt === null && listing.state === 'stopped'
        if (!isFresh && !isElsewhere) expect(plans.filter(isZero)).toMatchObject([{ urgency: 0, waits: false }])
        expect(plans.every(isZero)).toBe(true)
      }),
    )
  })

  it('sells nothing at a price that breaks the guard: it mends the price by itself or stops selling', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { listing, wanted } = input
        if (!isLiving(listing) || listing.held) return
        const isLoss = wanted.some((want, n) => {
          const price = listing.things[n]?.price ?? null
          if (want.stock === 0 || price === null) return false
          const verdict = verifyPrice(price, want.cost, rule)
          return !verdict.ok && verdict.margin !== null && verdict.margin.margin < rule.min(price)
        })
        if (!isLoss) return
        const plans = planStep(input)
        const isMended = plans.some(({ kind, waits }) => kind === 'price' && !waits)
        const isOff = plans.some(isZero) || listing.zeroConfirmedAt !== null || listing.state === 'stopped'
        expect(isMended || isOff).toBe(true)
        // Until the market has the new price, too, nothing more is put on sale.
        const isSelling = listing.state === 'on_sale' || listing.state === 'in_review'
        for (const { kind, values } of plans) {
          if (kind !== 'stock' && kind !== 'resume') continue
          for (const [n, { value }] of values.entries()) {
            const told = listing.things[n]?.stock ?? Number.POSITIVE_INFINITY
            expect(value).toBeLessThanOrEqual(isMended && isSelling && kind === 'stock' ? told : 0)
          }
        }
      }),
    )
  })

  it.each([
    ['stopped', 0, NOW, []],
    ['sold_out', 0, NOW, []],
    ['on_sale', 40, null, []],
    ['on_sale', 100, null, [['stock', 70]]],
  ] as const)(
    'while the price of what is %s with %s pieces is on its way, puts nothing more on sale',
    (state, told, zeroConfirmedAt, sent) => {
      const things = [{ sku: 'a', key: '', price: 5720, stock: told }]
      const product: ProductNow = {
        ...{
          id: 1,
          wholesaler: 'zentrade',
          productId: '1',
          name: '주걱',
          brand: null,
          maker: null,
          status: 'available',
        },
        ...{
          price: 3000,
          fixedPrice: null,
          stock: 70,
          bars: [],
          shippingFee: 3000,
          category: null,
          watched: 2,
          options: [],
        },
      }
      const listing = { state, readState: null, readStock: null, readAt: null, zeroConfirmedAt, held: false, things }
      const plans = planStep({
        ...{ at: NOW, listing: { ...listing, shownStock: new Map() }, product, banned: null, autoRestock: true },
        wanted: wantedThings(things, product, { safetyStock: 0, maxStock: 999, uncountedStock: null }),
        prices: {
          ...{ rule, hand: null, shown: new Map(), dayAgo: new Map(), limit: null, refused: null, mayMend: true },
          settings: { autoPrice: true, priceChangePerDay: 1 },
        },
        capabilities: plainCapabilities,
      })
      expect(plans.map(({ kind, values }) => [kind, values[0]?.value])).toEqual([...sent, ['price', 8580]])
    },
  )

  it('names everything sold, at prices that keep the guard', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const { kind, values } of planStep(input)) {
          if (kind === 'stop') continue
          expect(values.map(({ sku }) => sku)).toEqual(keys)
          if (kind !== 'price') continue
          for (const [n, { value }] of values.entries()) {
            const want = input.wanted[n]
            if (want === undefined || want.stock === 0) continue
            expect(verifyPrice(value, want.cost, rule).ok).toBe(true)
          }
        }
      }),
    )
  })

  it('leaves alone what the operator holds, what is gone from the market, and what it refused', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const listing of [
          { ...input.listing, held: true, state: 'stopped' as const },
          { ...input.listing, readState: 'deleted' },
          { ...input.listing, state: 'rejected' as const, readStock: 0 },
        ]) {
          expect(planStep({ ...input, listing })).toEqual([])
        }
        expect(planStep({ ...input, listing: { ...input.listing, held: true } }).every(isZero)).toBe(true)
        const refused = { ...input.listing, state: 'rejected' as const, readStock: 3 }
        expect(planStep({ ...input, listing: refused }).every(isZero)).toBe(true)
      }),
    )
  })

  it('what is banned is taken off sale', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(planStep({ ...input, banned: '금지 목록에 있습니다.' }).every(isZero)).toBe(true)
      }),
    )
  })
})

it.each([
  [100, { safetyStock: 5, maxStock: 50, uncountedStock: 10 }, 50],
  [12, { safetyStock: 5, maxStock: 50, uncountedStock: 10 }, 7],
  [3, { safetyStock: 5, maxStock: 50, uncountedStock: 10 }, 0],
  [null, { safetyStock: 5, maxStock: 50, uncountedStock: 10 }, 10],
  [null, { safetyStock: 0, maxStock: 50, uncountedStock: null }, 0],
])('of %s pieces under %o it offers %s', (counted, given, offered) => {
  expect(offeredStock(counted, given)).toBe(offered)
})

it('SQLite and the rule agree on what differs', () => {
  const db = tempDatabase()
  approve(db, 'coupang', goods('1'), NOW)
  const set = db.prepare(
    `update listing set held = ?, zero_confirmed_at = ?, pushed_price = ?, pushed_stock = ?, pushed_at = ?,
      read_state = ?, read_price = ?, read_stock = ?, read_at = ?, read_differs = ?`,
  )
  const ask = db.prepare<[], number>(`select ${differsSql} from listing`).pluck()
  const few = fc.option(fc.constantFrom(0, 1, 5))
  fc.assert(
    fc.property(
      fc.record({
        ...{ held: fc.boolean(), zeroConfirmedAt: few, pushedPrice: few, pushedStock: few, pushedAt: few },
        readState: fc.option(fc.constantFrom('on_sale', 'sold_out', 'stopped', 'deleted', 'in_review', 'unknown')),
        ...{ readPrice: few, readStock: few, readAt: few, readDiffers: fc.constantFrom(0, 1, 2, 3) },
      }),
      (row) => {
        set.run(
          ...[row.held ? 1 : 0, row.zeroConfirmedAt, row.pushedPrice, row.pushedStock, row.pushedAt],
          ...[row.readState, row.readPrice, row.readStock, row.readAt, row.readDiffers],
        )
        expect(ask.get() === 1).toBe(differsOf({ ...row, state: 'on_sale' }).length > 0)
      },
    ),
    { numRuns: 500 },
  )
})
