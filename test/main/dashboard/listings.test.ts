import { describe, expect, it } from 'vitest'
import { dashboardHandlers } from '../../../main/dashboard/handlers.ts'
import { goods, startLife } from '../listings/life/rig.ts'

const page = (rig: ReturnType<typeof startLife>) =>
  dashboardHandlers({ db: rig.db, clock: rig.clock, connections: () => [], lastSyncAt: () => null, setAside: () => 0 })
const needs = async (rig: ReturnType<typeof startLife>) =>
  (await page(rig)['dashboard.get']({})).needs.map(({ code, text }) => `${code} ${/(\d+)[건개]/.exec(text)?.[1]}`)

describe('what of the listings needs the operator', () => {
  it('names nothing while all is well', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    expect(await needs(rig)).toEqual([])
  })

  it('names what is sold out and still listed first, until the market has confirmed', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    expect(await needs(rig)).toEqual(['LISTINGS_SOLD_OUT 1'])
    await rig.sync()
    expect(await needs(rig)).toEqual([])
  })

  it('names refusals, unknown results, doubles, failed changes and prices that wait', async () => {
    const rig = startLife({ capabilities: { findableAfterMs: 600_000 } })
    const all = ['1', '2', '3', '4', '5'].map((id) => goods(id))
    const [one = goods('1'), two = goods('2'), three = goods('3'), four = goods('4'), five = goods('5')] = all
    rig.save(...all)
    rig.approve('coupang', one)
    rig.fake.coupang.fault('create', 'rejected')
    await rig.upload()
    rig.approve('coupang', two)
    rig.fake.coupang.fault('create', 'lost')
    await rig.upload()
    rig.fake.naver.create({ ...JSON.parse(contentText(rig, 'coupang')), sku: 'JT1-ZT-3' })
    rig.fake.naver.create({ ...JSON.parse(contentText(rig, 'coupang')), sku: 'JT1-ZT-3' })
    rig.clock.at += 600_000
    rig.approve('naver', three)
    rig.approve('naver', four)
    rig.approve('naver', five)
    await rig.upload('naver')
    rig.db.exec(`update listing set state = 'unresolved' where product_id = '2'`)
    rig.fake.naver.fault('stock', 'rejected')
    rig.save(goods('4', { stock: 5 }))
    await rig.sync('naver')
    rig.save(goods('5', { price: 100 }))
    expect(await needs(rig)).toEqual([
      'UPDATES_FAILED 1',
      'LISTINGS_REJECTED 1',
      'LISTINGS_DOUBLED 1',
      'LISTINGS_UNRESOLVED 1',
      'PRICES_WAITING 1',
    ])
  })
})

const contentText = (rig: ReturnType<typeof startLife>, market: string): string =>
  rig.db.prepare<[string], string>('select content from listing where market = ? limit 1').pluck().get(market) ?? ''

describe('the report', () => {
  it('counts products, listings by market and state, and the margin of what is sold', async () => {
    const rig = startLife()
    await rig.listed(goods('1', { stock: 7 }))
    rig.save(goods('2', { stock: null }), goods('3', { status: 'soldout' }))
    rig.approve('naver', goods('2'))
    expect(await page(rig)['report.get']({})).toEqual({
      products: 3,
      stockValue: 7000,
      listings: { coupang: { on_sale: 1 }, naver: { approved: 1 }, '11st': {} },
      // 5,720 − 1,000 − 3,000 − 572
      averageMarginRate: 0.200699,
      ...{ orders: 0, buyers: 0, revenue: 0 },
    })
  })
})
