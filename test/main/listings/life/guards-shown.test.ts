import { describe, expect, it } from 'vitest'
import { setStepSettings } from '../../../../main/listings/settings.ts'
import type { Output } from '../../../../shared/contract.ts'
import { option } from '../../products/sample.ts'
import { isSold, only, open, priceOf, pushed, setRule, stockOf } from './guards-rig.ts'
import { goods, PLAIN_PRICE, startLife } from './rig.ts'

const HOUR = 60 * 60_000

describe('what a market shows otherwise than it was told', () => {
  it('as a price below the minimum stops the sale, and asks before the price is taken back', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.clock.at += HOUR
    const [thing] = only(rig).options
    if (thing !== undefined) thing.price = 4200
    await rig.sync()
    expect([priceOf(rig), isSold(rig)]).toEqual([[4200], false])
    expect(open(rig)).toMatchObject([{ kind: 'price', status: 'waiting', why: expect.stringContaining('4,200원') }])
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    expect([priceOf(rig), isSold(rig)]).toEqual([[PLAIN_PRICE], true])
  })

  it('as more pieces than there are asks to take them back', async () => {
    const rig = startLife()
    await rig.listed(goods('1', { stock: 5 }))
    rig.clock.at += HOUR
    const [thing] = only(rig).options
    if (thing !== undefined) thing.stock = 500
    await rig.sync()
    expect(open(rig)).toMatchObject([{ kind: 'stock', status: 'waiting' }])
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    expect(stockOf(rig)).toEqual([5])
  })

  it('after an answer that was lost counts: the zero is said again when there is a loss meanwhile', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    rig.save(goods('1', { stock: 50 }))
    rig.fake.coupang.fault('stock', 'lost')
    rig.fake.coupang.fault('read', ...Array.from({ length: 40 }, () => 'later' as const))
    const push = () => pushed(rig)
    await push()
    expect(isSold(rig)).toBe(true)
    rig.save(goods('1', { status: 'soldout' }))
    await push()
    expect([isSold(rig), rig.row(id).state]).toEqual([false, 'sold_out'])
  })
})

describe('a lower price whose answer was lost', () => {
  it('counts as told: it is raised again once it is too low', async () => {
    const rig = startLife()
    setStepSettings(rig.db, 'coupang', { priceChangePerDay: 1 })
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 100 }))
    rig.fake.coupang.fault('price', 'lost')
    rig.fake.coupang.fault('read', ...Array.from({ length: 40 }, () => 'later' as const))
    await pushed(rig)
    expect(priceOf(rig)).toEqual([4430])
    rig.save(goods('1', { price: 1000 }))
    rig.fake.coupang.faults.read = []
    await pushed(rig)
    expect([priceOf(rig), isSold(rig)]).toEqual([[PLAIN_PRICE], true])
  })
})

describe('a product', () => {
  it('that was one thing and has options now is not sold as one thing', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(
      goods('1', { options: [option({ key: 'a', name: '빨강' }), option({ key: 'b', name: '파랑', price: 9000 })] }),
    )
    await rig.sync()
    expect(isSold(rig)).toBe(false)
  })

  it.each([['shipping', { shipping: { rule: { kind: 'flat', fee: 5000 }, payment: 'prepaid' } }]] as const)(
    'whose %s is dearer is derived anew with the very transaction',
    async (_, over) => {
      const rig = startLife()
      const one = goods('1')
      await rig.listed(one)
      rig.save(goods('1', { ...over, shipping: { ...one.shipping, ...over.shipping } } as Parameters<typeof goods>[1]))
      expect(open(rig).map(({ kind }) => kind)).toContain('price')
      await rig.sync()
      expect(isSold(rig)).toBe(false)
    },
  )
})

it('a rule’s minimum price that was raised is kept, too', async () => {
  const rig = startLife()
  await rig.listed(goods('1'))
  setRule(rig, { minPrice: 20_000 })
  await rig.sync()
  expect(isSold(rig)).toBe(false)
  setRule(rig, {})
  await rig.sync()
  expect(isSold(rig)).toBe(true)
})

describe('each yes to what waits', () => {
  it('is an approval with the very values, however many there are', async () => {
    const rig = startLife()
    const many = Array.from({ length: 210 }, (_, n) => goods(String(n)))
    rig.save(...many)
    for (const one of many) rig.approve('coupang', one)
    await rig.upload()
    rig.save(...many.map((_, n) => goods(String(n), { price: 100 })))
    expect(await rig.life.handlers['updates.approve']({ market: 'coupang' })).toEqual({ changed: 210 })
    const rows = rig.db
      .prepare<[], { price: number; content: string }>('select price, content from listing_approval')
      .all()
    expect(rows).toHaveLength(210)
    expect(new Set(rows.map(({ price, content }) => `${price} ${JSON.parse(content).price}`))).toEqual(
      new Set(['4430 4430']),
    )
    const audit = rig.db.prepare<[], string>(`select detail from audit where action = 'updates.approved'`).pluck().all()
    expect(audit).toHaveLength(210)
    expect(audit[0]).toContain('5,720원 → 4,430원')
  })

  it('is given to nothing that has become another change', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 100 }))
    const { items } = (await rig.life.handlers['updates.list']({ limit: 10 })) as Output<'updates.list'>
    setRule(rig, { feeRate: 0.15 })
    expect(await rig.life.handlers['updates.approve']({ updateIds: items.map(({ updateId }) => updateId) })).toEqual({
      changed: 0,
    })
    expect(open(rig)).toMatchObject([{ kind: 'price', status: 'waiting' }])
    expect(rig.db.prepare('select count(*) from listing_approval').pluck().get()).toBe(0)
  })
})
