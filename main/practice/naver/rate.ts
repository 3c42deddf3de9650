/** A bucket for each API, as the gateway keeps it: the rate, and as many again borrowed from the next second. */
export interface Rates {
  /** Headers of the answer, and whether the call may pass. */
  take(api: string, now: number): { passes: boolean; headers: Record<string, string> }
  set(perSecond: number | null): void
  reset(): void
}

export function createRates(initial: number | null): Rates {
  let perSecond = initial
  let buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take: (api, now) => {
      if (perSecond === null) return { passes: true, headers: {} }
      const burst = perSecond * 2
      const bucket = buckets.get(api) ?? { tokens: burst, at: now }
      bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
      bucket.at = now
      buckets.set(api, bucket)
      const passes = bucket.tokens >= 1
      if (passes) bucket.tokens -= 1
      return {
        passes,
        headers: {
          'GNCP-GW-RateLimit-Replenish-Rate': String(perSecond),
          'GNCP-GW-RateLimit-Burst-Capacity': String(burst),
          'GNCP-GW-RateLimit-Remaining': String(Math.floor(bucket.tokens)),
        },
      }
    },
    set: (wanted) => {
      perSecond = wanted
      buckets = new Map()
    },
    reset: () => {
      buckets = new Map()
    },
  }
}
