import type { Clock } from '../../shared/time.ts'
import { failNet, serviceName } from '../net/errors.ts'
import type { Sleep } from '../net/waiting.ts'

/** Where a pause is kept, so that a restart does not end it. ms UTC. */
export interface PauseStore {
  pausedUntil(): number
  pause(until: number): void
}

export const pauseInMemory = (): PauseStore => {
  let until = 0
  return {
    pausedUntil: () => until,
    pause: (at) => {
      until = at
    },
  }
}

export interface CoolDown {
  /** Nobody calls for `ms`. A shorter pause never cuts a longer one. */
  begin(ms: number): void
  /** Waits until the pause is over, or throws NET_RATE_LIMITED at once when that is more than `patienceMs` away. */
  pass(patienceMs: number, signal?: AbortSignal): Promise<void>
  until(): number | null
}

/** A wholesaler that was called too often wants silence for minutes: shared by all calls of its adapter. */
export function createCoolDown(
  service: string,
  clock: Clock,
  sleep: Sleep,
  store: PauseStore = pauseInMemory(),
): CoolDown {
  const left = () => Math.max(0, store.pausedUntil() - clock.now())
  return {
    begin: (ms) => {
      const until = clock.now() + ms
      if (until > store.pausedUntil()) store.pause(until)
    },
    pass: async (patienceMs, signal) => {
      for (;;) {
        const wait = left()
        if (wait === 0) return
        if (wait > patienceMs) throw failNet('NET_RATE_LIMITED', { service, values: { service: serviceName(service) } })
        await sleep(wait, signal)
      }
    },
    until: () => (left() === 0 ? null : store.pausedUntil()),
  }
}
