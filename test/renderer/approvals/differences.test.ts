import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesOf } from '../../../renderer/pages/approvals/differences.ts'
import type { ListingContent } from '../../../shared/market.ts'

const content = (part: Partial<ListingContent> = {}): ListingContent => ({
  sku: 'JT1-OC-1',
  name: '텀블러',
  category: '63950',
  price: 8900,
  stock: 10,
  options: [
    { key: 'a', sku: 'JT1-OC-1-1', values: [{ axis: '색상', value: '블랙' }], price: 8900, stock: 4 },
    { key: 'b', sku: 'JT1-OC-1-2', values: [{ axis: '색상', value: '화이트' }], price: 9400, stock: 6 },
  ],
  images: ['https://img.example.test/1.png', 'https://img.example.test/2.png'],
  descriptionHtml: '<p>설명</p>',
  brand: null,
  maker: null,
  model: null,
  origin: '중국',
  taxFree: false,
  adultOnly: false,
  keywords: [],
  delivery: {
    fee: { kind: 'free' },
    returnFee: 3000,
    exchangeFee: 6000,
    jejuFee: 3000,
    islandsFee: 5000,
    remoteAreas: true,
    courier: 'cj',
    dispatchDays: 2,
    outboundPlace: null,
    returnPlace: null,
  },
  afterService: { phone: '02-555-0100', guide: '' },
  fields: { 'notice:재질': '스테인리스' },
  requestReview: true,
  ...part,
})
const fieldsOf = (after: ListingContent) => differencesOf(content(), after).map(({ field }) => field)

describe('what changed since an approval', () => {
  it('is nothing where nothing changed', () => {
    expect(differencesOf(content(), content())).toEqual([])
  })

  it('is not the stock, which moves by itself', () => {
    const options = content().options.map((option) => ({ ...option, stock: option.stock + 50 }))
    expect(differencesOf(content(), content({ stock: 110, options }))).toEqual([])
  })

  it('says a price as before and after', () => {
    expect(differencesOf(content(), content({ price: 9400 }))).toEqual([
      { field: 'price', label: '', before: 8900, after: 9400 },
    ])
  })

  it('names options that came, went or cost something else', () => {
    const [a, b] = content().options
    if (a === undefined || b === undefined) throw new Error('The content has two options.')
    const added = { ...b, key: 'c', sku: 'JT1-OC-1-3', values: [{ axis: '색상', value: '민트' }] }
    const after = content({ options: [{ ...a, price: 9900 }, added] })
    expect(differencesOf(content(), after)).toEqual([
      { field: 'optionAdded', label: '민트', before: null, after: 9400 },
      { field: 'optionRemoved', label: '화이트', before: 9400, after: null },
      { field: 'optionPrice', label: '블랙', before: 8900, after: 9900 },
    ])
  })

  it('sees pictures in another order', () => {
    expect(fieldsOf(content({ images: content().images.toReversed() }))).toEqual(['images'])
  })

  it('names a field of the form by its label', () => {
    const after = content({ fields: { 'notice:재질': '유리' } })
    expect(differencesOf(content(), after, () => '재질')).toEqual([
      { field: 'fields', label: '재질', before: '스테인리스', after: '유리' },
    ])
  })

  it('sees every part of the delivery', () => {
    const delivery = content().delivery
    expect(fieldsOf(content({ delivery: { ...delivery, fee: { kind: 'flat', fee: 3000 } } }))).toEqual(['delivery.fee'])
    expect(fieldsOf(content({ delivery: { ...delivery, remoteAreas: false } }))).toEqual(['delivery.remoteAreas'])
    expect(fieldsOf(content({ delivery: { ...delivery, returnPlace: '7' } }))).toEqual(['delivery.returnPlace'])
  })

  it('sees any other value of any text or number that an approval covers', () => {
    const parts = fc.constantFrom('name', 'category', 'brand', 'maker', 'model', 'origin', 'descriptionHtml' as const)
    fc.assert(
      fc.property(parts, fc.string({ minLength: 1 }), (part, text) => {
        fc.pre(content()[part as keyof ListingContent] !== text)
        expect(fieldsOf(content({ [part]: text }))).toEqual([part])
      }),
    )
  })
})
