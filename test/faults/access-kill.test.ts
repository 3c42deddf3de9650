import { expect, it } from 'vitest'
import { tempFolder } from '../support/temp.ts'
import { killTellings } from './access-kill.ts'

/** `npm run bench access-kills` does 100 with 10,000 buyers; here enough to notice a broken promise at every push. */
const KILLS = Number(process.env.JANGTEO_KILLS ?? 8)

it(
  'tells the app the truth over kills, faults and lost answers, each event with one body and in its turn',
  async () => {
    const report = await killTellings(KILLS, tempFolder('access-kill'), { people: 300, orders: 400 })
    expect(report).toMatchObject({
      ...{ kills: KILLS, wrong: 0, badSignatures: 0, otherBodies: 0, overtaken: 0, refused: 0, pending: 0 },
      integrity: 'ok',
    })
    expect(report.truth).toBeGreaterThan(100)
    expect(report.events).toBeGreaterThan(report.truth)
  },
  KILLS * 5_000 + 60_000,
)
