/** What a service permits, as documented. `perSecond` is the refill of a token bucket that starts full. */
export interface DocumentedLimit {
  capacity: number
  perSecond: number
}

/** Documented or, where a service documents none, what its public clients run without being refused. */
export const limits: Readonly<Record<string, DocumentedLimit>> = {
  // api/imweb.md 1.9: bucket of 25, refilled by 2 a second.
  imweb: { capacity: 25, perSecond: 2 },
}

/** Calls reach the server with varying delay, so two that left apart can arrive together: one token stays unused. */
const JITTER_TOKENS = 1
/** Two clocks never run alike. */
const CLOCK_MARGIN = 0.99

/** What we allow ourselves of a documented limit: at least 96 % of it over any period. */
export const permitted = ({ capacity, perSecond }: DocumentedLimit): DocumentedLimit => ({
  capacity: Math.max(1, capacity - JITTER_TOKENS),
  perSecond: perSecond * CLOCK_MARGIN,
})
