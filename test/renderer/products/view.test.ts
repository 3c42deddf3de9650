import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  keyOfText,
  keyText,
  listedPlaces,
  noFilter,
  paramsOf,
  viewOf,
  withParts,
} from '../../../renderer/pages/products/view.ts'
import { productSorts, stockKinds } from '../../../shared/contract/products.ts'
import { markets } from '../../../shared/market.ts'
import { productStatuses, wholesalers } from '../../../shared/product.ts'

const read = (text: string) => viewOf(new URLSearchParams(text))
const price = fc.integer({ min: 0, max: 999_999_999 })
const view = fc.record({
  filter: fc.record(
    {
      search: fc.stringMatching(/^[가-힣a-z0-9]{1,20}$/),
      wholesaler: fc.constantFrom(...wholesalers),
      category: fc.integer({ min: 1, max: 99_999 }),
      minPrice: price,
      maxPrice: price,
      stock: fc.constantFrom(...stockKinds),
      status: fc.constantFrom(...productStatuses),
      listable: fc.boolean(),
      changedSince: fc.constantFrom('2026-01-31', '2026-11-22'),
      watched: fc.constantFrom('chosen' as const, 'listed' as const, 'any' as const),
      edited: fc.boolean(),
      listedOn: fc.constantFrom(...listedPlaces),
      margin: fc.record({
        market: fc.constantFrom(...markets),
        minRate: fc.integer({ min: -9999, max: 9999 }).map((n) => n / 10_000),
      }),
    },
    { requiredKeys: [] },
  ),
  sort: fc.constantFrom(...productSorts),
  descending: fc.boolean(),
})

describe('the product view in the address', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(read(paramsOf(one).toString())).toEqual(one)
      }),
    )
  })

  it('is empty for the plain list', () => {
    expect(paramsOf(read('')).toString()).toBe('')
  })

  it('loses every filter to “clear all”, and nothing else', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(withParts(one, noFilter)).toEqual({ filter: {}, sort: one.sort, descending: one.descending })
      }),
    )
  })

  it('ignores what it does not know', () => {
    expect(
      read(
        'wholesaler=dometopia&stock=many&minPrice=-5&category=0&listable=yes&changedSince=2026-02-30&sort=id.up&listedOn=gmarket&margin=naver.1',
      ),
    ).toEqual({ filter: {}, sort: 'updatedAt', descending: true })
  })

  it('closes the open detail when another list is asked for, and keeps it when told to', () => {
    const open = read('wholesaler=zentrade&open=zentrade%3A1')
    expect(withParts(open, { status: 'soldout' }).open).toBeUndefined()
    expect(withParts(open, { sort: 'price', open: open.open }).open).toBe('zentrade:1')
    expect(withParts(open, { wholesaler: undefined }).filter).toEqual({})
  })
})

describe('a product’s key as text', () => {
  it('survives ids with colons and leading zeros', () => {
    for (const productId of ['00123', 'a:b', 'W9A3F']) {
      const key = { wholesaler: 'zentrade' as const, productId }
      expect(keyOfText(keyText(key))).toEqual(key)
    }
    for (const text of ['', 'zentrade', 'zentrade:', 'other:1', ':1']) expect(keyOfText(text)).toBeNull()
  })
})
