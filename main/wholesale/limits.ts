import type { Wholesaler } from '../../shared/product.ts'
import type { DocumentedLimit } from '../net/limits.ts'

/** Calls that a wholesaler bears: what was measured to go well, not what its manual promises. */
export const wholesaleRates: Readonly<Record<Wholesaler, { perMinute: number; perDay: number | null }>> = {
  // Refused from about 190 a minute on; the manual's 1,000 a second does not hold.
  ownerclan: { perMinute: 150, perDay: null },
  zentrade: { perMinute: 30, perDay: null },
  // Documented are 180 a minute and 15,000 a day for a login, which other programs may share.
  domeggook: { perMinute: 120, perDay: 15_000 },
}

/** Two calls that left apart can arrive together. */
const JITTER = 1

/**
 * A token bucket which never lets more than `perMinute` calls leave within any minute: its capacity and its refill can both
 * pass in one, so both are counted.
 */
export const perMinuteBucket = (perMinute: number): DocumentedLimit => {
  const capacity = Math.max(1, Math.floor(perMinute / 50))
  return { capacity, perSecond: Math.max(1, perMinute - capacity - JITTER) / 60 }
}
