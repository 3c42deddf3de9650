import { describe, expect, it } from 'vitest'
import { pricingHandlers } from '../../../main/pricing/handlers.ts'
import { offerMargins } from '../../../main/pricing/repository-margins.ts'
import { storedProductsHandlers } from '../../../main/products/handlers.ts'
import { LISTED, LISTED_ON } from '../../../main/products/marks.ts'
import { catalogueOf } from '../../../main/products/repository-catalogue.ts'
import { markWatched } from '../../../main/products/repository-detail.ts'
import { ProductSaver } from '../../../main/products/repository-save.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WholesaleProduct } from '../../../shared/product.ts'
import { makePrice } from '../../../shared/rules/price.ts'
import { readyRule } from '../../../shared/rules/price-rule.ts'
import { tempDatabase } from '../../support/database.ts'
import { approve } from '../listings/life/rig.ts'
import { product } from '../products/sample.ts'

const base = { feeRate: 0.1, targetMarginRate: 0.2, minMarginRate: 0.1, shipping: 3000, roundTo: 100 }

const rig = () => {
  const db = tempDatabase()
  const clock = { now: () => 1_000 }
  const handlers = pricingHandlers({ db, clock, marketStep: () => 10, categories: async () => [] })
  const store = (over: Partial<WholesaleProduct> = {}) => {
    const { id } = new ProductSaver(db, { at: 1, priceUpPercent: 5 }).save(product(over))
    catalogueOf(db).changed([id])
    return id
  }
  const set = (rule: object, scope: 'market' | 'wholesaler' | 'category' | 'product' = 'market', target = '') =>
    handlers['rules.set']({ market: 'coupang', scope, target, rule })
  return { db, clock, handlers, store, set }
}
const codeOf = (call: () => unknown): string => {
  try {
    call()
    return 'none'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

describe('rules of a market', () => {
  it('are stored whole, listed, replaced and removed, each with a row for the audit', async () => {
    const { handlers, set, db } = rig()
    expect(await set(base)).toMatchObject({
      market: 'coupang',
      rule: { ...base, roundDirection: 'up', minPrice: null },
    })
    await set({ ...base, roundTo: 10 })
    expect((await handlers['rules.list']({})).items).toHaveLength(1)
    expect((await handlers['rules.markets']({})).items).toContainEqual({ market: 'coupang', complete: true })
    await handlers['rules.remove']({ market: 'coupang', scope: 'market', target: '' })
    expect((await handlers['rules.markets']({})).items).toContainEqual({ market: 'coupang', complete: false })
    expect(codeOf(() => handlers['rules.remove']({ market: 'coupang', scope: 'market', target: '' }))).toBe('NOT_FOUND')
    expect(db.prepare(`select count(*) from audit where action like 'rules.%'`).pluck().get()).toBe(3)
  })

  it('guard what is sold, and are not removed under it (PRICE_RULE_USED)', async () => {
    const { handlers, set, db, clock } = rig()
    await set(base)
    await set({ targetMarginRate: 0.3 }, 'wholesaler', 'zentrade')
    const one = product({ productId: 'living' })
    const id = approve(db, 'coupang', one, clock.now())
    const be = (state: string, held = 0, zero: number | null = null) =>
      db
        .prepare(`update listing set state = ?, held = ?, zero_confirmed_at = ? where listing_id = ?`)
        .run(state, held, zero, id)
    const remove = () => handlers['rules.remove']({ market: 'coupang', scope: 'market', target: '' })
    for (const state of ['unresolved', 'in_review', 'on_sale', 'sold_out']) {
      be(state)
      expect(codeOf(remove)).toBe('PRICE_RULE_USED')
    }
    be('on_sale', 1)
    expect(codeOf(remove)).toBe('PRICE_RULE_USED')
    await handlers['rules.remove']({ market: 'coupang', scope: 'wholesaler', target: 'zentrade' })
    expect((await handlers['rules.list']({})).items).toHaveLength(1)
    be('sold_out', 1, 1)
    await remove()
    expect((await handlers['rules.list']({})).items).toEqual([])
  })

  it('must be whole for the market, and may say only what differs for less', async () => {
    const { set, handlers } = rig()
    expect(codeOf(() => set({ feeRate: 0.1 }))).toBe('PRICE_RULE_INCOMPLETE')
    await set(base)
    await set({ targetMarginRate: 0.3 }, 'wholesaler', 'zentrade')
    expect((await handlers['rules.list']({ market: 'coupang' })).items[1]?.rule).toEqual({ targetMarginRate: 0.3 })
  })

  it('are refused for a target that is none (PRICE_RULE_TARGET)', () => {
    const { set } = rig()
    for (const [scope, target] of [
      ['market', 'zentrade'],
      ['wholesaler', ''],
      ['wholesaler', 'zentrade:주방'],
      ['category', 'zentrade'],
      ['product', 'elsewhere:1'],
    ] as const) {
      expect(
        codeOf(() => set({ feeRate: 0.1 }, scope, target)),
        `${scope} ${target}`,
      ).toBe('PRICE_RULE_TARGET')
    }
  })

  it('are refused where they meet others that they cannot go with (PRICE_RULE_CLASH, PRICE_RULE_SUM, PRICE_RULE_ORDER)', async () => {
    const { set } = rig()
    await set(base)
    expect(codeOf(() => set({ feeRate: 0.85 }, 'wholesaler', 'zentrade'))).toBe('PRICE_RULE_SUM')
    expect(codeOf(() => set({ targetMarginRate: 0.05 }, 'product', 'zentrade:1'))).toBe('PRICE_RULE_ORDER')
    await set({ feeRate: 0.6 }, 'category', 'zentrade:주방')
    expect(codeOf(() => set({ ...base, targetMarginRate: 0.4 }))).toBe('PRICE_RULE_CLASH')
  })

  it('the narrowest that names a value wins: product, longest category, wholesaler, market', async () => {
    const { set, store, handlers } = rig()
    store({ productId: '1', categoryPath: ['주방', '조리도구', '주걱'] })
    await set(base)
    const price = async (productId = '1') => {
      const asked = { market: 'coupang', cost: 10_000, shipping: 0, wholesaler: 'zentrade', productId } as const
      return (await handlers['rules.price'](asked)).price
    }
    const made = (rule: object) =>
      makePrice({ cost: 10_000, shipping: 0 }, readyRule({ ...base, ...rule }, 10)).made?.price
    expect(await price()).toBe(made({}))
    await set({ targetMarginRate: 0.3, minMarginRate: 0.2 }, 'wholesaler', 'zentrade')
    expect(await price()).toBe(made({ targetMarginRate: 0.3 }))
    await set({ targetMarginRate: 0.4 }, 'category', 'zentrade:주방')
    await set({ targetMarginRate: 0.5 }, 'category', 'zentrade:주방 > 조리도구')
    await set({ targetMarginRate: 0.25 }, 'category', 'zentrade:주방 > 조리')
    expect(await price()).toBe(made({ targetMarginRate: 0.5 }))
    await set({ feeRate: 0 }, 'product', 'zentrade:1')
    expect(await price()).toBe(made({ targetMarginRate: 0.5, feeRate: 0 }))
    expect(await price('other')).toBe(made({ targetMarginRate: 0.3 }))
  })

  it('make a price by a rule that is being written, and say why there is none', async () => {
    const { handlers, set } = rig()
    const ask = (more: object = {}) => handlers['rules.price']({ market: 'coupang', cost: 10_000, ...more })
    expect(codeOf(() => ask())).toBe('PRICE_NO_RULE')
    expect(await ask({ rule: base })).toMatchObject({ shipping: 3000, cost: 10_000 })
    await set(base)
    expect((await ask({ shipping: 0 })).price).toBe(14_300)
    expect(codeOf(() => ask({ fixedPrice: 10_500 }))).toBe('PRICE_FIXED_LOSS')
    expect(codeOf(() => ask({ rule: { feeRate: 0.9 } }))).toBe('PRICE_RULE_SUM')
  })
})

describe('a preview over a selection', () => {
  it('shows the margins, and what has no price, the worst loss first', async () => {
    const { handlers, set, store } = rig()
    for (let i = 0; i < 30; i += 1) store({ productId: `p${i}`, price: 5000 + i * 1000 })
    store({ productId: 'loss', price: 20_000, fixedPrice: 21_000 })
    store({ productId: 'worse', price: 20_000, fixedPrice: 19_000 })
    store({ productId: 'unknown', price: null, options: [] })
    await set(base)
    const shown = await handlers['rules.preview']({ market: 'coupang', filter: {} })
    expect(shown).toMatchObject({ total: 33, priced: 30 })
    expect(shown.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(30)
    expect(shown.histogram.find(({ count }) => count > 0)?.from).toBe(0.2)
    expect(shown.averageMarginRate).toBeGreaterThanOrEqual(0.2)
    expect(shown.unpriced).toMatchObject([
      { code: 'PRICE_FIXED_LOSS', count: 2 },
      { code: 'PRICE_COST_UNKNOWN', count: 1 },
    ])
    expect(shown.losing.map(({ productId }) => productId)).toEqual(['worse', 'loss', 'unknown'])
    const few = await handlers['rules.preview']({
      market: 'coupang',
      products: [{ wholesaler: 'zentrade', productId: 'p1' }],
      rule: { targetMarginRate: 0.5 },
    })
    expect(few.sample[0]?.made.marginRate).toBeGreaterThanOrEqual(0.5)
  })

  it('without any rule says so for every product, and asks for a selection', async () => {
    const { handlers, store } = rig()
    store()
    const shown = await handlers['rules.preview']({ market: 'naver', filter: {} })
    expect(shown).toMatchObject({ total: 1, priced: 0, unpriced: [{ code: 'PRICE_NO_RULE', count: 1 }] })
    await expect(handlers['rules.preview']({ market: 'naver' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('lists of products', () => {
  it('hold those that the rules’ price leaves a margin with, as rules and products change', async () => {
    const r = rig()
    offerMargins(r.db, () => 10)
    const lists = storedProductsHandlers({ db: r.db, clock: r.clock, emit: () => {} })
    const found = async (minRate: number) => {
      const filter = { margin: { market: 'coupang' as const, minRate } }
      const page = await lists['products.list']({ ...filter, sort: 'addedAt', descending: false, limit: 100 })
      expect((await lists['products.count'](filter)).total).toBe(page.items.length)
      expect((await lists['products.facets'](filter)).total).toBe(page.items.length)
      return page.items.map(({ productId }) => productId)
    }
    r.store({ productId: 'plain' })
    r.store({ productId: 'thin', price: 20_000, fixedPrice: 30_000 })
    r.store({ productId: 'loss', price: 20_000, fixedPrice: 20_500 })
    r.store({ productId: 'unknown', price: null, options: [] })
    expect(await found(-1)).toEqual([])
    await r.set(base)
    expect(await found(0)).toEqual(['plain', 'thin'])
    expect(await found(0.2)).toEqual(['plain'])
    await r.set({ ...base, targetMarginRate: 0.12 })
    expect(await found(0.2)).toEqual([])
    r.store({ productId: 'loss', price: 10_000, fixedPrice: 20_500 })
    expect(await found(0.2)).toEqual(['loss'])
    r.store({ productId: 'new', categoryPath: ['새 분류'] })
    expect(await found(0.12)).toContain('new')
  })

  it('hold those that are listed on a market, or on none', async () => {
    const r = rig()
    const lists = storedProductsHandlers({ db: r.db, clock: r.clock, emit: () => {} })
    const ids = ['a', 'b', 'c'].map((productId) => r.store({ productId }))
    await lists['products.count']({})
    markWatched(r.db, ids.slice(0, 1), LISTED | LISTED_ON.coupang, true)
    markWatched(r.db, ids.slice(0, 2), LISTED | LISTED_ON.naver, true)
    catalogueOf(r.db).changed(ids)
    const count = async (listedOn: 'coupang' | 'naver' | '11st' | 'none') =>
      (await lists['products.count']({ listedOn })).total
    expect([await count('coupang'), await count('naver'), await count('11st'), await count('none')]).toEqual([
      1, 2, 0, 1,
    ])
  })
})
