import { type Clock, DAY_MS, kstDayNumber, kstDayStart } from '../../../shared/time.ts'
import type { DayCount } from './day-count.repository.ts'
import { failDomeggook } from './errors.ts'

/** Counts in memory: for tests, and where nothing is stored. */
export const dayCountInMemory = (): DayCount => {
  const counts = new Map<number, number>()
  let until = 0
  return {
    today: (now) => counts.get(kstDayNumber(now)) ?? 0,
    add: (now) => {
      const day = kstDayNumber(now)
      counts.set(day, (counts.get(day) ?? 0) + 1)
    },
    pausedUntil: () => until,
    pause: (at) => {
      until = at
    },
  }
}

export interface DayLimit {
  /** Counts a call that is about to leave. Throws DOMEGGOOK_DAY_USED when there is none left today. */
  take(): void
  left(): number
  /** ms until the next day in Asia/Seoul. */
  untilMidnight(): number
}

/** The login's calls of a day. Counted before they leave: a call whose answer is lost was counted there too. */
export function createDayLimit(count: DayCount, perDay: number, clock: Clock): DayLimit {
  const left = () => Math.max(0, perDay - count.today(clock.now()))
  return {
    take: () => {
      if (left() === 0) throw failDomeggook('DOMEGGOOK_DAY_USED', { values: { limit: perDay } })
      count.add(clock.now())
    },
    left,
    untilMidnight: () => kstDayStart(clock.now()) + DAY_MS - clock.now(),
  }
}
