import type { ProductOption, ProductStatus } from '../../shared/product.ts'

/** What every adapter concludes from a product's options, in one place so that all conclude the same. */

/** Lowest known price, won. */
export const lowestPrice = (options: readonly ProductOption[]): number | null => {
  let lowest: number | null = null
  for (const { price } of options) if (price !== null && (lowest === null || price < lowest)) lowest = price
  return lowest
}

/** Pieces of all counted options; null when an option that is on sale is not counted. */
export const stockOf = (options: readonly ProductOption[]): number | null => {
  if (options.some((option) => option.stock === null && option.status === 'available')) return null
  const counted = options.filter((option) => option.stock !== null)
  return counted.length === 0 ? null : counted.reduce((sum, option) => sum + (option.stock ?? 0), 0)
}

/** On sale only while some option is. */
export const statusOf = (stated: ProductStatus, options: readonly ProductOption[]): ProductStatus =>
  stated === 'available' && options.every((option) => option.status === 'soldout') ? 'soldout' : stated

/** Keys that a wholesaler gave twice get a number, because a key names one row. */
export const withOwnKeys = (options: ProductOption[]): ProductOption[] => {
  const seen = new Map<string, number>()
  return options.map((option) => {
    const times = (seen.get(option.key) ?? 0) + 1
    seen.set(option.key, times)
    return times === 1 ? option : { ...option, key: `${option.key}#${times}` }
  })
}

const GENERATION = 200_000

/** Remembers which keys passed, in bounded memory: beyond 200,000 the older half is forgotten. */
export const createSeen = (): ((key: string) => boolean) => {
  let young = new Set<string>()
  let old = new Set<string>()
  return (key) => {
    if (young.has(key) || old.has(key)) return true
    if (young.size >= GENERATION) {
      old = young
      young = new Set()
    }
    young.add(key)
    return false
  }
}
