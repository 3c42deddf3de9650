import { failCommon } from '../../../shared/errors.ts'

interface Sleeper {
  at: number
  wake(): void
}

/** A clock that stands still until the test moves it, and a sleep that runs on it. */
export const virtualTime = (start = Date.UTC(2026, 10, 21)) => {
  let now = start
  const sleepers: Sleeper[] = []
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve()
  }
  return {
    clock: { now: () => now },
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleepers.push({ at: now + ms, wake: resolve })
        signal?.addEventListener('abort', () => reject(failCommon('CANCELLED')), { once: true })
      }),
    settle,
    /** Wakes sleepers one after the other until the time is `ms` later. */
    advance: async (ms: number) => {
      const until = now + ms
      await settle()
      for (;;) {
        sleepers.sort((a, b) => a.at - b.at)
        const next = sleepers[0]
        if (next === undefined || next.at > until) break
        sleepers.shift()
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
      now = until
      await settle()
    },
  }
}

/** A clock that jumps instead of waiting: every sleep ends at once and is written down. */
export const jumpingTime = (start = Date.UTC(2026, 10, 21)) => {
  let now = start
  const slept: number[] = []
  return {
    clock: { now: () => now },
    slept,
    pass: (ms: number) => {
      now += ms
    },
    sleep: async (ms: number, signal?: AbortSignal) => {
      if (signal?.aborted) throw failCommon('CANCELLED')
      slept.push(ms)
      now += ms
    },
  }
}
