import { describe, expect, it } from 'vitest'
import { setStepSettings, setTemplate } from '../../../../main/listings/settings.ts'
import { removeRule } from '../../../../main/pricing/repository.ts'
import type { Output } from '../../../../shared/contract.ts'
import {
  byHand,
  events,
  isSold,
  only,
  open,
  priceOf,
  pushed,
  putOnSale,
  type Rig,
  resume,
  setRule,
  stockOf,
} from './guards-rig.ts'
import { contentOf, goods, PLAIN_PRICE, startLife } from './rig.ts'

const HOUR = 60 * 60_000

describe('selling again by hand', () => {
  it('at a loss is not done: the new price goes first, once it is approved (LISTING_RESUME_LOSS)', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    rig.save(goods('1', { price: 5000 }))
    rig.fake.coupang.asked.length = 0
    const { changed, kept } = await resume(rig, id)
    expect(changed).toBe(1)
    expect(kept).toMatchObject({ count: 1, reasons: [{ listingId: id, error: { code: 'LISTING_RESUME_LOSS' } }] })
    await rig.sync()
    expect(putOnSale(rig)).toEqual([])
    expect(isSold(rig)).toBe(false)
    expect(rig.row(id).held).toBe(false)
    expect(events(rig).filter((text) => text.includes('지금은 판매하지 않습니다'))).toHaveLength(1)
    expect(open(rig)).toMatchObject([{ kind: 'price', status: 'waiting' }])
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    const order = rig.fake.coupang.asked.map(({ operation }) => operation)
    expect(order.indexOf('resume')).toBeGreaterThan(order.indexOf('price'))
    expect([priceOf(rig), isSold(rig), rig.row(id).state]).toEqual([[11430], true, 'on_sale'])
  })

  it('waits for a price that goes by itself (LISTING_RESUME_AFTER_PRICE)', async () => {
    const rig = startLife()
    setStepSettings(rig.db, 'coupang', { priceChangePerDay: 1 })
    const id = await rig.listed(goods('1'))
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    rig.save(goods('1', { price: 3000 }))
    rig.fake.coupang.asked.length = 0
    const { kept } = await resume(rig, id)
    expect(kept.reasons).toMatchObject([{ error: { code: 'LISTING_RESUME_AFTER_PRICE' } }])
    await rig.sync()
    const order = rig.fake.coupang.asked.map(({ operation }) => operation)
    expect(order.indexOf('price')).toBeGreaterThanOrEqual(0)
    expect(order.indexOf('resume')).toBeGreaterThan(order.indexOf('price'))
    expect([isSold(rig), rig.row(id).state]).toEqual([true, 'on_sale'])
  })

  it('of what the wholesaler has none of says so (LISTING_RESUME_NO_STOCK), whoever had stopped it', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    only(rig).state = 'stopped'
    await rig.sync()
    rig.save(goods('1', { status: 'soldout' }))
    expect((await resume(rig, id)).kept.reasons).toMatchObject([{ error: { code: 'LISTING_RESUME_NO_STOCK' } }])
    await rig.sync()
    expect(isSold(rig)).toBe(false)
    rig.save(goods('1', { stock: 7 }))
    await rig.sync()
    expect([isSold(rig), stockOf(rig)]).toEqual([true, [7]])
  })

  it.each([
    ['the cost', (rig: Rig) => void rig.db.exec('update product set price = 5000')],
    ['the rule', (rig: Rig) => setRule(rig, { feeRate: 0.4 })],
    ['all rules', (rig: Rig) => void rig.db.exec('delete from price_rule')],
  ])('is looked at once more when it is sent: %s changed meanwhile', async (_, change) => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    expect((await resume(rig, id)).kept.count).toBe(0)
    change(rig)
    rig.fake.coupang.asked.length = 0
    await pushed(rig)
    expect(putOnSale(rig)).toEqual([])
    expect(isSold(rig)).toBe(false)
  })

  it('offers no more than there is when it is sent', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    await resume(rig, id)
    rig.save(goods('1', { stock: 9 }))
    setTemplate(rig.db, 'coupang', { safetyStock: 4 })
    rig.fake.coupang.asked.length = 0
    await rig.sync()
    expect(putOnSale(rig).map(({ values }) => values.map(({ value }) => value))).toEqual([[5]])
  })
})

describe('a stop', () => {
  it('that the market refuses becomes a zero, and both refused end there', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.fake.coupang.fault('stop', 'rejected')
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
    const other = startLife()
    const its = await other.listed(goods('1'))
    other.fake.coupang.fault('stop', 'rejected', 'rejected', 'rejected')
    other.fake.coupang.fault('stock', 'rejected', 'rejected', 'rejected')
    await other.life.handlers['listings.stop']({ listingIds: [its] })
    await other.sync()
    expect([other.fake.coupang.count('stop'), other.fake.coupang.count('stock')]).toEqual([1, 1])
  })

  it('by hand that is not kept at the market does not outlast the guards: what is gone is told', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    only(rig).state = 'on_sale'
    rig.clock.at += HOUR
    await rig.sync()
    expect(only(rig).state).toBe('on_sale')
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(isSold(rig)).toBe(false)
  })

  it('asked for during the review is said again when the review ends', async () => {
    const rig = startLife({ capabilities: { reviews: true } })
    const id = await rig.listed(goods('1'))
    // During its review a listing is in review, whatever it was told.
    rig.fake.coupang.meanwhile = (operation) => {
      if (operation === 'stop' && rig.clock.at < begun + HOUR) only(rig).state = 'in_review'
    }
    const begun = rig.clock.at
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    only(rig).state = 'on_sale'
    rig.clock.at += HOUR
    await rig.sync()
    expect([only(rig).state, rig.row(id).state]).toEqual(['stopped', 'stopped'])
  })
})

describe('a price that was set by hand', () => {
  it('keeps the minimum margin: below it the sale stops, the price stays, and it comes back when the cost does', async () => {
    const rig = startLife()
    const id = await byHand(rig, 5000)
    rig.save(goods('1', { price: 1300 }))
    await rig.sync()
    // 5,000 − 1,300 − 3,000 − 500 leaves 200 won: more than nothing, less than 5 %.
    expect([priceOf(rig), isSold(rig), rig.row(id).state]).toEqual([[5000], false, 'sold_out'])
    expect(rig.updates()).toMatchObject([{ kind: 'stock', why: expect.stringContaining('직접 정한 가격') }])
    rig.save(goods('1', { price: 1000 }))
    await rig.sync()
    expect([priceOf(rig), isSold(rig)]).toEqual([[5000], true])
  })

  it('is not sent where it has become a loss, and nothing older in its place', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.db
      .prepare(`update listing set overrides = '{"price":5500}', approved_content = ?`)
      .run(JSON.stringify({ ...contentOf(goods('1')), price: 5500 }))
    rig.save(goods('1', { price: 1800 }))
    rig.life.approved([id])
    await rig.sync()
    expect(rig.fake.coupang.count('price')).toBe(0)
    expect([priceOf(rig), isSold(rig)]).toEqual([[PLAIN_PRICE], true])
    // Edited anew and not approved: what was approved before is not brought back.
    rig.db.exec(`update listing set content_hash = 'other'`)
    rig.save(goods('1', { price: 1000 }))
    await rig.sync()
    expect(rig.fake.coupang.count('price')).toBe(0)
  })
})

describe('a price that the wholesaler fixes', () => {
  it('after the approval refuses the upload (LISTING_PRICE_REFUSED)', async () => {
    const rig = startLife()
    const one = goods('1')
    rig.save(one)
    const id = rig.approve('coupang', one)
    rig.save(goods('1', { fixedPrice: 9000 }))
    await rig.upload()
    expect(rig.fake.coupang.things.size).toBe(0)
    expect(rig.row(id)).toMatchObject({ state: 'draft', lastError: { code: 'LISTING_PRICE_REFUSED' } })
  })

  it('is followed by rule, and stops what is priced by hand otherwise', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { fixedPrice: 6000 }))
    await rig.sync()
    expect([priceOf(rig), isSold(rig)]).toEqual([[6000], true])
    rig.save(goods('1', { fixedPrice: 9000 }))
    await rig.sync()
    expect([priceOf(rig), isSold(rig)]).toEqual([[6000], false])
    const other = startLife()
    await byHand(other, 7000)
    other.save(goods('1', { fixedPrice: 7500 }))
    await other.sync()
    expect([priceOf(other), isSold(other)]).toEqual([[7000], false])
  })
})

describe('without a rule', () => {
  it('nothing is uploaded (PRICE_NO_RULE), and what lives stops selling first', async () => {
    const rig = startLife()
    const one = goods('1')
    const id = await rig.listed(one)
    const two = goods('2')
    rig.save(two)
    const next = rig.approve('coupang', two)
    removeRule(rig.db, { market: 'coupang', scope: 'market', target: '' })
    await rig.upload()
    expect(rig.row(next)).toMatchObject({ state: 'draft', lastError: { code: 'PRICE_NO_RULE' } })
    await rig.sync()
    expect([isSold(rig), rig.row(id).state]).toEqual([false, 'sold_out'])
    expect(rig.updates()).toMatchObject([{ urgency: 0, why: expect.stringContaining('가격 규칙이 없어') }])
    setRule(rig, {})
    await rig.sync()
    expect(isSold(rig)).toBe(true)
  })
})

describe('a price that cannot be told', () => {
  it.each(['rejected', 'later'] as const)('(%s) is no reason to go on selling at a loss', async (fault) => {
    const rig = startLife()
    setStepSettings(rig.db, 'coupang', { priceChangePerDay: 1 })
    await rig.listed(goods('1'))
    rig.fake.coupang.fault('price', ...Array.from({ length: 12 }, () => fault))
    rig.save(goods('1', { price: 3000 }))
    await rig.sync()
    expect([priceOf(rig), isSold(rig)]).toEqual([[PLAIN_PRICE], false])
  })

  it('because the operator said no to it stops the sale', async () => {
    const rig = startLife()
    setStepSettings(rig.db, 'coupang', { priceChangePerDay: 1 })
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 3000 }))
    const { items } = (await rig.life.handlers['updates.list']({ limit: 10 })) as Output<'updates.list'>
    await rig.life.handlers['updates.dismiss']({ updateIds: items.map(({ updateId }) => updateId) })
    expect(open(rig)).toMatchObject([{ kind: 'stock', urgency: 0 }])
    await rig.sync()
    expect(isSold(rig)).toBe(false)
  })

  it('goes before uploads: a loss does not last as long as ten thousand creates', async () => {
    const rig = startLife()
    setStepSettings(rig.db, 'coupang', { priceChangePerDay: 1 })
    await rig.listed(goods('1'))
    const two = goods('2')
    rig.save(two)
    rig.approve('coupang', two)
    rig.save(goods('1', { price: 3000 }))
    rig.fake.coupang.asked.length = 0
    await rig.upload()
    const order = rig.fake.coupang.asked.map(({ operation }) => operation)
    expect(order.indexOf('price')).toBeGreaterThanOrEqual(0)
    expect(order.indexOf('price')).toBeLessThan(order.indexOf('create'))
  })
})
