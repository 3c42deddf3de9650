import { type Clock, DAY_MS, kstDayStart } from '../../../shared/time.ts'
import type { DayCount } from '../../store/day-count.ts'
import { failDomeggook } from './errors.ts'

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
