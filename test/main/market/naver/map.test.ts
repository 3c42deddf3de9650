import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courierCodes, deliveryInfo } from '../../../../main/market/naver/delivery.ts'
import { digits } from '../../../../main/market/naver/digits.ts'
import { formOf } from '../../../../main/market/naver/form.ts'
import { listingOf } from '../../../../main/market/naver/listing.ts'
import { type Prepared, phoneOf, productBody } from '../../../../main/market/naver/map.ts'
import { noticeTypeFor } from '../../../../main/market/naver/notice-choice.ts'
import { noticeForms, noticeLabel, noticeName, noticeOf } from '../../../../main/market/naver/notices.ts'
import { optionInfo } from '../../../../main/market/naver/options.ts'
import { originInfo, originOf } from '../../../../main/market/naver/origin.ts'
import type { ListingContent } from '../../../../shared/market.ts'
import { shirt, single } from './content.ts'

const detail = (more: Record<string, unknown> = {}) => ({
  id: '50000803',
  name: '티셔츠',
  wholeCategoryName: '패션의류>여성의류>티셔츠',
  last: true,
  exceptionalCategories: [] as string[],
  certificationInfos: [] as { id: string; name: string; kindTypes: string[] }[],
  ...more,
})
const formFor = (more: Record<string, unknown> = {}) => formOf(detail(more), () => null)

const prepared = (more: Partial<Prepared> = {}): Prepared => ({
  form: formFor(),
  images: ['https://shop-phinf.pstatic.net/main.jpg', 'https://shop-phinf.pstatic.net/sub.jpg'],
  descriptionHtml: '<div>설명</div>',
  originCode: null,
  ...more,
})
type Body = {
  originProduct: Record<string, unknown> & { detailAttribute: Record<string, unknown> }
  smartstoreChannelProduct: unknown
}
const bodyOf = (content: ListingContent, more: Partial<Prepared> = {}) => productBody(content, prepared(more)) as Body
const attributeOf = (content: ListingContent, more: Partial<Prepared> = {}) =>
  bodyOf(content, more).originProduct.detailAttribute

describe('the body of a create', () => {
  it('is the documents’ example', () => {
    const content = shirt({
      fields: {
        'notice:material': '면 100%',
        'notice:color': '블랙, 화이트',
        'notice:size': 'M, L',
        'notice:caution': '찬물 단독 세탁',
        'notice:packDateText': '상품 상세 참조',
        'notice:afterServiceDirector': '데모샵 고객센터 02-0000-0000',
      },
    })
    expect(bodyOf(content)).toEqual({
      originProduct: {
        statusType: 'SALE',
        saleType: 'NEW',
        leafCategoryId: '50000803',
        name: '데모샵 코튼 베이직 반팔 티셔츠',
        detailContent: '<div>설명</div>',
        images: {
          representativeImage: { url: 'https://shop-phinf.pstatic.net/main.jpg' },
          optionalImages: [{ url: 'https://shop-phinf.pstatic.net/sub.jpg' }],
        },
        salePrice: 19_900,
        stockQuantity: 100,
        deliveryInfo: {
          deliveryType: 'DELIVERY',
          deliveryAttributeType: 'NORMAL',
          deliveryCompany: 'CJGLS',
          deliveryBundleGroupUsable: false,
          deliveryFee: {
            deliveryFeeType: 'CONDITIONAL_FREE',
            baseFee: 3000,
            freeConditionalAmount: 50_000,
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
                stockQuantity: 30,
                price: 0,
                sellerManagerCode: 'DEMO-TS-01-BK-M',
                usable: true,
              },
              {
                optionName1: '블랙',
                optionName2: 'L',
                stockQuantity: 20,
                price: 1000,
                sellerManagerCode: 'DEMO-TS-01-BK-L',
                usable: true,
              },
              {
                optionName1: '화이트',
                optionName2: 'M',
                stockQuantity: 25,
                price: 0,
                sellerManagerCode: 'DEMO-TS-01-WH-M',
                usable: true,
              },
              {
                optionName1: '화이트',
                optionName2: 'L',
                stockQuantity: 25,
                price: 1000,
                sellerManagerCode: 'DEMO-TS-01-WH-L',
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
              returnCostReason: '0',
              noRefundReason: '0',
              qualityAssuranceStandard: '0',
              compensationProcedure: '0',
              troubleShootingContents: '0',
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
          seoInfo: { sellerTags: [{ text: '반팔티' }, { text: '코튼티셔츠' }] },
        },
      },
      smartstoreChannelProduct: { naverShoppingRegistration: true, channelProductDisplayStatusType: 'ON' },
    })
  })

  it('leaves optionInfo out for a single item', () => {
    expect(attributeOf(single())).not.toHaveProperty('optionInfo')
    expect(bodyOf(single()).originProduct.stockQuantity).toBe(37)
  })

  it('keeps minors out of adult categories and of adult goods, and sends goods free of tax as such', () => {
    expect(attributeOf(single(), { form: formFor({ exceptionalCategories: ['ADULT'] }) }).minorPurchasable).toBe(false)
    expect(attributeOf(single({ adultOnly: true, taxFree: true }))).toMatchObject({
      minorPurchasable: false,
      taxType: 'DUTYFREE',
    })
  })

  it('says whether the price by unit is shown where a category asks, and not elsewhere', () => {
    expect(attributeOf(single(), { form: formFor({ exceptionalCategories: ['UNIT_PRICE'] }) }).unitCapacity).toEqual({
      unitPriceYn: false,
    })
    expect(attributeOf(single())).not.toHaveProperty('unitCapacity')
  })

  it('never repeats a tag nor sends more than ten, nor those that were refused', () => {
    const keywords = ['a', 'a ', '', ...Array.from({ length: 20 }, (_, at) => `t${at}`)]
    const tags = (without?: Prepared['withoutTags']) =>
      attributeOf(single({ keywords }), without === undefined ? {} : { withoutTags: without }).seoInfo
    expect((tags() as { sellerTags: unknown[] }).sellerTags).toHaveLength(10)
    expect((tags(['a']) as { sellerTags: { text: string }[] }).sellerTags.map(({ text }) => text)).not.toContain('a')
    expect(tags('all')).toBeUndefined()
  })

  it('writes a phone as digits and hyphens', () => {
    expect(phoneOf('고객센터 (02) 123-4567')).toBe('02123-4567')
    expect(phoneOf(' 010-1234-5678 (평일)')).toBe('010-1234-5678')
    expect(phoneOf('없음')).toBe('')
  })
})

describe('options', () => {
  const values = fc.array(
    fc.record({ price: fc.integer({ min: 10, max: 1_000_000 }), stock: fc.integer({ min: 0, max: 9999 }) }),
    { minLength: 1, maxLength: 30 },
  )

  it('cost the product’s price and their surcharge, and their stock is the product’s', () => {
    fc.assert(
      fc.property(values, (rows) => {
        const options = rows.map(({ price, stock }, at) => ({
          key: `${at}`,
          sku: `s${at}`,
          values: [{ axis: '색상', value: `v${at}` }],
          price,
          stock,
        }))
        const content = single({ options, price: Math.min(...rows.map(({ price }) => price)), stock: 0 })
        const { originProduct } = bodyOf(content)
        const info = originProduct.detailAttribute.optionInfo as {
          optionCombinations: { price: number; stockQuantity: number }[]
        }
        const sum = info.optionCombinations.reduce((total, one) => total + one.stockQuantity, 0)
        expect(originProduct.stockQuantity).toBe(sum)
        expect(info.optionCombinations.map(({ price }) => price + content.price)).toEqual(
          rows.map(({ price }) => price),
        )
        expect(Math.min(...info.optionCombinations.map(({ price }) => price))).toBe(0)
      }),
    )
  })

  it('beyond three axes are joined into the third, and nameless axes get a name', () => {
    const axes = ['색상', '사이즈', '', '두께', '향']
    const one = {
      key: 'k',
      sku: 's',
      values: axes.map((axis, at) => ({ axis, value: `v${at}` })),
      price: 100,
      stock: 1,
    }
    expect(optionInfo({ options: [one], price: 100 })).toMatchObject({
      optionCombinationGroupNames: {
        optionGroupName1: '색상',
        optionGroupName2: '사이즈',
        optionGroupName3: '옵션3/두께/향',
      },
      optionCombinations: [{ optionName1: 'v0', optionName2: 'v1', optionName3: 'v2 / v3 / v4' }],
    })
  })
})

describe('delivery', () => {
  const { delivery } = single()
  it('is free without a base fee, flat with one', () => {
    const free = deliveryInfo({ ...delivery, fee: { kind: 'free' }, jejuFee: 0, islandsFee: 0 })
    expect(free.deliveryFee).toEqual({ deliveryFeeType: 'FREE' })
    expect(
      deliveryInfo({ ...delivery, fee: { kind: 'flat', fee: 2500 }, jejuFee: 4000, islandsFee: 4000 }).deliveryFee,
    ).toEqual({
      deliveryFeeType: 'PAID',
      baseFee: 2500,
      deliveryFeePayType: 'PREPAID',
      deliveryFeeByArea: { deliveryAreaType: 'AREA_2', area2extraFee: 4000 },
    })
  })
  it('goes by a courier’s code, never by its name', () => {
    expect(Object.values(courierCodes).every((code) => /^[A-Z]{3,8}$/.test(code))).toBe(true)
    expect([courierCodes.lotte, courierCodes.logen, courierCodes.cj]).toEqual(['HYUNDAI', 'KGB', 'CJGLS'])
  })
  it('names places by numbers of every size', () => {
    const { claimDeliveryInfo } = deliveryInfo({ ...delivery, outboundPlace: '123456789012345678', returnPlace: '7' })
    expect(JSON.stringify(claimDeliveryInfo)).toContain('"shippingAddressId":123456789012345678,"returnAddressId":7')
    expect(JSON.stringify(digits('9007199254740993'))).toBe('9007199254740993')
  })
})

describe('the origin', () => {
  it.each([
    ['국내산', '00'],
    ['대한민국', '00'],
    ['Korea', '00'],
    ['원양산', '01'],
    ['중국', '02'],
    ['MADE IN CHINA', '02'],
    ['수입산', '02'],
    ['인도네시아', '02'],
    ['상세설명 참조', '03'],
    ['국산/중국산', '03'],
    ['중국, 베트남', '03'],
    ['', '03'],
    [null, '03'],
    ['가상의나라', '04'],
  ])('%j is %s', (stated, code) => {
    expect(originInfo(originOf(stated), { code: null, importer: '수입사' }).originAreaCode).toBe(code)
  })
  it('names an importer when imported, and the words when they are typed', () => {
    expect(originInfo(originOf('중국'), { code: '0200037', importer: '수입사' })).toEqual({
      originAreaCode: '0200037',
      importer: '수입사',
      plural: false,
    })
    expect(originInfo(originOf('가상의나라'), { code: null, importer: 'x' })).toEqual({
      originAreaCode: '04',
      content: '가상의나라',
      plural: false,
    })
  })
  it('does not take Indonesia for India', () => {
    expect(originOf('인도네시아산')).toEqual({ kind: 'imported', country: '인도네시아' })
    expect(originOf('인도')).toEqual({ kind: 'imported', country: '인도' })
  })
})

describe('notices', () => {
  it('have a Korean name for each type and each field', () => {
    expect(noticeForms.size).toBe(36)
    const bare = [...noticeForms.values()].flatMap(({ type, fields }) => [
      ...(noticeName(type) === type ? [type] : []),
      ...fields.filter(({ name }) => noticeLabel(name) === name).map(({ name }) => `${type}.${name}`),
    ])
    expect(bare).toEqual([])
  })

  it.each([...noticeForms.keys()])(
    'of the type %s come out complete without a word typed, each within its length',
    (type) => {
      const form = noticeForms.get(type)
      const body = noticeOf(type, single({ name: '아주 긴 이름'.repeat(14) }))
      expect(Object.keys(body)).toEqual(['productInfoProvidedNoticeType', form?.child])
      const child = body[form?.child ?? ''] as Record<string, unknown>
      for (const { name, required, max, kind } of form?.fields ?? []) {
        const value = child[name]
        if (required) expect(value, name).toBeDefined()
        if (value === undefined) continue
        expect(typeof value, name).toBe(kind === 'flag' ? 'boolean' : 'string')
        if (max !== null) expect([...String(value)].length, name).toBeLessThanOrEqual(max)
      }
    },
  )

  it('of goods that fit nowhere carry the phone that D#1649 asks for', () => {
    expect(noticeOf('ETC', single())).toMatchObject({
      etc: { customerServicePhoneNumber: '02-0000-0000', manufacturer: '데모산업' },
    })
  })

  it.each([
    ['패션의류>여성의류>티셔츠', 'WEAR'],
    ['패션잡화>여성신발>운동화', 'SHOES'],
    ['패션잡화>여성가방>숄더백', 'BAG'],
    ['패션잡화>양말>여성양말', 'FASHION_ITEMS'],
    ['패션잡화>주얼리>목걸이', 'JEWELLERY'],
    ['화장품/미용>스킨케어>크림', 'COSMETIC'],
    ['화장품/미용>뷰티소품>브러시', 'ETC'],
    ['디지털/가전>생활가전>청소기', 'HOME_APPLIANCES'],
    ['디지털/가전>계절가전>선풍기', 'SEASON_APPLIANCES'],
    ['디지털/가전>휴대폰액세서리>휴대폰케이스', 'MICROELECTRONICS'],
    ['가구/인테리어>수납가구>서랍장', 'FURNITURE'],
    ['가구/인테리어>침구단품>베개', 'SLEEPING_GEAR'],
    ['출산/육아>완구/매트>블록', 'KIDS'],
    ['식품>농산물>쌀', 'FOOD'],
    ['식품>과자/베이커리>초콜릿', 'GENERAL_FOOD'],
    ['식품>건강식품>영양제', 'DIET_FOOD'],
    ['스포츠/레저>캠핑>텐트', 'SPORTS_EQUIPMENT'],
    ['스포츠/레저>등산>등산화', 'SPORTS_EQUIPMENT'],
    ['스포츠/레저>스포츠신발>러닝운동화', 'SHOES'],
    ['생활/건강>주방용품>냄비', 'KITCHEN_UTENSILS'],
    ['생활/건강>자동차용품>핸들커버', 'CAR_ARTICLES'],
    ['생활/건강>세제>세탁세제', 'BIOCHEMISTRY'],
    ['생활/건강>생활용품>생활잡화', 'ETC'],
  ])('of %s are %s', (path, type) => {
    expect(noticeTypeFor(path.split('>'))).toBe(type)
  })

  it('follow another type that the operator chose, with what is usual there', () => {
    const body = attributeOf(
      single({ fields: { 'notice:productInfoProvidedNoticeType': 'BAG', 'notice:material': '가죽' } }),
    )
    expect(body.productInfoProvidedNotice).toMatchObject({
      productInfoProvidedNoticeType: 'BAG',
      bag: { material: '가죽', type: '상세페이지 참조' },
    })
  })
})

describe('certificates', () => {
  const kc = formFor({
    exceptionalCategories: ['KC_CERTIFICATION'],
    certificationInfos: [
      { id: '1001', name: '[전기용품] 안전인증', kindTypes: ['KC_CERTIFICATION', 'OVERSEAS'] },
      { id: '1003', name: '[생활용품] 공급자적합성확인', kindTypes: ['KC_CERTIFICATION'] },
    ],
  })
  it('are left out where nobody asks', () => {
    expect(Object.keys(attributeOf(single())).filter((key) => /certif/i.test(key))).toEqual([])
  })
  it('are excluded as usual, or sent with the number out of the wholesaler’s words', () => {
    expect(attributeOf(single(), { form: kc }).certificationTargetExcludeContent).toEqual({
      kcCertifiedProductExclusionYn: 'TRUE',
    })
    const fields = { 'certificate:kc': 'TRUE', 'certificate:number': '[생활용품] 공급자적합성확인 CB123R456-7001' }
    expect(attributeOf(single({ fields }), { form: kc })).toMatchObject({
      certificationTargetExcludeContent: { kcCertifiedProductExclusionYn: 'FALSE' },
      productCertificationInfos: [
        {
          certificationInfoId: 1003,
          certificationKindType: 'KC_CERTIFICATION',
          name: '[생활용품] 공급자적합성확인',
          certificationNumber: 'CB123R456-7001',
        },
      ],
    })
  })
  it('name the kind of an exemption', () => {
    const fields = { 'certificate:kc': 'KC_EXEMPTION_OBJECT:OVERSEAS' }
    expect(attributeOf(single({ fields }), { form: kc }).certificationTargetExcludeContent).toEqual({
      kcCertifiedProductExclusionYn: 'KC_EXEMPTION_OBJECT',
      kcExemptionType: 'OVERSEAS',
    })
  })
  it('of children’s goods are never excluded by themselves', () => {
    const form = formFor({ exceptionalCategories: ['CHILD_CERTIFICATION', 'GREEN_PRODUCTS'] })
    expect(attributeOf(single(), { form }).certificationTargetExcludeContent).toEqual({
      childCertifiedProductExclusionYn: false,
      greenCertifiedProductExclusionYn: true,
    })
    const fields = { 'certificate:child': 'true' }
    expect(attributeOf(single({ fields }), { form }).certificationTargetExcludeContent).toMatchObject({
      childCertifiedProductExclusionYn: true,
    })
  })
})

describe('a stored product', () => {
  const stored = (statusType: string, display: string | null = 'ON') => ({
    originProductNo: '1',
    channelProductNo: '2',
    display,
    product: { statusType, name: 'n', salePrice: 1000, stockQuantity: 3 },
  })
  it.each([
    ['SALE', 'on_sale'],
    ['OUTOFSTOCK', 'sold_out'],
    ['UNADMISSION', 'in_review'],
    ['REJECTION', 'rejected'],
    ['PROHIBITION', 'rejected'],
    ['SUSPENSION', 'stopped'],
    ['CLOSE', 'stopped'],
    ['WAIT', 'saved'],
    ['DELETE', 'deleted'],
    ['SOMETHING_NEW', 'unknown'],
  ])('%s is %s, and keeps Naver’s word', (word, state) => {
    const listing = listingOf(stored(word), null, null)
    expect(listing.state).toBe(state)
    expect(listing.stateText).toContain(word)
  })
  it('that is not shown is stopped', () => {
    expect(listingOf(stored('SALE', 'SUSPENSION'), null, null)).toMatchObject({
      state: 'stopped',
      stateText: '판매 중 (SALE, 전시 중지)',
    })
  })
})
