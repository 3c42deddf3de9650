import type { Clock } from '../../../shared/time.ts'
import { createLimiter, createOpenLimiter, type LastCall, type Limiter } from '../../net/limiter.ts'
import { permitted } from '../../net/limits.ts'
import type { Sleep } from '../../net/waiting.ts'

/** Own-store applications get 2 calls a second for each API (api/naver.md 4); the replies say when that changes. */
export const startingRate = 2

/**
 * What we allow ourselves of a rate. The burst that Naver lends from the next second is left alone: at 2 a second calls
 * leave evenly, so that no second holds more than the rate.
 */
export const bucketFor = (perSecond: number): { capacity: number; perSecond: number } =>
  permitted({ capacity: Math.max(1, Math.floor(perSecond / 2)), perSecond })

const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : null

/** `GNCP-GW-RateLimit-*`; null where a reply (the token call's, for one) does not carry them. */
export const toldRate = (
  headers: Record<string, string>,
): { capacity: number; perSecond: number; remaining: number | null } | null => {
  const perSecond = whole(headers['gncp-gw-ratelimit-replenish-rate'])
  if (perSecond === null || perSecond === 0) return null
  return { ...bucketFor(perSecond), remaining: whole(headers['gncp-gw-ratelimit-remaining']) }
}

/** Naver counts each API (method and path template) by itself. */
export const apiLimiter = (
  clock: Clock,
  sleep: Sleep | undefined,
  unlimited: boolean,
  lastCall?: LastCall,
): Limiter => {
  if (unlimited) return createOpenLimiter(clock, sleep)
  return createLimiter({
    ...bucketFor(startingRate),
    clock,
    service: 'naver',
    adopt: toldRate,
    lastCall,
    ...(sleep ? { sleep } : {}),
  })
}
