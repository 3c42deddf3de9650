import type { PracticeLimits } from './types.ts'

export interface Bucket {
  /** Takes one token at `now` (ms) when there is one. */
  take(now: number): { allowed: boolean; remaining: number; waitMs: number }
}

/** Imweb's token bucket: full at first, refilled evenly. A clock that steps back adds nothing. */
export function tokenBucket({ capacity, perSecond }: PracticeLimits): Bucket {
  let tokens = capacity
  let last: number | null = null
  return {
    take(now) {
      if (last !== null && now > last) tokens = Math.min(capacity, tokens + ((now - last) * perSecond) / 1000)
      last = last === null ? now : Math.max(last, now)
      const allowed = tokens >= 1 - 1e-9
      if (allowed) tokens = Math.max(0, tokens - 1)
      return { allowed, remaining: Math.floor(tokens + 1e-9), waitMs: allowed ? 0 : ((1 - tokens) * 1000) / perSecond }
    },
  }
}
