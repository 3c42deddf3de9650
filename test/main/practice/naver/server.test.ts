import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type PracticeNaverOptions, startPracticeNaver } from '../../../../main/practice/naver/index.ts'
import { tempFolder } from '../../../support/temp.ts'
import { jumpingTime } from '../../net/virtual-time.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

type Deep = { [key: string]: Deep } & { [index: number]: Deep }

const started = async (options: PracticeNaverOptions = {}) => {
  const practice = await startPracticeNaver({ perSecond: null, ...options })
  onTestFinished(() => practice.close())
  const { clientId, clientSecret } = practice.credentials
  const form = (more: Record<string, string | undefined> = {}) => {
    const timestamp = more.timestamp ?? String((options.clock?.now() ?? Date.now()) - 3000)
    const all: Record<string, string | undefined> = {
      client_id: clientId,
      timestamp,
      grant_type: 'client_credentials',
      client_secret_sign: Buffer.from(hashSync(`${clientId}_${timestamp}`, clientSecret)).toString('base64'),
      type: 'SELF',
      ...more,
    }
    return new URLSearchParams(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined))
  }
  const ask = async (body: URLSearchParams | string, query = '') => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await fetch(`${practice.url}/external/v1/oauth2/token${query}`, {
      method: 'POST',
      headers,
      body: String(body),
    })
    const text = await reply.text()
    return { status: reply.status, body: text === '' ? {} : JSON.parse(text) }
  }
  let token = ''
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    if (token === '') token = (await ask(form())).body.access_token
    const isRaw = body instanceof FormData || typeof body === 'string'
    const reply = await fetch(`${practice.url}/external${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    })
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, body: text === '' ? null : JSON.parse(text) }
  }
  const upload = async (...files: [string, Buffer][]) => {
    const data = new FormData()
    for (const [name, bytes] of files) data.append('imageFiles', new Blob([new Uint8Array(bytes)]), name)
    return send('POST', '/v1/product-images/upload', data)
  }
  const example = async (): Promise<Deep> => {
    const { body } = await upload(['a.png', png])
    return structuredClone(exampleWith(body.images[0].url)) as unknown as Deep
  }
  return { practice, control: practice.control, form, ask, send, upload, example }
}

/** The complete example of the documents (api/naver.md 2.9). */
const exampleWith = (url: string) => ({
  originProduct: {
    statusType: 'SALE',
    saleType: 'NEW',
    leafCategoryId: '50000803',
    name: '데모샵 코튼 베이직 반팔 티셔츠',
    detailContent: `<div><p>예시용 상세 설명입니다.</p><img src="${url}"></div>`,
    images: { representativeImage: { url }, optionalImages: [{ url }] },
    salePrice: 19900,
    stockQuantity: 100,
    deliveryInfo: {
      deliveryType: 'DELIVERY',
      deliveryAttributeType: 'NORMAL',
      deliveryCompany: 'CJGLS',
      deliveryBundleGroupUsable: false,
      deliveryFee: {
        deliveryFeeType: 'CONDITIONAL_FREE',
        baseFee: 3000,
        freeConditionalAmount: 50000,
        deliveryFeePayType: 'PREPAID',
        deliveryFeeByArea: { deliveryAreaType: 'AREA_3', area2extraFee: 3000, area3extraFee: 5000 },
      },
      claimDeliveryInfo: {
        returnDeliveryCompanyPriorityType: 'PRIMARY',
        returnDeliveryFee: 3000,
        exchangeDeliveryFee: 6000,
        shippingAddressId: 100000001,
        returnAddressId: 100000002,
      },
    },
    detailAttribute: {
      naverShoppingSearchInfo: { manufacturerName: '데모섬유', brandName: '데모샵', modelName: 'DEMO-TS-01' },
      afterServiceInfo: {
        afterServiceTelephoneNumber: '02-0000-0000',
        afterServiceGuideContent: '평일 10시~17시 문의 가능',
      },
      originAreaInfo: { originAreaCode: '03', plural: false },
      sellerCodeInfo: { sellerManagementCode: 'DEMO-TS-01' },
      optionInfo: {
        optionCombinationSortType: 'CREATE',
        optionCombinationGroupNames: { optionGroupName1: '색상', optionGroupName2: '사이즈' },
        optionCombinations: [
          {
            optionName1: '블랙',
            optionName2: 'M',
            stockQuantity: 50,
            price: 0,
            sellerManagerCode: 'DEMO-TS-01-BK-M',
            usable: true,
          },
          {
            optionName1: '블랙',
            optionName2: 'L',
            stockQuantity: 50,
            price: 1000,
            sellerManagerCode: 'DEMO-TS-01-BK-L',
            usable: true,
          },
        ],
        useStockManagement: true,
      },
      taxType: 'TAX',
      minorPurchasable: true,
      productInfoProvidedNotice: {
        productInfoProvidedNoticeType: 'WEAR',
        wear: {
          returnCostReason: '1',
          noRefundReason: '1',
          qualityAssuranceStandard: '1',
          compensationProcedure: '1',
          troubleShootingContents: '1',
          material: '면 100%',
          color: '블랙, 화이트',
          size: 'M, L',
          manufacturer: '데모섬유',
          caution: '찬물 단독 세탁',
          packDateText: '상품 상세 참조',
          warrantyPolicy: '관련 법 및 소비자 분쟁 해결 기준에 따름',
          afterServiceDirector: '데모샵 고객센터 02-0000-0000',
        },
      },
      seoInfo: {
        pageTitle: '데모샵 코튼 티셔츠',
        metaDescription: '예시용 메타 설명',
        sellerTags: [{ text: '반팔티' }, { text: '코튼티셔츠' }],
      },
    },
  },
  smartstoreChannelProduct: { naverShoppingRegistration: true, channelProductDisplayStatusType: 'ON' },
})

const at = (root: unknown, path: string): { parent: Record<string, unknown>; key: string } => {
  const steps = path.split('.')
  const key = steps.pop() ?? ''
  let parent = root as Record<string, unknown>
  for (const step of steps) parent = parent[step] as Record<string, unknown>
  return { parent, key }
}

describe('the practice Naver’s token call', () => {
  it('answers a form with a right signature, the same token while half an hour of it is left, and a new one after', async () => {
    const time = jumpingTime()
    const { ask, form } = await started({ clock: time.clock })
    const first = await ask(form())
    expect(first).toMatchObject({ status: 200, body: { expires_in: 10_800, token_type: 'Bearer' } })
    time.pass(2 * 3_600_000)
    expect((await ask(form())).body).toMatchObject({ access_token: first.body.access_token, expires_in: 3600 })
    time.pass(31 * 60_000)
    expect((await ask(form())).body.access_token).not.toBe(first.body.access_token)
  })

  it.each([
    ['a future timestamp', () => ({ timestamp: String(Date.now() + 60_000) }), 'timestamp'],
    ['a timestamp of six minutes ago', () => ({ timestamp: String(Date.now() - 360_000) }), 'timestamp'],
    ['seconds', () => ({ timestamp: String(Math.floor(Date.now() / 1000)) }), 'timestamp'],
    [
      'a hash that is not in base64',
      () => ({ client_secret_sign: hashSync('x', '$2a$04$Zt9LrPq3WkXm5NdVb7Yc1e') }),
      'client_secret_sign',
    ],
    ['another application', () => ({ client_id: 'other' }), 'client_id'],
    ['no grant', () => ({ grant_type: undefined }), 'grant_type'],
    ['a seller', () => ({ type: 'SELLER', account_id: 'ncp_1' }), 'type'],
    ['an account with SELF', () => ({ account_id: 'ncp_1' }), 'account_id'],
  ])('refuses %s', async (_what, more, name) => {
    const { ask, form } = await started()
    const { status, body } = await ask(form(more()))
    expect([status, body.invalidInputs[0].name]).toEqual([400, name])
  })

  it('does not take a query string, and holds the application at one call an hour on the next day', async () => {
    const time = jumpingTime()
    const { ask, control, form, practice } = await started({ clock: time.clock })
    const bare = await fetch(`${practice.url}/external/v1/oauth2/token?${form()}`, { method: 'POST' })
    expect(bare.status).toBe(415)
    expect((await ask('', `?${form()}`)).status).toBe(400)
    expect(control.badTokenCalls()).toBe(2)
    const status = async () => {
      const { body } = await ask(form())
      const headers = { authorization: `Bearer ${body.access_token}` }
      return (await fetch(`${practice.url}/external/v1/seller/account`, { headers })).status
    }
    expect([await status(), await status()]).toEqual([200, 200])
    time.pass(24 * 3_600_000)
    expect([await status(), await status()]).toEqual([200, 429])
    time.pass(3_600_000)
    expect(await status()).toBe(200)
    time.pass(24 * 3_600_000)
    expect([await status(), await status()]).toEqual([200, 200])
  })
})

describe('the practice Naver’s gateway', () => {
  it('knows tokens, addresses and APIs', async () => {
    const { control, send } = await started()
    expect(await send('GET', '/v1/seller/account')).toMatchObject({
      status: 200,
      body: { accountUid: 'ncp_practice_01' },
    })
    expect(await send('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'GW.NOT_FOUND' } })
    expect(await send('GET', '/v1/seller/account', undefined, { authorization: 'Bearer x' })).toMatchObject({
      status: 401,
      body: { code: 'GW.AUTHN' },
    })
    control.allowAddress(false)
    expect(await send('GET', '/v1/seller/account')).toMatchObject({ status: 403, body: { code: 'GW.IP_NOT_ALLOWED' } })
    control.allowAddress(true)
    control.penalise(true)
    const held = await send('GET', '/v1/seller/account')
    expect(held).toMatchObject({ status: 429, body: { code: 'GW.QUOTA_LIMIT' } })
    expect([held.headers.get('gncp-gw-quota-period'), held.headers.get('gncp-gw-quota-limit')]).toEqual(['HOURS', '1'])
  })

  it('lets twice the rate pass at once for each API, and tells what is left', async () => {
    const time = jumpingTime()
    const { send, control } = await started({ clock: time.clock, perSecond: 2 })
    const statuses: number[] = []
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await send('GET', '/v1/seller/account')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
    const other = await send('GET', '/v1/seller/channels')
    expect([
      other.status,
      other.headers.get('gncp-gw-ratelimit-replenish-rate'),
      other.headers.get('gncp-gw-ratelimit-remaining'),
    ]).toEqual([200, '2', '3'])
    time.pass(500)
    expect((await send('GET', '/v1/seller/account')).status).toBe(200)
    expect(control.peaks()['GET /v1/seller/account']).toBe(7)
  })
})

describe('the practice Naver’s pictures', () => {
  it('are taken by bytes and by extension, ten a call', async () => {
    const { upload } = await started()
    expect((await upload(['a.png', png], ['b.jpg', Buffer.from('ffd8ffe0', 'hex')])).body.images).toHaveLength(2)
    const refused = async (...files: [string, Buffer][]) => (await upload(...files)).body.invalidInputs[0]
    expect(await refused(['a.png', png], ['b', png])).toMatchObject({
      name: 'imageFiles[1]',
      type: 'PhotoInfraUpload.extension',
    })
    expect(await refused(['a.webp', Buffer.from('RIFF0000WEBPVP8 ')])).toMatchObject({
      type: 'PhotoInfraUpload.extension',
    })
    expect(await refused(['a.jpg', png])).toMatchObject({ type: 'PhotoInfraUpload.extension' })
    expect(await refused(...Array.from({ length: 11 }, (): [string, Buffer] => ['a.png', png]))).toMatchObject({
      type: 'Size',
    })
  })
})

describe('the practice Naver’s create', () => {
  it('takes the documents’ example', async () => {
    const { example, send } = await started()
    const { status, body } = await send('POST', '/v2/products', await example())
    expect([status, body]).toEqual([
      200,
      { originProductNo: 10_000_000_001, smartstoreChannelProductNo: 10_000_000_002 },
    ])
  })

  const a = 'originProduct.detailAttribute'
  it.each([
    ['originProduct.salePrice', undefined, 'NotNull'],
    ['originProduct.salePrice', '19900', 'TypeMismatch'],
    ['originProduct.stockQuantity', 99, 'Invalid.stockQuantity.sum'],
    ['originProduct.leafCategoryId', '50000000', 'NotExist.product.category.id'],
    ['originProduct.images.representativeImage.url', 'https://elsewhere.example/a.jpg', 'PhotoInfraUpload.unavailable'],
    ['originProduct.deliveryInfo.deliveryCompany', 'CJ대한통운', 'TypeMismatch'],
    ['originProduct.deliveryInfo.claimDeliveryInfo.returnAddressId', 100000001, 'NotExist.addressBook'],
    ['originProduct.deliveryInfo.claimDeliveryInfo.shippingAddressId', '100000001', 'TypeMismatch'],
    [`${a}.productInfoProvidedNotice.wear.material`, undefined, 'NotNull'],
    [`${a}.productInfoProvidedNotice.wear.packDateText`, undefined, 'NotNull'],
    [`${a}.productInfoProvidedNotice.wear.returnCostReason`, '자유', 'Pattern'],
    [`${a}.productInfoProvidedNotice.wear.material`, 'x'.repeat(1501), 'Size'],
    [`${a}.originAreaInfo`, { originAreaCode: '02' }, 'NotNull'],
    [`${a}.originAreaInfo`, { originAreaCode: '04' }, 'NotNull'],
    [`${a}.afterServiceInfo.afterServiceTelephoneNumber`, '고객센터', 'Pattern'],
    [`${a}.optionInfo.optionCombinations.1.optionName2`, undefined, 'NotNull'],
    [`${a}.optionInfo.optionCombinations.1.optionName2`, 'M', 'Duplicate.option'],
    [`${a}.seoInfo.sellerTags`, [{ text: '짝퉁' }], 'Restricted.sellerTags'],
    [`${a}.mystery`, 1, 'UnrecognizedProperty'],
    ['smartstoreChannelProduct.channelProductDisplayStatusType', 'WAIT', 'TypeMismatch'],
    ['smartstoreChannelProduct', undefined, 'NotNull'],
  ])('refuses %s = %j as %s', async (path, value, type) => {
    const { example, send, control } = await started()
    const body = await example()
    const { parent, key } = at(body, path)
    if (value === undefined) delete parent[key]
    else parent[key] = value
    const reply = await send('POST', '/v2/products', body)
    expect(reply.status).toBe(400)
    expect(reply.body.invalidInputs.map((one: { type: string }) => one.type)).toContain(type)
    expect(control.products()).toEqual([])
  })

  it.each([
    ['50001206', 'Empty.product.detailAttribute.certificationInfos.kindType'],
    ['50000952', 'Empty.product.detailAttribute.certificationInfos.kindType'],
    ['50002324', 'Required.product.unitPriceYn'],
    ['50002629', 'NotAuthority.product.category.id'],
    ['50003410', 'Invalid.adult'],
    ['50005542', 'book.CheckValidationIsbn13'],
  ])('asks more in the category %s', async (category, type) => {
    const { example, send } = await started()
    const body = await example()
    at(body, 'originProduct').parent.originProduct = {
      ...(at(body, 'originProduct').parent.originProduct as object),
      leafCategoryId: category,
    }
    const { body: answer } = await send('POST', '/v2/products', body)
    expect(answer.invalidInputs.map((one: { type: string }) => one.type)).toEqual([type])
  })

  it('reads JSON only', async () => {
    const { send } = await started()
    expect((await send('POST', '/v2/products', '{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await send('POST', '/v2/products', '{', { 'content-type': 'application/json' })).status).toBe(400)
  })

  it('knows no idempotency: the same body twice is two products', async () => {
    const { example, send, control } = await started()
    const body = await example()
    await send('POST', '/v2/products', body)
    await send('POST', '/v2/products', body)
    expect(control.products()).toHaveLength(2)
  })
})

describe('the practice Naver’s products', () => {
  const listed = async (options: PracticeNaverOptions = {}) => {
    const all = await started(options)
    await all.send('POST', '/v2/products', await all.example())
    const no = 10_000_000_001
    const status = (body: unknown) => all.send('PUT', `/v1/products/origin-products/${no}/change-status`, body)
    const stock = (rows: unknown) =>
      all.send('PUT', `/v1/products/origin-products/${no}/option-stock`, { optionInfo: { optionCombinations: rows } })
    return { ...all, no, status, stock, now: () => all.control.products()[0] }
  }

  it('store what is left out of an option as 0, and stop selling at 0', async () => {
    const { stock, now } = await listed()
    await stock([{ id: 40_000_000_001, stockQuantity: 7 }])
    expect(now()?.options.map(({ stockQuantity, price }) => [stockQuantity, price])).toEqual([
      [7, 0],
      [0, 0],
    ])
    await stock([{ id: 40_000_000_001 }])
    expect(now()).toMatchObject({ stockQuantity: 0, statusType: 'OUTOFSTOCK' })
    expect((await stock([{ id: 1, stockQuantity: 7 }])).status).toBe(400)
  })

  it('change their state by the allowed moves only', async () => {
    const { status, stock, now } = await listed()
    expect((await status({ statusType: 'SALE' })).status).toBe(400)
    expect((await status({ statusType: 'SUSPENSION' })).status).toBe(200)
    expect((await status({ statusType: 'SUSPENSION' })).status).toBe(400)
    expect((await status({ statusType: 'SALE' })).status).toBe(200)
    expect((await status({ statusType: 'OUTOFSTOCK' })).status).toBe(200)
    expect(now()).toMatchObject({ stockQuantity: 0, statusType: 'OUTOFSTOCK' })
    expect((await status({ statusType: 'SALE' })).status).toBe(400)
    await stock([{ id: 40_000_000_001, stockQuantity: 7 }])
    expect((await status({ statusType: 'SALE', stockQuantity: 8 })).status).toBe(400)
    expect((await status({ statusType: 'SALE', stockQuantity: 7 })).status).toBe(200)
    expect(now()?.statusType).toBe('SALE')
  })

  it('with options do not take a stock of their own', async () => {
    const { send, no } = await listed()
    const change = (more: object) =>
      send('PATCH', '/v1/products/origin-products/multi-update', {
        multiProductUpdateRequestVos: [{ originProductNo: no, ...more }],
      })
    expect((await change({ multiUpdateTypes: ['STOCK'], stockQuantity: 3 })).status).toBe(400)
    expect((await change({ multiUpdateTypes: ['SALE_PRICE'], productSalePrice: { salePrice: 30_000 } })).status).toBe(
      200,
    )
    expect((await change({ multiUpdateTypes: ['SALE_PRICE'] })).status).toBe(400)
  })

  it('are found by their code once the index knows them, and never when deleted', async () => {
    const { send, control, no } = await listed({ visibleAfterMs: 5000 })
    const search = async (more: object = {}) =>
      (
        await send('POST', '/v1/products/search', {
          searchKeywordType: 'SELLER_CODE',
          sellerManagementCode: 'DEMO-TS-01',
          ...more,
        })
      ).body
    expect((await search()).contents).toEqual([])
    control.advance(5000)
    expect((await search()).contents[0]).toMatchObject({
      originProductNo: no,
      channelProducts: [{ channelProductNo: no + 1, statusType: 'SALE' }],
    })
    expect((await send('POST', '/v1/products/search', { size: 501 })).status).toBe(400)
    expect((await send('DELETE', `/v2/products/origin-products/${no}`)).status).toBe(200)
    expect((await search()).contents).toEqual([])
    expect((await send('GET', `/v2/products/origin-products/${no}`)).status).toBe(404)
  })

  it('sell, change and go behind the operator’s back', async () => {
    const { control, no, now } = await listed()
    control.sell(no, 3, 'DEMO-TS-01-BK-L')
    expect(now()).toMatchObject({ stockQuantity: 97 })
    control.change(no, { salePrice: 1000, display: 'SUSPENSION' })
    expect(now()).toMatchObject({ salePrice: 1000, display: 'SUSPENSION' })
    control.remove(no)
    expect(now()).toBeUndefined()
  })

  it('outlive the process where a file keeps them', async () => {
    const stateFile = join(tempFolder(), 'naver.json')
    const first = await startPracticeNaver({ perSecond: null, stateFile })
    await first.close()
    const { practice, example, send } = await started({ stateFile })
    await send('POST', '/v2/products', await example())
    await practice.close()
    expect(JSON.parse(readFileSync(stateFile, 'utf8')).products).toHaveLength(1)
    const again = await started({ stateFile })
    expect(again.control.products()).toMatchObject([{ originProductNo: 10_000_000_001 }])
    await again.send('POST', '/v2/products', await again.example())
    expect(again.control.products().map(({ originProductNo }) => originProductNo)).toEqual([
      10_000_000_001, 10_000_000_003,
    ])
  })

  it('are gone after a reset, with all counts and faults', async () => {
    const { control, send } = await listed()
    control.allowAddress(false)
    control.reset()
    expect([control.products(), control.calls()]).toEqual([[], {}])
    expect((await send('GET', '/v1/seller/account')).status).toBe(401)
  })
})
