import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenBucket } from '../../../../main/practice/imweb/limiter.ts'
import { get, handClock, practiceImweb } from './support.ts'

describe('the token bucket', () => {
  it('never lets more than capacity + rate × time through any window, and never less when asked all the time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 200 }),
        (capacity, perSecond, gaps) => {
          const bucket = tokenBucket({ capacity, perSecond })
          const allowed: number[] = []
          let now = 0
          for (const gap of gaps) {
            now += gap
            if (bucket.take(now).allowed) allowed.push(now)
          }
          for (const [first, from] of allowed.entries()) {
            for (const [last, to] of allowed.slice(first).entries()) {
              expect(last + 1).toBeLessThanOrEqual(capacity + ((to - from) * perSecond) / 1000 + 1e-6)
            }
          }
          const mostWanted = Math.min(gaps.length, capacity)
          expect(allowed.length).toBeGreaterThanOrEqual(mostWanted)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('says how long to wait for the next token, and keeps its word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 8 }), (capacity, perSecond) => {
        const bucket = tokenBucket({ capacity, perSecond })
        for (let k = 0; k < capacity; k++) bucket.take(0)
        const refused = bucket.take(0)
        expect(refused.allowed).toBe(false)
        expect(bucket.take(refused.waitMs - 1).allowed).toBe(false)
        expect(bucket.take(refused.waitMs).allowed).toBe(true)
      }),
    )
  })

  it('gains nothing from a clock that steps back', () => {
    const bucket = tokenBucket({ capacity: 1, perSecond: 1 })
    expect(bucket.take(10_000).allowed).toBe(true)
    expect(bucket.take(0).allowed).toBe(false)
    expect(bucket.take(10_500).allowed).toBe(false)
    expect(bucket.take(11_000).allowed).toBe(true)
  })
})

describe('Imweb limits', () => {
  it('25 calls at once and two a second, told in the headers; then 429', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock, limits: { capacity: 25, perSecond: 2 } })
    const { accessToken } = practice.control.issueTokens()
    const call = () => get(practice, '/site-info', accessToken)
    for (let left = 24; left >= 0; left--) {
      const answer = await call()
      expect(answer.status).toBe(200)
      expect(answer.headers.get('x-ratelimit-limit')).toBe('25')
      expect(answer.headers.get('x-ratelimit-remaining')).toBe(String(left))
    }
    const over = await call()
    expect(over.status).toBe(429)
    expect(over.headers.get('retry-after')).toBeNull()
    clock.advance(499)
    expect((await call()).status).toBe(429)
    clock.advance(1)
    expect((await call()).status).toBe(200)
    expect((await call()).status).toBe(429)
    expect(practice.control.seen()).toMatchObject({ tooMany: 3, maxPerWindow: { 1000: 29 } })
  })

  it('counts token calls and unknown paths too, but not the consent page', async () => {
    const practice = await practiceImweb({ limits: { capacity: 2, perSecond: 1, retryAfter: true } })
    await get(practice, '/oauth2/authorize')
    await get(practice, '/oauth2/token', undefined, { method: 'POST' })
    await get(practice, '/nothing')
    const over = await get(practice, '/oauth2/token', undefined, { method: 'POST' })
    expect(over.status).toBe(429)
    expect(over.headers.get('retry-after')).toBe('1')
  })

  it('can be switched off and on', async () => {
    const practice = await practiceImweb({ limits: { capacity: 1, perSecond: 1 } })
    const statuses = async () => [(await get(practice, '/x')).status, (await get(practice, '/x')).status]
    expect(await statuses()).toEqual([404, 429])
    practice.control.setLimits(null)
    expect(await statuses()).toEqual([404, 404])
    expect((await get(practice, '/x')).headers.get('x-ratelimit-limit')).toBeNull()
    practice.control.setLimits({ capacity: 1, perSecond: 1 })
    expect(await statuses()).toEqual([404, 429])
  })
})
