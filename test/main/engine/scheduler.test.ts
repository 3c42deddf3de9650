import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createScheduler, every, type ScheduledTask } from '../../../main/engine/scheduler.ts'

const setUp = (tasks: ScheduledTask[], start = 1_000_000) => {
  let now = start
  const kept = new Map<string, number>()
  const log = vi.fn()
  const scheduler = createScheduler(tasks, {
    clock: { now: () => now },
    lastRun: { get: (name) => kept.get(name) ?? null, set: (name, at) => void kept.set(name, at) },
    log,
    tickMs: 1e9,
  })
  onTestFinished(() => scheduler.close())
  return {
    scheduler,
    kept,
    log,
    pass: (ms: number) => {
      now += ms
      scheduler.wake()
    },
  }
}

describe('scheduler', () => {
  it('runs at once when it never ran, then at each interval', () => {
    const run = vi.fn()
    const { scheduler, pass } = setUp([{ name: 'sync', nextAt: every(() => 300_000), run }])
    scheduler.open()
    expect(run).toHaveBeenCalledTimes(1)
    pass(299_999)
    expect(run).toHaveBeenCalledTimes(1)
    pass(1)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('catches up once after sleep, not once for each missed interval', async () => {
    const run = vi.fn(async () => {})
    const { scheduler, pass } = setUp([{ name: 'sync', nextAt: every(() => 300_000), run }])
    scheduler.open()
    await Promise.resolve()
    await Promise.resolve()
    pass(8 * 3_600_000)
    pass(5_000)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('never starts a task that still runs', async () => {
    let finish: () => void = () => {}
    const run = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    )
    const { scheduler, pass } = setUp([{ name: 'sync', nextAt: every(() => 1000), run }])
    scheduler.open()
    pass(5000)
    expect(run).toHaveBeenCalledTimes(1)
    finish()
    await vi.waitFor(() => {
      pass(1000)
      expect(run).toHaveBeenCalledTimes(2)
    })
  })

  it('stays silent while the task says not now, and starts when it may again', () => {
    let paused = true
    const run = vi.fn()
    const { scheduler, pass } = setUp([
      { name: 'sync', nextAt: (last, now) => (paused ? null : every(() => 1000)(last, now)), run },
    ])
    scheduler.open()
    expect(scheduler.nextAt('sync')).toBeNull()
    expect(run).not.toHaveBeenCalled()
    paused = false
    pass(1)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('does nothing by itself before it was opened: the command line must not start what nobody asked for', () => {
    const run = vi.fn()
    const { scheduler } = setUp([{ name: 'sync', nextAt: every(() => 1000), run }])
    scheduler.wake()
    expect(run).not.toHaveBeenCalled()
  })

  it('recovers when the clock was set back', async () => {
    const run = vi.fn(async () => {})
    const { scheduler, kept, pass } = setUp([{ name: 'sync', nextAt: every(() => 300_000), run }])
    kept.set('sync', 1_000_000 + 365 * 86_400_000)
    scheduler.open()
    expect(run).not.toHaveBeenCalled()
    pass(300_000)
    expect(run).toHaveBeenCalledTimes(1)
  })

  it('logs a failing task and goes on', async () => {
    const run = vi.fn(async () => {
      throw new Error('no')
    })
    const { scheduler, log } = setUp([{ name: 'backup', nextAt: every(() => 1000), run }])
    scheduler.open()
    await vi.waitFor(() => expect(log).toHaveBeenCalledWith('error', expect.stringContaining('backup')))
  })
})
