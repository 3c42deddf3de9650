import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createJobQueue, growingWait, type Jobs } from '../../../main/jobs/queue.ts'
import type { JobKind } from '../../../main/jobs/types.ts'
import type { Db } from '../../../main/store/db.ts'
import { AppError } from '../../../shared/errors.ts'
import { tempDatabase } from '../../support/database.ts'

const broken = (retryable: boolean) =>
  new AppError({ code: 'X', message: '실패했습니다.', nextStep: '다시 시도하십시오.', retryable })

const queueOn = (db: Db): Jobs =>
  createJobQueue({ db, clock: { now: () => Date.now() }, emit: () => {}, log: () => {}, backoff: () => 5 })

const counter = (
  kind: string,
  run: JobKind<{ n: number }>['run'],
  lane?: JobKind<{ n: number }>['lane'],
): JobKind<{ n: number }> => ({
  kind,
  payload: z.object({ n: z.int() }),
  maxAttempts: 3,
  ...(lane === undefined ? {} : { lane }),
  run,
})

describe('job queue', () => {
  it('runs a job once and keeps its result', async () => {
    const queue = queueOn(tempDatabase())
    const kind = counter('count', async ({ payload }) => ({ outcome: 'ok', result: { doubled: payload.n * 2 } }))
    queue.register(kind)
    queue.open()
    const { jobId } = queue.add(kind, { n: 21 })
    expect(await queue.wait(jobId)).toMatchObject({
      status: 'succeeded',
      outcome: 'ok',
      attempts: 1,
      progress: { doubled: 42 },
    })
    await queue.close()
  })

  it('answers the open job for the same key instead of adding a second one', async () => {
    const db = tempDatabase()
    const queue = queueOn(db)
    const kind = counter('count', async () => ({ outcome: 'ok' }))
    queue.register(kind)
    const first = queue.add(kind, { n: 1 }, { key: 'k' })
    expect(queue.add(kind, { n: 2 }, { key: 'k' })).toEqual({ jobId: first.jobId, existing: true })
    queue.open()
    await queue.wait(first.jobId)
    expect(queue.add(kind, { n: 3 }, { key: 'k' }).existing).toBe(false)
    await queue.close()
  })

  it('does not run a job whose transaction rolled back', async () => {
    const db = tempDatabase()
    const queue = queueOn(db)
    const run = vi.fn(async () => ({ outcome: 'ok' as const }))
    const kind = counter('count', run)
    queue.register(kind)
    queue.open()
    expect(() =>
      db.transaction(() => {
        queue.add(kind, { n: 1 })
        throw new Error('business row refused')
      })(),
    ).toThrow('business row refused')
    const { jobId } = queue.add(kind, { n: 2 })
    await queue.wait(jobId)
    expect(run).toHaveBeenCalledTimes(1)
    await queue.close()
  })

  it('retries a retryable failure up to the limit, then lays the job aside with its error', async () => {
    const queue = queueOn(tempDatabase())
    const run = vi.fn(async () => {
      throw broken(true)
    })
    const kind = counter('count', run)
    queue.register(kind)
    queue.open()
    const { jobId } = queue.add(kind, { n: 1 })
    expect(await queue.wait(jobId)).toMatchObject({
      status: 'dead',
      outcome: null,
      attempts: 3,
      lastError: { code: 'X' },
    })
    expect(run).toHaveBeenCalledTimes(3)
    await queue.close()
  })

  it('waits whole milliseconds, longer each time and never more than half an hour and a tenth', async () => {
    for (let attempt = 1; attempt < 12; attempt += 1) {
      expect(Number.isInteger(growingWait(attempt))).toBe(true)
      expect(growingWait(attempt)).toBeLessThanOrEqual(33 * 60_000)
    }
    const db = tempDatabase()
    const queue = createJobQueue({ db, clock: { now: () => Date.now() }, emit: () => {}, log: () => {} })
    const kind = counter('count', async () => {
      throw broken(true)
    })
    queue.register(kind)
    queue.open()
    const { jobId } = queue.add(kind, { n: 1 })
    await vi.waitFor(() =>
      expect(queue.get(jobId)).toMatchObject({ status: 'queued', attempts: 1, lastError: { code: 'X' } }),
    )
    await queue.close()
  })

  it('ends at the first failure where somebody waits for the answer', async () => {
    const queue = createJobQueue({
      db: tempDatabase(),
      clock: { now: () => Date.now() },
      emit: () => {},
      log: () => {},
      retries: false,
    })
    const kind = counter('count', async () => {
      throw broken(true)
    })
    queue.register(kind)
    queue.open()
    expect(await queue.wait(queue.add(kind, { n: 1 }).jobId)).toMatchObject({ status: 'dead', attempts: 1 })
    await queue.close()
  })

  it('does not retry what cannot get better, and a rejection is not a failure', async () => {
    const queue = queueOn(tempDatabase())
    const run = vi.fn(async () => {
      throw broken(false)
    })
    const dead = counter('dead', run)
    const refused = counter('refused', async () => ({ outcome: 'rejected' }))
    queue.register(dead)
    queue.register(refused)
    queue.open()
    expect(await queue.wait(queue.add(dead, { n: 1 }).jobId)).toMatchObject({ status: 'dead' })
    expect(run).toHaveBeenCalledTimes(1)
    expect(await queue.wait(queue.add(refused, { n: 1 }).jobId)).toMatchObject({
      status: 'succeeded',
      outcome: 'rejected',
    })
    await queue.close()
  })

  it('hides the text of an unexpected error from the job row', async () => {
    const queue = queueOn(tempDatabase())
    const kind = counter('count', async () => {
      throw new TypeError('secret-token-123')
    })
    queue.register({ ...kind, maxAttempts: 1 })
    queue.open()
    const job = await queue.wait(queue.add(kind, { n: 1 }).jobId)
    expect(job.lastError?.code).toBe('INTERNAL')
    expect(JSON.stringify(job)).not.toContain('secret-token')
    await queue.close()
  })

  it('never runs two jobs of one lane at once', async () => {
    const queue = queueOn(tempDatabase())
    let inside = 0
    let most = 0
    const kind = (name: string) =>
      counter(
        name,
        async () => {
          inside += 1
          most = Math.max(most, inside)
          await new Promise((resolve) => setTimeout(resolve, 3))
          inside -= 1
          return { outcome: 'ok' }
        },
        'shared-lane',
      )
    const a = kind('a')
    const b = kind('b')
    queue.register(a)
    queue.register(b)
    queue.open()
    const ids = [a, b, a, b, a].map((k) => queue.add(k, { n: 1 }).jobId)
    await Promise.all(ids.map((id) => queue.wait(id)))
    expect(most).toBe(1)
    await queue.close()
  })

  it('tells lanes apart by what a job is about', async () => {
    const queue = queueOn(tempDatabase())
    const inside = new Map<number, number>()
    let most = 0
    const seen = new Set<string>()
    const kind = counter(
      'market',
      async ({ payload: { n } }) => {
        inside.set(n, (inside.get(n) ?? 0) + 1)
        most = Math.max(most, inside.get(n) ?? 0)
        seen.add(
          [...inside]
            .filter(([, count]) => count > 0)
            .map(([lane]) => lane)
            .sort()
            .join(),
        )
        await new Promise((resolve) => setTimeout(resolve, 3))
        inside.set(n, (inside.get(n) ?? 1) - 1)
        return { outcome: 'ok' }
      },
      ({ n }) => `market:${n}`,
    )
    queue.register(kind)
    queue.open()
    const ids = [1, 1, 2, 2, 1].map((n) => queue.add(kind, { n }).jobId)
    await Promise.all(ids.map((id) => queue.wait(id)))
    expect(most).toBe(1)
    expect(seen).toContain('1,2')
    await queue.close()
  })

  it('starts what becomes due although another waits for a lane that stays busy', async () => {
    const queue = queueOn(tempDatabase())
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const long = counter('long', async () => {
      await held
      return { outcome: 'ok' }
    })
    const other = counter('other', async () => ({ outcome: 'ok' }))
    queue.register(long)
    queue.register(other)
    queue.open()
    const first = queue.add(long, { n: 1 })
    const later = queue.add(other, { n: 3 }, { notBefore: Date.now() + 30 })
    const second = queue.add(long, { n: 2 })
    expect(await queue.wait(later.jobId)).toMatchObject({ status: 'succeeded' })
    expect(queue.get(second.jobId).status).toBe('queued')
    release()
    await Promise.all([first, second].map(({ jobId }) => queue.wait(jobId)))
    await queue.close()
  })

  it('resumes from the checkpoint after a crash', async () => {
    const db = tempDatabase()
    const first = queueOn(db)
    let reached: () => void = () => {}
    const atTwo = new Promise<void>((resolve) => {
      reached = resolve
    })
    const stuck = counter('walk', async (run) => {
      run.checkpoint({ n: 2 })
      reached()
      return new Promise(() => {})
    })
    first.register(stuck)
    first.open()
    const { jobId } = first.add(stuck, { n: 0 })
    await atTwo
    // The crash: this queue never ends its job; a new one on the same rows takes it up.
    const second = queueOn(db)
    const seen: number[] = []
    second.register(
      counter('walk', async ({ payload }) => {
        seen.push(payload.n)
        return { outcome: 'ok' }
      }),
    )
    second.open()
    expect(await second.wait(jobId)).toMatchObject({ status: 'succeeded' })
    expect(seen).toEqual([2])
    await second.close()
  })

  it('hands a running job back when the engine closes, without counting a try', async () => {
    const db = tempDatabase()
    const queue = queueOn(db)
    let started: () => void = () => {}
    const running = new Promise<void>((resolve) => {
      started = resolve
    })
    const kind = counter('long', ({ signal }) => {
      started()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    queue.register(kind)
    queue.open()
    const { jobId } = queue.add(kind, { n: 1 })
    await running
    await queue.close()
    expect(queue.get(jobId)).toMatchObject({ status: 'queued', attempts: 0, lastError: null })
  })

  it('cancels queued and running jobs, and refuses to cancel an ended one', async () => {
    const queue = queueOn(tempDatabase())
    const kind = counter(
      'long',
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    queue.register(kind)
    queue.open()
    const one = queue.add(kind, { n: 1 }).jobId
    const two = queue.add(kind, { n: 2 }).jobId
    await vi.waitFor(() => expect(queue.get(one).status).toBe('running'))
    queue.cancel(two)
    queue.cancel(one)
    expect(await queue.wait(one)).toMatchObject({ status: 'succeeded', outcome: 'cancelled' })
    expect(await queue.wait(two)).toMatchObject({ status: 'succeeded', outcome: 'cancelled' })
    expect(() => queue.cancel(one)).toThrow(expect.objectContaining({ code: 'JOB_ENDED' }))
    await queue.close()
  })

  it('retries an ended job from where it stopped, as a new job', async () => {
    const queue = queueOn(tempDatabase())
    const seen: number[] = []
    const kind = counter('walk', async (run) => {
      seen.push(run.payload.n)
      if (run.payload.n === 0) {
        run.checkpoint({ n: 7 })
        throw broken(false)
      }
      return { outcome: 'ok' }
    })
    queue.register(kind)
    queue.open()
    const first = queue.add(kind, { n: 0 }).jobId
    expect(await queue.wait(first)).toMatchObject({ status: 'dead' })
    const again = queue.retry(first).jobId
    expect(again).not.toBe(first)
    expect(await queue.wait(again)).toMatchObject({ status: 'succeeded' })
    expect(seen).toEqual([0, 7])
    await queue.close()
  })

  it('lays a job of a kind it does not know aside, and does not offer to run it again', async () => {
    const db = tempDatabase()
    const before = queueOn(db)
    const { jobId } = before.add(
      counter('of-another-version', async () => ({ outcome: 'ok' })),
      { n: 1 },
    )
    const queue = queueOn(db)
    queue.open()
    expect(await queue.wait(jobId)).toMatchObject({ status: 'dead', lastError: { code: 'JOB_KIND_UNKNOWN' } })
    expect(() => queue.retry(jobId)).toThrow(expect.objectContaining({ code: 'JOB_KIND_UNKNOWN' }))
    await queue.close()
    await before.close()
  })

  it('lays a job with unreadable content aside and goes on with the rest', async () => {
    const db = tempDatabase()
    const queue = queueOn(db)
    const kind = counter('count', async () => ({ outcome: 'ok' }))
    queue.register(kind)
    const bad = queue.add(kind, { n: 1 }).jobId
    const good = queue.add(kind, { n: 2 }).jobId
    db.prepare('update job set payload = \'{"n":\' where job_id = ?').run(bad)
    queue.open()
    expect(await queue.wait(bad)).toMatchObject({ status: 'dead', lastError: { code: 'JOB_UNREADABLE' } })
    expect(await queue.wait(good)).toMatchObject({ status: 'succeeded' })
    await queue.close()
  })
})
