import { describe, expect, it } from 'vitest'
import { goods, startLife } from './rig.ts'

const MINUTE = 60_000

describe('what the market refused to publish', () => {
  it('is read again, and is kept in step once its seller has mended it there', async () => {
    const rig = startLife({ capabilities: { reviews: true } })
    const id = await rig.listed(goods('1'))
    const [thing] = [...rig.fake.coupang.things.values()]
    if (thing === undefined) throw new Error('nothing was created')
    thing.state = 'rejected'
    await rig.sync()
    expect(rig.row(id).state).toBe('rejected')
    thing.state = 'on_sale'
    await rig.sync()
    expect(rig.row(id)).toMatchObject({ state: 'on_sale', outcome: 'ok', lastError: null })
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(rig.row(id).state).toBe('sold_out')
  })

  it('is taken to 0 when the wholesaler sells out while an older version of it is still sold', async () => {
    const rig = startLife({ capabilities: { reviews: true } })
    const id = await rig.listed(goods('1'))
    const [thing] = [...rig.fake.coupang.things.values()]
    if (thing === undefined) throw new Error('nothing was created')
    thing.state = 'rejected'
    await rig.sync()
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(thing.options.map(({ stock }) => stock)).toEqual([0])
    expect(rig.row(id).state).toBe('rejected')
  })
})

describe('a zero that the market refused', () => {
  it('is tried again by the next sync that somebody asks for, and shows meanwhile', async () => {
    const rig = startLife({ capabilities: { stops: false } })
    const id = await rig.listed(goods('1'))
    rig.fake.coupang.fault('stock', 'rejected')
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    expect(rig.updates().map(({ status }) => status)).toEqual(['failed'])
    await rig.sync()
    expect(rig.row(id).state).toBe('sold_out')
  })

  it('is tried again by itself after ten minutes', async () => {
    const rig = startLife({ capabilities: { stops: false } })
    const id = await rig.listed(goods('1'))
    rig.fake.coupang.fault('stock', 'rejected')
    rig.save(goods('1', { status: 'soldout' }))
    await rig.sync()
    const task = rig.life.tasks.find(({ name }) => name === 'listing-step')
    const queued = () => rig.updates().filter(({ status }) => status === 'queued').length
    await task?.run()
    expect(queued()).toBe(0)
    rig.clock.at += 11 * MINUTE
    await task?.run()
    expect(queued()).toBe(1)
    expect(rig.row(id).state).not.toBe('sold_out')
  })
})

describe('a price that the market refused', () => {
  it('waits for the operator instead of being forgotten', async () => {
    const rig = startLife()
    await rig.listed(goods('1'))
    rig.fake.coupang.fault('price', 'rejected')
    rig.save(goods('1', { price: 1020 }))
    await rig.sync()
    await rig.sync()
    const prices = rig.updates().filter(({ kind }) => kind === 'price')
    expect(prices.map(({ status }) => status)).toEqual(['failed', 'waiting'])
    expect(prices[1]?.why).toContain('마켓이 이 가격을 받지 않았습니다')
  })
})

describe('with the keys of another account', () => {
  it('nothing is told or asked of what was sent for the one before, and the sync says how many', async () => {
    let account = 'A1'
    const rig = startLife({ account: () => account })
    const id = await rig.listed(goods('1'))
    await rig.sync()
    rig.save(goods('1', { status: 'soldout' }))
    account = 'B2'
    const before = rig.fake.coupang.asked.length
    expect(await rig.sync()).toMatchObject({ progress: { pushed: 0, confirmed: 0, otherAccount: 1, queued: 1 } })
    expect(rig.fake.coupang.asked.length).toBe(before)
    account = 'A1'
    await rig.sync()
    expect(rig.row(id).state).toBe('sold_out')
  })
})

describe('what was just sent', () => {
  it('is not asked for one after the other while the market does not tell of it yet', async () => {
    const rig = startLife()
    for (let n = 0; n < 30; n += 1) await rig.listed(goods(String(n)))
    rig.fake.coupang.chance = (operation) => (operation === 'read' ? 'unready' : null)
    const before = rig.fake.coupang.count('read')
    const job = await rig.sync()
    expect(rig.fake.coupang.count('read') - before).toBeLessThan(12)
    expect(job).toMatchObject({ outcome: 'ok', lastError: null, progress: { unread: 30, confirmed: 0 } })
  })
})

describe('an option at another price than it was told', () => {
  it('is a difference, although the lowest price is the same', async () => {
    const rig = startLife()
    const two = goods('1', {
      options: [
        { key: 'a', name: '블랙', price: 1000, stock: 50, status: 'available' },
        { key: 'b', name: '크림', price: 1000, stock: 50, status: 'available' },
      ],
    })
    const id = await rig.listed(two)
    await rig.sync()
    expect(rig.row(id).readDiffers).toBe(0)
    const [thing] = [...rig.fake.coupang.things.values()]
    const [, second] = thing?.options ?? []
    if (second === undefined) throw new Error('no second option')
    second.price = (second.price ?? 0) + 500
    rig.clock.at += 20 * MINUTE
    expect(await rig.sync()).toMatchObject({ progress: { differs: 1, confirmed: 0 } })
    expect(rig.row(id).readDiffers).toBe(1)
  })
})
