import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFrom } from '../../../renderer/ui/dayText.ts'
import {
  ago,
  bytes,
  clockSpan,
  day,
  periodOf,
  periodPresets,
  presetOf,
  shortWon,
  span,
  when,
  wholeMoment,
  won,
} from '../../../renderer/ui/format.ts'
import { DAY_MS, kstDay, parseKstDay } from '../../../shared/time.ts'

const at = Date.UTC(2026, 10, 21, 5, 5, 33)
const minute = 60_000

describe('money', () => {
  it('is grouped, with its unit', () => {
    expect(won(12_300)).toBe('12,300원')
    expect(won(-5_000)).toBe('-5,000원')
    expect(won(12_300, 'en')).toBe('₩12,300')
    expect(won(-5_000, 'en')).toBe('-₩5,000')
  })

  it('is short on axes', () => {
    expect(shortWon(0)).toBe('0')
    expect(shortWon(9_900)).toBe('9,900')
    expect(shortWon(12_400_000)).toBe('1,240만')
    expect(shortWon(320_000_000)).toBe('3.2억')
    expect(shortWon(12_400_000, 'en')).toBe('₩12.4M')
  })
})

describe('moments', () => {
  it('are those of Asia/Seoul, with the year only where it differs', () => {
    expect(when(at, at)).toBe('11. 21. (토) 14:05')
    expect(when(at, at + 365 * DAY_MS)).toBe('2026. 11. 21. (토) 14:05')
    expect(when(at, at, 'en')).toBe('Nov 21 (Sat) 14:05')
    expect(wholeMoment(at)).toBe('2026-11-21 14:05:33 (한국 시간)')
  })

  it('turn to the next day at Korean midnight', () => {
    const midnight = parseKstDay('2026-11-22') ?? 0
    expect(day(midnight - 1, midnight)).toBe('11. 21. (토)')
    expect(day(midnight, midnight)).toBe('11. 22. (일)')
  })

  it('are told as time gone by', () => {
    expect(ago(at, at + 20_000)).toBe('방금')
    expect(ago(at, at + 3 * minute)).toBe('3분 전')
    expect(ago(at, at + 5 * 60 * minute)).toBe('5시간 전')
    expect(ago(at, at + 50 * 60 * minute)).toBe('2일 전')
    expect(ago(at, at - 10 * minute)).toBe('방금')
  })

  it('and spans never run below nothing', () => {
    expect(span(80 * minute)).toBe('1시간 20분')
    expect(span(120 * minute)).toBe('2시간')
    expect(span(78 * DAY_MS)).toBe('78일')
    expect(span(-5)).toBe('0초')
    expect(clockSpan(581_000)).toBe('9:41')
    expect(clockSpan(-1)).toBe('0:00')
  })
})

describe('sizes', () => {
  it('are in the unit a person would use', () => {
    expect(bytes(900)).toBe('900 B')
    expect(bytes(48_400_000)).toBe('46.2 MB')
    expect(bytes(3 * 1024 ** 3)).toBe('3.00 GB')
  })
})

describe('periods', () => {
  it('count today in', () => {
    expect(periodOf('today', at)).toEqual({ since: '2026-11-21', until: '2026-11-21' })
    expect(periodOf('week', at)).toEqual({ since: '2026-11-15', until: '2026-11-21' })
    expect(periodOf('thisMonth', at)).toEqual({ since: '2026-11-01', until: '2026-11-21' })
    expect(periodOf('all', at)).toEqual({})
  })

  it('are recognised again on any day, as themselves or as an equal one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(...periodPresets), (now, preset) => {
        const period = periodOf(preset, now)
        const found = presetOf(period, now)
        expect(found === undefined ? undefined : periodOf(found, now)).toEqual(period)
      }),
    )
  })
})

describe('a typed day', () => {
  it.each([
    ['20261121', '2026-11-21'],
    ['2026-1-5', '2026-01-05'],
    ['2026. 11. 21.', '2026-11-21'],
    ['2026/11/21', '2026-11-21'],
    ['2026년 11월 21일', '2026-11-21'],
    ['２０２６-１１-２１', '2026-11-21'],
  ])('%s is %s', (text, expected) => {
    expect(dayFrom(text)).toBe(expected)
  })

  it.each(['2026-02-30', '2026-11', '261121', '1999-12-31', 'tomorrow', '', '2026-11-21T00:00'])(
    '%s is none',
    (text) => {
      expect(dayFrom(text)).toBeNull()
    },
  )

  it('reads back every day it shows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 946_684_800_000, max: 4_000_000_000_000 }),
        (ms) => dayFrom(kstDay(ms)) === kstDay(ms),
      ),
    )
  })
})
