import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createNaverAdapter, createNaverHttp, naverFields } from '../../../../main/market/naver/index.ts'
import { silent } from '../../wholesale/support.ts'
import { shirt } from './content.ts'
import { byEnding, call } from './harness.ts'
import { keys } from './scripted.ts'

interface Seen {
  line: string
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

const answers: Record<string, unknown> = {
  'POST /external/v1/oauth2/token': {
    access_token: '3XaMpLeToKeN0000000000',
    expires_in: 10_753,
    token_type: 'Bearer',
  },
  'GET /external/v1/categories/50000803': {
    id: '50000803',
    name: '티셔츠',
    wholeCategoryName: '패션의류>여성의류>티셔츠',
    last: true,
    exceptionalCategories: [],
    certificationInfos: [],
  },
  'POST /external/v1/product-images/upload': {
    images: [{ url: 'https://n/1' }, { url: 'https://n/2' }, { url: 'https://n/3' }],
  },
  'POST /external/v2/products': { originProductNo: 10_000_000_001, smartstoreChannelProductNo: 10_000_000_002 },
  'GET /external/v2/products/origin-products/10000000001': {
    originProduct: {
      statusType: 'SALE',
      name: 'n',
      salePrice: 19_900,
      stockQuantity: 100,
      detailAttribute: {
        optionInfo: {
          optionCombinations: shirt().options.map(({ sku, price, stock }, at) => ({
            id: 40_000_000_001 + at,
            optionName1: 'a',
            sellerManagerCode: sku,
            stockQuantity: stock,
            price: price - 19_900,
            usable: true,
          })),
        },
      },
    },
    smartstoreChannelProduct: { channelProductDisplayStatusType: 'ON' },
  },
}

/** A peer that only writes down what arrives. */
const peer = async () => {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const line = `${request.method} ${request.url}`
    seen.push({ line, headers: request.headers, body: Buffer.concat(parts) })
    const answer = answers[line] ?? (line.startsWith('DELETE') ? '' : {})
    response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' })
    response.end(answer === '' ? '' : JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const adapter = createNaverAdapter({
    http: createNaverHttp({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, unlimited: true }),
    credentials: () => Promise.resolve(keys),
    clock: { now: () => Date.now() },
    log: silent,
    picture: byEnding,
  })
  return { adapter, seen, last: () => seen.at(-1) }
}

describe('the bytes on the wire', () => {
  it('are the documents’ at every call of a listing’s life', async () => {
    const { adapter, seen, last } = await peer()
    const form = await adapter.form('50000803', call())
    const { ref } = await adapter.create(shirt(), { form, places: { outbound: [], inbound: [] } }, call())
    expect(seen.map(({ line }) => line)).toEqual([
      'POST /external/v1/oauth2/token',
      'GET /external/v1/categories/50000803',
      'GET /external/v1/products-for-provided-notice/WEAR',
      'POST /external/v1/product-images/upload',
      'POST /external/v2/products',
    ])
    const [token, , , upload, create] = seen
    expect(token?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(String(token?.body)).toMatch(
      /^client_id=aaaabbbbcccc&timestamp=\d{13}&grant_type=client_credentials&client_secret_sign=[A-Za-z0-9]{80}&type=SELF$/,
    )
    expect(token?.headers.authorization).toBeUndefined()
    const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(String(upload?.headers['content-type']))?.[1]
    expect(boundary).toBeDefined()
    expect(upload?.body.toString('latin1').split(`--${boundary}`)).toHaveLength(5)
    expect(upload?.body.toString('latin1').match(/name="imageFiles"; filename="[\w-]+\.(?:jpg|png)"/g)).toHaveLength(3)
    for (const one of seen.slice(1)) expect(one.headers.authorization).toBe('Bearer 3XaMpLeToKeN0000000000')
    expect(create?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(String(create?.body))).toMatchObject({
      originProduct: { salePrice: 19_900 },
      smartstoreChannelProduct: { channelProductDisplayStatusType: 'ON' },
    })

    await adapter.setPrice(
      ref,
      shirt().options.map(({ sku, price }) => ({ sku, value: price + 100 })),
      { force: false },
      call(),
    )
    expect(last()?.line).toBe('PUT /external/v1/products/origin-products/10000000001/option-stock')
    expect(JSON.parse(String(last()?.body))).toEqual({
      productSalePrice: { salePrice: 20_000 },
      optionInfo: {
        optionCombinations: [
          { id: 40_000_000_001, stockQuantity: 30, price: 0, usable: true },
          { id: 40_000_000_002, stockQuantity: 20, price: 1000, usable: true },
          { id: 40_000_000_003, stockQuantity: 25, price: 0, usable: true },
          { id: 40_000_000_004, stockQuantity: 25, price: 1000, usable: true },
        ],
        useStockManagement: true,
      },
    })
    await adapter.stop(ref, call())
    expect([last()?.line, String(last()?.body)]).toEqual([
      'PUT /external/v1/products/origin-products/10000000001/change-status',
      '{"statusType":"SUSPENSION"}',
    ])
    await adapter.remove(ref, call())
    expect([last()?.line, last()?.body.length, last()?.headers['content-type']]).toEqual([
      'DELETE /external/v2/products/origin-products/10000000001',
      0,
      undefined,
    ])
    await adapter.findBySku('SKU-1', { createdAfter: null }, call()).catch(() => {})
    expect([last()?.line, JSON.parse(String(last()?.body))]).toEqual([
      'POST /external/v1/products/search',
      {
        searchKeywordType: 'SELLER_CODE',
        sellerManagementCode: 'SKU-1',
        productStatusTypes: [
          'WAIT',
          'SALE',
          'OUTOFSTOCK',
          'UNADMISSION',
          'REJECTION',
          'SUSPENSION',
          'CLOSE',
          'PROHIBITION',
        ],
        page: 1,
        size: 50,
        orderType: 'NO',
      },
    ])
    await adapter.places(call()).catch(() => {})
    expect(last()?.line).toBe('GET /external/v1/seller/addressbooks-for-page?page=1')
    await adapter.categories(call()).catch(() => {})
    expect(last()?.line).toBe('GET /external/v1/categories?last=true')
    await adapter.check(call()).catch(() => {})
    expect(seen.map(({ line }) => line)).toContain('GET /external/v1/seller/channels')
    expect(seen.filter(({ line }) => line.includes('oauth2')).every(({ line }) => !line.includes('?'))).toBe(true)
    for (const { headers } of seen) expect(String(headers.accept)).toMatch(/^application\/json/)
  })

  it('of a single product go through multi-update', async () => {
    const { adapter, seen } = await peer()
    answers['GET /external/v2/products/origin-products/7'] = {
      originProduct: { statusType: 'SALE', name: 'n', salePrice: 100, stockQuantity: 1 },
    }
    const ref = { marketProductId: '7', sku: 's', ids: { originProductNo: '7' }, options: [{ sku: 's', id: null }] }
    await adapter.setPrice(ref, [{ sku: 's', value: 200 }], { force: false }, call())
    await adapter.setStock(ref, [{ sku: 's', value: 0 }], call())
    const changes = seen
      .filter(({ line }) => line === 'PATCH /external/v1/products/origin-products/multi-update')
      .map(({ body }) => JSON.parse(String(body)))
    expect(changes).toEqual([
      {
        multiProductUpdateRequestVos: [
          { originProductNo: 7, multiUpdateTypes: ['SALE_PRICE'], productSalePrice: { salePrice: 200 } },
        ],
      },
      { multiProductUpdateRequestVos: [{ originProductNo: 7, multiUpdateTypes: ['STOCK'], stockQuantity: 0 }] },
    ])
  })

  it('take the credentials as the automation names them', () => {
    expect(naverFields.safeParse({ clientId: ' a ', clientSecret: 'b' }).data).toEqual({
      clientId: 'a',
      clientSecret: 'b',
    })
    expect(naverFields.safeParse({ clientId: 'a' }).success).toBe(false)
  })
})
