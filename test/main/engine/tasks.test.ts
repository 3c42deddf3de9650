import { describe, expect, it, vi } from 'vitest'
import { engineTasks, nightly, type TaskDeps } from '../../../main/engine/tasks.ts'
import { kstDateTime, parseIso } from '../../../shared/time.ts'

const at = (text: string): number => parseIso(text) ?? 0
const deps = (more: Partial<TaskDeps> = {}): TaskDeps => ({
  nextSyncAt: (last, now) => (last === null ? now : last + 300_000),
  rescannedAt: () => null,
  startSync: vi.fn(),
  backupDaily: vi.fn(async () => null),
  housekeeping: vi.fn(),
  checkConnections: vi.fn(async () => {}),
  nextAccessEnd: () => null,
  endAccess: vi.fn(async () => {}),
  startDuePlans: vi.fn(),
  startDueChecks: vi.fn(async () => 0),
  nextCheckAt: (last, now) => (last === null ? now : last + 60_000),
  runDueExports: vi.fn(),
  startedAt: -1_000_000,
  listings: [],
  ...more,
})
const task = (name: string, given: TaskDeps) => {
  const found = engineTasks(given).find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

describe('what comes round by itself', () => {
  it.each([
    // Seoul is nine hours ahead: 18:59Z is 03:59 there, 19:00Z is 04:00.
    ['2026-11-20T18:59:59Z', '2026-11-21 04:00:00'],
    ['2026-11-20T19:00:00Z', '2026-11-22 04:00:00'],
    ['2026-11-20T14:59:59Z', '2026-11-21 04:00:00'],
    ['2026-11-20T15:00:00Z', '2026-11-21 04:00:00'],
    ['2026-12-31T10:00:00Z', '2027-01-01 04:00:00'],
  ])('a night after %s is %s in Seoul', (last, next) => {
    expect(kstDateTime(nightly(at(last)))).toBe(next)
  })

  it('reads sixty days again once a night, and catches up when the machine was off', () => {
    const rescannedAt = at('2026-11-18T05:00:00Z')
    const rescan = task('rescan', deps({ rescannedAt: () => rescannedAt }))
    const due = rescan.nextAt(null, at('2026-11-21T05:00:00Z'))
    expect(due).toBe(nightly(rescannedAt))
    expect(due).toBeLessThan(at('2026-11-21T05:00:00Z'))
    expect(rescan.nextAt(at('2026-11-21T05:00:00Z'), at('2026-11-21T06:00:00Z'))).toBe(at('2026-11-21T19:00:00Z'))
  })

  it('does not read again what was never read, nor while syncing is paused', () => {
    expect(task('rescan', deps()).nextAt(null, 0)).toBeNull()
    expect(task('rescan', deps({ rescannedAt: () => 1, nextSyncAt: () => null })).nextAt(null, 0)).toBeNull()
  })

  it.each([
    ['sync', 'startSync', ['incremental']],
    ['rescan', 'startSync', ['rescan']],
    ['backup', 'backupDaily', []],
    ['housekeeping', 'housekeeping', []],
    ['connections', 'checkConnections', []],
    ['collection-plans', 'startDuePlans', []],
    ['product-checks', 'startDueChecks', []],
    ['exports', 'runDueExports', []],
  ] as const)('%s does %s', async (name, work, args) => {
    const given = deps()
    await task(name, given).run()
    expect(given[work]).toHaveBeenCalledExactlyOnceWith(...args)
  })

  it('looks for due exports and plans every minute and for a daily backup every hour', () => {
    const given = deps()
    for (const [name, ms] of [
      ['exports', 60_000],
      ['collection-plans', 60_000],
      ['backup', 3_600_000],
    ] as const) {
      expect(task(name, given).nextAt(1000, 1000)).toBe(1000 + ms)
      expect(task(name, given).nextAt(null, 1000)).toBe(1000)
    }
  })

  it('copies nothing in the first three minutes, while the operator opens a page', () => {
    const given = deps({ startedAt: 5_000_000 })
    expect(task('backup', given).nextAt(null, 5_000_000)).toBe(5_180_000)
    expect(task('backup', given).nextAt(1000, 5_000_000)).toBe(5_180_000)
  })
})
