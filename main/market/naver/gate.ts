import type { Clock } from '../../../shared/time.ts'
import type { MarketError } from '../errors.ts'
import { createHalt } from '../halt.ts'
import { leftWords } from '../left.ts'
import type { PauseStore, PauseStores } from '../pause-store.ts'
import { failNaver } from './errors.ts'
import { BLOCK_MS, isQuota, QUOTA_MS, quotaWords } from './failure.ts'
import type { Refusal } from './refusal.ts'

/** What one application may do: Naver counts by it, whichever process calls. */
export interface Gate {
  /** Throws while all is silent. What it answers is called right before the call leaves, which may be seconds later. */
  enter(): () => void
  /** Why nothing may leave now although nothing is wrong with the connection; null when it may. */
  blocked(): MarketError | null
  /** A refusal, and what was made of it. `retryAfterMs`: what its header asked for. Answers what to throw. */
  refused(refusal: Refusal, failure: MarketError, retryAfterMs: number | null): MarketError
}

/** Nobody is kept out for longer by a header that is wrong, or by a clock that was set back. */
const LONGEST_MS = 60 * 60_000
/** The address, the account and the login are the same for every call. */
const ofAll = new Set(['NAVER_IP_NOT_ALLOWED', 'NAVER_ACCOUNT', 'NAVER_AUTHN'])

export function createGate(clock: Clock, stores: PauseStores): Gate {
  const [quota, block] = [stores('quota'), stores('block')]
  const halt = createHalt()
  let quotaSaid = quotaWords(null)
  let blockSaid = 'GW.BLOCK'

  const left = (store: PauseStore): number => {
    const ms = store.pausedUntil() - clock.now()
    return ms > LONGEST_MS ? 0 : Math.max(0, ms)
  }

  const penalty = (): MarketError | null => {
    const ms = left(quota)
    if (ms === 0) return null
    const values = { quota: quotaSaid, left: leftWords(ms) }
    return failNaver('NAVER_QUOTA', { kind: 'setup' }, { serviceCode: 'GW.QUOTA_LIMIT', values })
  }

  const blocked = (): MarketError | null => {
    const ms = left(block)
    if (ms === 0) return null
    const values = { serviceCode: blockSaid, left: leftWords(ms) }
    return failNaver('NAVER_BLOCKED', { kind: 'later', retryAfterMs: ms }, { serviceCode: blockSaid, values })
  }

  const mustBeOpen = () => {
    const why = penalty() ?? blocked()
    if (why !== null) throw why
  }

  return {
    enter: () => {
      mustBeOpen()
      const mustNotBeHalted = halt.begin()
      return () => {
        mustBeOpen()
        mustNotBeHalted()
      }
    },
    blocked,
    refused: (refusal, failure, retryAfterMs) => {
      const until = (ms: number) => clock.now() + Math.min(LONGEST_MS, ms)
      if (isQuota(refusal)) {
        quotaSaid = quotaWords(refusal.quota)
        quota.pause(until(QUOTA_MS))
      } else if (refusal.status === 503) {
        blockSaid = refusal.code || String(refusal.status)
        block.pause(until(Math.max(BLOCK_MS, retryAfterMs ?? 0)))
        // A write may have been carried out before the circuit opened.
        if (failure.kind === 'later') return blocked() ?? failure
      } else if (ofAll.has(failure.code)) halt.refused(failure)
      return failure
    },
  }
}
