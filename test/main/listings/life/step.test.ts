import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { setStepSettings, setTemplate } from '../../../../main/listings/settings.ts'
import type { Market } from '../../../../shared/market.ts'
import { markets } from '../../../../shared/market.ts'
import { FakeMarket } from '../../../support/fake-market.ts'
import { option } from '../../products/sample.ts'
import { contentOf, goods, PLAIN_PRICE, startLife } from './rig.ts'

const HOUR = 60 * 60_000
type Rig = ReturnType<typeof startLife>

const only = (rig: Rig, market: Market = 'coupang') => {
  const [thing, ...more] = rig.fake[market].things.values()
  if (thing === undefined || more.length > 0) throw new Error('one listing was expected')
  return thing
}
const stockOf = (rig: Rig) => only(rig).options.map(({ stock }) => stock)
const priceOf = (rig: Rig) => only(rig).options.map(({ price }) => price)
const open = (rig: Rig) => rig.updates().filter(({ status }) => status === 'queued' || status === 'waiting')

describe('sold out at the wholesaler', () => {
  it('is in the queue of every market with the very transaction that stores it', async () => {
    const rig = startLife()
    const one = goods('1')
    rig.save(one)
    for (const market of markets) {
      rig.approve(market, one)
      await rig.upload(market)
    }
    expect(open(rig)).toEqual([])
    rig.save(goods('1', { status: 'soldout' }))
    expect(open(rig).map(({ kind, urgency, status }) => [kind, urgency, status])).toEqual([
      ['stock', 0, 'queued'],
      ['stock', 0, 'queued'],
      ['stock', 0, 'queued'],
    ])
  })

  it('leaves no trace when that transaction is rolled back', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    expect(() =>
      rig.db.transaction(() => {
        rig.save(goods('1', { status: 'soldout' }))
        throw new Error('rolled back')
      })(),
    ).toThrow('rolled back')
    expect(open(rig)).toEqual([])
  })

  it('leaves before price changes that were queued earlier', async () => {
    const rig = startLife()
    const many = Array.from({ length: 30 }, (_, n) => goods(String(n)))
    for (const one of many) await rig.listed(one)
    rig.save(...many.slice(0, 29).map((one) => ({ ...one, price: 990, raw: 'cheaper' })))
    rig.save(goods('29', { status: 'soldout' }))
    expect(open(rig).filter(({ kind }) => kind === 'price')).toHaveLength(29)
    rig.fake.coupang.asked.length = 0
    await rig.sync()
    const sent = rig.fake.coupang.asked.filter(({ operation }) => operation === 'price' || operation === 'stock')
    expect(sent).toHaveLength(30)
    expect(sent[0]).toMatchObject({ operation: 'stock', sku: contentOf(goods('29')).sku, priority: 'interactive' })
  })

  it('goes out in the middle of a long upload', async () => {
    const rig = startLife()
    await rig.listed(goods('gone'))
    const many = Array.from({ length: 200 }, (_, n) => goods(String(n)))
    rig.save(...many)
    for (const one of many) rig.approve('coupang', one)
    rig.fake.coupang.asked.length = 0
    rig.fake.coupang.meanwhile = (operation) => {
      if (operation !== 'create' || rig.fake.coupang.count('create') !== 50) return
      rig.save(goods('gone', { status: 'soldout' }))
    }
    await rig.upload()
    const order = rig.fake.coupang.asked.map(({ operation }) => operation)
    const at = order.indexOf('stock')
    expect(at).toBeGreaterThan(0)
    expect(order.slice(0, at).filter((one) => one === 'create').length).toBeLessThan(80)
    expect(rig.fake.coupang.things.size).toBe(201)
  })

  it('while its listing is just being created is told right after', async () => {
    const rig = startLife()
    const one = goods('1')
    rig.save(one)
    const id = rig.approve('coupang', one)
    rig.fake.coupang.meanwhile = (operation) => {
      if (operation === 'create') rig.save(goods('1', { status: 'soldout' }))
    }
    await rig.upload()
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
    expect(rig.row(id).state).toBe('sold_out')
  })

  it.each([
    ['discontinued', goods('1', { status: 'discontinued' })],
    ['without stock', goods('1', { stock: 0 })],
    ['without a price', goods('1', { price: null, options: [option({ price: null })] })],
    ['barred from open markets', goods('1', { bars: ['prohibited'] })],
  ])('or %s takes the stock to 0', async (_, changed) => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.save(changed)
    expect(await rig.sync()).toMatchObject({ progress: { pushed: 1, confirmed: 1, rejected: 0 } })
    expect(stockOf(rig)).toEqual([0])
    expect(rig.row(id)).toMatchObject({ state: 'sold_out', pushedStock: 0, zeroConfirmedAt: expect.any(Number) })
  })

  it('stops the sale where a market takes no stock', async () => {
    const rig = startLife({ capabilities: { setsStock: false } })
    const id = await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    expect(rig.row(id).state).toBe('stopped')
    rig.save(goods('1'))
    await rig.sync()
    expect(only(rig).state).toBe('on_sale')
  })

  it('stops the sale in one call where options would go to 0 one after the other, and comes back with its stocks', async () => {
    const rig = startLife({ capabilities: { stopsInOneCall: true } })
    const two = (a: number, b: number) => ({
      options: [option({ key: 'A', stock: a }), option({ key: 'B', name: '파랑', stock: b })],
    })
    const id = await rig.listed(goods('1', two(30, 30)))
    rig.save(goods('1', two(0, 0)))
    expect(open(rig)).toMatchObject([{ kind: 'stop', urgency: 0, status: 'queued' }])
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    expect(rig.fake.coupang.count('stock')).toBe(0)
    expect(rig.row(id)).toMatchObject({ state: 'stopped', zeroConfirmedAt: expect.any(Number), held: false })
    // Nothing is offered, although the market still counts its pieces; that is no difference.
    expect(rig.row(id)).toMatchObject({ pushedStock: 0, readState: 'stopped', readStock: 60 })
    await rig.sync()
    expect(rig.fake.coupang.count('stop')).toBe(1)
    rig.save(goods('1', two(12, 0)))
    await rig.sync()
    expect(only(rig).state).toBe('on_sale')
    expect(stockOf(rig)).toEqual([12, 0])
    expect(rig.row(id)).toMatchObject({ state: 'on_sale', zeroConfirmedAt: null })
    rig.save(goods('1', two(9, 0)))
    await rig.sync()
    expect(stockOf(rig)).toEqual([9, 0])
  })

  it('takes the stocks to 0 when the market refuses the stop', async () => {
    const rig = startLife({ capabilities: { stopsInOneCall: true } })
    const stocks = (n: number) => ({
      options: [option({ key: 'A', stock: n }), option({ key: 'B', name: '파랑', stock: n })],
    })
    await rig.listed(goods('1', stocks(30)))
    rig.save(goods('1', stocks(0)))
    rig.fake.coupang.fault('stop', 'rejected')
    await rig.sync()
    await rig.sync()
    expect(stockOf(rig)).toEqual([0, 0])
  })

  it('takes a single stock to 0 there as everywhere', async () => {
    const rig = startLife({ capabilities: { stopsInOneCall: true } })
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    expect(open(rig)).toMatchObject([{ kind: 'stock', urgency: 0 }])
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
  })

  it('stops the sale when the market refuses the 0', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.fake.coupang.fault('stock', 'rejected')
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    expect(rig.updates().map(({ kind, status }) => [kind, status])).toEqual([
      ['stock', 'failed'],
      ['stop', 'done'],
    ])
  })

  it('is said again when the last word of it is older than six hours, and not before', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    rig.clock.at += 5 * HOUR
    await rig.sync()
    expect(rig.fake.coupang.count('stock')).toBe(1)
    rig.clock.at += HOUR
    await rig.sync()
    expect(rig.fake.coupang.count('stock')).toBe(2)
  })

  it('is said again at once when the market turns out to sell it still', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    const [first] = only(rig).options
    if (first !== undefined) first.stock = 7
    rig.clock.at += HOUR
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
    expect(rig.row(id).state).toBe('sold_out')
  })

  it('and back before it was sent is not sent at all', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    rig.save(goods('1'))
    expect(rig.updates().map(({ status }) => status)).toEqual(['superseded'])
    await rig.sync()
    expect(rig.fake.coupang.count('stock')).toBe(0)
  })
})

describe('stock', () => {
  it('comes back with the wholesaler’s, by itself', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    rig.save(goods('1', { stock: 40 }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([40])
    expect(rig.row(id)).toMatchObject({ state: 'on_sale', zeroConfirmedAt: null })
  })

  it('waits for a yes where restocking by itself is switched off', async () => {
    const rig = startLife()
    setStepSettings(rig.db, 'coupang', { autoRestock: false })
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    rig.save(goods('1', { stock: 40 }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
    expect(await rig.life.handlers['updates.approve']({ all: true })).toEqual({ changed: 1 })
    await rig.sync()
    expect(stockOf(rig)).toEqual([40])
  })

  it('keeps the safety stock back and never offers more than the most', async () => {
    const rig = startLife()
    setTemplate(rig.db, 'coupang', { safetyStock: 5, maxStock: 50 })
    await rig.listed(goods('1'))
    rig.save(goods('1', { stock: 12 }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([7])
    rig.save(goods('1', { stock: 500 }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([50])
    rig.save(goods('1', { stock: 5 }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
  })

  it('of options is told whole: one that is gone becomes 0, the others keep theirs', async () => {
    const rig = startLife()
    const of = (red: number | null, blue: number | null) => [
      option({ key: 'r', name: '색: 빨강', stock: red }),
      ...(blue === null ? [] : [option({ key: 'b', name: '색: 파랑', stock: blue })]),
    ]
    await rig.listed(goods('1', { options: of(3, 4) }))
    expect(stockOf(rig)).toEqual([3, 4])
    rig.save(goods('1', { options: of(3, 9) }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([3, 9])
    rig.save(goods('1', { options: [...of(3, null), option({ key: 'x', name: '색: 검정', stock: 8 })] }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([3, 0])
  })

  it('that was sold at the market is no difference; the market’s 0 asks before it is filled again', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    const [first] = only(rig).options
    if (first === undefined) throw new Error('no option')
    first.stock = 60
    expect(await rig.sync()).toMatchObject({ progress: { pushed: 0, confirmed: 1, differs: 0 } })
    first.stock = 0
    await rig.sync()
    expect(rig.row(id).state).toBe('sold_out')
    expect(open(rig)).toMatchObject([{ kind: 'stock', status: 'waiting' }])
    expect(stockOf(rig)).toEqual([0])
  })
})

describe('prices', () => {
  it('follow the cost by the rule', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.save(goods('1', { price: 1200 }))
    await rig.sync()
    expect(priceOf(rig)).toEqual([6000])
    expect(rig.row(id).pushedPrice).toBe(6000)
    const shown = rig.db.prepare('select price, cost, margin from listing').get()
    expect(shown).toEqual({ price: 6000, cost: 1200, margin: 6000 - 1200 - 3000 - 600 })
  })

  it('beyond the day’s limit wait for a yes, and what would be sold at a loss stops until then', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.save(goods('1', { price: 5000 }))
    await rig.sync()
    expect(priceOf(rig)).toEqual([PLAIN_PRICE])
    expect(stockOf(rig)).toEqual([0])
    const [price] = open(rig).filter(({ kind }) => kind === 'price')
    expect(price).toMatchObject({ status: 'waiting', why: expect.stringContaining('승인할 때까지') })
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    expect(priceOf(rig)).toEqual([11430])
    expect(stockOf(rig)).toEqual([100])
    expect(rig.row(id).state).toBe('on_sale')
  })

  it('that wait while nothing is lost let the sale go on', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 100 }))
    await rig.sync()
    expect(open(rig)).toMatchObject([{ kind: 'price', status: 'waiting' }])
    expect(stockOf(rig)).toEqual([100])
    expect(priceOf(rig)).toEqual([PLAIN_PRICE])
  })

  it('whose answer was lost are not said again once the market shows them', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 1300 }))
    rig.fake.coupang.fault('price', 'lost')
    await rig.sync()
    await rig.sync()
    expect(priceOf(rig)).toEqual([6150])
    expect(rig.fake.coupang.count('price')).toBe(1)
    expect(open(rig)).toEqual([])
  })

  it('of several parts are said again to the market that sees for itself what is missing', async () => {
    const rig = startLife({ capabilities: { pricesInParts: true } })
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 1300 }))
    rig.fake.coupang.fault('price', 'lost')
    await rig.sync()
    await rig.sync()
    expect(rig.fake.coupang.count('price')).toBe(2)
    expect(priceOf(rig)).toEqual([6150])
    expect(open(rig)).toEqual([])
  })

  it('may not creep past the limit in steps within a day', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 1300 }))
    await rig.sync()
    expect(priceOf(rig)).toEqual([6150])
    rig.save(goods('1', { price: 1500 }))
    expect(open(rig)).toMatchObject([{ kind: 'price', status: 'waiting' }])
    rig.clock.at += 25 * HOUR
    await rig.sync()
    expect(priceOf(rig)).toEqual([6430])
  })

  it('beyond what the market takes at once go with force, once the operator said yes', async () => {
    const rig = startLife({ capabilities: { priceChange: { down: 0.1, up: 0.1 } } })
    setStepSettings(rig.db, 'coupang', { priceChangePerDay: 1 })
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 2000 }))
    await rig.sync()
    expect(priceOf(rig)).toEqual([PLAIN_PRICE])
    expect(open(rig).map(({ kind, status }) => [kind, status])).toContainEqual(['price', 'waiting'])
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    expect(priceOf(rig)).toEqual([7150])
  })

  it('lift the market’s limit only where they go beyond it and the reason says so', async () => {
    const asked: boolean[] = []
    const { adapter } = FakeMarket.prototype
    vi.spyOn(FakeMarket.prototype, 'adapter').mockImplementation(function (this: FakeMarket) {
      const made = adapter.call(this)
      return {
        ...made,
        setPrice: (ref, prices, options, call) => {
          asked.push(options.force)
          return made.setPrice(ref, prices, options, call)
        },
      }
    })
    onTestFinished(() => void vi.restoreAllMocks())
    const rig = startLife({ capabilities: { priceChange: { down: 0.5, up: 1 } } })
    await rig.listed(goods('1'))
    const prices = () => open(rig).filter(({ kind }) => kind === 'price')
    const why = () => prices().map((update) => update.why)
    rig.save(goods('1', { price: 2000 }))
    expect(why()).toEqual([expect.not.stringContaining('풀고 보냅니다')])
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    expect(asked).toEqual([false])
    rig.save(goods('1', { price: 9000 }))
    // The day's limit is named as the reason, and that of the market beside it.
    expect(why()[0]).toMatch(/하루 변경 한도.*한 번 변경 한도\(-50%~\+100%\)를 풀고 보냅니다/)
    await rig.life.handlers['updates.approve']({ all: true })
    await rig.sync()
    expect(asked).toEqual([false, true])
    expect(prices()).toEqual([])
  })

  it('set by hand stay as they are when the cost changes', async () => {
    const rig = startLife()
    const one = goods('1')
    rig.save(one)
    const id = rig.approve('coupang', one, { price: 9000 })
    rig.db.exec(`update listing set overrides = '{"price":9000}'`)
    await rig.upload()
    rig.save(goods('1', { price: 1500 }))
    await rig.sync()
    expect(priceOf(rig)).toEqual([9000])
    expect(rig.updates()).toEqual([])
    rig.save(goods('1', { price: 8000 }))
    await rig.sync()
    expect(priceOf(rig)).toEqual([9000])
    expect(stockOf(rig)).toEqual([0])
    expect(rig.row(id).state).toBe('sold_out')
  })

  it('an approved price set by hand for a listing on its market is sent', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    rig.db
      .prepare(`update listing set overrides = '{"price":7000}', approved_content = ?`)
      .run(JSON.stringify({ ...contentOf(goods('1')), price: 7000 }))
    rig.life.approved([id])
    await rig.sync()
    expect(priceOf(rig)).toEqual([7000])
  })

  it('the operator dismissed are not asked for again until they are others', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { price: 100 }))
    const { items } = rig.life.handlers['updates.list']({ limit: 10 }) as { items: { updateId: number }[] }
    await rig.life.handlers['updates.dismiss']({ updateIds: items.map(({ updateId }) => updateId) })
    await rig.sync()
    expect(open(rig)).toEqual([])
    rig.save(goods('1', { price: 200 }))
    expect(open(rig)).toHaveLength(1)
  })

  it('changed at the market are shown, and not overwritten', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    const [first] = only(rig).options
    if (first !== undefined) first.price = 8000
    expect(await rig.sync()).toMatchObject({ progress: { pushed: 0, confirmed: 0, differs: 1 } })
    await rig.sync()
    expect(priceOf(rig)).toEqual([8000])
    expect(rig.row(id)).toMatchObject({ readPrice: 8000, pushedPrice: PLAIN_PRICE })
  })
})

describe('what is queued', () => {
  it('is replaced by what is newer of its kind', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    for (const stock of [50, 40, 30]) rig.save(goods('1', { stock }))
    expect(rig.updates().map(({ status }) => status)).toEqual(['superseded', 'superseded', 'queued'])
    await rig.sync()
    expect(rig.fake.coupang.count('stock')).toBe(1)
    expect(stockOf(rig)).toEqual([30])
  })

  it('that changes while it is under way is told again', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { stock: 50 }))
    let isFirst = true
    rig.fake.coupang.meanwhile = (operation) => {
      if (operation !== 'stock' || !isFirst) return
      isFirst = false
      rig.save(goods('1', { status: 'soldout' }))
    }
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
    expect(rig.fake.coupang.mostAtOnce).toBe(1)
  })

  it.each(['lost', 'drop', 'later', 'odd'] as const)(
    'is sent again after "%s": its values are absolute',
    async (fault) => {
      const rig = startLife()
      await rig.listed(goods('1'))
      rig.save(goods('1', { stock: 50 }))
      rig.fake.coupang.fault('stock', fault)
      expect(await rig.sync()).toMatchObject({ progress: { pushed: 1 } })
      expect(stockOf(rig)).toEqual([50])
    },
  )

  it('and refused by the market is not tried again by itself', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { stock: 50 }))
    rig.fake.coupang.fault('stock', 'rejected')
    expect(await rig.sync()).toMatchObject({ progress: { pushed: 0, rejected: 1 } })
    await rig.sync()
    expect(rig.fake.coupang.count('stock')).toBe(1)
    expect(rig.updates()).toMatchObject([{ status: 'failed' }])
  })

  it('waits for the key, and says so', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.save(goods('1', { status: 'soldout' }))
    rig.fake.coupang.fault('stock', 'setup')
    expect(await rig.sync()).toMatchObject({ outcome: 'needs_setup', lastError: expect.anything() })
    expect(open(rig)).toMatchObject([{ status: 'queued' }])
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
  })

  it('of a paused market stays, and goes when the pause ends', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.life.handlers['step.pause']({ market: 'coupang', paused: true })
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(stockOf(rig)).toEqual([100])
    rig.life.handlers['step.pause']({ market: 'coupang', paused: false })
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
  })
})

describe('by hand', () => {
  it('stopped stays stopped, whatever the wholesaler has', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    expect(await rig.life.handlers['listings.stop']({ listingIds: [id], expected: 1 })).toEqual({ changed: 1 })
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    rig.save(goods('1', { status: 'soldout' }))
    rig.save(goods('1', { stock: 77 }))
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    expect(rig.row(id).held).toBe(true)
    expect(await rig.life.handlers['listings.resume']({ listingIds: [id] })).toEqual({
      changed: 1,
      kept: { count: 0, reasons: [] },
    })
    await rig.sync()
    expect(only(rig).state).toBe('on_sale')
    expect(stockOf(rig)).toEqual([77])
  })

  it('resumed while the wholesaler has none does not sell: it comes back with the stock', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    await rig.life.handlers['listings.stop']({ listingIds: [id] })
    await rig.sync()
    rig.save(goods('1', { status: 'soldout' }))
    await rig.life.handlers['listings.resume']({ listingIds: [id] })
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    rig.save(goods('1'))
    await rig.sync()
    expect(only(rig).state).toBe('on_sale')
  })

  it('with another count than was confirmed changes nothing (LISTING_COUNT_CHANGED)', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    await expect(async () =>
      rig.life.handlers['listings.stop']({ listingIds: [id], expected: 2 }),
    ).rejects.toMatchObject({
      code: 'LISTING_COUNT_CHANGED',
    })
    expect(rig.row(id).held).toBe(false)
  })
})

describe('reading back', () => {
  it('follows the review: on sale when it passed, rejected with the market’s reason when it did not', async () => {
    const rig = startLife({ capabilities: { reviews: true } })
    const ids = [await rig.listed(goods('1')), await rig.listed(goods('2'))]
    expect(ids.map((id) => rig.row(id).state)).toEqual(['in_review', 'in_review'])
    const [first, second] = rig.fake.coupang.things.values()
    if (first !== undefined) first.state = 'on_sale'
    if (second !== undefined) Object.assign(second, { state: 'rejected', reason: '이미지에 글자가 있습니다' })
    expect(await rig.sync()).toMatchObject({ progress: { confirmed: 1, rejected: 1 } })
    expect(ids.map((id) => rig.row(id).state)).toEqual(['on_sale', 'rejected'])
    expect(rig.row(ids[1] ?? '')).toMatchObject({
      outcome: 'rejected',
      lastError: { code: 'LISTING_REVIEW_REFUSED', message: expect.stringContaining('이미지에 글자가') },
    })
  })

  it('shows what was deleted there, and keeps the link', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    only(rig).state = 'deleted'
    await rig.sync()
    expect(rig.row(id)).toMatchObject({
      state: 'stopped',
      readState: 'deleted',
      ref: { marketProductId: expect.any(String) },
      lastError: { code: 'LISTING_GONE' },
    })
    rig.save(goods('1', { status: 'soldout' }))
    expect(open(rig)).toEqual([])
  })

  it('concludes nothing from a word it does not know', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    only(rig).state = 'unknown'
    await rig.sync()
    expect(rig.row(id)).toMatchObject({ state: 'on_sale', readState: 'unknown' })
  })

  it('does not bring back what somebody stopped at the market', async () => {
    const rig = startLife()
    const id = await rig.listed(goods('1'))
    only(rig).state = 'stopped'
    expect(await rig.sync()).toMatchObject({ progress: { differs: 1 } })
    rig.save(goods('1', { stock: 5 }))
    await rig.sync()
    expect(only(rig).state).toBe('stopped')
    expect(rig.row(id).state).toBe('stopped')
  })
})
