import type { Clock } from '../../../shared/time.ts'
import { type Sleep, throwIfCancelled } from '../../net/waiting.ts'
import type { MarketError } from '../errors.ts'
import { failCoupang } from './errors.ts'

/** Where a pause is kept, so that a restart does not end it. ms UTC. */
export interface PauseStore {
  pausedUntil(): number
  pause(until: number): void
}

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

export interface Gate {
  /** Lets a call through. Throws `later` while it is shut; after a pause one call goes first, and the rest wait for how it ends. */
  enter(signal: AbortSignal): Promise<(how: Passed) => void>
  /** Once more right before a call leaves: it may have waited for its turn while another was refused. */
  mustBeOpen(): void
  /** Answers what to throw. */
  shut(code: 'COUPANG_TOO_MANY' | 'COUPANG_BLOCKED', atLeastMs?: number): MarketError
  /** The service warned: breathe. */
  warned(): void
  noteError(): void
}

/** After 429 and after a block everything of the vendor falls silent: calls meanwhile make it longer, in the end for ever. */
export function createGate(clock: Clock, sleep: Sleep, store: PauseStore, patience: Patience): Gate {
  let why: 'COUPANG_TOO_MANY' | 'COUPANG_BLOCKED' = 'COUPANG_TOO_MANY'
  let steady = store.pausedUntil() === 0
  let inARow = 0
  let probe: PromiseWithResolvers<void> | null = null
  let breatheUntil = 0
  let errors: number[] = []

  const silence = () => {
    const left = Math.max(0, store.pausedUntil() - clock.now())
    const minutes = Math.max(1, Math.ceil(left / 60_000))
    const serviceCode = why === 'COUPANG_BLOCKED' ? '403' : '429'
    return failCoupang(why, { kind: 'later', retryAfterMs: left }, { values: { minutes }, serviceCode })
  }
  const mustBeOpen = () => {
    if (store.pausedUntil() > clock.now()) throw silence()
  }

  const pace = async (signal: AbortSignal) => {
    for (;;) {
      const now = clock.now()
      errors = errors.filter((at) => at > now - ERROR_WINDOW_MS && at <= now)
      const first = errors.length >= patience.errorsPer5s ? (errors[0] ?? now) + ERROR_WINDOW_MS : 0
      const wait = Math.max(first, breatheUntil) - now
      if (wait <= 0) return
      await sleep(wait, signal)
    }
  }

  return {
    mustBeOpen,
    enter: async (signal) => {
      for (;;) {
        throwIfCancelled(signal)
        await pace(signal)
        mustBeOpen()
        if (steady || probe === null) break
        await probe.promise
      }
      const mine = steady ? null : Promise.withResolvers<void>()
      if (mine) probe = mine
      return (how) => {
        if (how === 'fine') {
          steady = true
          inARow = 0
        }
        if (mine) {
          probe = null
          mine.resolve()
        }
      }
    },
    shut: (code, atLeastMs = 0) => {
      const now = clock.now()
      // Calls that were under way together are refused together: that is one refusal.
      if (store.pausedUntil() > now) return silence()
      const base = code === 'COUPANG_BLOCKED' ? patience.blockedMs : patience.tooManyMs
      why = code
      steady = false
      store.pause(now + Math.max(atLeastMs, Math.min(LONGEST_MS, base * 2 ** inARow)))
      inARow += 1
      return silence()
    },
    warned: () => {
      breatheUntil = Math.max(breatheUntil, clock.now() + patience.warnedMs)
    },
    noteError: () => {
      errors.push(clock.now())
    },
  }
}
