import { describe, expect, it } from 'vitest'
import { inboundIn } from '../../../../main/market/coupang/places.ts'
import { validateContent } from '../../../../main/market/coupang/validate.ts'
import type { MarketPlace } from '../../../../main/market/port.ts'
import type { ListingContent } from '../../../../shared/market.ts'
import { contentFor, formFrom, options } from './support.ts'

const place: MarketPlace = {
  code: '1',
  name: '가',
  zip: '1',
  address: '서울',
  detail: '1층',
  phone: '02',
  usable: true,
  preferred: true,
  facts: { couriers: 'CJGLS', overseas: false },
}
const form = formFrom({
  attributes: [
    {
      attributeTypeName: '색상',
      required: 'MANDATORY',
      dataType: 'STRING',
      inputType: 'SELECT',
      inputValues: ['블랙', '기타'],
      exposed: 'EXPOSED',
    },
  ],
  noticeCategories: [],
  certifications: [],
  allowedOfferConditions: [],
})
const places = { outbound: [place], inbound: [place] }
const content = contentFor(form, places)
const found = (more: Partial<ListingContent>, where = places) =>
  validateContent({ ...content, ...more }, form, where).map(({ level, code, field }) => `${level} ${code} ${field}`)
const delivery = (more: Partial<ListingContent['delivery']>) => ({ delivery: { ...content.delivery, ...more } })

describe('what Coupang would refuse is found beforehand', () => {
  it('and an ordinary listing has nothing to say', () => {
    expect(found({})).toEqual([])
    expect(validateContent(content, null, null)).toEqual([])
  })

  const cases: [string, Partial<ListingContent>, string][] = [
    ['a name of more than 100 characters', { name: '가'.repeat(101) }, 'red COUPANG_NAME_LONG name'],
    ['a category that is no number', { category: 'abc' }, 'red COUPANG_CATEGORY category'],
    ['a price off the 10 won step', { price: 12_905 }, 'red COUPANG_PRICE_STEP price'],
    ['more than 99,999 pieces', { stock: 100_000 }, 'yellow COUPANG_STOCK_MANY stock'],
    [
      'a threshold off the 100 won step',
      delivery({ fee: { kind: 'free_over', fee: 2500, over: 30_050 } }),
      'red COUPANG_FREE_OVER_STEP delivery.fee',
    ],
    [
      'an address of a picture that is too long',
      { images: [`https://a.example/${'a'.repeat(200)}`] },
      'red COUPANG_IMAGE_LONG images',
    ],
    ['a picture that has no address', { images: ['그림.jpg'] }, 'red COUPANG_IMAGE_ADDRESS images'],
    ['a picture on another port', { images: ['https://a.example:8443/1.jpg'] }, 'yellow COUPANG_IMAGE_PORT images'],
    [
      'more than ten pictures',
      { images: Array.from({ length: 11 }, (_, at) => `https://a.example/${at}`) },
      'yellow COUPANG_IMAGES_MANY images',
    ],
    [
      'a value outside the category’s list',
      { fields: { 'attribute:색상': '무지개' } },
      'red COUPANG_FIELD_VALUE fields.attribute:색상',
    ],
    ['a mandatory purchase option without a value', { fields: {} }, 'red COUPANG_FIELD_MISSING fields.attribute:색상'],
    [
      'an option’s value outside the list',
      { options: options('색상', ['무지개']) },
      'red COUPANG_OPTION_VALUE options',
    ],
    ['a free option', { options: options('향', ['레몬']) }, 'yellow COUPANG_FREE_OPTION options'],
    [
      'an axis with a name of more than 25 characters',
      { options: options('가'.repeat(26), ['레몬']) },
      'red COUPANG_AXIS_LONG options',
    ],
    ['keywords that cannot be tags', { keywords: ['가'.repeat(21)] }, 'yellow COUPANG_TAGS keywords'],
    ['no outbound place', delivery({ outboundPlace: null }), 'red COUPANG_OUTBOUND_PLACE delivery.outboundPlace'],
    ['a return place that is gone', delivery({ returnPlace: '9' }), 'red COUPANG_RETURN_PLACE delivery.returnPlace'],
    [
      'remote areas with a courier that the place does not know',
      delivery({ remoteAreas: true, courier: 'hanjin' }),
      'yellow COUPANG_COURIER delivery.courier',
    ],
    [
      'a description that makes the whole too large',
      { descriptionHtml: '가'.repeat(3_200_000) },
      'red COUPANG_TOO_LARGE description',
    ],
  ]
  it.each(cases)('%s', (_what, more, finding) => {
    expect(found(more)).toContain(finding)
  })

  it('more than 200 options, and two that are alike', () => {
    const many = options(
      '향',
      Array.from({ length: 201 }, (_, at) => `v${at}`),
    )
    expect(found({ options: many })).toContain('red COUPANG_OPTIONS_MANY options')
    expect(found({ options: options('색상', ['블랙', '블랙']) })).toContain('red COUPANG_OPTION_TWICE options')
    expect(found({ options: options('색상', ['블랙', '기타']) })).toEqual([])
  })

  it('places that are out of use, abroad, or without address and phone', () => {
    const where = (outbound: Partial<MarketPlace>, inbound: Partial<MarketPlace>) => ({
      outbound: [{ ...place, ...outbound }],
      inbound: [{ ...place, ...inbound }],
    })
    expect(found({}, where({ usable: false }, { usable: false }))).toEqual([
      'red COUPANG_OUTBOUND_PLACE delivery.outboundPlace',
      'red COUPANG_RETURN_PLACE delivery.returnPlace',
    ])
    expect(found({}, where({ facts: { couriers: '', overseas: true } }, { zip: '' }))).toEqual([
      'red COUPANG_OUTBOUND_OVERSEAS delivery.outboundPlace',
      'red COUPANG_RETURN_ADDRESS delivery.returnPlace',
    ])
    expect(found({ afterService: { phone: '', guide: '' } }, where({}, { phone: '' }))).toEqual([
      'red COUPANG_PHONE afterService.phone',
    ])
  })

  it('a return centre without what each product must repeat of it, named in words', () => {
    const inbound = inboundIn({
      returnCenterCode: '1',
      shippingPlaceName: '가',
      placeAddresses: [
        { addressType: 'ROADNAME', returnZipCode: '1', returnAddress: '서울', companyContactNumber: '02' },
      ],
    })
    const [finding, ...more] = validateContent(content, form, { outbound: [{ ...place, detail: '' }], inbound })
    expect(more).toEqual([])
    expect(finding).toMatchObject({ level: 'red', code: 'COUPANG_RETURN_ADDRESS', field: 'delivery.returnPlace' })
    expect(finding?.message).toContain('없는 값: 상세 주소.')
    expect(finding?.message).toContain('쿠팡 윙의 주소록')
    // What nothing may be sent back to is not kept for a day either.
    expect(inbound[0]?.usable).toBe(false)
    const closed = inboundIn({ returnCenterCode: '1', shippingPlaceName: '가', usable: false })
    expect(validateContent(content, form, { ...places, inbound: closed })[0]?.code).toBe('COUPANG_RETURN_PLACE')
  })

  it('in sentences whose particles follow the last sound', () => {
    const words = (axis: string) =>
      validateContent({ ...content, options: options(axis, ['레몬']) }, form, places).map(({ message }) => message)
    expect(words('용기').join()).toContain('"용기"는 이 카테고리의')
    expect(words('향').join()).toContain('"향"은 이 카테고리의')
  })

  it('a category that takes no new goods', () => {
    const used = formFrom({
      attributes: [],
      noticeCategories: [],
      certifications: [],
      allowedOfferConditions: ['USED_GOOD'],
    })
    expect(validateContent(content, used, places).map(({ code }) => code)).toContain('COUPANG_CONDITION')
  })
})
