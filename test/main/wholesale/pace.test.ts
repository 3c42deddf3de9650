import { describe, expect, it } from 'vitest'
import { dayCountInMemory } from '../../../main/wholesale/domeggook/index.ts'
import { wholesaleRates } from '../../../main/wholesale/limits.ts'
import { wholesalers } from '../../../shared/product.ts'
import { jumpingTime } from '../net/virtual-time.ts'
import { collectFor, endlessDomeggook, hourOf } from './hour.ts'
import { failureOf } from './support.ts'

describe('an hour of a collect that never ends', () => {
  it.each(wholesalers)('uses at least nine tenths of the calls that %s permits, and never more', async (wholesaler) => {
    const { share, busiest, perMinute } = await hourOf(wholesaler)
    expect(share).toBeGreaterThanOrEqual(0.9)
    expect(busiest).toBeLessThanOrEqual(perMinute)
  })

  it('stops at the end of what Domeggook permits in a day', async () => {
    const time = jumpingTime()
    const left: number[] = []
    const dailyCounter = dayCountInMemory()
    for (let used = 0; used < 14_000; used += 1) dailyCounter.add(time.clock.now())
    const rest = collectFor(endlessDomeggook(time, left, dailyCounter), () => left.length > 5000)
    expect((await failureOf(rest)).code).toBe('DOMEGGOOK_DAY_USED')
    expect(left).toHaveLength((wholesaleRates.domeggook.perDay ?? 0) - 14_000)
  })
})
