import { type Clock, DAY_MS, kstDayStart } from '../../../shared/time.ts'
import { safeWords } from '../../net/words.ts'
import type { DayCount } from '../../store/day-count.ts'
import type { MarketError } from '../errors.ts'
import { failEleventh, type Refusal } from './errors.ts'

/** Guide 1003: products made in a day, by whatever program. */
export const CREATES_PER_DAY = 500

export interface DayLimit {
  /** ELEVENST_DAY_LIMIT when none is left today, until midnight in Korea; null when one is. */
  spent(): MarketError | null
  /** Counts a create that leaves. Throws what `spent` answers. */
  take(): void
  /** 11st itself said that today's are used up: other programs make products too. Its words are shown, whatever they are. */
  used(refusal: Refusal): MarketError
}

export function createDayLimit(count: DayCount, clock: Clock): DayLimit {
  const midnight = () => kstDayStart(clock.now()) + DAY_MS
  const failure = (refusal?: Refusal) => {
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
  const spent = () => {
    // A clock that was set back by days must not keep the door shut.
    const isPaused = clock.now() < count.pausedUntil() && count.pausedUntil() <= midnight()
    return isPaused || count.today(clock.now()) >= CREATES_PER_DAY ? failure() : null
  }
  return {
    spent,
    take: () => {
      const why = spent()
      if (why !== null) throw why
      count.add(clock.now())
    },
    used: (refusal) => {
      count.pause(midnight())
      return failure(refusal)
    },
  }
}
