import type { CatalogueOption, CatalogueProduct, OfficeChange } from './types.ts'

const REFILLED = 50

const optionAfter = (option: CatalogueOption, { soldOut, price }: OfficeChange): CatalogueOption => ({
  ...option,
  ...(price === undefined ? {} : { price }),
  ...(soldOut === true ? { soldOut: true, stock: option.stock === null ? null : 0 } : {}),
  ...(soldOut === false
    ? { soldOut: false, stock: option.stock === null ? null : Math.max(option.stock, REFILLED) }
    : {}),
})

/** A product as the wholesaler's office has set it. */
export function officeProduct(product: CatalogueProduct, change: OfficeChange, at: number): CatalogueProduct {
  const { soldOut, price, gone } = change
  return {
    ...product,
    ...(price === undefined ? {} : { price, tiers: [] }),
    options: product.options.map((option) => optionAfter(option, change)),
    ...(soldOut === undefined ? {} : { status: soldOut ? 'soldout' : 'available' }),
    ...(gone === true ? { status: 'discontinued', gone } : {}),
    changedAt: Math.max(product.changedAt, at),
  }
}
