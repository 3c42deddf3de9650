import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapItem } from '../../../../main/wholesale/ownerclan/map.ts'
import { expiryOf, renewAt, tokenIn } from '../../../../main/wholesale/ownerclan/token.ts'
import type { WholesaleProduct } from '../../../../shared/product.ts'
import { lawsOfProduct } from '../support.ts'

const option = (key: string, price: unknown, quantity: unknown, status = 'available', colour = '블랙') => ({
  key,
  price,
  quantity,
  status,
  optionAttributes: [{ name: '색상', value: colour }],
})

/** The shape of api/wholesalers.md 1.6, with words of our own. */
const item = {
  key: 'WTEST01',
  name: '예시 머그컵  3색',
  model: 'EX-1',
  production: '예시상사',
  origin: '중국',
  price: 7900,
  pricePolicy: 'fixed',
  fixedPrice: 15900,
  searchKeywords: ['머그', '컵', '머그'],
  category: { key: '50000108', name: '머그', fullName: '생활>주방>머그' },
  content: '<center>\0설명\r</center>',
  shippingFee: 3000,
  shippingType: 'inAdvance',
  boxQuantity: 20,
  images: ['https://cdn.example.test/1.jpg', 'htp:/고장'],
  status: 'available',
  options: [
    option('0', 7900, 120),
    option('1', 8400, 0, 'soldout', '크림'),
    option('2', 7900, 9999, 'available', '민트'),
  ],
  taxFree: false,
  adultOnly: false,
  openmarketSellable: true,
  attributes: ['OPENMARKET', 'IS_SALE'],
  metadata: {
    returnShippingFee: 3500,
    coupangCategoryCode: '63955',
    smartstoreCategoryCode: '50000000',
    st11CategoryCode: '',
    productNotificationInformation: { code: 35, categorySpecific: [{ name: '재질', value: '도자기' }], common: [] },
    certificateInformation: ['R-1'],
  },
  createdAt: 1756684800000,
  updatedAt: 1757289600000,
}

const product = (changes: Record<string, unknown> = {}): WholesaleProduct => {
  const mapped = mapItem({ ...item, ...changes }, 'place')
  if (!('product' in mapped)) throw new Error(mapped.rejected.reason)
  return mapped.product
}

describe('an Item', () => {
  it('becomes a product with full option prices', () => {
    expect(product()).toMatchObject({
      productId: 'WTEST01',
      price: 7900,
      fixedPrice: 15900,
      status: 'available',
      options: [
        { key: '0', name: '색상: 블랙', price: 7900, stock: 120, status: 'available' },
        { key: '1', name: '색상: 크림', price: 8400, stock: 0, status: 'soldout' },
        { key: '2', name: '색상: 민트', price: 7900, stock: null, status: 'available' },
      ],
      categoryPath: ['생활', '주방', '머그'],
      categoryCode: '50000108',
      marketCategories: { coupang: '63955', naver: '50000000' },
      keywords: ['머그', '컵'],
      images: ['https://cdn.example.test/1.jpg'],
      descriptionHtml: '<center>설명\r</center>',
      notices: [{ name: '재질', value: '도자기' }],
      certificates: ['R-1'],
      shipping: { rule: { kind: 'per_box', fee: 3000, boxQuantity: 20 }, payment: 'prepaid', returnFee: 3500 },
      bars: [],
      changedAt: 1757289600000,
    })
  })

  it('has no counted stock while an option on sale is not counted (9999)', () => {
    expect(product().stock).toBeNull()
    expect(product({ options: [option('0', 1, 5), option('1', 1, 7)] }).stock).toBe(12)
  })

  it.each([
    [{ openmarketSellable: false }, 'openmarket_refused'],
    [{ openmarketSellable: undefined }, 'openmarket_refused'],
    [{ attributes: ['PROHIBIT'] }, 'prohibited'],
    [{ attributes: ['ATTR_H_FOOD'] }, 'permit_needed'],
    [{ attributes: ['ATTR_MEDICAL'] }, 'permit_needed'],
    [{ adultOnly: true }, 'adult'],
  ])('is barred: %j → %s', (changes, bar) => expect(product(changes).bars).toEqual([bar]))

  it.each([
    ['soldout', 'soldout'],
    ['unavailable', 'soldout'],
    ['discontinued', 'discontinued'],
    ['새로운말', 'soldout'],
  ])('with status %s is %s', (status, expected) => expect(product({ status }).status).toBe(expected))

  it('is sold out when all its options are', () => {
    expect(product({ options: [option('0', 1, 0), option('1', 1, 5, 'soldout')] }).status).toBe('soldout')
  })

  it.each([
    [{ shippingType: 'free', shippingFee: 0 }, { kind: 'free' }],
    [{ boxQuantity: null }, { kind: 'flat', fee: 3000 }],
    [{ boxQuantity: 0 }, { kind: 'flat', fee: 3000 }],
    [{ shippingFee: '문의' }, { kind: 'unknown' }],
  ])('ships as %j says', (changes, rule) => expect(product(changes).shipping.rule).toEqual(rule))

  it('takes metadata as the text of an object too, and does without', () => {
    expect(product({ metadata: JSON.stringify(item.metadata) }).marketCategories).toEqual(product().marketCategories)
    expect(product({ metadata: '{"깨진' }).marketCategories).toEqual({})
  })

  it('has an unknown price where none can be read, never 0', () => {
    const options = [option('0', null, 5), option('1', 0, 5)]
    expect(product({ price: '협의', options }).price).toBeNull()
    expect(product({ price: 0, options }).price).toBeNull()
  })

  it.each([
    [{ key: '' }, /상품코드/],
    [{ name: ' ' }, /상품명/],
    [{ options: [option('0', -5, 1)] }, /가격/],
  ])('is set aside with a Korean reason: %j', (changes, reason) => {
    const mapped = mapItem({ ...item, ...changes }, 'page-1-3')
    expect('rejected' in mapped && mapped.rejected.reason).toMatch(reason)
    expect('rejected' in mapped && mapped.rejected.productId).toMatch(/^(?:WTEST01|page-1-3)$/)
  })

  it('never throws: it is a lawful product or set aside with a Korean reason', () => {
    const fields = Object.keys(item).map((key): [string, fc.Arbitrary<unknown>] => [
      key,
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(item[key as keyof typeof item]) },
        { weight: 1, arbitrary: fc.anything() },
        {
          weight: 1,
          arbitrary: fc.array(
            fc.dictionary(
              fc.constantFrom('key', 'price', 'quantity', 'status', 'name', 'value', 'optionAttributes'),
              fc.anything(),
            ),
          ),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom('협의', -1, 0, '9999', '1,000', [], {}, null, '\0', '똠방', 'constructor'),
        },
      ),
    ])
    const garbled = fc.record(Object.fromEntries(fields))
    fc.assert(
      fc.property(fc.oneof(garbled, fc.anything()), (value) => {
        const mapped = mapItem(value, 'place')
        if ('product' in mapped) expect(lawsOfProduct(mapped.product)).toEqual([])
        else expect(mapped.rejected.reason).toMatch(/[가-힣]/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a token', () => {
  const jwt = (claims: unknown) =>
    `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
  const day = 86_400_000

  it('is found bare, quoted and in an object, with white space and byte order marks around', () => {
    const token = jwt({ exp: 1 })
    for (const body of [
      token,
      ` ${token}\r\n`,
      `\uFEFF${token}`,
      JSON.stringify(token),
      `{"token":"${token}"}`,
      `{"access_token":"${token}"}`,
    ]) {
      expect(tokenIn(body)).toBe(token)
    }
  })

  it.each(['', 'a.b', 'a.b.c.d', 'ok', '<html>', '{"token":5}', '{"error":"x"}', 'a.b.$', '"unfinished'])(
    'is not %j',
    (body) => expect(tokenIn(body)).toBeNull(),
  )

  it('is renewed a day before it ends, and half-way when it is short-lived', () => {
    const now = Date.UTC(2026, 10, 21)
    expect(renewAt(jwt({ exp: (now + 30 * day) / 1000 }), now)).toBe(now + 29 * day)
    expect(renewAt(jwt({ exp: (now + day) / 1000 }), now)).toBe(now + day / 2)
    expect(renewAt('a.b.c', now)).toBeGreaterThan(now)
  })

  it('never makes its reader throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((claims) => jwt(typeof claims === 'bigint' ? 1 : String(claims))),
        ),
        (body) => {
          const token = tokenIn(body)
          if (token !== null) expiryOf(token)
        },
      ),
    )
  })
})
