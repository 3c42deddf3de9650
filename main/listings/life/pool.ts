import type { Clock } from '../../../shared/time.ts'
import type { Sleep } from '../../net/waiting.ts'

export interface Work {
  /** No two of one key run at the same time: a listing is never asked two things at once. */
  key: number
  run(): Promise<void>
}

interface PoolOptions {
  width: number
  /** The most urgent work that may start now, besides what is busy; null = none. */
  next(busy: ReadonlySet<number>): Work | null
  /** ms UTC of the next work that is not due yet; null = none. */
  dueAt(): number | null
  /** How long in a row it waits for work that is not due yet, ms. */
  patienceMs: number
  clock: Clock
  sleep: Sleep
  signal: AbortSignal
  /** Nothing new is started. */
  halted(): boolean
}

const NAP_MS = 200

/** Works through what `next` gives until there is nothing left, or nothing that is worth waiting for. */
export async function drain(options: PoolOptions): Promise<void> {
  const { width, next, dueAt, patienceMs, clock, sleep, signal, halted } = options
  const busy = new Map<number, Promise<void>>()
  let failure: { thrown: unknown } | null = null
  let waited = 0
  const mayStart = () => failure === null && !signal.aborted && !halted()
  const start = (work: Work) => {
    waited = 0
    const ended = work
      .run()
      .catch((thrown: unknown) => {
        failure ??= { thrown }
      })
      .finally(() => busy.delete(work.key))
    busy.set(work.key, ended)
  }
  let nap: Promise<void> | null = null
  const napping = () => {
    nap ??= sleep(NAP_MS, signal)
      .catch(() => {})
      .finally(() => {
        nap = null
      })
    return nap
  }
  for (;;) {
    while (mayStart() && busy.size < width) {
      const work = next(new Set(busy.keys()))
      if (work === null) break
      start(work)
    }
    if (busy.size > 0) {
      // Something urgent may come while all that runs is slow.
      await Promise.race(busy.size < width && mayStart() ? [...busy.values(), napping()] : busy.values())
      continue
    }
    if (!mayStart()) break
    const at = dueAt()
    if (at === null) break
    const wait = Math.min(NAP_MS, Math.max(1, at - clock.now()))
    if (Math.max(0, at - clock.now()) + waited > patienceMs) break
    waited += wait
    await sleep(wait, signal).catch(() => {})
  }
  if (failure !== null) throw (failure as { thrown: unknown }).thrown
}
