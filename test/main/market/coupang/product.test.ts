import { describe, expect, it } from 'vitest'
import { paths } from '../../../../main/market/coupang/address.ts'
import { categoriesIn } from '../../../../main/market/coupang/categories.ts'
import { createCoupangAdapter } from '../../../../main/market/coupang/index.ts'
import { isJump } from '../../../../main/market/coupang/option-values.ts'
import { inboundIn, outboundIn } from '../../../../main/market/coupang/places.ts'
import { inventoryIn, listingOf, productIn, productsIn, statusOf } from '../../../../main/market/coupang/product.ts'
import { createOpenLimiter } from '../../../../main/net/limiter.ts'
import type { HttpClient } from '../../../../main/net/types.ts'
import { failure, HOLDER, how, options, ready, setUp, silent } from './support.ts'

const known = {
  sku: 'S',
  options: [
    { sku: 'S-1', id: '11' },
    { sku: 'S-2', id: null },
  ],
}
const product = (statusName: string, items: object[] = [{}, {}]) => {
  const found = productIn({ sellerProductId: 16009990001, sellerProductName: '이름', productId: 90, statusName, items })
  if (found === null) throw new Error('no product')
  return found
}

describe('a product’s state', () => {
  it.each([
    ['임시저장', 'saved'],
    ['심사중', 'in_review'],
    ['승인대기중', 'in_review'],
    ['APPROVING', 'in_review'],
    ['승인반려', 'rejected'],
    ['상품삭제', 'deleted'],
    ['새로운 말', 'unknown'],
  ])('%s is %s, and its word is kept', (word, state) => {
    const listing = listingOf(product(word), known, new Map(), null)
    expect([listing.state, listing.stateText]).toEqual([state, word])
  })

  it('after the approval is what its options are', () => {
    const items = [
      { vendorItemId: 11, externalVendorSku: 'S-1' },
      { vendorItemId: '900000000000000123', externalVendorSku: 'S-2' },
    ]
    const state = (...inventories: object[]) =>
      listingOf(
        product('승인완료', items),
        known,
        new Map(inventories.map((one, at) => [['11', '900000000000000123'][at] ?? '', inventoryIn(one)])),
        null,
      )
    const open = { salePrice: 9000, amountInStock: 3, onSale: true }
    expect(state(open, { ...open, onSale: false })).toMatchObject({ state: 'on_sale', price: 9000, stock: 6 })
    expect(state({ ...open, amountInStock: 0 }, { ...open, onSale: false }).state).toBe('sold_out')
    expect(state({ ...open, onSale: false }, { ...open, onSale: false }).state).toBe('stopped')
    // What nobody read is not known: neither sold out nor a number.
    expect(state(open)).toMatchObject({ state: 'on_sale', stock: null })
    expect(listingOf(product('승인완료'), { sku: 'S', options: [] }, new Map(), null).state).toBe('in_review')
  })

  it('never forgets a number that an answer lacks', () => {
    expect(listingOf(product('심사중'), known, new Map(), null).ref.options).toEqual(known.options)
    expect(listingOf(product('심사중', []), known, new Map(), null).ref.options).toEqual(known.options)
  })

  it('is read from lists of several shapes, and from none of nonsense', () => {
    expect(productsIn([{ sellerProductId: '1' }, { sellerProductId: null }, 3]).map(({ id }) => id)).toEqual(['1'])
    expect(productsIn({ sellerProductId: 1 })).toHaveLength(1)
    for (const odd of [null, '?', {}, { content: [] }]) expect(productsIn(odd)).toEqual([])
    expect(statusOf('승인 완료')).toBe('approved')
  })
})

describe('places', () => {
  it('take the road name’s address, know their couriers, and come without any where the code is missing', () => {
    const placeAddresses = [
      {
        addressType: 'JIBUN',
        returnZipCode: '1',
        returnAddress: '동',
        returnAddressDetail: '1',
        companyContactNumber: '02',
      },
      {
        addressType: 'ROADNAME',
        countryCode: 'KR',
        returnZipCode: '2',
        returnAddress: '로',
        returnAddressDetail: '2',
        companyContactNumber: '',
        phoneNumber2: '03',
      },
    ]
    const remoteInfos = [
      { deliveryCode: 'CJGLS', usable: true },
      { deliveryCode: 'KGB', usable: false },
    ]
    expect(
      outboundIn({
        outboundShippingPlaceCode: 5,
        shippingPlaceName: '창고',
        placeAddresses,
        remoteInfos,
        usable: true,
      }),
    ).toEqual([
      {
        code: '5',
        name: '창고',
        address: '로',
        zip: '2',
        detail: '2',
        phone: '03',
        usable: true,
        preferred: false,
        facts: { couriers: 'CJGLS', overseas: false },
      },
    ])
    expect(
      outboundIn({ outboundShippingPlaceCode: 5, placeAddresses: [{ addressType: 'OVERSEA', countryCode: 'CN' }] })[0]
        ?.facts.overseas,
    ).toBe(true)
    expect(inboundIn({ returnCenterCode: '1000999001', usable: 'false' })).toMatchObject([
      { code: '1000999001', usable: false },
    ])
    expect(inboundIn({})).toEqual([])
  })

  it('are read page by page, and the first that can be used is preferred', async () => {
    const { adapter } = await setUp()
    const { outbound, inbound } = await adapter.places(how)
    expect(outbound.map(({ code, preferred, usable }) => [code, preferred, usable])).toEqual([
      ['1999001', true, true],
      ['1999002', false, false],
      ['1999003', false, true],
    ])
    expect(inbound.map(({ code, preferred }) => [code, preferred])).toEqual([
      ['1000999001', true],
      ['1000999002', false],
    ])
  })
})

describe('the category tree', () => {
  it('is walked from its root, which itself is none; closed branches are left out', () => {
    const leaf = { displayItemCategoryCode: 3, name: '잎', status: 'ACTIVE', child: [] }
    const tree = {
      displayItemCategoryCode: 0,
      name: 'ROOT',
      child: [
        {
          displayItemCategoryCode: 2,
          name: '가지',
          status: 'ACTIVE',
          child: [leaf, { ...leaf, displayItemCategoryCode: 4, status: 'DISABLED' }],
        },
      ],
    }
    expect(categoriesIn([tree])).toEqual([
      { code: '2', name: '가지', path: ['가지'], leaf: false },
      { code: '3', name: '잎', path: ['가지', '잎'], leaf: true },
    ])
    expect(categoriesIn([{}, { displayItemCategoryCode: 1 }])).toEqual([])
  })
})

describe('a change of price', () => {
  it('of at most half down and double up goes out without force', () => {
    expect([5000, 10_000, 20_000].map((after) => isJump(10_000, after))).toEqual([false, false, false])
    expect([4990, 20_010].map((after) => isJump(10_000, after))).toEqual([true, true])
  })

  it('beyond is refused here before any option is changed, and goes out when the operator says so', async () => {
    const { adapter, control } = await setUp({ reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    const set = (value: number, force: boolean) => adapter.setPrice(ref, [{ sku: 'JT-1', value }], { force }, how)
    const jump = await failure(set(6440, false))
    expect([jump.code, jump.kind, jump.fields[0]?.field]).toEqual(['COUPANG_PRICE_JUMP', 'rejected', 'price'])
    expect(jump.message).toContain('12,900원 → 6,440원')
    const step = await failure(set(12_905, false))
    expect([step.code, step.kind]).toEqual(['COUPANG_PRICE_STEP', 'rejected'])
    expect(control.seen().requests['PUT prices']).toBeUndefined()
    await set(6440, true)
    await set(6440, false)
    expect(control.products()[0]?.options[0]?.price).toBe(6440)
    expect(control.seen().requests['PUT prices']).toBe(1)
  })

  describe('takes the original price along', () => {
    const live = async () => {
      const made = await setUp({ reviewMs: 0 })
      const { content, ...context } = await ready(made.adapter)
      const { ref } = await made.adapter.create(content, context, how)
      const set = (value: number, more: { force?: boolean; again?: boolean } = {}) =>
        made.adapter.setPrice(ref, [{ sku: 'JT-1', value }], { force: false, ...more }, how)
      const shown = () => {
        const option = made.control.products()[0]?.options[0]
        return [option?.price, option?.originalPrice]
      }
      const puts = () => {
        const { 'PUT prices': prices = 0, 'PUT original-prices': originals = 0 } = made.control.seen().requests
        return [prices, originals]
      }
      /** Refuses one route. */
      const through = (refused: string) => {
        const text = '{"code":"ERROR","message":"무엇","data":null}'
        const bytes = Buffer.from(text)
        const reply = { status: 400, headers: {}, bytes, traceId: 't', text: () => text, json: () => JSON.parse(text) }
        return createCoupangAdapter({
          http: {
            ...made.http,
            request: async (request) => (request.path.includes(refused) ? reply : made.http.request(request)),
          },
          credentials: () => Promise.resolve(made.server.credentials),
          clock: made.time.clock,
          log: silent,
          sleep: made.time.sleep,
        })
      }
      return { ...made, ref, set, shown, puts, through }
    }

    it('down and up, so that no discount is invented and none is below what is paid at any moment', async () => {
      const { set, shown, puts, control } = await live()
      for (const value of [7000, 13_900, 12_900]) {
        await set(value)
        expect(shown()).toEqual([value, value])
      }
      expect(puts()).toEqual([3, 3])
      await set(12_900)
      expect(puts()).toEqual([3, 3])
      expect(control.misuse()).toEqual([])
    })

    it.each([
      ['down', 7000, 'original-prices'],
      ['up', 13_900, 'prices'],
    ] as const)('%s again after an answer was lost in between', async (_way, value, group) => {
      const { set, shown, control } = await live()
      control.fault({ kind: 'drop', on: group, times: 1 })
      expect((await failure(set(value))).kind).toBe('unknown')
      expect(shown()[0]).not.toEqual(shown()[1])
      await set(value, { again: true })
      expect(shown()).toEqual([value, value])
      expect(control.misuse()).toEqual([])
    })

    it('back where the price itself is refused, and not at all where only its own route is', async () => {
      const { ref, shown, adapter, through } = await live()
      expect(adapter.capabilities.pricesInParts).toBe(true)
      const set = (refused: string, value: number) =>
        through(refused).setPrice(ref, [{ sku: 'JT-1', value }], { force: false }, how)
      expect((await failure(set('/prices/', 13_900))).kind).toBe('rejected')
      expect(shown()).toEqual([12_900, 12_900])
      await set('/original-prices/', 7000)
      expect(shown()).toEqual([7000, 12_900])
    })
  })

  it('lifts Coupang’s limit only for the option that goes beyond it', async () => {
    const asked: string[] = []
    const { adapter, http, server, time } = await setUp({ reviewMs: 0 })
    const spied = createCoupangAdapter({
      http: {
        ...http,
        request: (request) => {
          asked.push(`${request.method} ${request.path}`)
          return http.request(request)
        },
      },
      credentials: () => Promise.resolve(server.credentials),
      clock: time.clock,
      log: silent,
      sleep: time.sleep,
    })
    const { content, ...context } = await ready(adapter, HOLDER, { options: options('색상', ['블랙', '화이트']) })
    const { ref } = await adapter.create(content, context, how)
    const prices = [
      { sku: 'JT-1-1', value: 13_000 },
      { sku: 'JT-1-2', value: 30_000 },
    ]
    await spied.setPrice(ref, prices, { force: true }, how)
    const forced = asked.filter((path) => /\/prices\//.test(path)).map((path) => path.replace(/^.*\/prices\//, ''))
    expect(forced).toEqual(['13000?forceSalePriceUpdate=false', '30000?forceSalePriceUpdate=true'])
  })

  it('and of stock is refused here where it could not be a count', async () => {
    const { adapter, control } = await setUp({ reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    for (const value of [-1, 1.5, Number.NaN]) {
      expect((await failure(adapter.setStock(ref, [{ sku: 'JT-1', value }], how))).code).toBe('COUPANG_STOCK')
    }
    await adapter.setStock(ref, [{ sku: 'JT-1', value: 200_000 }], how)
    expect(control.products()[0]?.options[0]?.stock).toBe(99_999)
  })
})

describe('a search by code', () => {
  const search = async (status: number, body: unknown, path = '') => {
    const asked: string[] = []
    const http: HttpClient = {
      limiter: createOpenLimiter({ now: () => 0 }),
      request: async (request) => {
        asked.push(request.path)
        const text = request.path.includes(path) ? JSON.stringify(body) : '{"code":"SUCCESS","message":"","data":[]}'
        const bytes = Buffer.from(text)
        return { status, headers: {}, bytes, traceId: 't', text: () => text, json: () => JSON.parse(text) }
      },
    }
    const keys = { vendorId: 'A1', vendorUserId: 'u', accessKey: 'a', secretKey: 's' }
    const adapter = createCoupangAdapter({
      http,
      credentials: () => Promise.resolve(keys),
      clock: { now: () => 0 },
      log: silent,
      sleep: () => Promise.resolve(),
    })
    return {
      asked,
      found: (name?: string) =>
        adapter.findBySku(
          'S',
          { createdAfter: name === undefined ? null : 0, ...(name === undefined ? {} : { name }) },
          how,
        ),
    }
  }

  it.each([
    [200, { code: 'SUCCESS', message: '', data: [] }],
    [200, { code: 'SUCCESS', message: '', data: null }],
    [200, { code: 'ERROR', message: '조회된 상품이 없습니다.', data: null }],
    [400, { code: 'ERROR', message: 'seller product not found', data: null }],
    [404, { code: 'ERROR', message: 'Not Found', data: null }],
  ])('finds nothing where Coupang says so (%i %j)', async (status, body) => {
    expect(await (await search(status, body)).found()).toEqual([])
  })

  it.each([
    [400, { code: 'ERROR', message: '입력값에 오류가 있습니다. line: 1', data: null }],
    [400, { code: 'ERROR', message: '무엇', data: null }],
    [403, { code: 'ERROR', message: '[FORBIDDEN] Not allowed IP' }],
    [200, { 이상한: '답' }],
  ])('concludes nothing from any other refusal (%i %j)', async (status, body) => {
    await expect((await search(status, body)).found()).rejects.toMatchObject({ name: 'MarketError' })
  })

  it('looks only into those of the same name among what is new', async () => {
    const rows = ['다른 이름', '이름', '또 다른'].map((sellerProductName, at) => ({
      sellerProductId: at + 1,
      sellerProductName,
      statusName: '심사중',
    }))
    const { asked, found } = await search(200, { code: 'SUCCESS', message: '', data: rows }, 'time-frame')
    await expect(found('이름')).rejects.toMatchObject({ code: 'MARKET_ODD_REPLY' })
    expect(asked.filter((path) => /seller-products\/\d+$/.test(path))).toEqual([paths.product('2')])
  })
})

describe('a create', () => {
  it('that would be refused is not sent, and says where', async () => {
    const { adapter, control } = await setUp()
    const { content, ...context } = await ready(adapter)
    const error = await failure(adapter.create({ ...content, price: 12_905 }, context, how))
    expect([error.code, error.kind, error.fields[0]?.field]).toEqual(['COUPANG_INCOMPLETE', 'rejected', 'price'])
    expect(control.seen().requests['POST create']).toBeUndefined()
  })

  it('whose pictures cannot be fetched is rejected in Coupang’s words', async () => {
    const { adapter, control } = await setUp()
    const { content, ...context } = await ready(adapter)
    control.refusePictures(true)
    const error = await failure(adapter.create(content, context, how))
    expect([error.code, error.kind]).toEqual(['MARKET_REJECTED', 'rejected'])
    expect(error.message).toContain('이미지를 다운로드할 수 없습니다')
  })
})
