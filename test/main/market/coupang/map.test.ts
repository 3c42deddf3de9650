import { describe, expect, it } from 'vitest'
import { courierCodes, itemNames, searchTags, toProduct } from '../../../../main/market/coupang/map.ts'
import { validateContent } from '../../../../main/market/coupang/validate.ts'
import type { MarketPlaces } from '../../../../main/market/port.ts'
import type { ListingContent } from '../../../../shared/market.ts'
import { contentFor, formFrom, options } from './support.ts'

/** api/coupang.md A4: the category of its complete example, as its metadata would be. */
const meta = {
  isAllowSingleItem: true,
  attributes: [
    {
      attributeTypeName: '색상',
      required: 'MANDATORY',
      dataType: 'STRING',
      basicUnit: '없음',
      usableUnits: [],
      inputType: 'INPUT',
      inputValues: [],
      groupNumber: 'NONE',
      exposed: 'EXPOSED',
    },
    {
      attributeTypeName: '수량',
      required: 'MANDATORY',
      dataType: 'NUMBER',
      basicUnit: '개',
      usableUnits: ['개'],
      inputType: 'INPUT',
      inputValues: [],
      groupNumber: 'NONE',
      exposed: 'EXPOSED',
    },
    {
      attributeTypeName: '재질',
      required: 'OPTIONAL',
      dataType: 'STRING',
      inputType: 'SELECT',
      inputValues: ['금속', '플라스틱'],
      groupNumber: 'NONE',
      exposed: 'NONE',
    },
  ],
  noticeCategories: [
    {
      noticeCategoryName: '기타 재화',
      noticeCategoryDetailNames: [
        '품명 및 모델명',
        '인증사항',
        '제조국(원산지)',
        '제조자(수입자)',
        '소비자상담 관련 전화번호',
      ].map((noticeCategoryDetailName) => ({ noticeCategoryDetailName, required: 'MANDATORY' })),
    },
  ],
  requiredDocumentNames: [],
  certifications: [{ certificationType: 'NOT_REQUIRED', name: '인증대상아님', dataType: 'NONE', required: 'OPTIONAL' }],
  allowedOfferConditions: ['NEW'],
}
const form = formFrom(meta)
const place = {
  zip: '00000',
  address: '서울특별시 가상구 예시로 1',
  detail: '2층',
  phone: '02-0000-0000',
  usable: true,
  preferred: true,
}
const places: MarketPlaces = {
  outbound: [{ ...place, code: '1999001', name: '하늘공방 출고지', facts: { couriers: 'CJGLS', overseas: false } }],
  inbound: [{ ...place, code: '1000999001', name: '하늘공방 반품지', facts: {} }],
}
const example: ListingContent = contentFor(form, places, {
  sku: 'SKY-HOLDER-BK-1',
  model: 'SKY-H1',
  keywords: ['차량용거치대', '송풍구거치대'],
  fields: {
    'attribute:색상': '블랙',
    'attribute:수량': '1',
    'notice:품명 및 모델명': '송풍구 휴대폰 거치대 / SKY-H1',
    'notice:인증사항': '해당사항 없음',
    'notice:제조국(원산지)': '대한민국',
    'notice:제조자(수입자)': '하늘공방',
    'notice:소비자상담 관련 전화번호': '02-0000-0000',
  },
})
const wire = (content: ListingContent, brand: { name: string; id: string } | null = null) => {
  const [outbound, inbound] = [places.outbound[0], places.inbound[0]]
  if (outbound === undefined || inbound === undefined) throw new Error('no places')
  const now = Date.UTC(2026, 6, 15, 0, 30)
  const body = toProduct(content, {
    form,
    outbound,
    inbound,
    vendorId: 'A00099999',
    vendorUserId: 'skyshop_demo',
    now,
    brand,
  })
  return JSON.parse(JSON.stringify(body)) as Record<string, unknown> & { items: Record<string, unknown>[] }
}

describe('the complete example of the manual', () => {
  it('is what its listing is sent as', () => {
    expect(validateContent(example, form, places)).toEqual([])
    const { items, ...product } = wire(example)
    expect(product).toEqual({
      displayCategoryCode: 78877,
      sellerProductName: '하늘공방 송풍구 휴대폰 거치대',
      vendorId: 'A00099999',
      saleStartedAt: '2026-07-15T09:30:00',
      saleEndedAt: '2099-12-31T23:59:59',
      displayProductName: '하늘공방 송풍구 휴대폰 거치대',
      generalProductName: '하늘공방 송풍구 휴대폰 거치대',
      deliveryMethod: 'SEQUENCIAL',
      deliveryCompanyCode: 'CJGLS',
      deliveryChargeType: 'FREE',
      deliveryCharge: 0,
      freeShipOverAmount: 0,
      deliveryChargeOnReturn: 3000,
      remoteAreaDeliverable: 'N',
      unionDeliveryType: 'NOT_UNION_DELIVERY',
      returnCenterCode: '1000999001',
      returnChargeName: '하늘공방 반품지',
      companyContactNumber: '02-0000-0000',
      returnZipCode: '00000',
      returnAddress: '서울특별시 가상구 예시로 1',
      returnAddressDetail: '2층',
      returnCharge: 3000,
      outboundShippingPlaceCode: 1999001,
      vendorUserId: 'skyshop_demo',
      requested: true,
    })
    const notice = (noticeCategoryDetailName: string, content: string) => ({
      noticeCategoryName: '기타 재화',
      noticeCategoryDetailName,
      content,
    })
    expect(items).toEqual([
      {
        itemName: '블랙 1개',
        originalPrice: 12_900,
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
        emptyBarcodeReason: '바코드 없음',
        modelNo: 'SKY-H1',
        certifications: [{ certificationType: 'NOT_REQUIRED', certificationCode: '' }],
        searchTags: ['차량용거치대', '송풍구거치대'],
        images: [
          { imageOrder: 0, imageType: 'REPRESENTATION', vendorPath: 'https://img.example.com/p/holder-main.jpg' },
          { imageOrder: 1, imageType: 'DETAIL', vendorPath: 'https://img.example.com/p/holder-side.jpg' },
        ],
        notices: [
          notice('품명 및 모델명', '송풍구 휴대폰 거치대 / SKY-H1'),
          notice('인증사항', '해당사항 없음'),
          notice('제조국(원산지)', '대한민국'),
          notice('제조자(수입자)', '하늘공방'),
          notice('소비자상담 관련 전화번호', '02-0000-0000'),
        ],
        attributes: [
          { attributeTypeName: '색상', attributeValueName: '블랙' },
          { attributeTypeName: '수량', attributeValueName: '1개' },
        ],
        contents: [{ contentsType: 'TEXT', contentDetails: [{ content: '<p>설명</p>', detailType: 'TEXT' }] }],
        offerCondition: 'NEW',
      },
    ])
  })
})

describe('what is sent of a listing', () => {
  const sent = (more: Partial<ListingContent>) => wire({ ...example, ...more })
  const delivery = (more: Partial<ListingContent['delivery']>) => sent({ delivery: { ...example.delivery, ...more } })

  it('keeps the first way free with conditional free shipping: Coupang refuses another', () => {
    expect(delivery({ fee: { kind: 'free_over', fee: 2500, over: 30_000 } })).toMatchObject({
      deliveryChargeType: 'CONDITIONAL_FREE',
      deliveryCharge: 2500,
      freeShipOverAmount: 30_000,
      deliveryChargeOnReturn: 0,
      returnCharge: 3000,
    })
    expect(delivery({ fee: { kind: 'flat', fee: 2500 } })).toMatchObject({
      deliveryChargeType: 'NOT_FREE',
      deliveryCharge: 2500,
      freeShipOverAmount: 0,
      deliveryChargeOnReturn: 3000,
    })
  })

  it('serves islands only with a courier that the outbound place has fees for: any other is refused', () => {
    expect(delivery({ remoteAreas: true, courier: 'cj' }).remoteAreaDeliverable).toBe('Y')
    expect(delivery({ remoteAreas: true, courier: 'hanjin' }).remoteAreaDeliverable).toBe('N')
  })

  it('names the courier as Coupang’s own table does, not as public clients do', () => {
    expect(courierCodes).toEqual({
      cj: 'CJGLS',
      hanjin: 'HANJIN',
      lotte: 'HYUNDAI',
      logen: 'KGB',
      epost: 'EPOST',
      kdexp: 'KDEXP',
      daesin: 'DAESIN',
      ilyang: 'ILYANG',
      chunil: 'CHUNIL',
      hdexp: 'HDEXP',
    })
  })

  it('gives each option its own name, code, price and stock, on the category’s axis', () => {
    const { items } = sent({ options: options('컬러', ['블랙', '화이트']) })
    expect(
      items.map(({ itemName, externalVendorSku, salePrice, maximumBuyCount, attributes }) => [
        itemName,
        externalVendorSku,
        salePrice,
        maximumBuyCount,
        attributes,
      ]),
    ).toEqual([
      [
        '블랙',
        'JT-1-1',
        12_900,
        5,
        [
          { attributeTypeName: '색상', attributeValueName: '블랙' },
          { attributeTypeName: '수량', attributeValueName: '1개' },
        ],
      ],
      [
        '화이트',
        'JT-1-2',
        13_900,
        6,
        [
          { attributeTypeName: '색상', attributeValueName: '화이트' },
          { attributeTypeName: '수량', attributeValueName: '1개' },
        ],
      ],
    ])
  })

  it('marks search filters, spells choices as the category does, and says nothing of empty ones', () => {
    const [item] = sent({ fields: { ...example.fields, 'attribute:재질': ' 금 속 ' } }).items
    expect(item?.attributes).toContainEqual({ attributeTypeName: '재질', attributeValueName: '금속', exposed: 'NONE' })
    expect(sent({ fields: {} }).items[0]?.attributes).toEqual([
      { attributeTypeName: '수량', attributeValueName: '1개' },
    ])
  })

  it('sends no more than ten pictures, 99,999 pieces, twenty tags of twenty characters', () => {
    const images = Array.from({ length: 14 }, (_, at) => `https://img.example.com/${at}.jpg`)
    const [item] = sent({ images, stock: 123_456 }).items
    expect(item).toMatchObject({ maximumBuyCount: 99_999, images: { length: 10 } })
    expect(
      searchTags(['a,b', 'a b', ' ', '가'.repeat(21), '무릎/담요', ...Array.from({ length: 30 }, (_, at) => `t${at}`)]),
    ).toEqual(['ab', 'a b', '무릎담요', ...Array.from({ length: 17 }, (_, at) => `t${at}`)])
  })

  it('shows pictures where there is no description, and a brand with its number only', () => {
    expect(sent({ descriptionHtml: ' ' }).items[0]?.contents).toEqual([
      {
        contentsType: 'IMAGE_NO_SPACE',
        contentDetails: example.images.map((content) => ({ content, detailType: 'IMAGE' })),
      },
    ])
    expect(wire(example, { name: '하늘공방', id: 'KR-5' })).toMatchObject({ brand: '하늘공방', brandId: 'KR-5' })
    expect(sent({ brand: '아무개' })).not.toHaveProperty('brand')
  })

  it('tells tax and age, and takes the operator’s phone where the place has none', () => {
    expect(sent({ taxFree: true, adultOnly: true }).items[0]).toMatchObject({
      taxType: 'FREE',
      adultOnly: 'ADULT_ONLY',
    })
  })

  it('never gives two options the same name', () => {
    const twice = options('색상', ['블랙', '블랙', '블랙'])
    expect(new Set(itemNames({ ...example, options: twice }, form)).size).toBe(3)
  })
})
