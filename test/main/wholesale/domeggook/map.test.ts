import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domeggookFailure, refusalIn } from '../../../../main/wholesale/domeggook/errors.ts'
import { type MapContext, mapView } from '../../../../main/wholesale/domeggook/map.ts'
import { optionsOf } from '../../../../main/wholesale/domeggook/options.ts'
import { pricesOf } from '../../../../main/wholesale/domeggook/prices.ts'
import type { WholesaleProduct } from '../../../../shared/product.ts'
import { lawsOfProduct } from '../support.ts'

const row = (name: string, more: Record<string, string> = {}) => ({
  name,
  dom: '1',
  domPrice: '0',
  sup: '1',
  supPrice: '0',
  qty: '10',
  hid: '0',
  ...more,
})
const selectOpt = (data: Record<string, unknown>, type = 'combination') => ({
  type,
  set: [{ name: '색상', opts: ['블랙', '네이비', '베이지'] }],
  data,
})

/** The shape of api/wholesalers.md 3.7, with words of our own. */
const view = {
  basis: {
    no: '99000001',
    status: '판매중',
    title: '예시 우산',
    keywords: { kw: ['우산'] },
    adult: 'false',
    tax: '과세상품',
  },
  price: { dome: '10+4200|100+3900', supply: '1+5200|10+4900' },
  qty: { inventory: '310', domeMoq: '10', domeUnit: 1, supplyUnit: 1 },
  deli: {
    pay: '선결제',
    dome: { type: '고정배송비', fee: '3000' },
    supply: { pay: '선결제', type: '수량별비례', tbl: '5+3000|5+3000' },
    feeExtra: { jeju: '3000', islands: '5000' },
  },
  channel: { dome: 'true', supply: 'true' },
  thumb: { original: 'https://img.example.test/1.jpg' },
  desc: {
    license: { usable: 'true', msg: '' },
    notice: '전화 02-000-0000',
    contents: { item: '<b>설명</b>', deli: '<i>배송</i>' },
  },
  selectOpt: JSON.stringify(
    selectOpt({
      '00': row('블랙', { qty: '200' }),
      '01': row('네이비', { qty: '0' }),
      '02': row('베이지', { supPrice: '300', hid: '1' }),
    }),
  ),
  seller: { id: 'exseller', company: { boss: '홍길동', phone: '02-000-0000' } },
  detail: {
    country: '중국',
    manufacturer: '예시상사',
    model: 'EX',
    infoDuty: { item: [{ name: '품명', desc: '우산' }] },
  },
  category: {
    parents: { elem: [{ name: '패션잡화', code: '01_00_00_00_00' }] },
    current: { name: '우산', code: '01_99_00_00_00' },
  },
  return: { addr: { address1: '어딘가', phone: '010-0000-0000' }, deliAmt: 3000 },
}

const supply: MapContext = { market: 'supply', businessOnly: false }
const product = (changes: Record<string, unknown> = {}, context: Partial<MapContext> = {}): WholesaleProduct => {
  const mapped = mapView({ ...view, ...changes }, 'place', { ...supply, ...context })
  if (!('product' in mapped)) throw new Error(mapped.rejected.reason)
  return mapped.product
}

describe('a detail', () => {
  it('becomes a product of Domeme, in single pieces', () => {
    expect(product()).toMatchObject({
      productId: '99000001',
      price: 5200,
      tiers: [
        { from: 1, price: 5200 },
        { from: 10, price: 4900 },
      ],
      minimumQuantity: 1,
      stock: 200,
      status: 'available',
      options: [
        { key: '00', name: '색상: 블랙', price: 5200, stock: 200, status: 'available' },
        { key: '01', name: '색상: 네이비', price: 5200, stock: 0, status: 'soldout' },
      ],
      shipping: {
        rule: { kind: 'steps', first: { upTo: 5, fee: 3000 }, step: { size: 5, fee: 3000 } },
        payment: 'prepaid',
        returnFee: 3000,
        extraJeju: 3000,
        extraIslands: 5000,
      },
      categoryPath: ['패션잡화', '우산'],
      categoryCode: '01_99_00_00_00',
      bars: [],
      notices: [{ name: '품명', value: '우산' }],
    })
  })

  it('becomes a product of Domeggook, in lots, where the operator buys there', () => {
    expect(product({}, { market: 'dome' })).toMatchObject({
      price: 4200,
      minimumQuantity: 10,
      bars: ['not_for_single_sale'],
      shipping: { rule: { kind: 'flat', fee: 3000 } },
    })
  })

  it('of the other market is another product to store, although the reply is the same', () => {
    expect(JSON.parse(product().raw).market).toBe('supply')
    expect(product({}, { market: 'dome' }).raw).not.toBe(product().raw)
  })

  it('keeps no person and no notice of the seller in what is stored', () => {
    expect(product().raw).not.toMatch(/홍길동|어딘가|000-0000|배송</)
    expect(JSON.parse(product().raw)).toMatchObject({ seller: { id: 'exseller' }, return: { deliAmt: 3000 } })
  })

  it('may not use a description without a licence, nor keep it', () => {
    const refused = product({ desc: { ...view.desc, license: { usable: 'false' } } })
    expect(refused.descriptionHtml).toBeNull()
    expect(refused.bars).toEqual(['licence_refused'])
    expect(refused.raw).not.toContain('설명')
  })

  it.each([
    ['판매중', 'available'],
    ['기간종료', 'discontinued'],
    ['판매종료', 'discontinued'],
    ['승인대기', 'soldout'],
    ['아웃벌점 제재', 'soldout'],
    ['새로운말', 'soldout'],
  ])('with status %s is %s', (status, expected) => {
    expect(product({ basis: { ...view.basis, status } }).status).toBe(expected)
  })

  it('is not sold on a market that has no price for it', () => {
    expect(product({ price: { dome: '10+4200' } })).toMatchObject({
      price: null,
      status: 'soldout',
      bars: ['not_for_single_sale'],
    })
    expect(product({ channel: { supply: 'false' } }).status).toBe('soldout')
  })

  it.each([
    [
      { type: '고정배송비', fee: '2500' },
      { kind: 'flat', fee: 2500 },
    ],
    [{ type: '고정배송비', fee: '0' }, { kind: 'free' }],
    [{ pay: '무료배송', type: '고정배송비', fee: '2500' }, { kind: 'free' }],
    [
      { type: '수량별차등', tbl: '1+2500|20+2350' },
      {
        kind: 'bands',
        bands: [
          { from: 1, fee: 2500 },
          { from: 20, fee: 2350 },
        ],
      },
    ],
    [{ type: '금액비노출' }, { kind: 'unknown' }],
    [{ type: '수량별차등', tbl: '문의' }, { kind: 'unknown' }],
  ])('ships as %j says', (own, rule) => {
    expect(product({ deli: { ...view.deli, supply: own } }).shipping.rule).toEqual(rule)
  })

  it('is for business accounts only where the list said so', () => {
    expect(product({}, { businessOnly: true }).bars).toEqual(['business_only'])
    expect(product({}, { businessOnly: null }).bars).toEqual([])
  })

  it('never throws: it is a lawful product or set aside with a Korean reason', () => {
    const fields = Object.keys(view).map((key): [string, fc.Arbitrary<unknown>] => [
      key,
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(view[key as keyof typeof view]) },
        { weight: 1, arbitrary: fc.anything() },
        {
          weight: 1,
          arbitrary: fc.dictionary(
            fc.constantFrom('supply', 'dome', 'no', 'title', 'usable', 'inventory', 'item', 'tbl', 'fee', 'type'),
            fc.anything(),
          ),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '협의',
            { supply: -5 },
            { supply: '5+|' },
            [],
            null,
            'constructor',
            '{"data":{"00":7}}',
            '{',
          ),
        },
      ),
    ])
    fc.assert(
      fc.property(fc.oneof(fc.record(Object.fromEntries(fields)), fc.anything()), (value) => {
        const mapped = mapView(value, 'place', supply)
        if ('product' in mapped) expect(lawsOfProduct(mapped.product)).toEqual([])
        else expect(mapped.rejected.reason).toMatch(/[가-힣]/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('options', () => {
  const surcharge = fc.integer({ min: -500, max: 5000 })
  const rows = fc.array(
    fc.record({
      more: surcharge,
      qty: fc.integer({ min: 0, max: 500 }),
      hid: fc.constantFrom('0', '1', '2'),
      sup: fc.constantFrom('0', '1'),
    }),
    { maxLength: 30 },
  )

  it('are the rows in sight that are sold here, each at base price plus surcharge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 100_000 }), rows, (base, given) => {
        const data = Object.fromEntries(
          given.map(({ more, qty, hid, sup }, at) => [
            String(at).padStart(2, '0'),
            row(`이름${at}`, { supPrice: String(more), qty: String(qty), hid, sup }),
          ]),
        )
        const wanted = given.filter(({ hid, sup }) => hid === '0' && sup === '1')
        const found = optionsOf(JSON.stringify(selectOpt(data)), base, 'supply') ?? []
        expect(found.map(({ price, stock }) => ({ price, stock }))).toEqual(
          wanted.map(({ more, qty }) => ({ price: base + more, stock: qty })),
        )
      }),
    )
  })

  it('of independent groups say their own names', () => {
    const found = optionsOf(selectOpt({ '00': row('포장: 상자') }, 'independent'), 1000, 'supply')
    expect(found?.[0]?.name).toBe('포장: 상자')
  })

  it('are absent for a single product, and unreadable when they are no JSON', () => {
    expect(optionsOf(undefined, 1000, 'supply')).toBeNull()
    expect(optionsOf('', 1000, 'supply')).toBeNull()
    expect(() => optionsOf('블랙|화이트', 1000, 'supply')).toThrow(/selectOpt/)
  })
})

describe('prices', () => {
  it('come back from their tiers as they were written', () => {
    const tiers = fc
      .uniqueArray(
        fc.record({ from: fc.integer({ min: 1, max: 9999 }), price: fc.integer({ min: 1, max: 1_000_000 }) }),
        {
          selector: ({ from }) => from,
          minLength: 1,
        },
      )
      .map((list) => list.sort((a, b) => a.from - b.from))
    fc.assert(
      fc.property(tiers, (list) => {
        const written = list.map(({ from, price }) => `${from}+${price}`).join('|')
        expect(pricesOf(written)).toEqual({ price: list[0]?.price, tiers: list })
      }),
    )
  })

  it.each([
    [5200, 5200],
    ['5200', 5200],
    ['협의', null],
    [0, null],
    ['1+0', null],
  ])('%j is %j won', (value, price) => expect(pricesOf(value)?.price).toBe(price))

  it('that are not there mean "not sold here"', () => {
    expect(pricesOf(undefined)).toBeNull()
    expect(pricesOf('')).toBeNull()
  })
})

describe('refusals', () => {
  const failed = (errors: unknown, mode = 'getItemList') => {
    const refusal = refusalIn({ errors })
    return refusal === null ? null : domeggookFailure(refusal, { mode, ver: '4.1' })
  }

  it.each([
    [{ code: '404', dcode: 'UNKNOWN_SERVICE' }, 'getItemView', 'DOMEGGOOK_UNKNOWN_SERVICE'],
    [{ code: 400, dcode: 'NO_SEARCH_OPT' }, 'getItemList', 'DOMEGGOOK_NO_SEARCH_OPT'],
    [{ code: 401 }, 'getItemList', 'DOMEGGOOK_KEY_REFUSED'],
    [{ code: '403', dcode: 'X' }, 'getItemList', 'DOMEGGOOK_KEY_REFUSED'],
    [{ code: '10', dcode: 'INVALID_AID' }, 'getItemList', 'DOMEGGOOK_KEY_REFUSED'],
    [{ code: 40 }, 'getItemView', 'DOMEGGOOK_NO_ITEM'],
    [{ code: '404' }, 'getItemView', 'DOMEGGOOK_NO_ITEM'],
    [{ code: '404' }, 'getItemList', 'DOMEGGOOK_ERROR'],
    [{ code: 429 }, 'getItemList', 'DOMEGGOOK_TOO_MANY'],
    [{ code: 'X9', dmessage: '알 수 없음' }, 'getItemList', 'DOMEGGOOK_ERROR'],
  ])('%j of %s is %s', (errors, mode, code) => expect(failed(errors, mode)?.code).toBe(code))

  it('keep the code and words of what nobody knows', () => {
    const failure = failed({ code: 'X9', dcode: 'NEW_TROUBLE', dmessage: '새로운 <b>오류</b>' })
    expect(failure?.serviceCode).toBe('NEW_TROUBLE')
    expect(failure?.message).toContain('새로운 오류')
  })

  it('are told from data whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        const refusal = refusalIn(body)
        if (refusal !== null) expect(refusal.words).not.toBe('')
      }),
    )
  })
})
