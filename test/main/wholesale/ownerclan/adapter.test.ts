import { describe, expect, it } from 'vitest'
import { collectItems } from '../../../../main/wholesale/ownerclan/collect.ts'
import { collectAll, failureOf, lawsOfProduct, never } from '../support.ts'
import { ownerclan } from './harness.ts'

describe('login', () => {
  it.each(['text', 'quoted', 'object'] as const)('takes the token as %s', async (tokenForm) => {
    const { adapter } = await ownerclan({ tokenForm })
    await expect(adapter.check(never())).resolves.toBeUndefined()
  })

  it('says what to do when the password is wrong', async () => {
    const { adapter } = await ownerclan({}, { credentials: { password: 'wrong' } })
    const failure = await failureOf(adapter.check(never()))
    expect(failure.code).toBe('OWNERCLAN_LOGIN_REFUSED')
    expect(failure.nextStep).toMatch(/아이디와 비밀번호/)
  })

  it('logs in once for many calls, and again a day before the token ends', async () => {
    const { adapter, time, seen } = await ownerclan()
    await collectAll(adapter, { search: '우산' })
    await collectAll(adapter, { search: '컵' })
    expect(seen().requests['POST auth']).toBe(1)
    time.pass(28.9 * 86_400_000)
    await collectAll(adapter, { search: '컵' })
    expect(seen().requests['POST auth']).toBe(1)
    time.pass(0.2 * 86_400_000)
    await collectAll(adapter, { search: '컵' })
    expect(seen().requests['POST auth']).toBe(2)
  })

  it('logs in again once when the token is refused in the middle of a collect', async () => {
    const { adapter, practice, seen } = await ownerclan()
    await collectAll(adapter, { search: '컵' })
    practice.control.expireTokens()
    const { products } = await collectAll(adapter, { limit: 50 })
    expect(products).toHaveLength(50)
    expect(seen().requests['POST auth']).toBe(2)
  })

  it('gives up with a code when a fresh token is refused too', async () => {
    const { adapter, practice } = await ownerclan()
    practice.control.fault({ kind: 'expire', on: 'api' })
    expect((await failureOf(collectAll(adapter, { limit: 5 }))).code).toBe('OWNERCLAN_TOKEN_REFUSED')
  })

  it('shares one login between callers that come together', async () => {
    const { adapter, seen } = await ownerclan()
    await Promise.all([1, 2, 3, 4].map(() => collectAll(adapter, { limit: 5 })))
    expect(seen().requests['POST auth']).toBe(1)
  })

  it('does not go on with the old account after the credentials were replaced', async () => {
    const { adapter, given } = await ownerclan()
    await adapter.check(never())
    given.password = 'wrong'
    expect((await failureOf(collectAll(adapter, { limit: 5 }))).code).toBe('OWNERCLAN_LOGIN_REFUSED')
  })

  it('refuses an answer that holds no token', async () => {
    const { adapter, practice } = await ownerclan()
    practice.control.fault({ kind: 'shape', on: 'auth' })
    expect((await failureOf(adapter.check(never()))).code).toBe('OWNERCLAN_NO_TOKEN')
  })
})

describe('collecting', () => {
  it('reads every item of the catalogue exactly once, though pages repeat some', async () => {
    const { adapter, practice } = await ownerclan({ catalogue: { size: 1500 } })
    const { products, rejected } = await collectAll(adapter, { changedSince: 0 })
    const truth = [...practice.truth()]
    expect(rejected).toEqual([])
    expect(products.map((product) => product.productId)).toEqual(truth.map((item) => item.key))
    expect(products.flatMap(lawsOfProduct)).toEqual([])
  })

  it('reads the 5 MB description and the 10,000 options', async () => {
    const { adapter } = await ownerclan({ catalogue: { size: 60, extremes: true } })
    const { products } = await collectAll(adapter, { changedSince: 0 })
    expect(products.find((product) => product.options.length > 9000)).toBeDefined()
    expect(products.find((product) => (product.descriptionHtml?.length ?? 0) > 5_000_000)).toBeDefined()
    expect(products.flatMap(lawsOfProduct)).toEqual([])
  })

  it('keeps syllables beyond KS X 1001 and takes NUL out', async () => {
    const { adapter } = await ownerclan()
    const { products } = await collectAll(adapter, { changedSince: 0 })
    expect(products.some((product) => product.name.includes('똠방 뷁 쀍'))).toBe(true)
    expect(products.some((product) => product.descriptionHtml?.includes('\0'))).toBe(false)
  })

  it('resumes after a batch without loss or doubles', async () => {
    const { adapter } = await ownerclan({ catalogue: { size: 1300 } })
    const whole = await collectAll(adapter, { changedSince: 0 })
    const first = await collectAll(adapter, { changedSince: 0 }, { batches: 1 })
    const rest = await collectAll(adapter, { changedSince: 0 }, { after: first.cursors.at(-1) ?? null })
    expect([...first.products, ...rest.products].map((product) => product.productId)).toEqual(
      whole.products.map((product) => product.productId),
    )
  })

  it('has nothing more after the last batch', async () => {
    const { adapter } = await ownerclan()
    const whole = await collectAll(adapter, { changedSince: 0 })
    expect((await collectAll(adapter, { changedSince: 0 }, { after: whole.cursors.at(-1) ?? null })).batches).toEqual(
      [],
    )
  })

  it('stops at the limit, also when resumed', async () => {
    const { adapter } = await ownerclan({ catalogue: { size: 1300 } })
    const first = await collectAll(adapter, { limit: 700 }, { batches: 1 })
    const rest = await collectAll(adapter, { limit: 700 }, { after: first.cursors.at(-1) ?? null })
    expect(first.products.length + rest.products.length).toBe(700)
  })

  it('filters by word, category, price and time of change', async () => {
    const { adapter, practice } = await ownerclan({ catalogue: { size: 800 } })
    const truth = [...practice.truth()]
    const ids = (wanted: (item: (typeof truth)[number]) => boolean) => truth.filter(wanted).map((item) => item.key)
    const collected = async (request: Parameters<typeof adapter.collect>[0]) =>
      (await collectAll(adapter, request)).products.map((product) => product.productId)
    expect(await collected({ search: '우산' })).toEqual(
      ids((item) => item.name.includes('우산') || item.searchKeywords.some((word) => word.includes('우산'))),
    )
    const kitchen = truth.find((item) => item.category?.parent?.name === '주방용품')?.category?.parent
    expect(await collected({ category: kitchen?.key ?? '' })).toEqual(
      ids((item) => item.category?.parent?.key === kitchen?.key),
    )
    expect(await collected({ minPrice: 1000, maxPrice: 3000 })).toEqual(
      ids((item) => (item.price ?? 0) >= 1000 && (item.price ?? 0) <= 3000),
    )
    const changes = truth.map((item) => item.updatedAt).sort((a, b) => a - b)
    const since = changes[400] ?? 0
    expect(await collected({ changedSince: since })).toEqual(ids((item) => item.updatedAt >= since))
  })

  it('tells which keys a complete reply leaves out', async () => {
    const { adapter, practice } = await ownerclan()
    practice.control.setProduct('W000005', { gone: true })
    const { batches } = await collectAll(adapter, { keys: ['W000004', 'W000005', 'W000006'] })
    expect(batches.flatMap(({ absent = [] }) => absent)).toEqual(['W000005'])
  })

  it.each([
    ['an error beside the data', [null], [{ message: 'Internal error', path: ['itemsByKeys', 0], code: null }]],
    ['a product that nobody asked for', [{ key: 'W000009' }], []],
  ])('concludes nothing from a reply with %s', async (_, itemsByKeys, errors) => {
    const client = { query: async () => ({ data: { itemsByKeys }, errors, traceId: '' }) }
    for await (const batch of collectItems(client, { keys: ['W000005'] }, null, never())) {
      expect(batch.rejected.map(({ productId }) => productId)).toContain('W000005')
      expect(batch.absent).toBeUndefined()
    }
  })

  it('asks by keys, and sets aside what is not answered instead of calling it gone', async () => {
    const { adapter } = await ownerclan()
    const { products, rejected, gone } = await collectAll(adapter, {
      keys: ['W000005', 'W000006', 'W000005', 'W999999', '나쁜 키!'],
    })
    expect(products.map((product) => product.productId).sort()).toEqual(['W000005', 'W000006'])
    expect(rejected.map(({ productId }) => productId).sort()).toEqual(['W999999', '나쁜 키!'])
    expect(gone).toEqual([])
  })

  it('asks for many keys in several calls and can resume between them', async () => {
    const { adapter } = await ownerclan({ catalogue: { size: 700 } })
    const keys = Array.from({ length: 650 }, (_, at) => `W${String(at + 1).padStart(6, '0')}`)
    const first = await collectAll(adapter, { keys }, { batches: 2 })
    const rest = await collectAll(adapter, { keys }, { after: first.cursors.at(-1) ?? null })
    expect([...first.products, ...rest.products].map((product) => product.productId)).toEqual(keys)
    expect(first.batches[0]?.expected).toBe(650)
  })

  it('refuses conditions that it cannot honour, by name', async () => {
    const { adapter } = await ownerclan()
    const plan = (request: Parameters<typeof adapter.plan>[0]) => failureOf(adapter.plan(request, never()))
    expect((await plan({ keys: ['W000001'], search: '컵' })).message).toMatch(/검색어/)
    expect((await plan({})).code).toBe('COLLECT_NEEDS_CONDITION')
    expect((await plan({ minPrice: 5, maxPrice: 4 })).code).toBe('COLLECT_BAD_CONDITION')
    expect((await failureOf(collectAll(adapter, { limit: 5 }, { after: 'nonsense' }))).code).toBe('COLLECT_BAD_CURSOR')
  })

  it('plans calls and time from what is really there', async () => {
    const { adapter, practice } = await ownerclan({ catalogue: { size: 1300 } })
    const plan = await adapter.plan({ minPrice: 5000 }, never())
    const there = [...practice.truth()].filter((item) => (item.price ?? 0) >= 5000).length
    expect(plan).toEqual({ products: there, calls: Math.ceil(there / 500), ms: Math.ceil(there / 500) * 400 })
    expect(await adapter.plan({ limit: 20 }, never())).toMatchObject({ products: 20, calls: 1 })
  })

  it('lists categories with their parents', async () => {
    const { adapter } = await ownerclan()
    const categories = await adapter.categories(never())
    const leaf = categories.find(({ name }) => name === '텀블러')
    const middle = categories.find(({ code }) => code === leaf?.parent)
    expect(middle?.name).toBe('주방용품')
    expect(categories.find(({ code }) => code === middle?.parent)?.parent).toBeNull()
  })
})

describe('trouble', () => {
  it('falls to 100 a page after a time-out and stays there', async () => {
    const { adapter, practice, seen } = await ownerclan({ catalogue: { size: 450 } }, { timeoutCap: 400 })
    await adapter.check(never())
    practice.control.fault({ kind: 'slow', on: 'api', times: 1, ms: 1500 })
    practice.control.resetSeen()
    const { batches, products } = await collectAll(adapter, { changedSince: 0 })
    expect(products).toHaveLength(450)
    expect(batches.map((batch) => batch.products.length)).toEqual([100, 100, 100, 100, 50])
    expect(seen().requests['POST api']).toBe(6)
  })

  it('is silent for at least 90 seconds after "Too many requests." and goes on', async () => {
    const { adapter, practice, time } = await ownerclan()
    await adapter.check(never())
    practice.control.fault({ kind: 'too-many', on: 'api', times: 1 })
    const before = time.clock.now()
    const { products } = await collectAll(adapter, { limit: 10 })
    expect(products).toHaveLength(10)
    expect(time.clock.now() - before).toBeGreaterThanOrEqual(90_000)
  })

  it('tells the operator at once when somebody waits', async () => {
    const { adapter, practice } = await ownerclan()
    practice.control.fault({ kind: 'too-many', on: 'api', times: 1 })
    expect((await failureOf(adapter.check(never()))).code).toBe('OWNERCLAN_TOO_MANY')
    expect((await failureOf(adapter.check(never()))).code).toBe('NET_RATE_LIMITED')
  })

  it.each(['500', 'drop', 'cut', 'html', 'empty', 'truncated'] as const)('gets over a passing %s', async (kind) => {
    const { adapter, practice } = await ownerclan()
    practice.control.fault({ kind, on: 'api', times: 2 })
    expect((await collectAll(adapter, { limit: 10 })).products).toHaveLength(10)
  })

  it.each([
    ['500', 'NET_SERVER_ERROR'],
    ['html', 'NET_HTML'],
    ['truncated', 'NET_NOT_JSON'],
    ['empty', 'NET_NOT_JSON'],
    ['shape', 'OWNERCLAN_BAD_REPLY'],
  ] as const)('ends a lasting %s as %s', async (kind, code) => {
    const { adapter, practice } = await ownerclan()
    practice.control.fault({ kind, on: 'api' })
    expect((await failureOf(collectAll(adapter, { limit: 10 }))).code).toBe(code)
  })

  it('stops when cancelled', async () => {
    const { adapter } = await ownerclan({ catalogue: { size: 1300 } })
    const stop = new AbortController()
    const read = async () => {
      for await (const _batch of adapter.collect({ changedSince: 0 }, { signal: stop.signal })) stop.abort()
    }
    expect((await failureOf(read())).code).toBe('CANCELLED')
  })
})

describe('changes', () => {
  it('cost little for an hour of many products, and more than some hundred products are worth', async () => {
    const { adapter } = await ownerclan()
    const hour = 3_600_000
    const callsFor = async (count: number) =>
      (await adapter.plan({ keys: Array.from({ length: count }, (_, n) => `W${n}`) }, never())).calls
    const cost = (ms: number) => adapter.changes?.cost(ms) ?? 0
    expect(cost(hour)).toBeLessThan(await callsFor(1000))
    expect(cost(hour)).toBeGreaterThan(await callsFor(200))
    expect(cost(24 * hour)).toBeGreaterThan(await callsFor(5000))
    // One walk for all kinds, or one for each: neither is a step that makes a longer time cheaper.
    expect(cost(2 * hour)).toBeLessThan(cost(2 * hour + 1))
  })

  it('names every product whose price, stock or status changed, once, over windows of at most 7 days', async () => {
    const { adapter, practice, time } = await ownerclan({ catalogue: { size: 120 } })
    const before = new Map([...practice.truth()].map((item) => [item.key, `${item.price} ${item.status}`]))
    const since = time.clock.now()
    time.pass(10 * 86_400_000)
    const changed: string[] = []
    for await (const { productIds } of adapter.changes?.read(since, never()) ?? []) changed.push(...productIds)
    const truth = [...practice.truth()].filter((item) => before.get(item.key) !== `${item.price} ${item.status}`)
    expect(new Set(changed).size).toBe(changed.length)
    expect(truth.length).toBeGreaterThan(10)
    expect(truth.map((item) => item.key).filter((key) => !changed.includes(key))).toEqual([])
  })

  it('refuses what is older than three months', async () => {
    const { adapter, time } = await ownerclan()
    const read = async () => {
      for await (const _ of adapter.changes?.read(time.clock.now() - 100 * 86_400_000, never()) ?? []);
    }
    expect((await failureOf(read())).code).toBe('OWNERCLAN_HISTORY_TOO_OLD')
  })
})
