import { describe, expect, it } from 'vitest'
import { checkTerms, nextCheckAt } from '../../../main/products/checks.ts'
import { storedProductsHandlers } from '../../../main/products/handlers.ts'
import { CHOSEN, LISTED } from '../../../main/products/marks.ts'
import { markWatched } from '../../../main/products/repository-detail.ts'
import { setProductSettings } from '../../../main/products/settings.ts'
import type { CollectConditions } from '../../../shared/contract/products.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { startChecks } from './checks-rig.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What an operator would plan at each. */
const plans: Record<Wholesaler, CollectConditions> = {
  ownerclan: { minPrice: 0, maxPrice: 100_000_000 },
  zentrade: {},
  domeggook: { search: '우산' },
}
type Rig = Awaited<ReturnType<typeof startChecks>>

const ready = async <W extends Wholesaler>(wholesaler: W, size = wholesaler === 'domeggook' ? 1500 : 60) => {
  const rig = await startChecks(wholesaler, size)
  expect(await rig.collect(plans[wholesaler])).toMatchObject({ outcome: 'ok' })
  return rig
}
/** In each service's own way: no list holds it afterwards, but a feed says it and a key finds it. */
const sellOut = ({ service }: Rig, productId: string) => {
  const control = service.control as unknown as Record<string, (id: string, change: object) => void>
  control.setProduct?.(productId, { soldOut: true })
  control.set?.(productId, { runout: true })
}
const takeOut = ({ service }: Rig, productId: string) => {
  const control = service.control as unknown as Record<string, (id: string, change: object) => void>
  control.setProduct?.(productId, { gone: true })
  control.set?.(productId, { gone: true })
}
const stockOf = (rig: Rig) =>
  [...rig.fake.coupang.things.values()].flatMap(({ options }) => options.map(({ stock }) => stock))

describe.each(['ownerclan', 'zentrade', 'domeggook'] as const)('a listed product of %s', (wholesaler) => {
  it('that sells out stops selling although no plan reads it again', async () => {
    const rig = await ready(wholesaler)
    const { productId } = await rig.list()
    expect(stockOf(rig)[0]).toBeGreaterThan(0)
    sellOut(rig, productId)
    rig.clock.at += 2 * HOUR
    const [job] = await rig.round()
    expect(job).toMatchObject({ kind: 'product-check', status: 'succeeded', outcome: 'ok' })
    expect(job?.progress).toMatchObject({ wholesaler, updated: 1, soldOut: 1 })
    expect(rig.status(productId)).toBe('soldout')
    expect(rig.stops().map(({ value }) => value)).toHaveLength(1)
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
  })

  it('that is taken out is discontinued, and its listing stops', async () => {
    const rig = await ready(wholesaler)
    const { productId } = await rig.list()
    takeOut(rig, productId)
    rig.clock.at += 2 * HOUR
    await rig.round()
    // Silence is looked at twice before it says anything; the others say it outright, or by a whole feed.
    if (wholesaler === 'ownerclan') {
      expect(rig.status(productId)).toBe('available')
      expect(rig.stops()).toEqual([])
      rig.clock.at += 11 * MINUTE
      await rig.round()
    }
    expect(rig.status(productId)).toBe('discontinued')
    expect(rig.stops()).toHaveLength(1)
    await rig.sync()
    expect(stockOf(rig)).toEqual([0])
  })

  it('is left as it is by a question that was not answered, and asked about until it is', async () => {
    const rig = await ready(wholesaler)
    const { productId } = await rig.list()
    sellOut(rig, productId)
    // Well-formed, of no shape that anybody knows; a feed that ends in the middle.
    rig.service.control.fault({ kind: wholesaler === 'zentrade' ? 'cut' : 'shape' })
    rig.clock.at += 2 * HOUR
    const [job] = await rig.round()
    expect(job?.progress?.updated ?? 0).toBe(0)
    expect(rig.status(productId)).toBe('available')
    expect(rig.stops()).toEqual([])
    rig.service.control.clearFaults()
    rig.clock.at += 2 * HOUR
    await rig.round()
    expect(rig.stops()).toHaveLength(1)
  })

  it('is not asked about while checks are paused, the wholesaler may not be asked, or it is too soon', async () => {
    const rig = await ready(wholesaler)
    await rig.list()
    rig.clock.at += 3 * HOUR
    const before = rig.seen()
    setProductSettings(rig.db, { checkPaused: true })
    expect(await rig.round()).toEqual([])
    setProductSettings(rig.db, { checkPaused: false })
    expect(await rig.round()).toHaveLength(1)
    rig.clock.at += 40 * MINUTE
    expect(await rig.round()).toEqual([])
    const after = rig.seen()
    expect(after).toBeGreaterThan(before)
    rig.forbid()
    rig.clock.at += 3 * HOUR
    expect(await rig.round()).toEqual([])
    expect(rig.seen()).toBe(after)
  })
})

const mark = (rig: Rig, count: number, bit: number) => {
  const ids = rig.db.prepare<[number], number>('select id from product order by id limit ?').pluck().all(count)
  markWatched(rig.db, ids, bit, true)
}
const choose = (rig: Rig, count: number) => mark(rig, count, CHOSEN)

describe('a round', () => {
  it('is looked for only where a product matters and checks are not paused, once a minute', async () => {
    const rig = await ready('ownerclan')
    const now = rig.clock.at
    expect(nextCheckAt(rig.db, null, now)).toBeNull()
    choose(rig, 1)
    expect(nextCheckAt(rig.db, null, now)).toBe(now)
    expect(nextCheckAt(rig.db, now, now)).toBe(now + MINUTE)
    setProductSettings(rig.db, { checkPaused: true })
    expect(nextCheckAt(rig.db, null, now)).toBeNull()
  })

  it('asks about chosen products too, more seldom than about listed ones', async () => {
    const rig = await ready('ownerclan')
    await rig.list()
    choose(rig, 10)
    const seen = async () => (await rig.round())[0]?.progress?.seen
    expect(await seen()).toBeGreaterThanOrEqual(9)
    rig.clock.at += HOUR
    expect(await seen()).toBe(1)
    rig.clock.at += 24 * HOUR
    expect(await seen()).toBeGreaterThanOrEqual(10)
  })

  it('asks first what changed where many are due, reads only those, and reads all once a day', async () => {
    const rig = await ready('ownerclan', 1500)
    mark(rig, 1400, LISTED)
    const first = await rig.round()
    expect(first[0]?.progress).toMatchObject({ seen: 1400 })
    const some = rig.db
      .prepare<[], string>(`select product_id from product where watched <> 0 and status = 'available' limit 3`)
      .pluck()
      .all()
    rig.clock.at += HOUR / 2
    for (const id of some) sellOut(rig, id)
    rig.clock.at += HOUR / 2
    const [second] = await rig.round()
    expect(second?.progress).toMatchObject({ seen: 1400, updated: 3, soldOut: 3, unchanged: 1397 })
    expect(some.map(rig.status)).toEqual(['soldout', 'soldout', 'soldout'])
    const readAt = () => rig.db.prepare<[number], number>('select count(*) from product_read where read_at > ?').pluck()
    expect(readAt().get(rig.clock.at - HOUR / 2)).toBe(3)
    rig.clock.at += 24 * HOUR
    await rig.round()
    expect(readAt().get(rig.clock.at - HOUR)).toBe(1400)
  })

  it('that was cut off goes on with what is left', async () => {
    const rig = await ready('ownerclan', 300)
    choose(rig, 250)
    const { collect } = rig.adapter
    const asked: number[] = []
    rig.adapter.collect = async function* (request, options) {
      asked.push(request.keys?.length ?? 0)
      for await (const batch of collect(request, options)) {
        yield batch
        if (asked.length === 1) throw new Error('the line went dead')
      }
    }
    expect(await rig.round()).toMatchObject([{ status: 'dead' }])
    rig.clock.at += 11 * MINUTE
    expect(await rig.round()).toMatchObject([{ status: 'succeeded', progress: { seen: 50 } }])
    expect(asked).toEqual([250, 50])
    const noted = rig.db.prepare<[], number>('select count(*) from product_read').pluck().get()
    expect(noted).toBe(250)
  })

  it('comes round once an hour while the wholesaler refuses', async () => {
    const rig = await ready('ownerclan')
    await rig.list()
    rig.adapter.collect = () => {
      throw new Error('refused')
    }
    rig.refuse()
    rig.clock.at += HOUR
    expect(await rig.round()).toHaveLength(1)
    rig.clock.at += 50 * MINUTE
    expect(await rig.round()).toEqual([])
    rig.clock.at += 10 * MINUTE
    expect(await rig.round()).toHaveLength(1)
  })

  it('does not take products out when a wholesaler suddenly answers none of many', async () => {
    const rig = await ready('ownerclan')
    choose(rig, 30)
    const all = rig.db.prepare<[], string>('select product_id from product where watched <> 0').pluck().all()
    for (const id of all) takeOut(rig, id)
    const [job] = await rig.round()
    expect(job?.progress?.warnings).toEqual([expect.stringContaining('아무것도 바꾸지 않았습니다')])
    rig.clock.at += 25 * HOUR
    await rig.round()
    expect(new Set(all.map(rig.status)).has('discontinued')).toBe(false)
  })

  it('keeps to half of what the wholesaler bears in a day', async () => {
    const rig = await ready('domeggook')
    choose(rig, 5)
    const sample = await checkTerms(rig.db, rig.adapter)
    expect(sample).toMatchObject({ listed: 0, chosen: 5, stretched: false })
    rig.adapter.capabilities.limits = { ...rig.adapter.capabilities.limits, perDay: 2 }
    const tight = await checkTerms(rig.db, rig.adapter)
    expect(tight.callsPerDay).toBeLessThanOrEqual(1)
    expect(tight).toMatchObject({ stretched: true })
    expect(tight.chosenMs).toBe(sample.chosenMs * sample.callsPerDay)
  })
})

describe('the market of Domeggook', () => {
  it('reaches the next question, and what was read on the other one is read again at once', async () => {
    const rig = await ready('domeggook')
    choose(rig, 5)
    await rig.round()
    const ids = rig.db.prepare<[], string>('select product_id from product where watched <> 0').pluck().all()
    const lots = () =>
      ids.map((id) =>
        rig.db.prepare<[string], number>('select minimum_quantity from product where product_id = ?').pluck().get(id),
      )
    expect(lots().some((lot) => lot === 1)).toBe(true)
    await storedProductsHandlers(rig.deps)['products.setSettings']({ domeggookMarket: 'dome' })
    rig.clock.at += 11 * MINUTE
    await rig.round()
    expect(lots().every((lot) => (lot ?? 0) >= 10)).toBe(true)
  })
})
