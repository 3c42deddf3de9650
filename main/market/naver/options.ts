import type { ListingContent, ListingOption } from '../../../shared/market.ts'

const MAX_AXES = 3

/** Axes as sent: at most three; further ones are joined to the third, so that nothing of a choice is lost. */
const threeOf = (parts: readonly string[], between: string): string[] =>
  parts.length <= MAX_AXES ? [...parts] : [...parts.slice(0, MAX_AXES - 1), parts.slice(MAX_AXES - 1).join(between)]

export const axesOf = (options: readonly ListingOption[]): string[] =>
  threeOf(
    (options[0]?.values ?? []).map(({ axis }, at) => axis.trim() || (at === 0 ? '옵션' : `옵션${at + 1}`)),
    '/',
  )

export const valuesOf = ({ values }: ListingOption): string[] =>
  threeOf(
    values.map(({ value }) => value.trim()),
    ' / ',
  )

const named = (prefix: string, parts: readonly string[]) =>
  Object.fromEntries(parts.map((part, at) => [`${prefix}${at + 1}`, part]))

/** `optionInfo`, absent for a single item. The surcharge counts from the product's own price, which is the lowest option's. */
export function optionInfo({
  options,
  price,
}: Pick<ListingContent, 'options' | 'price'>): Record<string, unknown> | null {
  if (options.length === 0) return null
  return {
    optionCombinationSortType: 'CREATE',
    optionCombinationGroupNames: named('optionGroupName', axesOf(options)),
    optionCombinations: options.map((option) => ({
      ...named('optionName', valuesOf(option)),
      stockQuantity: option.stock,
      price: option.price - price,
      sellerManagerCode: option.sku,
      usable: true,
    })),
    useStockManagement: true,
  }
}

/** Naver refuses a product whose stock is not the sum of its options' (D#1194). */
export const stockOf = ({ options, stock }: Pick<ListingContent, 'options' | 'stock'>): number =>
  options.length === 0 ? stock : options.reduce((sum, option) => sum + option.stock, 0)
