import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, isTransientStatus, retryAfterMs } from '../../../main/net/retry.ts'

const now = Date.UTC(2026, 10, 21, 12, 0, 0)

describe('Retry-After', () => {
  it('is read as seconds and as a date, from now', () => {
    expect(retryAfterMs('3', now)).toBe(3000)
    expect(retryAfterMs(' 0.5 ', now)).toBe(500)
    expect(retryAfterMs('Sat, 21 Nov 2026 12:00:09 GMT', now)).toBe(9000)
    expect(retryAfterMs('Sat, 21 Nov 2026 11:00:00 GMT', now)).toBe(0)
  })

  it.each([undefined, '', 'soon', '-5', '1e9x', '{}'])('%s says nothing', (value) =>
    expect(retryAfterMs(value, now)).toBeNull(),
  )

  it('is never negative or not a number, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const wait = retryAfterMs(value, now)
        expect(wait === null || wait >= 0).toBe(true)
      }),
    )
  })
})

describe('backoff', () => {
  it('lies between nothing and the doubled step, and never above the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const wait = backoffMs(failures, () => random)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(Math.min(20_000, 500 * 2 ** (failures - 1)))
      }),
    )
    expect(backoffMs(1, () => 1)).toBe(500)
    expect(backoffMs(4, () => 1)).toBe(4000)
  })

  it('is for 408, 425, 429 and 5xx only', () => {
    expect([408, 425, 429, 500, 503, 599].every(isTransientStatus)).toBe(true)
    expect([200, 302, 400, 401, 404, 409, 422].some(isTransientStatus)).toBe(false)
  })
})
