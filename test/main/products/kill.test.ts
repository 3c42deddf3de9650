import { expect, it } from 'vitest'
import { randomOf } from '../../bench/orders.ts'
import { tempFolder } from '../../support/temp.ts'
import { killCollects } from './kill.ts'

it('a collect killed at random moments leaves a sound database, and the next one makes it equal to the feed', async () => {
  const report = await killCollects(10, tempFolder('kill'), 1500, randomOf(Date.now()))
  expect(report.kills).toBeGreaterThan(0)
  expect(report).toMatchObject({ integrity: 'ok', wrong: 0 })
  expect(report.stored).toBe(report.truth)
}, 180_000)
