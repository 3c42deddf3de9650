import type { Clock } from '../../../shared/time.ts'
import type { PauseStores } from '../pause-store.ts'

export type PauseCode = 'COUPANG_TOO_MANY' | 'COUPANG_BLOCKED'

export interface Pauses {
  /** Why all is silent and for how long still, ms; 0 = it is not. */
  now(): { code: PauseCode; leftMs: number }
  /** A pause was kept, over by now or not. */
  wereAny(): boolean
  start(code: PauseCode, ms: number): void
  end(): void
  /** Whether one call may try although there is a pause: the first one may, and further ones 30 seconds apart. */
  takeProbe(): boolean
}

const PROBE_EVERY_MS = 30_000

/** The pauses of one vendor: each reason kept apart, so that what is said later is what happened. */
export function createPauses(clock: Clock, stores: PauseStores): Pauses {
  const kept = { COUPANG_TOO_MANY: stores('too-many'), COUPANG_BLOCKED: stores('blocked') }
  const probe = stores('probe')
  return {
    now: () => {
      const [many, blocked] = [kept.COUPANG_TOO_MANY.pausedUntil(), kept.COUPANG_BLOCKED.pausedUntil()]
      const leftMs = Math.max(0, Math.max(many, blocked) - clock.now())
      return { code: blocked >= many ? 'COUPANG_BLOCKED' : 'COUPANG_TOO_MANY', leftMs }
    },
    wereAny: () => Object.values(kept).some((store) => store.pausedUntil() > 0),
    start: (code, ms) => {
      // The newest reason is the one to be told.
      for (const store of Object.values(kept)) store.pause(0)
      kept[code].pause(clock.now() + ms)
    },
    end: () => {
      for (const store of Object.values(kept)) store.pause(0)
    },
    takeProbe: () => {
      const now = clock.now()
      const next = probe.pausedUntil()
      // A clock that was set back must not shut the door.
      if (now < next && next <= now + PROBE_EVERY_MS) return false
      probe.pause(now + PROBE_EVERY_MS)
      return true
    },
  }
}

const reasons: Record<PauseCode, string> = {
  COUPANG_TOO_MANY: '쿠팡이 호출이 너무 많다고 답했습니다 (HTTP 429)',
  COUPANG_BLOCKED: '쿠팡의 방화벽이 접속을 막았습니다 (HTTP 403 Access Denied)',
}

/** Why all of this vendor is silent and until when, as it was kept; null when it is not. */
export function coupangSilence(clock: Clock, stores: PauseStores, vendorId: string) {
  const { code, leftMs } = createPauses(clock, (name) => stores(`${vendorId}/${name}`)).now()
  return leftMs === 0 ? null : { until: clock.now() + leftMs, why: reasons[code] }
}
