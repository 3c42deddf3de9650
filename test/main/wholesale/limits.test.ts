import { describe, expect, it } from 'vitest'
import { createLimiter } from '../../../main/net/limiter.ts'
import { perMinuteBucket, wholesaleRates } from '../../../main/wholesale/limits.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { jumpingTime } from '../net/virtual-time.ts'
import { busiestMinute } from './support.ts'

/** Calls that leave within an hour when there is always more to ask. */
async function hourOf(wholesaler: Wholesaler, latencyMs: (call: number) => number) {
  const time = jumpingTime()
  const { clock, sleep } = time
  const bucket = perMinuteBucket(wholesaleRates[wholesaler].perMinute)
  const limiter = createLimiter({ ...bucket, clock, sleep, service: wholesaler })
  const start = clock.now()
  const left: number[] = []
  while (clock.now() < start + 3_600_000) {
    await limiter.acquire('background')
    left.push(clock.now())
    time.pass(latencyMs(left.length))
    limiter.settle({ status: 200, headers: {}, retryAfterMs: null })
  }
  return left
}

describe('an hour of collecting', () => {
  it.each(['ownerclan', 'domeggook', 'zentrade'] as const)(
    'keeps at least nine tenths of what %s permits, without a breach',
    async (wholesaler) => {
      const { perMinute } = wholesaleRates[wholesaler]
      for (const latency of [() => 0, (call: number) => (call * 37) % 300]) {
        const left = await hourOf(wholesaler, latency)
        expect(left.length).toBeGreaterThanOrEqual(perMinute * 60 * 0.9)
        expect(busiestMinute(left)).toBeLessThanOrEqual(perMinute)
      }
    },
  )

  it('stays below the rate also right after a pause, when the bucket is full', async () => {
    const left = await hourOf('ownerclan', (call) => (call % 400 === 0 ? 300_000 : 0))
    expect(busiestMinute(left)).toBeLessThanOrEqual(150)
  })
})
