import { describe, expect, it, vi } from 'vitest'
import { CollectStore } from '../../../main/products/collect-store.ts'
import { removeBans } from '../../../main/products/repository-bans.ts'
import type { CollectProgress } from '../../../shared/contract/products.ts'
import { startDomain, still, stored } from './practice.ts'

const available = (list: Iterable<{ code: string; runout: boolean }>) =>
  [...list].filter((goods) => !goods.runout).map((goods) => goods.code)

describe('a collect', () => {
  it('stores what the wholesaler has, and counts it', async () => {
    const { service, db, run } = await startDomain()
    const truth = [...service.truth()]
    const done = await run()
    expect(done.added + done.rejectedCount).toBe(truth.length)
    expect(done).toMatchObject({ seen: truth.length, updated: 0, unchanged: 0, discontinued: 0 })
    expect(done.soldOut).toBe(truth.length - available(truth).length)
    const rows = stored(db)
    for (const goods of truth) {
      const row = rows.get(goods.code)
      if (row !== undefined)
        expect([row.name, row.status]).toEqual([goods.name.trim(), goods.runout ? 'soldout' : 'available'])
    }
  })

  it('the second time changes nothing and writes nothing', async () => {
    const { db, run } = await startDomain()
    const first = await run()
    const before = db.serialize()
    const tables = ['product', 'product_option', 'product_payload', 'product_change', 'product_search_data']
    const dump = () => tables.map((table) => db.prepare(`select * from ${table}`).raw().all())
    const rows = dump()
    const second = await run()
    expect(second).toMatchObject({ added: 0, updated: 0, unchanged: first.added, soldOut: 0 })
    expect(dump()).toEqual(rows)
    expect(before.length).toBeGreaterThan(0)
  })

  it('notices a price and a sold-out product, and keeps both in the history', async () => {
    const { service, run, calls } = await startDomain()
    await run()
    const [first = '', second = ''] = available(service.truth()).slice(10)
    service.control.set(first, { price: 123_456 })
    service.control.set(second, { runout: true })
    expect(await run()).toMatchObject({ updated: 2, soldOut: 1, added: 0 })
    const history = await calls['products.history']({ wholesaler: 'zentrade', productId: first, limit: 50 })
    expect(history.items).toContainEqual(expect.objectContaining({ field: 'price', after: 123_456 }))
    const other = await calls['products.history']({ wholesaler: 'zentrade', productId: second, limit: 50 })
    expect(other.items).toContainEqual(
      expect.objectContaining({ field: 'status', before: 'available', after: 'soldout' }),
    )
  })

  it.each(['truncated', 'cut', 'html', 'empty', 'no-products', 'wrong-encoding', 'entity-bomb', '500'] as const)(
    'that fails (%s) marks nothing sold out or discontinued',
    async (fault) => {
      const { service, db, run } = await startDomain()
      await run()
      const before = [...stored(db).values()].map((row) => row.status)
      service.control.fault({ kind: fault })
      await expect(run()).rejects.toThrow()
      expect([...stored(db).values()].map((row) => row.status)).toEqual(before)
    },
  )

  it('of a part (search, limit, keys) says nothing about the rest', async () => {
    const { db, run } = await startDomain()
    await run()
    const before = [...stored(db).values()].map((row) => row.status)
    await run({ limit: 5 })
    await run({ search: '절대로없는말' })
    await run({ keys: ['000001'] })
    expect([...stored(db).values()].map((row) => row.status)).toEqual(before)
  })

  it('without a product that was there makes it discontinued, and with it again brings it back', async () => {
    const { service, db, run } = await startDomain()
    await run()
    service.control.set('000003', { gone: true })
    expect(await run()).toMatchObject({ discontinued: 1, soldOut: 1 })
    expect(stored(db).get('000003')?.status).toBe('discontinued')
    service.control.set('000003', null)
    expect(await run()).toMatchObject({ updated: 1, discontinued: 0 })
    expect(stored(db).get('000003')?.status).not.toBe('discontinued')
  })

  it('that misses a large part of the catalogue concludes only when the next one misses it too', async () => {
    const { service, db, run } = await startDomain()
    await run()
    const codes = [...service.truth()].map((goods) => goods.code)
    for (const code of codes.slice(0, 50)) service.control.set(code, { gone: true })
    const first = await run()
    expect(first.discontinued).toBe(0)
    expect(first.warnings.join()).toContain('다음 전체 수집')
    // One of them is back before it is looked at again.
    service.control.set(codes[0] ?? '', null)
    const second = await run()
    expect(second.discontinued).toBe([...stored(db).keys()].filter((code) => codes.slice(1, 50).includes(code)).length)
    expect(stored(db).get(codes[0] ?? '')?.status).not.toBe('discontinued')
  })

  it('with an unreadable product does not take the product for gone', async () => {
    const { service, db, run } = await startDomain()
    await run()
    service.control.fault({ kind: 'broken-product', times: 1 })
    const done = await run()
    expect(done.rejected[0]?.reason).toContain('XML')
    expect(done.discontinued).toBe(0)
    expect([...stored(db).values()].some((row) => row.status === 'discontinued')).toBe(false)
    const aside = db.prepare(`select ref from set_aside where service = 'zentrade'`).pluck()
    expect(aside.all()).toContain(done.rejected[0]?.productId)
    await run()
    expect(aside.all()).not.toContain(done.rejected[0]?.productId)
  })

  it('with a product set aside that names itself still ends what vanished, at once', async () => {
    const { service, db, run } = await startDomain()
    service.control.set('000010', { price: -500 })
    const first = await run()
    expect(first.rejected.map(({ productId }) => productId)).toContain('000010')
    expect(stored(db).has('000010')).toBe(false)
    service.control.set('000003', { gone: true })
    expect(await run()).toMatchObject({ discontinued: 1 })
    expect(stored(db).get('000003')?.status).toBe('discontinued')
  })

  it('counts a row that names nobody as one that may be any', async () => {
    const { db } = await startDomain()
    const tally = { ...{ seen: 0, rejectedCount: 0 }, rejected: [], warnings: [] } as unknown as CollectProgress
    const options = () => ({ at: 1, priceUpPercent: 10 })
    const store = new CollectStore({ ...{ db, wholesaler: 'zentrade', tally, options }, banned: () => null })
    const batch = { products: [], gone: [], cursor: null, expected: null }
    await store.store({ ...batch, rejected: [{ productId: '000010', reason: 'x', isNamed: true }] }, () => {})
    expect(store.unmatched).toBe(0)
    await store.store({ ...batch, rejected: [{ productId: '3번째 상품', reason: 'x' }] }, () => {})
    expect(store.unmatched).toBe(1)
  })

  it('leaves banned codes, words and brands out, with the reason', async () => {
    const { service, db, run, calls } = await startDomain()
    const truth = [...service.truth()]
    const word = truth[20]?.name.split(' ').find((part) => part.length > 1) ?? ''
    const brand = truth[30]?.brand ?? ''
    calls['bans.add']({ kind: 'code', value: '000005', wholesaler: null, note: '' })
    calls['bans.add']({ kind: 'word', value: word, wholesaler: 'zentrade', note: '' })
    if (brand !== '') calls['bans.add']({ kind: 'brand', value: brand, wholesaler: null, note: '' })
    calls['bans.add']({ kind: 'code', value: '000006', wholesaler: 'domeggook', note: '' })
    const done = await run()
    const rows = stored(db)
    expect(rows.has('000005')).toBe(false)
    expect(rows.has('000006')).toBe(true)
    expect([...rows.values()].some((row) => row.name.includes(word))).toBe(false)
    expect(done.rejected.find((row) => row.productId === '000005')?.reason).toContain('000005')
    const all = await calls['bans.list']({ limit: 200 })
    removeBans(
      db,
      all.items.map((entry) => entry.banId),
    )
    expect((await run()).added).toBeGreaterThan(0)
  })

  it('a changed shipping fee of ours reaches every product', async () => {
    const { db, run, calls } = await startDomain()
    const { added } = await run()
    calls['products.setSettings']({ zentradeShippingFee: 3500 })
    expect((await run()).updated).toBe(added)
    expect(db.prepare('select distinct shipping_fee from product').pluck().all()).toEqual([3500])
  })

  it('keeps rows of odd products whole or sets them aside: nothing negative, nothing free', async () => {
    const { db, run } = await startDomain({
      catalogue: { size: 200, driftEveryMs: 0, arrivalEveryMs: 0, extremes: true },
    })
    const done = await run()
    expect(done.rejected.map((row) => row.reason).join('\n')).toContain('옵션이')
    expect(db.prepare('select count(*) from product where price <= 0').pluck().get()).toBe(0)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('is refused where nothing is connected', async () => {
    const { calls } = await startDomain()
    await expect(
      Promise.resolve().then(() => calls['collect.start']({ wholesaler: 'domeggook', request: {} })),
    ).rejects.toMatchObject({ code: 'COLLECT_NOT_CONNECTED' })
  })

  it('can be cancelled, and the next one finishes the work', async () => {
    const { service, db, run, calls, queue } = await startDomain({ catalogue: { ...still.catalogue, size: 600 } })
    service.control.fault({ kind: 'drip', ms: 1, times: 1 })
    const { jobId } = await calls['collect.start']({ wholesaler: 'zentrade', request: {} })
    await vi.waitFor(() => expect(service.control.calls()).toHaveLength(1))
    queue.cancel(jobId)
    expect(await queue.wait(jobId)).toMatchObject({ outcome: 'cancelled' })
    await run()
    expect(stored(db).size).toBeGreaterThan(500)
  })
})

describe('plans', () => {
  it('are due when their time has come, once, however long the computer slept', async () => {
    const { calls, deps, clock, queue, collect } = await startDomain()
    const { startDuePlans } = await import('../../../main/products/plans.ts')
    const plan = await calls['plans.save']({
      name: '매일',
      wholesaler: 'zentrade',
      request: { minPrice: 5000 },
      everyHours: 24,
      enabled: true,
    })
    const start = () => startDuePlans({ ...deps, queue, kind: collect })
    expect(start()).toBe(1)
    expect(start()).toBe(0)
    const [{ lastJobId } = { lastJobId: null }] =
      calls['plans.list']({}) instanceof Promise
        ? []
        : (calls['plans.list']({}) as { items: { lastJobId: string | null }[] }).items
    await queue.wait(lastJobId ?? '')
    clock.at += 10 * 24 * 3_600_000
    expect(start()).toBe(1)
    expect(start()).toBe(0)
    await calls['plans.save']({ ...plan, enabled: false })
    clock.at += 10 * 24 * 3_600_000
    expect(start()).toBe(0)
  })

  it('wait, still due, while their wholesaler may not be asked', async () => {
    const { calls, deps, queue, collect } = await startDomain()
    const { startDuePlans } = await import('../../../main/products/plans.ts')
    await calls['plans.save']({ name: '매일', wholesaler: 'zentrade', request: {}, everyHours: 24, enabled: true })
    let mayAsk = false
    const start = () => startDuePlans({ ...deps, queue, kind: collect, mayAsk: () => mayAsk })
    expect(start()).toBe(0)
    mayAsk = true
    expect(start()).toBe(1)
  })

  it('that ask for what the wholesaler cannot do are refused when they are saved', async () => {
    const { calls } = await startDomain()
    await expect(
      Promise.resolve(
        calls['plans.save']({
          name: '바뀐 것',
          wholesaler: 'zentrade',
          request: { changedSince: 1 },
          everyHours: null,
          enabled: true,
        }),
      ),
    ).rejects.toMatchObject({ code: 'COLLECT_UNSUPPORTED' })
  })

  it('show beforehand how many calls and how long', async () => {
    const { calls, run } = await startDomain()
    const { added } = await run()
    expect(await calls['collect.preview']({ wholesaler: 'zentrade', request: {} })).toMatchObject({
      calls: 1,
      stored: added,
    })
  })
})

describe('edits and choices', () => {
  it('an edited field survives every later collect, and both values are kept', async () => {
    const { service, run, calls } = await startDomain()
    await run()
    const key = { wholesaler: 'zentrade' as const, productId: available(service.truth())[0] ?? '' }
    await calls['products.edit']({ ...key, edits: { name: '내가 지은 이름', keywords: ['내키워드'] } })
    service.control.set(key.productId, { name: '도매처가 바꾼 이름', price: 55_000 })
    await run()
    const detail = await calls['products.get'](key)
    expect(detail).toMatchObject({ name: '내가 지은 이름', originalName: '도매처가 바꾼 이름', keywords: ['내키워드'] })
    expect(detail.edits).toContainEqual(
      expect.objectContaining({ field: 'name', original: '도매처가 바꾼 이름', edited: '내가 지은 이름' }),
    )
    const find = async (search: string) =>
      (await calls['products.list']({ search, sort: 'name', descending: false, limit: 10 })).items.map(
        (row) => row.productId,
      )
    expect(await find('지은')).toEqual([key.productId])
    expect(await find('바꾼')).toEqual([key.productId])
    expect(await find('내키워')).toEqual([key.productId])
    const freed = await calls['products.unlock']({ ...key, fields: ['name', 'keywords'] })
    expect(freed).toMatchObject({ name: '도매처가 바꾼 이름', edits: [] })
    expect(await find('지은')).toEqual([])
  })

  it('an unknown product is a coded error', async () => {
    const { calls } = await startDomain()
    expect(() => calls['products.get']({ wholesaler: 'zentrade', productId: 'nope' })).toThrow(
      expect.objectContaining({ code: 'PRODUCT_UNKNOWN' }),
    )
  })

  it('changes of chosen products reach the inbox and can be taken off and put back', async () => {
    const { service, run, calls, events } = await startDomain()
    await run()
    const [code = ''] = available(service.truth()).slice(5)
    expect(await calls['products.choose']({ filter: { status: 'available' }, chosen: true })).toMatchObject({
      changed: expect.any(Number),
    })
    service.control.set(code, { runout: true })
    await run()
    const { items } = await calls['inbox.list']({ done: false, limit: 10 })
    expect(items.map((row) => [row.kind, row.product.productId])).toEqual([['sold_out', code]])
    expect(events).toContain('inbox.changed')
    const inboxIds = items.map((row) => row.inboxId)
    expect(await calls['inbox.done']({ inboxIds })).toEqual({ changed: 1 })
    expect(await calls['inbox.count']({})).toMatchObject({ total: 0 })
    expect(await calls['inbox.undo']({ inboxIds })).toEqual({ changed: 1 })
    expect(await calls['inbox.count']({})).toMatchObject({ total: 1, byKind: { sold_out: 1 } })
  })
})
