import { describe, expect, it } from 'vitest'
import { storedTerms } from '../../../main/listings/life/repository-terms.ts'
import { readFees } from '../../../main/pricing/fee-csv.ts'
import { pricingHandlers } from '../../../main/pricing/handlers.ts'
import { offerMargins } from '../../../main/pricing/repository-margins.ts'
import { catalogueOf } from '../../../main/products/repository-catalogue.ts'
import { ProductSaver } from '../../../main/products/repository-save.ts'
import { AppError } from '../../../shared/errors.ts'
import { priceFor } from '../../../shared/rules/price.ts'
import { tempDatabase } from '../../support/database.ts'
import { rig as listingRig } from '../listings/rig.ts'
import { product } from '../products/sample.ts'

const base = { feeRate: 0.1, targetMarginRate: 0.2, minMarginRate: 0.1, shipping: 3000, roundTo: 100 }
const tree = [
  { code: '1', path: ['패션의류/잡화'] },
  { code: '11', path: ['패션의류/잡화', '양말'] },
  { code: '111', path: ['패션의류/잡화', '양말', '여성 양말'] },
  { code: '22', path: ['주방용품', '조리도구'] },
]
const socks = { code: '111', path: '패션의류/잡화 > 양말 > 여성 양말' }

const rig = () => {
  const db = tempDatabase()
  const told: string[] = []
  let now = 1000
  const handlers = pricingHandlers({
    ...{ db, clock: { now: () => (now += 1) }, marketStep: () => 10, categories: async () => tree },
    onRulesChanged: (market) => told.push(market),
  })
  handlers['rules.set']({ market: 'coupang', scope: 'market', target: '', rule: base })
  told.length = 0
  const put = (...items: { path: string; code: string | null; rate: number }[]) =>
    handlers['fees.put']({ market: 'coupang', items })
  const priced = (more: object) => handlers['rules.price']({ market: 'coupang', cost: 10_000, ...more })
  const store = () => new ProductSaver(db, { at: 1, priceUpPercent: 5 }).save(product({}))
  return { db, handlers, told, put, priced, store }
}
const feeStep = ({ steps }: { steps: { code: string; text: string }[] }) =>
  steps.find(({ code }) => code === 'fee')?.text
const codeOf = async (call: () => unknown): Promise<string> => {
  try {
    await call()
    return 'none'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

describe('the fee of a market category', () => {
  it('stands above the market’s, is inherited down the path, and says where it came from', async () => {
    const { put, priced } = rig()
    await put({ path: '패션의류/잡화', code: '1', rate: 0.12 })
    const asked = { wholesaler: 'zentrade', place: socks }
    const above = await priced(asked)
    expect(above.fee).toBe(Math.ceil(above.price * 0.12))
    expect(feeStep(above)).toContain('카테고리 수수료표: 패션의류/잡화')
    await put({ path: '패션의류/잡화 > 양말', code: '11', rate: 0.13 })
    const nearer = await priced(asked)
    expect(nearer.fee).toBe(Math.ceil(nearer.price * 0.13))
    expect(nearer.price).toBeGreaterThan(above.price)
    const elsewhere = await priced({ wholesaler: 'zentrade', place: { code: '22', path: '주방용품 > 조리도구' } })
    expect(elsewhere.fee).toBe(Math.ceil(elsewhere.price * 0.1))
    expect(feeStep(elsewhere)).toContain('마켓 기본 규칙')
  })

  it('does not stretch to a category whose name only begins the same', async () => {
    const { put, priced } = rig()
    await put({ path: '주방', code: null, rate: 0.3 })
    const made = await priced({ wholesaler: 'zentrade', place: { code: '22', path: '주방용품 > 조리도구' } })
    expect(made.fee).toBe(Math.ceil(made.price * 0.1))
  })

  it('gives way to a fee that was set for a wholesaler, a category or a product, and only to a fee', async () => {
    const { put, priced, handlers } = rig()
    await put({ ...socks, rate: 0.13 })
    const asked = { wholesaler: 'zentrade', productId: '000001', place: socks }
    const set = (rule: object) =>
      handlers['rules.set']({ market: 'coupang', scope: 'wholesaler', target: 'zentrade', rule })
    await set({ targetMarginRate: 0.3 })
    const made = await priced(asked)
    expect(made.fee).toBe(Math.ceil(made.price * 0.13))
    await set({ feeRate: 0.05 })
    const own = await priced(asked)
    expect(own.fee).toBe(Math.ceil(own.price * 0.05))
    expect(feeStep(own)).toContain('도매처 예외 규칙: zentrade')
  })

  it('is the market’s where nobody says which category it is, as on the command line', async () => {
    const { put, priced } = rig()
    await put({ ...socks, rate: 0.13 })
    const made = await priced({})
    expect(made.fee).toBe(Math.ceil(made.price * 0.1))
  })

  it('is found by the choice that stands for the wholesaler’s category, in prices, previews and margins', async () => {
    const { db, put, handlers, priced, store } = rig()
    offerMargins(db, () => 10)
    const { id } = store()
    catalogueOf(db).changed([id])
    const path = db.prepare('select c.path from product p join product_category c on c.id = p.category').pluck().get()
    db.prepare(
      `insert into category_choice (market, wholesaler, path, category, category_path, source, at)
        values ('coupang', 'zentrade', ?, '111', ?, 'operator', 1)`,
    ).run(path, socks.path)
    const margins = catalogueOf(db).margins
    await margins?.bring('coupang')
    const before = margins?.column('coupang')?.[id]
    await put({ ...socks, rate: 0.4 })
    const made = await priced({ wholesaler: 'zentrade', productId: '000001' })
    expect(made.fee).toBe(Math.ceil(made.price * 0.4))
    const shown = await handlers['rules.preview']({ market: 'coupang', filter: {} })
    expect(feeStep(shown.sample[0]?.made ?? { steps: [] })).toContain('카테고리 수수료표')
    await margins?.bring('coupang')
    const after = margins?.column('coupang')?.[id]
    expect(after).not.toBe(before)
    expect(after).toBe(Math.round((shown.sample[0]?.made.marginRate ?? 0) * 1_000_000))
  })

  it('is used for the draft by the category that it is mapped to, and by upkeep for its listing', async () => {
    const r = listingRig()
    r.store()
    const before = await r.drafted()
    r.db
      .prepare(`insert into category_fee (market, path, rate, updated_at) values ('coupang', '주방용품', 0.3, 5)`)
      .run()
    const after = await r.drafted()
    expect(after.price).toBeGreaterThan(before.price ?? Number.MAX_SAFE_INTEGER)
    expect(after.made?.fee).toBe(Math.ceil((after.price ?? 0) * 0.3))
    const rule = storedTerms(r.db, () => 10).rule('coupang', {
      ...{ wholesaler: 'zentrade', productId: '000001', category: '주방 > 조리' },
    })
    if (rule instanceof AppError) throw rule
    expect(priceFor({ cost: 1000, shipping: 3000 }, rule)).toMatchObject({ margin: { price: after.price } })
  })

  it('marks what was derived with another one', async () => {
    const { db, put, handlers } = rig()
    const marks = () => db.prepare(`select n from listing_stale_market where market = 'coupang'`).pluck().get()
    const before = Number(marks())
    await put({ ...socks, rate: 0.13 })
    expect(marks()).toBe(before + 1)
    await put({ ...socks, rate: 0.14 })
    expect(marks()).toBe(before + 2)
    await handlers['fees.remove']({ market: 'coupang', paths: [socks.path] })
    expect(marks()).toBe(before + 3)
  })
})

describe('the table of fees', () => {
  it('is listed, found, removed and put back, and tells that prices are others now', async () => {
    const { put, handlers, told, db } = rig()
    expect(await put({ ...socks, rate: 0.13 }, { path: '주방용품', code: null, rate: 0.11 })).toEqual({
      ...{ added: 2, changed: 0, unchanged: 0 },
    })
    expect(await put({ ...socks, rate: 0.13 })).toEqual({ added: 0, changed: 0, unchanged: 1 })
    const list = (search = '') => handlers['fees.list']({ market: 'coupang', search, limit: 10 })
    expect(await list('여성 111')).toMatchObject({ total: 1, items: [{ ...socks, rate: 0.13 }] })
    const { items } = await handlers['fees.remove']({ market: 'coupang', paths: [socks.path, '없음'] })
    expect(items).toHaveLength(1)
    expect((await list()).total).toBe(1)
    await put(...items)
    expect((await list()).total).toBe(2)
    expect((await handlers['fees.list']({ market: 'naver', search: '', limit: 10 })).total).toBe(0)
    expect(told).toEqual(['coupang', 'coupang', 'coupang'])
    expect(db.prepare(`select count(*) from audit where action like 'fees.%'`).pluck().get()).toBe(3)
  })

  it('takes no rate that never makes a price (PRICE_RULE_RATE), and none that leaves no room (PRICE_RULE_CLASH)', async () => {
    const { put, handlers } = rig()
    expect(await codeOf(() => put({ ...socks, rate: 1 }))).toBe('PRICE_RULE_RATE')
    expect(await codeOf(() => put({ ...socks, rate: 0.85 }))).toBe('PRICE_RULE_CLASH')
    await put({ ...socks, rate: 0.5 })
    const set = () =>
      handlers['rules.set']({
        ...{ market: 'coupang', scope: 'wholesaler', target: 'zentrade', rule: { targetMarginRate: 0.6 } },
      })
    expect(await codeOf(set)).toBe('PRICE_RULE_CLASH')
  })

  it('is read from a file by codes and by paths; what cannot be used is told with its line', async () => {
    const { handlers } = rig()
    const text =
      '카테고리 코드,카테고리명,판매 수수료(%)\r\n111,,10.8\r\n,주방용품>조리도구,5\r\n999,,7\r\n22,,많이\r\n11,,120\r\n'
    const done = await handlers['fees.import']({ market: 'coupang', text })
    expect(done).toMatchObject({ added: 2, changed: 0, rejectedTotal: 3 })
    expect(done.rejected.map(({ line }) => line)).toEqual([4, 5, 6])
    const { items } = await handlers['fees.list']({ market: 'coupang', search: '', limit: 10 })
    expect(items.map(({ path, code, rate }) => [path, code, rate])).toEqual([
      ['주방용품 > 조리도구', '22', 0.05],
      [socks.path, '111', 0.108],
    ])
    const nothing = () => handlers['fees.import']({ market: 'coupang', text: '카테고리,비고\n양말,없음\n' })
    expect(await codeOf(nothing)).toBe('PRICE_FEES_UNREADABLE')
    expect(await codeOf(() => handlers['fees.import']({ market: 'coupang', text: '"열린 따옴표,5' }))).toBe(
      'PRICE_FEES_UNREADABLE',
    )
  })
})

describe('a file of fees', () => {
  const read = (text: string) => readFees(text).map(({ code, path, rate }) => [code, path, rate])
  it('has its rates in percent or as fractions, whichever it says or shows', () => {
    expect(read('code,rate\n1,0.108\n2,0.05')).toEqual([
      ['1', null, 0.108],
      ['2', null, 0.05],
    ])
    expect(read('code,rate\n1,10.8\n2,0.5')).toEqual([
      ['1', null, 0.108],
      ['2', null, 0.005],
    ])
    expect(read('code,rate\n1,0.9%\n2,0.5 %')).toEqual([
      ['1', null, 0.009],
      ['2', null, 0.005],
    ])
    expect(read('수수료율(%)\t코드\n0.9\t1')).toEqual([['1', null, 0.009]])
  })
  it('names a category in one cell or in one for each level, with a header or without', () => {
    expect(read('대분류,중분류,소분류,수수료율\n패션,양말,,10%')).toEqual([[null, '패션 > 양말', 0.1]])
    expect(read('"패션 > 양말",10.5%\n12345,8%')).toEqual([
      [null, '패션 > 양말', 0.105],
      ['12345', '12345', 0.08],
    ])
    expect(read('\uFEFF12345;여성 양말;10,8')).toEqual([['12345', '여성 양말', 0.108]])
    expect(read('')).toEqual([])
  })
})
