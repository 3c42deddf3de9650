import { type ListingBar, listingBars } from '../../shared/product.ts'

/** Reasons against listing as one number: a bit for each, in the order of `listingBars`, which only ever grows. */
export const barBits = (bars: readonly ListingBar[]): number =>
  bars.reduce((bits, bar) => bits | (1 << listingBars.indexOf(bar)), 0)

export const barsOf = (bits: number): ListingBar[] => listingBars.filter((_, i) => (bits & (1 << i)) !== 0)
