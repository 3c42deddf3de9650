import { describe, expect, it } from 'vitest'
import { remarks, told } from '../../../../main/market/coupang/envelope.ts'
import { coupangErrors, coupangRefusals } from '../../../../main/market/coupang/errors.ts'
import { errorCodeIn } from '../../../../main/market/coupang/http.ts'
import type { Subject } from '../../../../main/market/coupang/refusals.ts'
import { yesIn } from '../../../../main/market/coupang/replies.ts'
import { MarketError } from '../../../../main/market/errors.ts'
import type { HttpReply } from '../../../../main/net/types.ts'

const reply = (status: number, body: unknown, type = 'application/json'): HttpReply => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    status,
    headers: { 'content-type': type },
    bytes: Buffer.from(text),
    traceId: 'trace',
    text: () => text,
    json: () => JSON.parse(text),
  }
}

const refused = (
  status: number,
  body: unknown,
  { write = true, subject = null as Subject, type = 'application/json' } = {},
): MarketError => {
  try {
    yesIn(reply(status, body, type), { write, subject, route: '/places' })
  } catch (thrown) {
    if (thrown instanceof MarketError) return thrown
    throw thrown
  }
  throw new Error('it was accepted')
}
const no = (message: string, details: string | null = null, errorItems: unknown = null) => ({
  code: 'ERROR',
  message,
  data: null,
  details,
  errorItems,
})

/** api/coupang.md: documented create and modify errors, and those of the options. */
const table: [words: string, code: string, kind: string, field: string | null][] = [
  ['필수 구매 옵션이 존재하지 않습니다.', 'COUPANG_OPTION_MISSING', 'rejected', 'options'],
  ['Missing Attribute(s)', 'COUPANG_OPTION_MISSING', 'rejected', 'options'],
  ['유효하지 않은 구매 옵션이 존재합니다.', 'COUPANG_OPTION_NOT_ALLOWED', 'rejected', 'options'],
  ['Attribute(s) Not Allowed', 'COUPANG_OPTION_NOT_ALLOWED', 'rejected', 'options'],
  ['유효하지 않은 구매 옵션 값 혹은 단위가 존재합니다.', 'COUPANG_OPTION_VALUE', 'rejected', 'options'],
  ['Invalid Attribute Value(s)', 'COUPANG_OPTION_VALUE', 'rejected', 'options'],
  ['카테고리의 필수 속성이 존재하지 않습니다', 'COUPANG_ATTRIBUTE_MISSING', 'rejected', 'options'],
  [
    '입력된 상품필수 고지정보[품명]가 카테고리[거치대]에서 제공하는 것과 다릅니다',
    'COUPANG_NOTICE',
    'rejected',
    'fields.notice:품명',
  ],
  ['입력값에 오류가 있습니다. line: 3', 'COUPANG_FORMAT', 'rejected', null],
  ['java.lang.NullPointerException', 'COUPANG_FORMAT', 'rejected', null],
  ['올바른 반품지 센터코드를 입력 하세요', 'COUPANG_PLACE', 'rejected', 'delivery.returnPlace'],
  ['올바른 출고지 코드를 입력 하세요', 'COUPANG_PLACE', 'rejected', 'delivery.outboundPlace'],
  ['[택배사 코드]를 확인해 주세요', 'COUPANG_COURIER', 'rejected', 'delivery.courier'],
  ['배송방법을 확인해 주시기 바랍니다', 'COUPANG_DELIVERY_METHOD', 'rejected', 'delivery'],
  ['구매대행 상품은 PCCC를 의무적으로 입력해야 합니다', 'COUPANG_DELIVERY_METHOD', 'rejected', 'delivery'],
  [
    '배송비 종류가 30000원 이상 무료배송이면 초도배송비가 0원이어야 합니다',
    'COUPANG_FREE_OVER',
    'rejected',
    'delivery.fee',
  ],
  ['혼합 구성 상품은 옵션을 가질 수 없습니다', 'COUPANG_BUNDLE', 'rejected', 'options'],
  ['bundleInfo cannot be changed', 'COUPANG_BUNDLE', 'rejected', 'options'],
  ['autoPricingInfo.minSalePrice must be less than salePrice', 'COUPANG_AUTO_PRICE', 'rejected', 'price'],
  ['UNAUTHORIZATION', 'COUPANG_ID_MISMATCH', 'setup', null],
  ['상품 정보가 등록 또는 수정되고 있습니다. 잠시 후 다시 조회해 주시기 바랍니다.', 'COUPANG_NOT_READY', 'later', null],
  ['유효하지 않은 재고수량입니다.', 'COUPANG_STOCK', 'rejected', 'stock'],
  ['판매가는 최대 50% 인하, 최대 100% 인상까지 변경할 수 있습니다.', 'COUPANG_PRICE_JUMP', 'rejected', 'price'],
  ['판매가는 10원 단위로 입력해 주세요.', 'COUPANG_PRICE_STEP', 'rejected', 'price'],
  ['모니터링으로 판매중지된 상품입니다.', 'COUPANG_RESUME_REFUSED', 'rejected', null],
  ['자동생성 옵션은 가격을 변경할 수 없습니다.', 'COUPANG_AUTO_OPTION', 'rejected', 'options'],
  ['판매중인 옵션이 있습니다.', 'COUPANG_STOP_FIRST', 'rejected', null],
  ['알 수 없는 까닭', 'MARKET_REJECTED', 'rejected', null],
]

describe('a refusal', () => {
  it.each(table)('%s → %s', (words, code, kind, field) => {
    for (const status of [400, 200]) {
      const error = refused(status, no(words))
      expect([error.code, error.kind, error.fields[0]?.field ?? null]).toEqual([code, kind, field])
      expect(error.message + error.nextStep).not.toContain('{')
      if (code !== 'COUPANG_NOT_READY') expect(error.message).toContain(words.slice(0, 8))
    }
  })

  it('of the manual’s own example names the option that is missing', () => {
    const message = '필수 구매 옵션이 존재하지 않습니다.'
    const items = [
      {
        itemIndex: 0,
        itemName: '블랙 1개',
        itemAttributes: [{ attributeTypeName: '수량', attributeValueName: null, message }],
      },
    ]
    expect(refused(400, no(`[]. ${message}`, '수량', items)).fields).toEqual([
      { field: 'fields.attribute:수량', message },
    ])
    expect(refused(400, no(`[]. ${message}`, '수량')).fields[0]?.field).toBe('fields.attribute:수량')
  })

  it('inside the data of a reply that says yes is a refusal', () => {
    expect(
      refused(200, { code: '200', message: '', data: { code: 'ERROR', message: 'UNAUTHORIZATION', data: null } }).code,
    ).toBe('COUPANG_ID_MISMATCH')
  })

  it('about a thing that is not there says so, and keeps the link', () => {
    const option = { kind: 'option', id: '9' } as const
    expect(refused(400, no('vendoritemid 9 not found'), { subject: option }).code).toBe('COUPANG_OPTION_GONE')
    expect(refused(400, no('삭제된 상품은 변경이 불가능합니다'), { subject: option }).code).toBe('COUPANG_OPTION_GONE')
    expect(refused(404, no('Not Found'), { subject: { kind: 'product', id: '1' } }).code).toBe('MARKET_GONE')
    expect(refused(400, no('무엇'), { subject: { kind: 'category', code: '7' } }).code).toBe('MARKET_CATEGORY_GONE')
    expect(refused(404, no('Not Found'), { subject: { kind: 'vendor' } })).toMatchObject({
      code: 'COUPANG_VENDOR',
      kind: 'setup',
    })
  })

  it('about an address that Coupang does not know blames neither the vendor nor the connection', () => {
    const refusal = refused(404, no('Not Found'))
    expect(refusal).toMatchObject({ code: 'COUPANG_NO_ROUTE', kind: 'rejected' })
    expect(refusal.message).toContain('(HTTP 404, /places): Not Found')
    expect(refusal.message).not.toContain('업체코드')
  })

  it('of the gateway is told apart by what it concludes for writes and reads', () => {
    const kinds = (status: number, body: unknown) =>
      [true, false].map((write) => `${refused(status, body, { write }).code} ${refused(status, body, { write }).kind}`)
    expect(kinds(504, no('Request timed out'))).toEqual(['NET_SERVER_ERROR unknown', 'NET_SERVER_ERROR later'])
    expect(kinds(521, 'connection timed out')).toEqual(['NET_SERVER_ERROR unknown', 'NET_SERVER_ERROR later'])
    expect(kinds(412, no('Read timed out'))).toEqual(['NET_SERVER_ERROR unknown', 'NET_SERVER_ERROR later'])
    expect(kinds(200, '{"code":"SUCC')).toEqual(['NET_NOT_JSON unknown', 'NET_NOT_JSON later'])
    expect(kinds(200, '<html><body>점검</body></html>')).toEqual(['NET_HTML unknown', 'NET_HTML later'])
    expect(kinds(200, '[]')).toEqual(['MARKET_ODD_REPLY unknown', 'MARKET_ODD_REPLY later'])
    expect(kinds(410, no('retired'))).toEqual(['COUPANG_RETIRED rejected', 'COUPANG_RETIRED rejected'])
    expect(kinds(423, no('locked'))).toEqual(['COUPANG_RETIRED later', 'COUPANG_RETIRED later'])
    expect(kinds(302, '')).toEqual(['COUPANG_REDIRECTED setup', 'COUPANG_REDIRECTED setup'])
  })

  it('of the key is known by its English words, and shown in Korean where there are some', () => {
    const body = {
      code: 'ERROR',
      message: 'Request is not authorized.',
      messages: { korean: '권한이 없습니다.', english: 'Request is not authorized.' },
    }
    expect(refused(401, body)).toMatchObject({ code: 'COUPANG_PERMISSION', kind: 'setup', serviceCode: '401' })
    expect(refused(401, body).message).toContain('권한이 없습니다.')
    expect(refused(403, '[FORBIDDEN] Not allowed IP', { type: 'text/plain' })).toMatchObject({
      code: 'COUPANG_IP',
      kind: 'setup',
    })
    expect(refused(401, no('new words'))).toMatchObject({ code: 'COUPANG_UNAUTHORIZED', kind: 'setup' })
  })

  it('never carries a phone number or a key of ours into its sentence', () => {
    expect(refused(400, no('오류 access_key=abcd1234efgh 010-1234-5678')).message).not.toMatch(/abcd1234|1234-5678/)
  })
})

describe('a yes', () => {
  it('comes in each of the documented envelopes', () => {
    for (const body of [
      { code: 'SUCCESS', message: '[]', data: 7, details: null, errorItems: null },
      { code: '200', message: '', data: { code: 'SUCCESS', message: '', data: 7 } },
      { code: 200, message: 'OK', data: 7 },
      { code: 'SUCCES', message: '', data: 7 },
    ]) {
      expect(yesIn(reply(200, body), { write: true, subject: null, route: '' })).toMatchObject({ ok: true, data: 7 })
    }
    const places = { content: [{}], pagination: { totalPages: 1 } }
    expect(told(places)?.data).toEqual(places)
  })

  it('may carry remarks, also under the manual’s misspelt name', () => {
    const items = [{ itemName: '블랙', itemAttributes: [{ attributeTypeName: '향', message: '노출 제한' }] }]
    for (const name of ['errorItems', 'ettorItems']) {
      const found = told({ code: 'SUCCESS', message: '[]', data: 7, details: '일부 누락', [name]: items })
      expect(found === null ? [] : remarks(found)).toEqual(['일부 누락', '향: 노출 제한'])
    }
    const clean = told({ code: 'SUCCESS', message: '[]', data: 7, details: null, errorItems: null })
    expect(clean === null ? null : remarks(clean)).toEqual([])
  })
})

describe('the catalogue', () => {
  it('has every code of a refused key, in words that end the matter', () => {
    for (const code of Object.keys(coupangRefusals)) expect(coupangErrors).toHaveProperty(code)
    for (const { message, nextStep } of Object.values(coupangErrors)) {
      expect(`${message}${nextStep}`).not.toContain('!')
      expect(nextStep.endsWith('.')).toBe(true)
    }
  })

  it('writes Coupang’s own code or words to the log of calls', () => {
    expect(errorCodeIn(reply(400, no('UNAUTHORIZATION')))).toBe('UNAUTHORIZATION')
    expect(errorCodeIn(reply(400, { code: '412', message: '' }))).toBe('412')
    expect(errorCodeIn(reply(400, 'x'))).toBeNull()
    expect(errorCodeIn(reply(400, []))).toBeNull()
  })
})
