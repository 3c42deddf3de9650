import { describe, expect, it } from 'vitest'
import { freshener, freshenTask } from '../../../main/listings/freshen.ts'
import { type ListingDeps, listingHandlers, listingKinds } from '../../../main/listings/handlers.ts'
import { createMarketFacts } from '../../../main/listings/market-facts.ts'
import { rederive } from '../../../main/listings/rederive.ts'
import { isStale } from '../../../main/listings/repository-stale.ts'
import { setTemplate } from '../../../main/listings/settings.ts'
import { failMarket } from '../../../main/market/errors.ts'
import { saveRule } from '../../../main/pricing/repository.ts'
import { editProduct } from '../../../main/products/repository-detail.ts'
import { fakeMarket } from '../../support/market.ts'
import { goods, startLife } from './life/rig.ts'
import { rig, rule } from './rig.ts'

const key = { wholesaler: 'zentrade', productId: '000001' } as const

async function approved() {
  const r = rig()
  r.store()
  const drafted = await r.drafted()
  const { listingId } = drafted
  const answer = await r.handlers['listings.approve']({ listingIds: [listingId] })
  expect(answer.approved).toEqual([listingId])
  await r.freshen()
  const shown = () => r.handlers['listings.get']({ listingId })
  return { ...r, drafted, listingId, shown }
}

describe('a draft follows what it is made of', () => {
  it('is priced anew when its product costs more, and its approval is taken back', async () => {
    const r = await approved()
    r.store({ price: 5000 })
    expect(await r.freshen()).toBe(1)
    const now = await r.shown()
    expect(now.price).toBeGreaterThan(r.drafted.price ?? 0)
    expect(now).toMatchObject({ state: 'draft', cost: 5000 })
    expect(now.events[0]).toMatchObject({ kind: 'withdrawn' })
    expect(await r.freshen()).toBe(0)
  })

  it('keeps its approval when only the stock moved, and shows the new stock', async () => {
    const r = await approved()
    r.store({ stock: 7 })
    expect(await r.freshen()).toBe(1)
    expect(await r.shown()).toMatchObject({ state: 'approved', stock: 7 })
  })

  it('is not written when it comes out the same', async () => {
    const r = await approved()
    const before = await r.shown()
    saveRule(r.db, { market: 'coupang', scope: 'market', target: '', rule: { ...rule, minPrice: 10 }, updatedAt: 2 })
    const told = r.emitted.length
    rig.now += 1000
    expect(await r.freshen()).toBe(1)
    rig.now -= 1000
    expect(await r.shown()).toEqual(before)
    expect(r.emitted.slice(told)).not.toContain('listings.changed')
  })

  const changes: [string, (r: Awaited<ReturnType<typeof approved>>) => void][] = [
    ['another name', (r) => r.store({ name: '아주 다른 국자' })],
    ['a name edited by hand', (r) => void editProduct(r.db, key, { name: '고친 이름' }, rig.now)],
    [
      'another rule',
      (r) =>
        saveRule(r.db, {
          market: 'coupang',
          scope: 'market',
          target: '',
          rule: { ...rule, feeRate: 0.3 },
          updatedAt: 2,
        }),
    ],
    [
      'an exception for the product',
      (r) =>
        saveRule(r.db, {
          market: 'coupang',
          scope: 'product',
          target: 'zentrade:000001',
          rule: { targetMarginRate: 0.4 },
          updatedAt: 2,
        }),
    ],
    ['another template', (r) => void setTemplate(r.db, 'coupang', { namePattern: '[특가] {name}' })],
    [
      'a ban',
      (r) =>
        void r.db.exec(
          `insert into product_ban (kind, value, form, created_at) values ('code', '000001', '000001', 1)`,
        ),
    ],
    ['sold out', (r) => r.store({ status: 'soldout' })],
  ]
  it.each(changes)('loses its approval by %s', async (_, change) => {
    const r = await approved()
    change(r)
    await r.freshen()
    expect(await r.shown()).toMatchObject({ state: 'draft' })
  })

  it('minds the rules of its own market alone', async () => {
    const r = await approved()
    saveRule(r.db, { market: 'naver', scope: 'market', target: '', rule: { ...rule, feeRate: 0.3 }, updatedAt: 2 })
    setTemplate(r.db, '11st', { namePattern: '[특가] {name}' })
    expect(await r.freshen()).toBe(0)
    expect(await r.shown()).toMatchObject({ state: 'approved' })
  })

  it('waits as it is while its market does not answer, and is looked at when it does', async () => {
    const r = await approved()
    r.db.exec('delete from market_cache')
    r.fakes.coupang.faults.places = failMarket('coupang', 'MARKET_ODD_REPLY', { kind: 'unknown' })
    r.store({ price: 5000 })
    await r.freshen()
    expect(await r.shown()).toMatchObject({ state: 'approved', price: r.drafted.price })
    r.fakes.coupang.faults.places = undefined
    await r.freshen()
    expect(await r.shown()).toMatchObject({ state: 'draft', cost: 5000 })
  })

  it('is not approved when its product changed while it was looked at (LISTING_MOVED)', async () => {
    const r = rig()
    r.store()
    const { listingId } = await r.drafted()
    r.deps.renewed = () => void r.store({ price: 5000 })
    const { refused } = await r.handlers['listings.approve']({ listingIds: [listingId] })
    expect(refused.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual(['LISTING_MOVED'])
  })

  it('is looked at by itself soon after, and not again and again', async () => {
    const r = await approved()
    const task = freshenTask({ db: r.db, queue: r.queue, kind: r.kinds.freshening, mayAsk: () => true })
    expect(task.nextAt(null, 1000)).toBeNull()
    r.store({ price: 5000 })
    expect(task.nextAt(null, 1000)).toBe(1000)
    expect(task.nextAt(900, 1000)).toBeGreaterThan(1000)
    task.run()
    await r.freshen()
    expect(task.nextAt(null, 1000)).toBeNull()
    const unconnected = freshenTask({ db: r.db, queue: r.queue, kind: r.kinds.freshening, mayAsk: () => false })
    r.store({ price: 4000 })
    expect(unconnected.nextAt(null, 1000)).toBeNull()
  })
})

describe('the upload of what changed after its approval', () => {
  /** Drafting and uploading on one database, as compose wires them. */
  function wired() {
    const late: { deps?: ListingDeps } = {}
    const deps = () => {
      if (late.deps === undefined) throw new Error('not wired yet')
      return late.deps
    }
    const r = startLife({
      freshen: {
        listings: (ids, signal) => rederive(deps(), ids, signal, { quiet: true }),
        market: (market, signal) => freshener(deps())([market], signal),
      },
    })
    const { db, clock, queue, life } = r
    // What a market says about itself, and what becomes of it there, are two fakes.
    const adapters = {
      coupang: fakeMarket('coupang').adapter,
      naver: fakeMarket('naver').adapter,
      '11st': fakeMarket('11st').adapter,
    }
    late.deps = {
      ...{ db, clock, queue, adapters, emit: () => {}, facts: createMarketFacts({ db, clock, adapters }) },
      ...{ pictures: { get: async () => ({ type: 'image/jpeg' as const }) }, renewed: life.renewed },
    }
    const kinds = listingKinds(late.deps, () => true)
    queue.register(kinds.drafting)
    return { ...r, handlers: listingHandlers(late.deps, kinds) }
  }

  it.each([
    ['its cost', { price: 1100 }],
    ['its name', { name: '다른 상품' }],
  ])('sends it back to be approved anew when %s changed', async (_, change) => {
    const r = wired()
    r.save(goods('1'))
    const products = [{ wholesaler: 'zentrade' as const, productId: '1' }]
    const { jobId } = await r.handlers['listings.draft']({ markets: ['coupang'], products, overrides: {} })
    await r.queue.wait(jobId)
    const { items } = await r.handlers['listings.list']({ sort: 'updatedAt', descending: true, limit: 10 })
    const listingId = items[0]?.listingId ?? ''
    const { approved: yes, refused } = await r.handlers['listings.approve']({ listingIds: [listingId] })
    expect(refused).toEqual([])
    expect(yes).toEqual([listingId])
    r.save(goods('1', change))
    expect(isStale(r.db, r.row(listingId).id, 'coupang')).toBe(true)
    expect(await r.upload()).toMatchObject({ progress: { uploaded: 0 } })
    expect(r.fake.coupang.count('create')).toBe(0)
    expect(r.row(listingId).state).toBe('draft')
    // Approved as it is now it goes.
    expect(await r.handlers['listings.approve']({ listingIds: [listingId] })).toMatchObject({ approved: [listingId] })
    expect(await r.upload()).toMatchObject({ progress: { uploaded: 1 } })
  })

  it('drafts anew what its market has no more, and sends it as a new one', async () => {
    const r = wired()
    r.save(goods('1'))
    const products = [{ wholesaler: 'zentrade' as const, productId: '1' }]
    const draft = async () => {
      const { jobId } = await r.handlers['listings.draft']({ markets: ['coupang'], products, overrides: {} })
      return (await r.queue.wait(jobId)).progress as { refused: { code: string }[]; listingIds: string[] }
    }
    const [listingId = ''] = (await draft()).listingIds
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    await r.upload()
    const { ref } = r.row(listingId)
    expect((await draft()).refused.map(({ code }) => code)).toEqual(['LISTING_ALREADY_LISTED'])
    const [thing] = [...r.fake.coupang.things.values()]
    if (thing === undefined) throw new Error('nothing was created')
    thing.state = 'deleted'
    await r.sync()
    expect(await draft()).toMatchObject({ refused: [], listingIds: [listingId] })
    expect(r.row(listingId)).toMatchObject({ state: 'draft', ref: null, readState: null, things: [] })
    const { events } = await r.handlers['listings.get']({ listingId })
    expect(events.some(({ text }) => text.includes(ref?.marketProductId ?? 'none'))).toBe(true)
    await r.handlers['listings.approve']({ listingIds: [listingId] })
    expect(await r.upload()).toMatchObject({ progress: { uploaded: 1 } })
    expect(r.row(listingId).ref?.marketProductId).not.toBe(ref?.marketProductId)
    expect(r.fake.coupang.count('create')).toBe(2)
  })
})
