import { describe, expect, it } from 'vitest'
import { createNaverHttp } from '../../../../main/market/naver/index.ts'
import { apiLimiter, bucketFor, toldRate } from '../../../../main/market/naver/limits.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { single } from './content.ts'
import { call, naver } from './harness.ts'

const told = (perSecond: number, remaining: number) => ({
  'gncp-gw-ratelimit-replenish-rate': String(perSecond),
  'gncp-gw-ratelimit-burst-capacity': String(perSecond * 2),
  'gncp-gw-ratelimit-remaining': String(remaining),
})

/** Naver's bucket: the rate, and as many again lent from the next second. How often it had to refuse. */
const gateway = (perSecond: number) => {
  let tokens = perSecond * 2
  let at = 0
  let refused = 0
  return {
    take: (now: number) => {
      tokens = Math.min(perSecond * 2, tokens + ((now - at) / 1000) * perSecond)
      at = now
      if (tokens < 1) refused += 1
      else tokens -= 1
      return Math.floor(tokens)
    },
    refused: () => refused,
  }
}

describe('an hour of calls of one API', () => {
  it.each([1, 2, 5, 20])('at %d a second uses nine tenths of it and is never refused', async (perSecond) => {
    const { clock, sleep } = jumpingTime()
    const limiter = apiLimiter(clock, sleep, false)
    const real = gateway(perSecond)
    const start = clock.now()
    let count = 0
    while (clock.now() - start < 3_600_000) {
      await limiter.acquire('background')
      const remaining = real.take(clock.now() - start)
      limiter.settle({ status: 200, headers: told(perSecond, remaining), retryAfterMs: null })
      count += 1
    }
    expect(real.refused()).toBe(0)
    expect(count).toBeGreaterThanOrEqual(perSecond * 3600 * 0.9)
  })
})

describe('the rate', () => {
  it('starts at two a second and is what the replies tell from then on', async () => {
    const { adapter, control, calls, time } = await naver({ perSecond: 8 })
    const start = time.clock.now()
    for (let at = 0; at < 81; at += 1) await adapter.places(call())
    // The first second still goes at two.
    expect(time.clock.now() - start).toBeLessThan(11_500)
    expect(calls.filter(({ status }) => status === 429)).toHaveLength(0)
    expect(control.peaks()['GET /v1/seller/addressbooks-for-page']).toBeLessThanOrEqual(16)
  })

  it('counts for each API by itself: one that is busy holds up no other', async () => {
    const { adapter, time, list } = await naver()
    const { ref } = await list(single())
    await Promise.all([adapter.places(call()), adapter.categories(call()), adapter.read(ref, call())])
    const before = time.clock.now()
    await adapter.findBySku('x', { createdAfter: null }, call())
    expect(time.clock.now() - before).toBe(0)
  })

  it('is waited for when another program has used it up', () => {
    const { clock } = jumpingTime()
    const limiter = apiLimiter(clock, undefined, false)
    limiter.settle({ status: 200, headers: told(10, 0), retryAfterMs: null })
    expect(limiter.view().available).toBe(0)
  })

  it('is not taken from replies that do not tell it', () => {
    expect(toldRate({})).toBeNull()
    expect(toldRate({ 'gncp-gw-ratelimit-replenish-rate': 'x' })).toBeNull()
    expect(toldRate({ 'gncp-gw-ratelimit-replenish-rate': '0' })).toBeNull()
    expect(toldRate(told(2, 3))).toEqual({ ...bucketFor(2), remaining: 3 })
  })

  it('is shown, and lifted for floods', () => {
    const shown = createNaverHttp({ baseUrl: 'http://127.0.0.1:1' }).limiter.view()
    expect(shown).toMatchObject({ capacity: 1, queued: 0, blockedUntil: null })
    expect(shown.perSecond).toBeCloseTo(1.98)
    expect(
      createNaverHttp({ baseUrl: 'http://127.0.0.1:1', unlimited: true }).limiter.view().perSecond,
    ).toBeGreaterThan(1000)
  })
})
