import { type Clock, DAY_MS, kstDayStart } from '../../../shared/time.ts'
import { safeWords } from '../../net/words.ts'
import type { DayCount } from '../../store/day-count.ts'
import { failEleventh, type Refusal } from './errors.ts'

/** Guide 1003: products made in a day, by whatever program. */
export const CREATES_PER_DAY = 500

export interface DayLimit {
  /** Counts a create that is about to leave. Throws ELEVENST_DAY_LIMIT when none is left today. */
  take(): void
  /** 11st itself said that today's are used up: other programs make products too. Its words are shown, whatever they are. */
  used(refusal: Refusal): Error
}

export function createDayLimit(count: DayCount, clock: Clock): DayLimit {
  const midnight = () => kstDayStart(clock.now()) + DAY_MS
  const spent = (refusal?: Refusal) => {
    const words = safeWords(refusal?.words ?? '')
    const said = words === '' ? '' : ` (${words})`
    return failEleventh(
      'ELEVENST_DAY_LIMIT',
      { kind: 'later', retryAfterMs: Math.max(1, midnight() - clock.now()) },
      {
        values: { limit: CREATES_PER_DAY, said },
        serviceCode: refusal?.code ?? undefined,
        traceId: refusal?.traceId,
      },
    )
  }
  return {
    take: () => {
      if (clock.now() < count.pausedUntil() || count.today(clock.now()) >= CREATES_PER_DAY) throw spent()
      count.add(clock.now())
    },
    used: (refusal) => {
      count.pause(midnight())
      return spent(refusal)
    },
  }
}
