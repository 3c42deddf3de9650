import { expect, it } from 'vitest'
import { createDayCount, dayCountInMemory } from '../../../main/store/day-count.ts'
import { DAY_MS, kstDayStart } from '../../../shared/time.ts'
import { tempDatabase } from '../../support/database.ts'

it.each([
  ['in SQLite', () => createDayCount(tempDatabase(), '11st')],
  ['in memory', dayCountInMemory],
])('counts by day in Korea and keeps a pause, %s', (_where, make) => {
  const count = make()
  const midnight = kstDayStart(Date.UTC(2026, 6, 15))
  count.add(midnight)
  count.add(midnight + DAY_MS - 1)
  count.add(midnight + DAY_MS)
  expect(count.today(midnight + 1)).toBe(2)
  expect(count.today(midnight + DAY_MS)).toBe(1)
  expect(count.today(midnight - 1)).toBe(0)
  expect(count.pausedUntil()).toBe(0)
  count.pause(midnight)
  expect(count.pausedUntil()).toBe(midnight)
})

it('keeps services apart', () => {
  const db = tempDatabase()
  createDayCount(db, '11st').add(0)
  expect(createDayCount(db, 'domeggook').today(0)).toBe(0)
  expect(createDayCount(db, '11st').today(0)).toBe(1)
})
