import type { Clock } from '../../shared/time.ts'

/** Work that comes round by the clock. The wall clock decides, so that a machine that slept catches up at the next tick. */
export interface ScheduledTask {
  name: string
  /** ms UTC of the next run given the last one (null: never ran), or null for "not now" (paused, not connected). */
  nextAt(lastAt: number | null, now: number): number | null
  run(): void | Promise<void>
}

export interface SchedulerDeps {
  clock: Clock
  /** Where the time of the last run is kept over restarts. */
  lastRun: { get(name: string): number | null; set(name: string, at: number): void }
  log: (level: 'info' | 'warn' | 'error', text: string) => void
  /** How often the wall clock is looked at, ms. Well under the promised 60 s of catch-up. */
  tickMs?: number
}

export function createScheduler(
  tasks: readonly ScheduledTask[],
  { clock, lastRun, log, tickMs = 5_000 }: SchedulerDeps,
) {
  const running = new Set<string>()
  let timer: ReturnType<typeof setInterval> | undefined

  const dueAt = (task: ScheduledTask): number | null => task.nextAt(lastRun.get(task.name), clock.now())

  const start = async (task: ScheduledTask): Promise<void> => {
    running.add(task.name)
    lastRun.set(task.name, clock.now())
    try {
      await task.run()
    } catch (error) {
      log('error', `scheduled ${task.name} failed: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      running.delete(task.name)
    }
  }

  const tick = (): void => {
    const now = clock.now()
    for (const task of tasks) {
      // A clock set back would otherwise silence a task until the old time comes again.
      const last = lastRun.get(task.name)
      if (last !== null && last > now + 60_000) lastRun.set(task.name, now)
      if (running.has(task.name)) continue
      const at = dueAt(task)
      if (at !== null && at <= now) void start(task)
    }
  }

  return {
    open: () => {
      timer = setInterval(tick, tickMs)
      tick()
    },
    /** The machine woke up, or a setting changed: look at once. Nothing comes round by itself before `open`. */
    wake: () => {
      if (timer !== undefined) tick()
    },
    nextAt: (name: string): number | null => {
      const task = tasks.find((t) => t.name === name)
      return task === undefined ? null : dueAt(task)
    },
    close: () => {
      clearInterval(timer)
      timer = undefined
    },
  }
}

/** Every `ms` since the last run; at once when it never ran. */
export const every =
  (ms: () => number) =>
  (lastAt: number | null, now: number): number =>
    lastAt === null ? now : lastAt + ms()
