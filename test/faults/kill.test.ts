import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp.ts'
import { killManyTimes } from './kill.ts'

/** `npm run bench` does 200; here enough to notice a broken promise at every push. */
const KILLS = Number(process.env.JANGTEO_KILLS ?? 12)

describe.runIf(process.platform !== 'linux' || process.env.JANGTEO_TEST_KEYRING)(
  'kill -9 during sync and refresh',
  () => {
    it(
      'loses and doubles no order and never sends a refresh token twice',
      async () => {
        const report = await killManyTimes(KILLS, tempFolder('kill'))
        expect(report.integrity).toBe('ok')
        expect(report.orders.stored).toBe(report.orders.truth)
        expect(report.orders.doubled).toBe(0)
        expect(report.buyers.stored).toBe(report.buyers.truth)
        expect(report.refreshes).toBeGreaterThan(0)
        expect(report.mostUsesOfOneRefreshToken).toBeLessThanOrEqual(1)
      },
      KILLS * 5_000 + 60_000,
    )
  },
)
