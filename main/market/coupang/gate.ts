import type { Clock } from '../../../shared/time.ts'
import { type Sleep, throwIfCancelled } from '../../net/waiting.ts'
import type { MarketError } from '../errors.ts'
import { leftWords } from '../left.ts'
import type { PauseStore } from '../pause-store.ts'
import { failCoupang } from './errors.ts'
import { createPauses, type PauseCode, type Pauses } from './pauses.ts'

export interface Patience {
  /** Silence after a 429, ms. Documented: some minutes to tens of minutes. */
  tooManyMs: number
  /** Silence after the edge's `Access Denied`, ms. */
  blockedMs: number
  /** Silence after the warning header that comes at 90 % of the limit, ms. */
  warnedMs: number
  /** Errors that may be met within 5 seconds; about 20 shut the address out. */
  errorsPer5s: number
}

export const defaultPatience: Patience = {
  tooManyMs: 5 * 60_000,
  blockedMs: 10 * 60_000,
  warnedMs: 2000,
  errorsPer5s: 10,
}

/** For simulated floods, where refusals are made by chance and nobody has to wait them out. */
export const floodPatience: Patience = {
  tooManyMs: 20,
  blockedMs: 20,
  warnedMs: 0,
  errorsPer5s: Number.POSITIVE_INFINITY,
}

const ERROR_WINDOW_MS = 5000
const LONGEST_MS = 60 * 60_000

/** How a call that was let through ended: `refused` = 429 or the firewall. */
export type Passed = 'fine' | 'failed' | 'refused'

/** Leave to send one call. */
export interface Pass {
  /** Once more right before the call leaves: it may have waited for its turn while another was refused. */
  mustBeOpen(): void
  /** This very call was refused. Answers what to throw. */
  refused(code: PauseCode, atLeastMs?: number): MarketError
  ended(how: Passed): void
}

export interface Gate {
  /**
   * Lets a call through. Throws `later` while it is shut; after a pause one call goes first, and the rest wait for how it
   * ends. `mayProbe`: the operator asks whether the pause is over, which one call may find out every 30 seconds.
   */
  enter(signal: AbortSignal, options?: { mayProbe?: boolean }): Promise<Pass>
  /** The service warned: breathe. */
  warned(): void
  noteError(): void
}

/** Of one vendor. After 429 and after a block everything of it falls silent: calls meanwhile make it longer, in the end for ever. */
export function createGate(clock: Clock, sleep: Sleep, stores: (name: string) => PauseStore, patience: Patience): Gate {
  const pauses: Pauses = createPauses(clock, stores)
  let steady = !pauses.wereAny()
  let inARow = 0
  let first: PromiseWithResolvers<void> | null = null
  let breatheUntil = 0
  let errors: number[] = []

  const silence = () => {
    const { code, leftMs } = pauses.now()
    const serviceCode = code === 'COUPANG_BLOCKED' ? '403' : '429'
    const values = { left: leftWords(leftMs) }
    return failCoupang(code, { kind: 'later', retryAfterMs: leftMs }, { values, serviceCode })
  }

  const pace = async (signal: AbortSignal) => {
    for (;;) {
      const now = clock.now()
      errors = errors.filter((at) => at > now - ERROR_WINDOW_MS && at <= now)
      const soonest = errors.length >= patience.errorsPer5s ? (errors[0] ?? now) + ERROR_WINDOW_MS : 0
      const wait = Math.max(soonest, breatheUntil) - now
      if (wait <= 0) return
      await sleep(wait, signal)
    }
  }

  const shut = (code: PauseCode, atLeastMs: number, isProbe: boolean) => {
    const { leftMs } = pauses.now()
    // Calls that were under way together are refused together: that is one refusal. A probe was sent knowing of it.
    if (leftMs > 0 && !isProbe) return silence()
    const base = code === 'COUPANG_BLOCKED' ? patience.blockedMs : patience.tooManyMs
    const own = isProbe ? Math.max(leftMs, base) : Math.min(LONGEST_MS, base * 2 ** inARow)
    steady = false
    pauses.start(code, Math.max(atLeastMs, own))
    if (!isProbe) inARow += 1
    return silence()
  }

  const passOf = (isProbe: boolean, mine: PromiseWithResolvers<void> | null): Pass => ({
    mustBeOpen: () => {
      if (!isProbe && pauses.now().leftMs > 0) throw silence()
    },
    refused: (code, atLeastMs = 0) => shut(code, atLeastMs, isProbe),
    ended: (how) => {
      if (how === 'fine') {
        if (isProbe || !steady) pauses.end()
        steady = true
        inARow = 0
      }
      if (mine === null) return
      first = null
      mine.resolve()
    },
  })

  return {
    enter: async (signal, { mayProbe = false } = {}) => {
      for (;;) {
        throwIfCancelled(signal)
        await pace(signal)
        if (pauses.now().leftMs > 0) {
          // Another process may have met it.
          steady = false
          if (mayProbe && pauses.takeProbe()) return passOf(true, null)
          throw silence()
        }
        if (steady || first === null) break
        await first.promise
      }
      const mine = steady ? null : Promise.withResolvers<void>()
      if (mine) first = mine
      return passOf(false, mine)
    },
    warned: () => {
      breatheUntil = Math.max(breatheUntil, clock.now() + patience.warnedMs)
    },
    noteError: () => {
      errors.push(clock.now())
    },
  }
}
