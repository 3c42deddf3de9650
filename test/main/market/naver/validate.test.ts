import { describe, expect, it } from 'vitest'
import type { ListingContent, ListingDelivery } from '../../../../shared/market.ts'
import { shirt, single } from './content.ts'
import { call, naver } from './harness.ts'

const delivery = (more: Partial<ListingDelivery>) => ({ delivery: { ...single().delivery, ...more } })
const rows = shirt().options

describe('what is found before Naver is asked', () => {
  const cases: [string, string, string, Partial<ListingContent>, string?][] = [
    ['NAVER_NAME_LONG', 'red', 'name', { name: '가'.repeat(101) }],
    ['NAVER_NAME_SIGNS', 'yellow', 'name', { name: '컵 "특대" 10*20' }],
    ['NAVER_NAME_EMOJI', 'yellow', 'name', { name: '컵 🎁' }],
    ['NAVER_PRICE_HIGH', 'red', 'price', { price: 1_000_000_000 }],
    ['NAVER_PRICE_STEP', 'yellow', 'price', { price: 19_905 }],
    ['NAVER_STOCK_HIGH', 'red', 'stock', { stock: 100_000_000 }],
    ['NAVER_IMAGES_NONE', 'red', 'images', { images: [] }],
    [
      'NAVER_IMAGES_MANY',
      'yellow',
      'images',
      { images: Array.from({ length: 11 }, (_, at) => `https://p.example/${at}.jpg`) },
    ],
    ['NAVER_IMAGE_TYPE', 'yellow', 'images', { images: ['https://p.example/a.webp'] }],
    ['NAVER_DESCRIPTION_SCRIPT', 'yellow', 'description', { descriptionHtml: '<script>1</script>' }],
    ['NAVER_OUTBOUND_PLACE', 'red', 'delivery.outboundPlace', delivery({ outboundPlace: null })],
    ['NAVER_OUTBOUND_PLACE', 'red', 'delivery.outboundPlace', delivery({ outboundPlace: '100000002' })],
    ['NAVER_RETURN_PLACE', 'red', 'delivery.returnPlace', delivery({ returnPlace: null })],
    ['NAVER_RETURN_PLACE', 'red', 'delivery.returnPlace', delivery({ returnPlace: '9' })],
    ['NAVER_FEE_HIGH', 'red', 'delivery.fee', delivery({ fee: { kind: 'flat', fee: 100_001 } })],
    ['NAVER_AREA_FEE_HIGH', 'red', 'delivery.jejuFee', delivery({ jejuFee: 200_001 })],
    ['NAVER_CLAIM_FEE_HIGH', 'red', 'delivery.returnFee', delivery({ returnFee: 1_000_001 })],
    ['NAVER_CLAIM_FEE_HIGH', 'red', 'delivery.exchangeFee', delivery({ exchangeFee: 1_000_001 })],
    ['NAVER_REMOTE_AREAS', 'yellow', 'delivery.remoteAreas', delivery({ remoteAreas: false })],
    ['NAVER_PHONE', 'red', 'afterService.phone', { afterService: { phone: '없음', guide: '' } }],
    ['NAVER_TAGS_MANY', 'yellow', 'keywords', { keywords: Array.from({ length: 11 }, (_, at) => `t${at}`) }],
    [
      'NAVER_OPTION_TWICE',
      'red',
      'options',
      { options: [...rows, { ...(rows[0] ?? single().options[0]), sku: 'x' }] as typeof rows, price: 19_900 },
    ],
    ['NAVER_OPTION_SKU', 'red', 'options', { options: rows.map((row) => ({ ...row, sku: 'same' })), price: 19_900 }],
    ['NAVER_OPTION_BELOW', 'red', 'options', { options: rows, price: 20_000 }],
    [
      'NAVER_OPTION_AXES',
      'red',
      'options',
      { options: rows.map((row, at) => ({ ...row, values: row.values.slice(at % 2) })), price: 19_900 },
    ],
    ['NAVER_OPTION_EMPTY', 'red', 'options', { options: rows.map((row) => ({ ...row, values: [] })), price: 19_900 }],
    [
      'NAVER_OPTION_SURCHARGE',
      'yellow',
      'options',
      { options: rows.map((row, at) => ({ ...row, price: 19_900 + at * 5000 })), price: 19_900 },
    ],
    [
      'NAVER_OPTION_SIGNS',
      'yellow',
      'options',
      { options: rows.map((row, at) => ({ ...row, values: [{ axis: '크기', value: `10*${at}` }] })), price: 19_900 },
    ],
    [
      'NAVER_OPTIONS_MANY',
      'red',
      'options',
      {
        options: Array.from({ length: 501 }, (_, at) => ({
          key: `${at}`,
          sku: `s${at}`,
          values: [{ axis: 'a', value: `${at}` }],
          price: 19_900,
          stock: 1,
        })),
        price: 19_900,
      },
    ],
    ['NAVER_NOTICE_LONG', 'red', 'fields.notice:modelName', { fields: { 'notice:modelName': '가'.repeat(51) } }],
    [
      'NAVER_NOTICE_TYPE',
      'red',
      'fields.notice:productInfoProvidedNoticeType',
      { fields: { 'notice:productInfoProvidedNoticeType': 'RENT_CAR' } },
    ],
    [
      'NAVER_NOTICE_CHOICE',
      'red',
      'fields.notice:geneticallyModified',
      { fields: { 'notice:geneticallyModified': '아마' } },
      '50002324',
    ],
    ['NAVER_CATEGORY_UNSUPPORTED', 'red', 'category', {}, '50005542'],
    ['NAVER_CATEGORY_UNSUPPORTED', 'red', 'category', {}, '50007000'],
    ['NAVER_ADULT_CATEGORY', 'yellow', 'adultOnly', {}, '50003410'],
    ['NAVER_ORIGIN_PAGE', 'yellow', 'origin', { origin: null }, '50002009'],
    ['NAVER_KC_EXCLUDED', 'yellow', 'fields.certificate:kc', {}, '50001206'],
    [
      'NAVER_CERTIFICATE_MISSING',
      'red',
      'fields.certificate:number',
      { fields: { 'certificate:kc': 'FALSE' } },
      '50001206',
    ],
    [
      'NAVER_CERTIFICATE_KIND',
      'red',
      'fields.certificate:kind',
      { fields: { 'certificate:number': 'XU100' } },
      '50001206',
    ],
    ['NAVER_CHILD_CERTIFICATE', 'red', 'fields.certificate:child', {}, '50000952'],
    [
      'NAVER_CHILD_CERTIFICATE',
      'red',
      'fields.certificate:number',
      { fields: { 'certificate:child': 'false' } },
      '50000952',
    ],
  ]
  it.each(cases)('%s is %s beside %s', async (code, level, field, more, category = '50003404') => {
    const { adapter } = await naver({ perSecond: null })
    const form = await adapter.form(category, call())
    const places = await adapter.places(call())
    const findings = adapter.validate(single({ category, ...more }), form, places)
    expect(findings.filter((one) => one.code === code).map((one) => [one.level, one.field])).toEqual([[level, field]])
    expect(findings.every(({ message }) => message.endsWith('.') || message.includes(':'))).toBe(true)
  })

  it('is nothing about places and categories that were not asked yet', async () => {
    const { adapter } = await naver()
    expect(adapter.validate(single(), null, null)).toEqual([])
    expect(adapter.validate(single(delivery({ outboundPlace: '1' })), null, null)).toEqual([])
  })

  it('agrees with what the strict service takes: what has no red is accepted in every category', async () => {
    const { adapter, practice, list } = await naver({ perSecond: null })
    const categories = await adapter.categories(call())
    expect(categories.length).toBeGreaterThan(30)
    const places = await adapter.places(call())
    const refused: string[] = []
    for (const { code, path, leaf } of categories) {
      expect([leaf, path.length]).toEqual([true, 3])
      const form = await adapter.form(code, call())
      // As the drafts do: what is usual is filled in.
      const fields = Object.fromEntries(
        form.fields.flatMap(({ key, usual }) => (usual === undefined ? [] : [[key, usual]])),
      )
      const content = shirt({ sku: `S-${code}`, category: code, fields })
      const reds = adapter.validate(content, form, places).filter(({ level }) => level === 'red')
      if (reds.length > 0) continue
      await list(content).catch((thrown: { serviceCode?: string }) => refused.push(`${code} ${thrown.serviceCode}`))
    }
    // Only what the seller has to apply for first cannot be known beforehand.
    expect(refused).toEqual(['50002629 NotAuthority.product.category.id'])
    expect(practice.control.products().length).toBeGreaterThan(30)
  })
})
