import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/time.ts'
import type { MarketCall } from '../port.ts'
import type { CoupangProduct } from './product.ts'

type Read = (start: number, how: MarketCall) => Promise<CoupangProduct[]>

export interface Windows {
  /** What was created in the window that begins at `start`, as Coupang showed it at `since` or later, ms UTC. */
  read(start: number, since: number, how: MarketCall): Promise<CoupangProduct[]>
}

/** Shorter than what lies between two look-ups for one listing: the second shall see with its own eyes. */
const KEPT_MS = 10_000

/**
 * After an interruption many listings are looked for in the same windows: one answer serves all of them. None is served by
 * an answer that was asked for before its own create was over.
 */
export function createWindows(ask: Read, clock: Clock): Windows {
  const kept = new Map<number, { askedAt: number; answer: Promise<CoupangProduct[]> }>()
  return {
    read: async (start, since, how) => {
      const now = clock.now()
      for (const [of, { askedAt }] of kept) if (now < askedAt || now - askedAt >= KEPT_MS) kept.delete(of)
      const known = kept.get(start)
      if (known !== undefined && known.askedAt >= since) {
        try {
          return await known.answer
        } catch (thrown) {
          const isOthers = thrown instanceof AppError && thrown.code === 'CANCELLED' && !how.signal.aborted
          if (!isOthers) throw thrown
        }
      }
      const fresh = { askedAt: now, answer: ask(start, how) }
      kept.set(start, fresh)
      try {
        return await fresh.answer
      } catch (thrown) {
        if (kept.get(start) === fresh) kept.delete(start)
        throw thrown
      }
    },
  }
}
