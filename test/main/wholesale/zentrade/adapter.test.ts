import { describe, expect, it, onTestFinished } from 'vitest'
import type { CallRecord } from '../../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../../main/net/limiter.ts'
import { createHttpStreams } from '../../../../main/net/stream.ts'
import { type PracticeZentradeOptions, startPracticeZentrade } from '../../../../main/practice/zentrade/index.ts'
import type { CollectRequest, ProductBatch } from '../../../../main/wholesale/port.ts'
import { createZentradeAdapter } from '../../../../main/wholesale/zentrade/adapter.ts'
import { systemClock } from '../../../../shared/time.ts'

const small = { catalogue: { size: 60, extremes: false, driftEveryMs: 0, arrivalEveryMs: 0 } }

const start = async (options: PracticeZentradeOptions = small, key?: { id: string; mSkey: string }) => {
  const service = await startPracticeZentrade(options)
  onTestFinished(() => service.close())
  const calls: CallRecord[] = []
  const http = createHttpStreams({
    service: 'zentrade',
    limiter: createOpenLimiter(systemClock),
    baseUrl: service.url,
    recordCall: (call) => calls.push(call),
    sleep: async () => {},
  })
  const adapter = createZentradeAdapter({
    http,
    credentials: async () => key ?? service.credentials,
    shipping: () => ({ fee: 3000, returnFee: 5000 }),
  })
  const signal = new AbortController().signal
  const all = async (request: CollectRequest = {}) => {
    const batches: ProductBatch[] = []
    for await (const batch of adapter.collect(request, { signal })) batches.push(batch)
    return {
      products: batches.flatMap((batch) => batch.products),
      rejected: batches.flatMap((batch) => batch.rejected),
      gone: batches.flatMap((batch) => batch.gone),
      batches,
    }
  }
  return { service, adapter, calls, all, signal }
}

describe('collecting from the practice service', () => {
  it('brings every product of the feed as it stands there', async () => {
    const { service, all } = await start()
    const { products, rejected } = await all()
    const truth = [...service.truth()]
    const taken = new Map(products.map((product) => [product.productId, product]))
    expect(taken.size + rejected.length).toBe(truth.length)
    for (const goods of truth) {
      const product = taken.get(goods.code)
      if (product === undefined) continue
      expect(product.name).toBe(goods.name.trim())
      expect(product.status).toBe(goods.runout ? 'soldout' : 'available')
      expect(product.taxFree).toBe(goods.taxFree)
      expect(product.options.length).toBe(Math.max(1, goods.options.length))
      expect(product.shipping).toMatchObject({ rule: { kind: 'flat', fee: 3000 }, returnFee: 5000 })
    }
  })

  it('sends the key in the body of a POST, and logs neither key nor query', async () => {
    const { service, all, calls } = await start()
    await all()
    expect(service.control.calls()).toEqual(['POST /shop/proc/product_api.php'])
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({ path: '/shop/proc/product_api.php', status: 200, errorCode: null })
    expect(JSON.stringify(calls)).not.toContain(service.credentials.mSkey)
  })

  it('asks for a few products one by one, and says which did not come', async () => {
    const { service, all } = await start()
    const { products, rejected, gone } = await all({ keys: ['000005', '999999'] })
    expect(products.map((product) => product.productId)).toEqual(['000005'])
    expect(rejected.map((row) => row.productId)).toEqual(['999999'])
    // An empty reply may as well mean a wrong key.
    expect(gone).toEqual([])
    expect(service.control.calls()).toHaveLength(2)
  })

  it('keeps to search, category, price band and limit', async () => {
    const { all } = await start()
    const { products } = await all()
    const category = products[0]?.categoryPath[0] ?? ''
    const byCategory = (await all({ category })).products
    expect(byCategory).toEqual(products.filter((product) => product.categoryPath[0] === category))
    const band = (await all({ minPrice: 5000, maxPrice: 20_000 })).products
    expect(band.length).toBeGreaterThan(0)
    expect(band).toEqual(products.filter(({ price }) => price !== null && price >= 5000 && price <= 20_000))
    const word = products[0]?.name.split(' ')[0]?.slice(0, 2) ?? ''
    expect((await all({ search: word })).products.length).toBeGreaterThan(0)
    expect((await all({ search: '절대로없는말' })).products).toEqual([])
    expect((await all({ limit: 7 })).products).toEqual(products.slice(0, 7))
  })

  it('refuses what the service cannot do instead of leaving it out', async () => {
    const { adapter, signal, all } = await start()
    await expect(adapter.plan({ changedSince: 1 }, signal)).rejects.toMatchObject({ code: 'COLLECT_UNSUPPORTED' })
    await expect(all({ changedSince: 1 })).rejects.toMatchObject({ code: 'COLLECT_UNSUPPORTED' })
  })

  it('knows a good key by the first product of the feed, and the categories by all of it', async () => {
    const { adapter, signal } = await start()
    await adapter.check(signal)
    const categories = await adapter.categories(signal)
    expect(categories.length).toBeGreaterThan(1)
    expect(categories.every(({ code, name }) => /^\d{3}$/.test(code) && name !== '')).toBe(true)
  })
})

describe('a service in trouble', () => {
  const faults = [
    ['html', 'ZENTRADE_BLOCKED'],
    ['empty', 'ZENTRADE_NOT_FEED'],
    ['truncated', 'ZENTRADE_CUT_OFF'],
    ['cut', 'NET_BROKEN'],
    ['entity-bomb', 'ZENTRADE_DOCTYPE'],
    ['wrong-encoding', 'ZENTRADE_ENCODING'],
    ['shape', 'ZENTRADE_BROKEN'],
    ['no-products', 'ZENTRADE_EMPTY'],
    ['500', 'NET_SERVER_ERROR'],
  ] as const
  it.each(faults)('%s ends as %s', async (fault, code) => {
    const { service, all } = await start()
    service.control.fault({ kind: fault })
    await expect(all()).rejects.toMatchObject({ code })
  })

  it('a feed that drips in is read all the same', async () => {
    const { service, all } = await start({ catalogue: { ...small.catalogue, size: 3 } })
    service.control.fault({ kind: 'drip', ms: 0 })
    expect((await all()).products).toHaveLength([...service.truth()].length)
  })

  it('a broken product costs only itself', async () => {
    const { service, all } = await start()
    const before = await all()
    service.control.fault({ kind: 'broken-product', times: 1 })
    const after = await all()
    expect(after.products.length).toBe(before.products.length - 1)
    expect(after.rejected.length).toBe(before.rejected.length + 1)
  })

  it.each([
    ['empty', 'ZENTRADE_EMPTY'],
    ['page', 'ZENTRADE_BLOCKED'],
    ['words', 'ZENTRADE_NOT_FEED'],
  ] as const)('a wrong key answered with %s says what to do', async (wrongKey, code) => {
    const { adapter, signal } = await start({ ...small, wrongKey }, { id: 'practice-zen', mSkey: 'wrong' })
    const failure = await adapter.check(signal).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code, service: 'zentrade', nextStep: expect.stringContaining('인증키') })
  })

  it('a passing failure is tried again', async () => {
    const { service, all, calls } = await start()
    service.control.fault({ kind: '500', times: 2 })
    await all()
    expect(calls.map((call) => call.status)).toEqual([500, 500, 200])
  })

  it('a cancelled collect ends as cancelled', async () => {
    const { adapter } = await start()
    const abort = new AbortController()
    const run = async () => {
      for await (const _ of adapter.collect({}, { signal: abort.signal })) abort.abort()
    }
    await expect(run().then(() => adapter.check(abort.signal))).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
