import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import type { JobEnd, JobKind, JobRun } from '../../../main/jobs/types.ts'
import { createSyncControl, type SyncControlDeps } from '../../../main/orders/sync-handlers.ts'
import { SYNC_KIND } from '../../../main/orders/sync-job.ts'
import { type SyncPayload, syncPayload } from '../../../main/orders/sync-payload.ts'
import { planSync } from '../../../main/orders/sync-plan.ts'
import { writeSyncState } from '../../../main/orders/sync-state.repository.ts'
import { openSettings } from '../../../main/settings/handlers.ts'
import { Sqlite } from '../../../main/store/db.ts'
import { setMeta } from '../../../main/store/meta.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { contract } from '../../../shared/contract.ts'
import { failCommon } from '../../../shared/errors.ts'
import { parseKstDay } from '../../../shared/time.ts'
import { tempFolder } from '../../support/temp.ts'

const NOW = Date.UTC(2026, 10, 21, 3)

/** A queue whose sync does what the test says. */
const setUp = (
  work: (run: JobRun<SyncPayload>) => Promise<JobEnd>,
  changes: Partial<SyncControlDeps> = {},
  retries: { maxAttempts: number; waitMs: number } = { maxAttempts: 1, waitMs: 0 },
) => {
  const db = new Sqlite(join(tempFolder('sync-control'), 'test.db'))
  migrate(db)
  const clock = { now: () => NOW }
  const emit = () => undefined
  const jobs = createJobQueue({ db, clock, emit, log: () => undefined, backoff: () => retries.waitMs })
  const started: SyncPayload[] = []
  const kind: JobKind<SyncPayload> = {
    kind: SYNC_KIND,
    payload: syncPayload,
    maxAttempts: retries.maxAttempts,
    run: (run) => {
      started.push(run.payload)
      return work(run)
    },
  }
  jobs.register(kind)
  jobs.open()
  const settings = openSettings(db, clock, emit, () => undefined)
  const control = createSyncControl({
    db,
    jobs,
    kind,
    settings,
    site: () => 'S1',
    connectionState: () => 'connected',
    nextAt: () => NOW + 60_000,
    ...changes,
  })
  onTestFinished(async () => {
    await jobs.close()
    db.close()
  })
  return { db, jobs, control, settings, started, handlers: control.handlers }
}

const ok = async (): Promise<JobEnd> => ({ outcome: 'ok' })
const untilCancelled = (run: JobRun<SyncPayload>) =>
  new Promise<JobEnd>((_done, fail) => run.signal.addEventListener('abort', () => fail(failCommon('CANCELLED'))))
const plan = (payload: SyncPayload, site = 'S1'): SyncPayload => ({
  ...payload,
  ...planSync({
    mode: 'full',
    since: null,
    now: NOW,
    site,
    completeUntil: null,
    rescannedAt: null,
    firstOrderTime: null,
    manyOrdersAgo: null,
  }),
})

describe('starting', () => {
  it('answers the run under way instead of starting a second one', async () => {
    const { handlers, started, jobs } = setUp(untilCancelled)
    const first = await handlers['sync.start']({ mode: 'incremental' })
    expect(await handlers['sync.start']({ mode: 'full' })).toEqual(first)
    await expect.poll(() => started.length).toBe(1)
    jobs.cancel(first.jobId)
    await jobs.wait(first.jobId)
    expect((await handlers['sync.start']({ mode: 'full' })).jobId).not.toBe(first.jobId)
  })

  it('by the operator does not wait for the next try of a run that failed; by the clock it does', async () => {
    let fails = true
    const once = async (): Promise<JobEnd> => {
      if (fails) throw failCommon('INTERNAL')
      return { outcome: 'ok' }
    }
    const { handlers, control, jobs, started } = setUp(once, {}, { maxAttempts: 3, waitMs: 30 * 60_000 })
    const { jobId } = control.start()
    await expect
      .poll(() => jobs.get(jobId))
      .toMatchObject({ status: 'queued', attempts: 1, nextAttemptAt: NOW + 30 * 60_000 })
    fails = false
    expect(control.start()).toEqual({ jobId })
    expect([jobs.get(jobId).status, started.length]).toEqual(['queued', 1])
    expect(await handlers['sync.start']({ mode: 'incremental' })).toEqual({ jobId })
    expect(await jobs.wait(jobId)).toMatchObject({ status: 'succeeded', outcome: 'ok' })
  })

  it('reads the day in Asia/Seoul, and refuses one that is none', async () => {
    const { handlers, started, jobs } = setUp(ok)
    const { jobId } = await handlers['sync.start']({ mode: 'since', since: '2026-03-01' })
    await jobs.wait(jobId)
    expect(started[0]).toMatchObject({ mode: 'since', since: parseKstDay('2026-03-01') })
    for (const since of ['2026-02-30', undefined]) {
      const input = since === undefined ? { mode: 'since' as const } : { mode: 'since' as const, since }
      expect(() => handlers['sync.start'](input)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
    }
  })

  it('goes on with a first sync that ended early, in the same shop only', async () => {
    for (const [site, resumed] of [
      ['S1', true],
      ['another', false],
    ] as const) {
      const { control, started, jobs } = setUp(async (run) => {
        if (run.payload.plan !== null) return { outcome: 'ok' }
        run.checkpoint(plan(run.payload, site))
        throw failCommon('NOT_FOUND', { values: { what: 'x' } })
      })
      await jobs.wait(control.start().jobId)
      await jobs.wait(control.start().jobId)
      expect(started[1]?.plan !== null).toBe(resumed)
    }
  })

  it('starts afresh once the shop is complete, and for any other kind of run', async () => {
    const { control, started, jobs, db } = setUp(async (run) => {
      run.checkpoint(plan(run.payload))
      throw failCommon('NOT_FOUND', { values: { what: 'x' } })
    })
    await jobs.wait(control.start().jobId)
    await jobs.wait(control.start('full').jobId)
    writeSyncState(db, 'S1', { completeUntil: NOW, rescannedAt: NOW })
    await jobs.wait(control.start().jobId)
    expect(started.map((payload) => payload.plan)).toEqual([null, null, null])
  })

  it('takes a state that cannot be read for none', async () => {
    const { control, started, jobs, db } = setUp(ok)
    setMeta(db, 'order-sync:S1', '{broken')
    await jobs.wait(control.start().jobId)
    expect(started).toHaveLength(1)
  })
})

describe('the status', () => {
  const shape = contract['sync.status'].output

  it('shows a run with its progress, then how it ended', async () => {
    const progress = {
      windows: 3,
      windowsDone: 1,
      pages: 2,
      seen: 200,
      added: 150,
      updated: 0,
      unchanged: 50,
      setAside: 0,
      expected: 500,
      filterIgnored: false,
    }
    const { handlers, control, jobs } = setUp((run) => {
      run.progress(progress)
      run.checkpoint(run.payload)
      return untilCancelled(run)
    })
    expect(shape.parse(await handlers['sync.status']({}))).toMatchObject({
      running: null,
      lastFinishedAt: null,
      lastOutcome: null,
      setAside: 0,
    })
    const { jobId } = control.start()
    await expect
      .poll(async () => (await handlers['sync.status']({})).running)
      .toMatchObject({ jobId, startedAt: NOW, progress })
    jobs.cancel(jobId)
    await jobs.wait(jobId)
    expect(shape.parse(await handlers['sync.status']({}))).toMatchObject({
      running: null,
      lastFinishedAt: NOW,
      lastOutcome: 'cancelled',
      nextAt: NOW + 60_000,
    })
  })

  it('names a run that died', async () => {
    const { handlers, control, jobs } = setUp(async () => {
      throw failCommon('NOT_FOUND', { values: { what: 'x' } })
    })
    await jobs.wait(control.start().jobId)
    expect(await handlers['sync.status']({})).toMatchObject({ lastOutcome: 'dead' })
  })
})

describe('the clock', () => {
  it('starts a run at once when none was, then every few minutes as set', () => {
    const { control, settings } = setUp(ok)
    expect(control.nextSyncAt(null, NOW)).toBe(NOW)
    expect(control.nextSyncAt(NOW - 1000, NOW)).toBe(NOW - 1000 + 5 * 60_000)
    settings.set({ syncEveryMinutes: 60 })
    expect(control.nextSyncAt(NOW, NOW)).toBe(NOW + 60 * 60_000)
  })

  it('starts none while paused, and says so', async () => {
    const { control, handlers, settings } = setUp(ok)
    expect(await handlers['sync.pause']({ paused: true })).toEqual({ paused: true })
    expect(settings.get().syncPaused).toBe(true)
    expect(control.nextSyncAt(null, NOW)).toBeNull()
    expect(await handlers['sync.status']({})).toMatchObject({
      paused: true,
      pausedReason: '동기화를 일시 중지했습니다.',
    })
    await handlers['sync.pause']({ paused: false })
    expect(control.nextSyncAt(null, NOW)).toBe(NOW)
    expect(await handlers['sync.status']({})).toMatchObject({ paused: false, pausedReason: null })
  })

  it('starts none while Imweb is not connected, and says so', async () => {
    const { control, handlers } = setUp(ok, { connectionState: () => 'needs_reauth' })
    expect(control.nextSyncAt(null, NOW)).toBeNull()
    expect(await handlers['sync.status']({})).toMatchObject({
      paused: false,
      pausedReason: expect.stringContaining('연결'),
    })
  })
})
