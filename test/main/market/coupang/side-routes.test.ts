import { describe, expect, it } from 'vitest'
import { createCoupangAdapter } from '../../../../main/market/coupang/index.ts'
import type { HttpClient, HttpReply } from '../../../../main/net/types.ts'
import { failure, HOLDER, how, ready, setUp, silent } from './support.ts'

interface Refusal {
  status: number
  body: string
  type?: string
}

const notFound: Refusal = { status: 404, body: '{"code":"ERROR","message":"Not Found"}' }
const refusals: [string, Refusal][] = [
  ['a 404', notFound],
  ['a 404 without a body', { status: 404, body: '' }],
  ['a page for a 404', { status: 404, body: '<html><body>404</body></html>', type: 'text/html' }],
  ['a 400', { status: 400, body: '{"code":"ERROR","message":"no such operation"}' }],
  ['a missing right', { status: 403, body: '{"code":"ERROR","message":"Request is not authorized."}' }],
  ['a retired route', { status: 410, body: '{"code":"ERROR","message":"retired"}' }],
  ['an answer without an envelope', { status: 200, body: '[]' }],
]

const replyOf = ({ status, body, type = 'application/json' }: Refusal): HttpReply => ({
  status,
  headers: { 'content-type': type },
  bytes: Buffer.from(body),
  traceId: 't',
  text: () => body,
  json: () => JSON.parse(body),
})

/** Coupang with some of its routes shut. */
const withRefused = async (
  shut: (method: string, path: string) => Refusal | null,
  server: Parameters<typeof setUp>[0] = {},
) => {
  const base = await setUp(server)
  const asked: string[] = []
  const http: HttpClient = {
    limiter: base.http.limiter,
    request: (request) => {
      const refused = shut(request.method, request.path)
      if (refused === null) return base.http.request(request)
      asked.push(`${request.method} ${request.template}`)
      return Promise.resolve(replyOf(refused))
    },
  }
  const adapter = createCoupangAdapter({
    http,
    credentials: () => Promise.resolve(base.server.credentials),
    clock: base.time.clock,
    log: silent,
    sleep: base.time.sleep,
    random: () => 0.5,
  })
  return { ...base, adapter, asked }
}
const at = (pattern: RegExp, refusal: Refusal) => (method: string, path: string) =>
  pattern.test(`${method} ${path}`) ? refusal : null

describe('a category whose status', () => {
  it.each(refusals)('is answered with %s is what its metadata say', async (_name, refusal) => {
    const { adapter } = await withRefused(at(/display-categories\/\d+\/status$/, refusal))
    expect((await adapter.form(HOLDER, how)).fields.length).toBeGreaterThan(0)
    expect((await failure(adapter.form('1', how))).code).toBe('MARKET_CATEGORY_GONE')
  })

  it('is refused again and again is no longer asked for', async () => {
    const { adapter, asked } = await withRefused(at(/\/status$/, notFound))
    for (let turn = 0; turn < 10; turn += 1) await adapter.form(HOLDER, how)
    expect(asked).toHaveLength(3)
  })
})

describe('a guess', () => {
  it.each([...refusals, ['a server error', { status: 500, body: '{}' }] as [string, Refusal]])(
    'that is refused with %s is none',
    async (_name, refusal) => {
      const { adapter } = await withRefused(at(/categorization\/predict$/, refusal))
      expect(await adapter.suggestCategory?.({ name: '거치대', brand: null, categoryPath: [] }, how)).toBeNull()
    },
  )

  it('that Coupang’s silence holds back is asked for later', async () => {
    const { adapter, control } = await setUp()
    control.fault({ kind: 'too-many', times: 1 })
    const asked = adapter.suggestCategory?.({ name: '거치대', brand: null, categoryPath: [] }, how)
    expect((await failure(asked ?? Promise.resolve())).code).toBe('COUPANG_TOO_MANY')
  })
})

describe('an approved listing', () => {
  it.each(refusals)('whose inventories answer %s stays what the product says', async (_name, refusal) => {
    const { adapter } = await withRefused(at(/^GET .*\/inventories$/, refusal), { reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    const read = await adapter.read(ref, how)
    expect(read).toMatchObject({ state: 'on_sale', price: null, stock: null })
    expect(read.options).toMatchObject([{ sku: 'JT-1', price: null, stock: null, onSale: null }])
    // A price is still told, and Coupang's own limit of one change looked after by Coupang.
    await adapter.setPrice(read.ref, [{ sku: 'JT-1', value: 13_000 }], { force: false }, how)
  })

  it('is not gone because writing to an option is refused', async () => {
    const { adapter } = await withRefused(at(/^PUT .*\/(?:prices|quantities|sales)\//, notFound), { reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    for (const work of [
      () => adapter.setPrice(ref, [{ sku: 'JT-1', value: 13_000 }], { force: false }, how),
      () => adapter.setStock(ref, [{ sku: 'JT-1', value: 3 }], how),
      () => adapter.stop(ref, how),
    ]) {
      expect(await failure(work())).toMatchObject({ code: 'COUPANG_OPTION_GONE', kind: 'rejected' })
    }
  })

  it('is not gone because deleting it is refused', async () => {
    const { adapter } = await withRefused(at(/^DELETE /, notFound), { reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    expect(await failure(adapter.remove(ref, how))).toMatchObject({ code: 'COUPANG_NO_ROUTE', kind: 'rejected' })
  })

  it('is gone where the product itself is not there', async () => {
    const { adapter } = await withRefused(at(/^GET .*\/seller-products\/\d+$/, notFound), { reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    expect((await failure(adapter.read(ref, how))).code).toBe('MARKET_GONE')
  })
})

describe('a refused listing', () => {
  it.each(refusals)('is refused also where its history answers %s', async (_name, refusal) => {
    const { adapter, control } = await withRefused(at(/\/histories/, refusal))
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    control.refuse(ref.marketProductId, '사유')
    expect(await adapter.read(ref, how)).toMatchObject({ state: 'rejected', reason: null })
  })
})

describe('looking for a listing', () => {
  it('needs no list by time where the code gives a clear answer', async () => {
    const { adapter, time } = await withRefused(at(/time-frame/, notFound))
    const search = { createdAfter: time.clock.now() }
    expect(await adapter.findBySku('JT-9', search, how)).toEqual([])
  })

  it('concludes nothing where both ways are shut', async () => {
    const { adapter, time } = await withRefused(at(/time-frame|external-vendor-sku/, notFound))
    const refusal = await failure(adapter.findBySku('JT-9', { createdAfter: time.clock.now() }, how))
    expect([refusal.code, refusal.kind]).toEqual(['COUPANG_NO_ROUTE', 'rejected'])
  })
})

describe('a brand', () => {
  it.each(refusals)('whose look-up answers %s is left out, and the listing goes', async (_name, refusal) => {
    const { adapter } = await withRefused(at(/brands\/search$/, refusal))
    const { content, ...context } = await ready(adapter, HOLDER, { brand: '하늘공방' })
    expect((await adapter.create(content, context, how)).warnings.join()).toContain('하늘공방')
  })
})

describe('the check of a connection', () => {
  it.each([
    ['a 400', { status: 400, body: '{"code":"ERROR","message":"odd"}' }],
    ['an answer without an envelope', { status: 200, body: '[]' }],
    ['a server error', { status: 500, body: '{}' }],
    ['a page', { status: 200, body: '<html></html>', type: 'text/html' }],
  ] as [string, Refusal][])('is passed by the outbound places where the return centres answer %s', async (_n, odd) => {
    const { adapter, server } = await withRefused(at(/returnShippingCenters/, odd))
    expect((await adapter.check(how)).account).toBe(server.credentials.vendorId)
  })

  it('fails with the first answer where the outbound places fail too', async () => {
    const odd = { status: 400, body: '{"code":"ERROR","message":"odd"}' }
    const { adapter } = await withRefused(at(/returnShippingCenters|outbound/, odd))
    expect(await failure(adapter.check(how))).toMatchObject({ code: 'MARKET_REJECTED', kind: 'rejected' })
  })

  it('is where a 404 means the vendor code, and a missing right the key', async () => {
    const { adapter } = await withRefused(at(/returnShippingCenters/, notFound))
    expect(await failure(adapter.check(how))).toMatchObject({ code: 'COUPANG_VENDOR', kind: 'setup' })
    const forbidden = { status: 403, body: '{"code":"ERROR","message":"Request is not authorized."}' }
    const other = await withRefused(at(/returnShippingCenters/, forbidden))
    expect(await failure(other.adapter.check(how))).toMatchObject({ code: 'COUPANG_PERMISSION', kind: 'setup' })
  })
})
