import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DAY_MS,
  isoSeconds,
  kstDateTime,
  kstDay,
  kstDayNumber,
  kstDayNumberStart,
  kstDayStart,
  parseIso,
  parseKstDay,
} from '../../shared/time.ts'

const moment = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) })

describe('Korean days', () => {
  it('begin at 15:00 UTC of the day before', () => {
    expect(kstDay(Date.UTC(2026, 0, 10, 14, 59, 59, 999))).toBe('2026-01-10')
    expect(kstDay(Date.UTC(2026, 0, 10, 15))).toBe('2026-01-11')
    expect(kstDateTime(Date.UTC(2026, 11, 31, 15, 4, 5))).toBe('2027-01-01 00:04:05')
  })

  it('hold every one of their moments, and no other', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        const start = kstDayStart(ms)
        expect(start).toBeLessThanOrEqual(ms)
        expect(ms - start).toBeLessThan(DAY_MS)
        expect(parseKstDay(kstDay(ms))).toBe(start)
        expect(kstDayNumberStart(kstDayNumber(ms))).toBe(start)
      }),
    )
  })

  it('agree with the calendar of the Intl API', () => {
    const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short', timeStyle: 'medium' })
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2100, 0, 1) }), (ms) => {
        expect(kstDateTime(ms)).toBe(intl.format(ms))
      }),
    )
  })

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '20260101', '', 'today'])('do not include %j', (text) => {
    expect(parseKstDay(text)).toBeNull()
  })
})

describe('ISO times', () => {
  it.each([
    ['2026-07-01T01:10:00.000Z', Date.UTC(2026, 6, 1, 1, 10)],
    ['2026-07-01T01:10:00', Date.UTC(2026, 6, 1, 1, 10)],
    ['2026-07-01 01:10:00', Date.UTC(2026, 6, 1, 1, 10)],
    ['2026-07-01T10:10:00+09:00', Date.UTC(2026, 6, 1, 1, 10)],
    ['2026-07-01', Date.UTC(2026, 6, 1)],
    ['', null],
    ['soon', null],
    ['2026-99-99T00:00:00Z', null],
    [1_700_000_000, null],
    [null, null],
  ])('%j is read as %j', (given, ms) => {
    expect(parseIso(given)).toBe(ms)
  })

  it('are written to the second', () => {
    fc.assert(
      fc.property(moment, (ms) => {
        expect(parseIso(isoSeconds(ms))).toBe(ms - (ms % 1000))
      }),
    )
  })
})
