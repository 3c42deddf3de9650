import { describe, expect, it } from 'vitest'
import { createDayCount } from '../../../../main/store/day-count.ts'
import { dayCountInMemory } from '../../../../main/wholesale/domeggook/index.ts'
import { kstDayNumber } from '../../../../shared/time.ts'
import { tempDatabase } from '../../../support/database.ts'
import { collectAll, failureOf, lawsOfProduct, never } from '../support.ts'
import { domeggook } from './harness.ts'

const cup = (name: string) => name.includes('컵')

describe('the key', () => {
  it('is accepted with one cheap call', async () => {
    const { adapter, seen } = await domeggook()
    await adapter.check(never())
    expect(seen().requests).toEqual({ 'GET list': 1 })
  })

  it('says where keys are made when it is wrong', async () => {
    const { adapter } = await domeggook({}, { credentials: { aid: 'wrong0000000' } })
    const failure = await failureOf(adapter.check(never()))
    expect(failure.code).toBe('DOMEGGOOK_KEY_REFUSED')
    expect(failure.nextStep).toContain('https://mobile.domeggook.com/APIs/gate')
  })

  it('does not leave when it cannot be a key', async () => {
    const { adapter, seen } = await domeggook({}, { credentials: { aid: '키 없음' } })
    expect((await failureOf(adapter.check(never()))).code).toBe('DOMEGGOOK_KEY_MISSING')
    expect(seen().requests).toEqual({})
  })

  it('is in no log line of a call', async () => {
    const { adapter, calls, practice } = await domeggook()
    await collectAll(adapter, { search: '컵' })
    expect(calls.length).toBeGreaterThan(0)
    expect(JSON.stringify(calls)).not.toContain(practice.credentials.aid)
  })
})

describe('collecting', () => {
  it('reads every item that a search finds, each once', async () => {
    const { adapter, truth } = await domeggook({ catalogue: { size: 3000 } })
    const { products, rejected } = await collectAll(adapter, { search: '용' })
    const wanted = truth().filter(
      ({ listed, product }) =>
        listed && (product.name.includes('용') || product.keywords.some((word) => word.includes('용'))),
    )
    expect(wanted.length).toBeGreaterThan(250)
    expect(rejected).toEqual([])
    expect(products.map((product) => product.productId).sort()).toEqual(wanted.map(({ no }) => no).sort())
    expect(products.flatMap(lawsOfProduct)).toEqual([])
  })

  it('reads by category and price', async () => {
    const { adapter, truth } = await domeggook({ catalogue: { size: 1500 } })
    const { products } = await collectAll(adapter, { category: '01_01_00_00_00', minPrice: 2000, maxPrice: 30_000 })
    const wanted = truth().filter(({ listed, product }) => {
      const price = product.price ?? 0
      return listed && product.category.path[1] === '주방용품' && price >= 2000 && price <= 30_000
    })
    expect(products.map((product) => product.productId).sort()).toEqual(wanted.map(({ no }) => no).sort())
  })

  it('asks by numbers straight for the details, sold out and ended ones included', async () => {
    const { adapter, truth } = await domeggook({ catalogue: { size: 1500 } })
    const all = truth()
    const keys = all.map(({ no }) => no)
    const { products, gone, rejected } = await collectAll(adapter, { keys })
    expect(rejected).toEqual([])
    expect(gone).toEqual(all.filter((one) => one.gone).map(({ no }) => no))
    expect(gone.length).toBeGreaterThan(0)
    expect(products.map((product) => product.productId)).toEqual(all.filter((one) => !one.gone).map(({ no }) => no))
    expect(products.some((product) => product.status === 'discontinued')).toBe(true)
    expect(products.flatMap(lawsOfProduct)).toEqual([])
  })

  it('knows what only business accounts may buy, from the list, for keys as well', async () => {
    const { adapter, truth } = await domeggook({ catalogue: { size: 600 } })
    const business = truth().filter(({ listed, product }) => listed && product.businessOnly)
    const { products } = await collectAll(adapter, { keys: business.map(({ no }) => no) })
    expect(products).toHaveLength(business.length)
    expect(products.every((product) => product.bars.includes('business_only'))).toBe(true)
  })

  it('stores nobody: neither the seller nor the return address', async () => {
    const { adapter } = await domeggook()
    const { products } = await collectAll(adapter, { search: '용' })
    expect(products.length).toBeGreaterThan(10)
    for (const product of products) {
      expect(JSON.parse(product.raw).seller.id).toMatch(/^exseller/)
      expect(product.raw).not.toMatch(/홍길동|어딘가|0000-0000/)
    }
  })

  it('resumes within a page without loss or doubles', async () => {
    const { adapter } = await domeggook({ catalogue: { size: 1500 } })
    const whole = await collectAll(adapter, { search: '용' })
    for (const batches of [1, 3, whole.batches.length]) {
      const first = await collectAll(adapter, { search: '용' }, { batches })
      const rest = await collectAll(adapter, { search: '용' }, { after: first.cursors.at(-1) ?? null })
      expect([...first.products, ...rest.products].map((product) => product.productId)).toEqual(
        whole.products.map((product) => product.productId),
      )
    }
  })

  it('stops at the limit', async () => {
    const { adapter } = await domeggook({ catalogue: { size: 1500 } })
    expect((await collectAll(adapter, { search: '용', limit: 70 })).products).toHaveLength(70)
  })

  it('sells on Domeggook in lots when the operator buys there', async () => {
    const supply = await domeggook()
    const dome = await domeggook({}, { market: 'dome' })
    const found = await collectAll(dome.adapter, { search: '용' })
    expect(found.products.every((product) => product.minimumQuantity >= 10)).toBe(true)
    expect(found.products.every((product) => product.bars.includes('not_for_single_sale'))).toBe(true)
    const onDomeOnly = dome.truth().find(({ view }) => view.channel.supply === 'false')
    const [product] = (await collectAll(supply.adapter, { keys: [onDomeOnly?.no ?? ''] })).products
    expect(product).toMatchObject({ price: null, status: 'soldout' })
  })

  it('refuses conditions that it cannot honour, before a call is spent', async () => {
    const { adapter, seen } = await domeggook()
    const plan = async (request: Parameters<typeof adapter.plan>[0]) =>
      (await failureOf(adapter.plan(request, never()))).code
    expect(await plan({ changedSince: 1 })).toBe('COLLECT_UNSUPPORTED')
    expect(await plan({ keys: ['1'], search: '컵' })).toBe('COLLECT_UNSUPPORTED')
    expect(await plan({ minPrice: 3 })).toBe('COLLECT_NEEDS_CONDITION')
    expect(await plan({ category: '01_00_00_00_00' })).toBe('COLLECT_BAD_CONDITION')
    expect(await plan({ category: '주방' })).toBe('COLLECT_BAD_CONDITION')
    expect(seen().requests).toEqual({})
  })

  it('plans calls and time, nights included', async () => {
    const { adapter, truth, time, dailyCounter } = await domeggook({ catalogue: { size: 1500 } })
    const there = truth().filter(({ listed, product }) => listed && cup(product.name + product.keywords.join())).length
    const calls = Math.ceil(there / 200) + Math.ceil(there / 50)
    expect(await adapter.plan({ search: '컵' }, never())).toEqual({ products: there, calls, ms: calls * 500 })
    for (let i = 0; i < 15_000; i += 1) dailyCounter.add(time.clock.now())
    const { ms } = await adapter.plan({ keys: ['30000001'] }, never())
    expect(kstDayNumber(time.clock.now() + ms)).toBe(kstDayNumber(time.clock.now()) + 1)
  })

  it('lists the whole tree of categories', async () => {
    const { adapter } = await domeggook()
    const categories = await adapter.categories(never())
    const leaf = categories.find(({ name }) => name === '텀블러')
    expect(leaf?.code).toBe('01_01_01_00_00')
    expect(categories.find(({ code }) => code === leaf?.parent)?.name).toBe('주방용품')
  })
})

describe('trouble', () => {
  it('halves a batch that comes as a page, and sets aside only the one at fault', async () => {
    const bad = '30000017'
    const { adapter, truth } = await domeggook({ brokenItems: [bad] })
    const keys = truth()
      .filter((one) => !one.gone)
      .slice(0, 60)
      .map(({ no }) => no)
    const { products, rejected } = await collectAll(adapter, { keys })
    expect(rejected.map(({ productId }) => productId)).toEqual([bad])
    expect(products.map((product) => product.productId)).toEqual(keys.filter((no) => no !== bad))
  })

  it('gets along with a service that answers small batches only', async () => {
    const { adapter, truth } = await domeggook({ pageAbove: 10 })
    const keys = truth()
      .filter((one) => !one.gone)
      .slice(0, 60)
      .map(({ no }) => no)
    expect((await collectAll(adapter, { keys })).products).toHaveLength(60)
  })

  it('gives up soon when everything is a page', async () => {
    const { adapter, practice, seen } = await domeggook()
    practice.control.fault({ kind: 'html', on: 'view' })
    expect((await failureOf(collectAll(adapter, { search: '용' }))).code).toBe('DOMEGGOOK_PAGE')
    expect(seen().requests['GET view']).toBeLessThan(60)
  })

  it('is silent for three minutes after 429 and goes on', async () => {
    const { adapter, practice, time } = await domeggook()
    practice.control.fault({ kind: 'too-many', on: 'list', times: 1 })
    const before = time.clock.now()
    expect((await collectAll(adapter, { search: '컵' })).products.length).toBeGreaterThan(0)
    expect(time.clock.now() - before).toBeGreaterThanOrEqual(180_000)
  })

  it('keeps that silence after a restart', async () => {
    const { adapter, again, practice, seen } = await domeggook()
    practice.control.fault({ kind: 'too-many', on: 'list', times: 1 })
    expect((await failureOf(adapter.check(never()))).code).toBe('DOMEGGOOK_TOO_MANY')
    const calls = seen().requests['GET list']
    expect((await failureOf(again().check(never()))).code).toBe('NET_RATE_LIMITED')
    expect(seen().requests['GET list']).toBe(calls)
  })

  it('sends nothing more once the day is used up, also after a restart, until midnight in Seoul', async () => {
    const db = tempDatabase()
    const { adapter, again, time, seen } = await domeggook({}, { dailyCounter: createDayCount(db, 'domeggook') })
    db.prepare('insert into call_count values (?, ?, ?)').run('domeggook', kstDayNumber(time.clock.now()), 14_999)
    await adapter.check(never())
    expect((await failureOf(again().check(never()))).code).toBe('DOMEGGOOK_DAY_USED')
    expect(seen().requests['GET list']).toBe(1)
    time.pass(86_400_000)
    await again().check(never())
  })

  it.each(['500', 'drop', 'cut', 'truncated', 'empty', 'html'] as const)('gets over a passing %s', async (kind) => {
    const { adapter, practice } = await domeggook()
    practice.control.fault({ kind, times: 1 })
    expect((await collectAll(adapter, { search: '컵' })).products.length).toBeGreaterThan(0)
  })

  it.each([
    ['500', 'NET_SERVER_ERROR'],
    ['html', 'DOMEGGOOK_PAGE'],
    ['empty', 'DOMEGGOOK_PAGE'],
    ['truncated', 'DOMEGGOOK_PAGE'],
    ['shape', 'DOMEGGOOK_BAD_REPLY'],
  ] as const)('ends a lasting %s as %s, never as an empty catalogue', async (kind, code) => {
    const { adapter, practice } = await domeggook()
    practice.control.fault({ kind })
    expect((await failureOf(collectAll(adapter, { search: '컵' }))).code).toBe(code)
  })

  it('does not call a product gone because nobody answered', async () => {
    const { adapter, practice } = await domeggook()
    practice.control.fault({ kind: 'html', on: 'view' })
    const { gone, rejected } = await collectAll(adapter, { keys: ['30000001'] })
    expect({ gone, rejected: rejected.length }).toEqual({ gone: [], rejected: 1 })
  })

  it('counts calls in memory alike', () => {
    const count = dayCountInMemory()
    count.add(0)
    expect(count.today(0)).toBe(1)
    expect(count.today(86_400_000)).toBe(0)
  })
})
