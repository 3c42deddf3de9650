import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticeCoupangOptions, startPracticeCoupang } from '../../../../main/practice/coupang/index.ts'
import { tempFolder } from '../../../support/temp.ts'
import { jumpingTime } from '../../net/virtual-time.ts'

const SHOP = '/v2/providers/seller_api/apis/api/v1/marketplace'
const OPEN = '/v2/providers/openapi/apis/api'
const PLACES = '/v2/providers/marketplace_openapi/apis/api/v2/vendor/shipping-place/outbound'

interface Ask {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  secret?: string
  date?: string
}

/** A client of its own, written from api/coupang.md alone. */
const setUp = async (options: PracticeCoupangOptions = {}) => {
  const time = jumpingTime(Date.UTC(2026, 6, 15, 0, 30))
  const server = await startPracticeCoupang({ clock: time.clock, limits: null, ...options })
  onTestFinished(() => server.close())
  const { accessKey, secretKey, vendorId } = server.credentials
  const ask = async (target: string, { method = 'GET', body, headers = {}, secret = secretKey, date }: Ask = {}) => {
    const stamp = date ?? `${new Date(time.clock.now()).toISOString().slice(2, 19).replaceAll(/[-:]/g, '')}Z`
    const signature = createHmac('sha256', secret)
      .update(`${stamp}${method}${target.replace('?', '')}`)
      .digest('hex')
    const answer = await fetch(`${server.url}${target}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `CEA algorithm=HmacSHA256, access-key=${accessKey}, signed-date=${stamp}, signature=${signature}`,
        'content-type': 'application/json;charset=UTF-8',
        'x-requested-by': vendorId,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: () => JSON.parse(text) as Record<string, unknown>,
    }
  }
  const create = (body: unknown) =>
    ask(`${SHOP}/seller-products`, { method: 'POST', body, headers: { 'x-extended-timeout': '90000' } })
  return { server, control: server.control, time, ask, create }
}

/** The complete example of the manual, as the practice vendor would send it. */
const complete = () => {
  const item = {
    itemName: '블랙 1개',
    originalPrice: 15_900,
    salePrice: 12_900,
    maximumBuyCount: 50,
    maximumBuyForPerson: 0,
    maximumBuyForPersonPeriod: 1,
    outboundShippingTimeDay: 1,
    unitCount: 1,
    adultOnly: 'EVERYONE',
    taxType: 'TAX',
    parallelImported: 'NOT_PARALLEL_IMPORTED',
    overseasPurchased: 'NOT_OVERSEAS_PURCHASED',
    pccNeeded: false,
    externalVendorSku: 'SKY-HOLDER-BK-1',
    emptyBarcode: true,
    emptyBarcodeReason: '바코드가 없는 상품',
    modelNo: 'SKY-H1',
    certifications: [{ certificationType: 'NOT_REQUIRED', certificationCode: '' }],
    searchTags: ['차량용거치대', '송풍구거치대'],
    images: [
      { imageOrder: 0, imageType: 'REPRESENTATION', vendorPath: 'https://img.example.com/p/holder-main.jpg' },
      { imageOrder: 1, imageType: 'DETAIL', vendorPath: 'https://img.example.com/p/holder-side.jpg' },
    ],
    notices: ['품명 및 모델명', '인증사항', '제조국(원산지)', '제조자(수입자)', '소비자상담 관련 전화번호'].map(
      (noticeCategoryDetailName) => ({
        noticeCategoryName: '기타 재화',
        noticeCategoryDetailName,
        content: '해당사항 없음',
      }),
    ),
    attributes: [
      { attributeTypeName: '색상', attributeValueName: '블랙' },
      { attributeTypeName: '수량', attributeValueName: '1개' },
    ] as Record<string, unknown>[],
    contents: [
      {
        contentsType: 'IMAGE_NO_SPACE',
        contentDetails: [{ content: 'https://img.example.com/p/holder-detail-1.jpg', detailType: 'IMAGE' }],
      },
    ],
    offerCondition: 'NEW',
  }
  const body = {
    displayCategoryCode: 78_877 as unknown,
    sellerProductName: '하늘공방 송풍구 휴대폰 거치대',
    vendorId: 'A00099999',
    saleStartedAt: '2026-07-15T09:30:00',
    saleEndedAt: '2099-12-31T23:59:59',
    displayProductName: '하늘공방 송풍구 휴대폰 거치대',
    generalProductName: '송풍구 휴대폰 거치대',
    deliveryMethod: 'SEQUENCIAL',
    deliveryCompanyCode: 'CJGLS',
    deliveryChargeType: 'FREE',
    deliveryCharge: 0,
    freeShipOverAmount: 0,
    deliveryChargeOnReturn: 3000,
    remoteAreaDeliverable: 'N',
    unionDeliveryType: 'NOT_UNION_DELIVERY',
    returnCenterCode: '1000999001',
    returnChargeName: '연습 반품지',
    companyContactNumber: '02-0000-0000',
    returnZipCode: '00000',
    returnAddress: '서울특별시 가상구 예시로 1',
    returnAddressDetail: '2층',
    returnCharge: 3000,
    outboundShippingPlaceCode: 1_999_001 as unknown,
    vendorUserId: 'skyshop_demo',
    requested: true as unknown,
    items: [item],
  }
  return { body, item }
}
type Body = ReturnType<typeof complete>['body']
type Item = ReturnType<typeof complete>['item']

const example = (change: (body: Body, item: Item) => void = () => {}) => {
  const { body, item } = complete()
  change(body, item)
  return body
}

describe('the practice gateway', () => {
  it('lets a right signature pass and refuses each wrong one in the documented words', async () => {
    const { ask, server } = await setUp()
    const target = `${PLACES}?pageNum=1&pageSize=50`
    expect((await ask(target)).status).toBe(200)
    const said = async (more: Ask) => {
      const { status, json } = await ask(target, more)
      return `${status} ${String(json().message)}`
    }
    expect(await said({ secret: 'x' })).toBe('401 Invalid signature.')
    expect(await said({ date: '260715T002000Z' })).toBe('401 Specified signature is expired.')
    expect(await said({ date: '20260715T003000Z' })).toBe('401 HMAC format is invalid.')
    expect(await said({ headers: { authorization: 'Bearer x' } })).toBe('401 HMAC format is invalid.')
    expect(await said({ headers: { 'x-requested-by': 'A1' } })).toBe('401 Request is not authorized.')
    server.control.denyIp(true)
    expect(await said({})).toMatch(/^403 \[FORBIDDEN\] Not allowed IP/)
    server.control.denyIp(false)
    server.control.redirect(true)
    expect((await ask(target)).status).toBe(302)
  })

  it('judges by the bytes of the query, not by what they mean', async () => {
    const { server, time } = await setUp()
    const stamp = `${new Date(time.clock.now()).toISOString().slice(2, 19).replaceAll(/[-:]/g, '')}Z`
    const sign = (query: string) =>
      createHmac('sha256', server.credentials.secretKey).update(`${stamp}GET${PLACES}${query}`).digest('hex')
    const ask = (sent: string, signed: string) =>
      fetch(`${server.url}${PLACES}?${sent}`, {
        headers: {
          authorization: `CEA algorithm=HmacSHA256, access-key=${server.credentials.accessKey}, signed-date=${stamp}, signature=${sign(signed)}`,
          'x-requested-by': server.credentials.vendorId,
        },
      })
    expect((await ask('pageNum=1&pageSize=5%30', 'pageNum=1&pageSize=5%30')).status).toBe(200)
    expect((await ask('pageNum=1&pageSize=5%30', 'pageNum=1&pageSize=50')).status).toBe(401)
  })

  it('answers 429 to the tenth call of a second, for minutes, and warns before', async () => {
    const { ask, time } = await setUp({ limits: { perSecond: 10, blockMs: 180_000, errorsPer5s: 0, wallMs: 0 } })
    const call = () => ask(`${PLACES}?pageNum=1&pageSize=10`)
    const first = []
    for (let turn = 0; turn < 10; turn += 1) first.push(await call())
    expect(first.map(({ status }) => status)).toEqual([...Array(9).fill(200), 429])
    expect(first[8]?.headers.has('x-cag-warnings')).toBe(true)
    time.pass(179_000)
    expect((await call()).status).toBe(429)
    time.pass(2000)
    expect((await call()).status).toBe(200)
  })

  it('shows a page to whom makes twenty errors in five seconds', async () => {
    const { ask } = await setUp({ limits: { perSecond: 1000, blockMs: 0, errorsPer5s: 20, wallMs: 600_000 } })
    for (let turn = 0; turn < 20; turn += 1) expect((await ask(PLACES)).status).toBe(400)
    const wall = await ask(`${PLACES}?pageNum=1&pageSize=10`)
    expect([wall.status, wall.text.includes('Access Denied')]).toEqual([403, true])
  })
})

describe('a create', () => {
  it('takes the manual’s complete example, in both forms of its answer', async () => {
    const { create, control } = await setUp()
    const answers = [await create(example()), await create(example())].map((one) => one.json())
    expect(answers.map((one) => (typeof one.data === 'object' ? 'nested' : 'flat')).sort()).toEqual(['flat', 'nested'])
    // The same twice is two products: nothing here knows that they are one.
    expect(control.products()).toHaveLength(2)
    expect(control.misuse()).toEqual([])
  })

  const refusals: [what: string, change: (body: Body, item: Item) => void, words: string][] = [
    ['a misspelt field', (body) => Object.assign(body, { sellerProductNames: 'x' }), '입력값에 오류'],
    ['a missing field', (body) => Object.assign(body, { returnCharge: undefined }), 'NullPointerException'],
    [
      'a return place without the rest of its address',
      (body) => Object.assign(body, { returnAddressDetail: '' }),
      'NullPointerException: returnAddressDetail',
    ],
    ['a number as text', (_body, item) => Object.assign(item, { salePrice: '12900' }), '입력값에 오류'],
    ['a category code as text', (body) => Object.assign(body, { displayCategoryCode: '78877' }), '입력값에 오류'],
    ['a truth as text', (body) => Object.assign(body, { requested: 'true' }), '입력값에 오류'],
    ['a closed category', (body) => Object.assign(body, { displayCategoryCode: 79_001 }), '유효하지 않은 카테고리'],
    ['another vendor', (body) => Object.assign(body, { vendorId: 'A1' }), 'UNAUTHORIZATION'],
    ['another user', (body) => Object.assign(body, { vendorUserId: 'x' }), 'UNAUTHORIZATION'],
    [
      'a name of 101 characters',
      (body) => Object.assign(body, { sellerProductName: '가'.repeat(101) }),
      '입력값에 오류',
    ],
    [
      'a time with a zone',
      (body) => Object.assign(body, { saleStartedAt: '2026-07-15T09:30:00+09:00' }),
      '입력값에 오류',
    ],
    ['a courier of a public client', (body) => Object.assign(body, { deliveryCompanyCode: 'LOTTE' }), '택배사 코드'],
    [
      'remote areas with a courier that is not registered',
      (body) => Object.assign(body, { remoteAreaDeliverable: 'Y', deliveryCompanyCode: 'KGB' }),
      '택배사 코드',
    ],
    [
      'a return place that is out of use',
      (body) => Object.assign(body, { returnCenterCode: '1000999002' }),
      '반품지 센터코드',
    ],
    [
      'another name of the return place',
      (body) => Object.assign(body, { returnChargeName: '반품' }),
      '반품지 센터코드',
    ],
    [
      'an outbound place that is out of use',
      (body) => Object.assign(body, { outboundShippingPlaceCode: 1_999_002 }),
      '출고지',
    ],
    ['a place abroad', (body) => Object.assign(body, { outboundShippingPlaceCode: 1_999_003 }), '배송방법'],
    [
      'a first way to pay with conditional free shipping',
      (body) =>
        Object.assign(body, {
          deliveryChargeType: 'CONDITIONAL_FREE',
          deliveryCharge: 2500,
          freeShipOverAmount: 30_000,
        }),
      '초도배송비',
    ],
    ['a return fee below the first way', (body) => Object.assign(body, { returnCharge: 2000 }), '입력값에 오류'],
    [
      'a threshold off the step',
      (body) =>
        Object.assign(body, {
          deliveryChargeType: 'CONDITIONAL_FREE',
          deliveryChargeOnReturn: 0,
          freeShipOverAmount: 30_050,
        }),
      '입력값에 오류',
    ],
    ['a price off the step', (_body, item) => Object.assign(item, { salePrice: 12_905 }), '입력값에 오류'],
    ['too much stock', (_body, item) => Object.assign(item, { maximumBuyCount: 100_000 }), '입력값에 오류'],
    ['a brand without its number', (body) => Object.assign(body, { brand: '하늘공방' }), '입력값에 오류'],
    [
      'no barcode and no reason',
      (_body, item) => Object.assign(item, { emptyBarcodeReason: undefined }),
      '입력값에 오류',
    ],
    [
      'two main pictures',
      (_body, item) =>
        Object.assign(item, { images: item.images.map((one) => ({ ...one, imageType: 'REPRESENTATION' })) }),
      '입력값에 오류',
    ],
    [
      'a picture on another port',
      (_body, item) => Object.assign(item.images[0] ?? {}, { vendorPath: 'https://img.example.com:8443/a.jpg' }),
      '이미지',
    ],
    [
      'a notice of another name',
      (_body, item) => Object.assign(item.notices[0] ?? {}, { noticeCategoryDetailName: '품명' }),
      '고지정보[품명]',
    ],
    ['a notice left out', (_body, item) => void item.notices.pop(), '고지정보[소비자상담'],
    ['a purchase option left out', (_body, item) => void item.attributes.pop(), '필수 구매 옵션'],
    [
      'a number without its unit',
      (_body, item) => Object.assign(item.attributes[1] ?? {}, { attributeValueName: '1' }),
      '구매 옵션 값 혹은 단위',
    ],
    [
      'a search filter sent as an option',
      (_body, item) => void item.attributes.push({ attributeTypeName: '재질', attributeValueName: '금속' }),
      '유효하지 않은 구매 옵션',
    ],
    ['a tag with a forbidden sign', (_body, item) => Object.assign(item, { searchTags: ['a,b'] }), '입력값에 오류'],
    [
      'a certificate that the category does not know',
      (_body, item) => Object.assign(item, { certifications: [{ certificationType: 'X', certificationCode: '1' }] }),
      '인증정보',
    ],
    ['two options alike', (body, item) => void body.items.push({ ...item, itemName: '다른 이름' }), '구매옵션이 동일'],
    ['two options of one name', (body, item) => void body.items.push({ ...item }), '옵션명이 중복'],
    ['no options', (body) => Object.assign(body, { items: [] }), '입력값에 오류'],
    [
      'contents of an unknown type',
      (_body, item) => Object.assign(item.contents[0] ?? {}, { contentsType: 'PICTURE' }),
      '입력값에 오류',
    ],
    ['used goods', (_body, item) => Object.assign(item, { offerCondition: 'USED_GOOD' }), '입력값에 오류'],
  ]
  it.each(refusals)('with %s is refused', async (_what, change, words) => {
    const { create, control } = await setUp()
    const { status, json } = await create(example(change))
    expect([status, json().code, json().data]).toEqual([400, 'ERROR', null])
    expect(`${String(json().message)} ${String(json().details)}`).toContain(words)
    expect(control.products()).toEqual([])
  })

  it('with a free option is accepted with remarks', async () => {
    const { create } = await setUp()
    const { json } = await create(
      example((_body, item) => void item.attributes.push({ attributeTypeName: '향기', attributeValueName: '레몬' })),
    )
    expect(json()).toMatchObject({ code: 'SUCCESS', errorItems: [{ itemAttributes: [{ attributeTypeName: '향기' }] }] })
  })
})

describe('a product', () => {
  it('waits for its review, has its numbers after it, and is found by its code after a minute', async () => {
    const { create, ask, control } = await setUp()
    await create(example())
    const [{ id = '' } = {}] = control.products()
    const read = async () =>
      (await ask(`${SHOP}/seller-products/${id}`)).json().data as Record<string, unknown> & {
        items: Record<string, unknown>[]
      }
    const bySku = async () =>
      (await ask(`${SHOP}/seller-products/external-vendor-sku-codes/SKY-HOLDER-BK-1`)).json().data as unknown[]
    expect(await read()).toMatchObject({ statusName: '심사중', items: [{ vendorItemId: null }] })
    expect(await bySku()).toEqual([])
    control.advance(20_000)
    expect((await read()).statusName).toBe('승인대기중')
    control.advance(40_000)
    expect((await read()).statusName).toBe('승인완료')
    expect((await ask(`${SHOP}/seller-products/${id}`)).text).toContain('"vendorItemId":900000000000000123')
    expect(await bySku()).toHaveLength(1)
    const from = '2026-07-15T09:30:00'
    const list = (to: string) =>
      ask(`${SHOP}/seller-products/time-frame?vendorId=A00099999&createdAtFrom=${from}&createdAtTo=${to}`)
    expect((await list('2026-07-15T09:40:00')).json().data).toHaveLength(1)
    expect((await list('2026-07-15T09:40:01')).status).toBe(400)
  })

  it('obeys the rules of price, stock and sale state', async () => {
    const { create, ask, control } = await setUp({ reviewMs: 0 })
    await create(example())
    const [{ id = '' } = {}] = control.products()
    const put = async (rest: string) =>
      (await ask(`${SHOP}/vendor-items/900000000000000123/${rest}`, { method: 'PUT' })).json()
    expect(await put('prices/6440?forceSalePriceUpdate=false')).toMatchObject({ code: 'ERROR' })
    expect(await put('prices/6450?forceSalePriceUpdate=false')).toEqual({ code: 'SUCCESS', message: '', data: null })
    expect(await put('prices/13000?forceSalePriceUpdate=false')).toMatchObject({ code: 'ERROR' })
    expect(await put('prices/13000?forceSalePriceUpdate=true')).toMatchObject({ code: 'SUCCESS' })
    expect(await put('prices/13005')).toMatchObject({ code: 'ERROR' })
    expect(await put('quantities/100000')).toMatchObject({ code: 'ERROR' })
    expect(await put('quantities/0')).toMatchObject({ code: 'SUCCESS' })
    const remove = async () => (await ask(`${SHOP}/seller-products/${id}`, { method: 'DELETE' })).json().code
    expect(await remove()).toBe('ERROR')
    await put('sales/stop')
    expect((await ask(`${SHOP}/vendor-items/900000000000000123/inventories`)).json().data).toMatchObject({
      amountInStock: 0,
      salePrice: 13_000,
      onSale: false,
    })
    expect(await remove()).toBe('SUCCESS')
    expect(await put('sales/resume')).toMatchObject({ code: 'ERROR' })
  })

  it('that is only saved is sent to its review when asked, and a refused one tells why', async () => {
    const { create, ask, control } = await setUp({ refuseEvery: 1 })
    await create(example((body) => Object.assign(body, { requested: false })))
    const [{ id = '' } = {}] = control.products()
    const approve = () => ask(`${SHOP}/seller-products/${id}/approvals`, { method: 'PUT' })
    expect((await approve()).status).toBe(200)
    expect((await approve()).status).toBe(400)
    control.advance(30_000)
    const history = (await ask(`${SHOP}/seller-products/${id}/histories?nextToken=&maxPerPage=10`)).json()
    expect(history.code).toBe('200')
    expect(history.data).toMatchObject([
      { status: '승인반려', comment: '대표 이미지에 문구나 로고가 포함되어 있습니다.' },
      { status: '승인대기중' },
      { status: '승인요청' },
      { status: '임시저장' },
    ])
    control.approve(id)
    expect(control.products()[0]?.status).toBe('APPROVED')
    control.refuse(id, '까닭')
    expect(control.products()[0]?.status).toBe('DENIED')
  })

  it('outlives a restart where its state is kept, with all its digits', async () => {
    const stateFile = join(tempFolder('practice-coupang'), 'coupang.json')
    const first = await setUp({ stateFile, reviewMs: 0 })
    await first.create(example())
    const before = first.control.products()
    await first.server.close()
    expect(readFileSync(stateFile, 'utf8')).toContain('900000000000000123')
    const second = await setUp({ stateFile, reviewMs: 0 })
    expect(second.control.products()).toEqual(before)
    await second.create(example())
    expect(second.control.products()[1]?.options[0]?.vendorItemId).not.toBe(before[0]?.options[0]?.vendorItemId)
    second.control.reset()
    expect(second.control.products()).toEqual([])
  })
})

describe('the rest of the documented calls', () => {
  it('answer in their own envelopes', async () => {
    const { ask } = await setUp()
    const data = async (target: string, more: Ask = {}) => (await ask(target, more)).json()
    expect(await data(`${OPEN}/v5/vendors/A00099999/returnShippingCenters?pageNum=1&pageSize=1`)).toMatchObject({
      data: { content: [{ returnCenterCode: '1000999001' }], pagination: { totalPages: 2 } },
    })
    expect((await ask(`${OPEN}/v5/vendors/A1/returnShippingCenters?pageNum=1&pageSize=1`)).status).toBe(404)
    expect(await data(`${SHOP}/meta/display-categories/78877/status`)).toMatchObject({ data: true })
    expect(await data(`${SHOP}/meta/display-categories/79001/status`)).toMatchObject({ data: false })
    expect(await data(`${SHOP}/meta/display-categories/78877`)).toMatchObject({
      data: { name: '휴대폰 거치대', child: [] },
    })
    expect(await data(`${SHOP}/vendors/A00099999/check-auto-category-agreed`)).toMatchObject({ data: true })
    expect(await data(`${SHOP}/seller-products/inflow-status`)).toMatchObject({
      data: { restricted: false, permittedCount: null },
    })
    expect((await ask(`${OPEN}/v1/categorization/predict`, { method: 'POST', body: { name: 'x' } })).status).toBe(400)
    expect((await ask(`${SHOP}/nothing`)).status).toBe(404)
  })

  it('list page by page until the token is empty', async () => {
    const { ask, create } = await setUp()
    for (let turn = 0; turn < 3; turn += 1) await create(example())
    const page = async (token: string) =>
      (
        await ask(`${SHOP}/seller-products?vendorId=A00099999&nextToken=${token}&maxPerPage=2`, {
          headers: { 'x-extended-timeout': '90000' },
        })
      ).json()
    const first = await page('')
    expect([(first.data as unknown[]).length, first.nextToken]).toEqual([2, '2'])
    const second = await page('2')
    expect([(second.data as unknown[]).length, second.nextToken]).toEqual([1, ''])
    expect((await ask(`${SHOP}/seller-products?vendorId=A1`)).status).toBe(400)
  })
})
