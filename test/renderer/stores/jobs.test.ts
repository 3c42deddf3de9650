import { beforeEach, describe, expect, it } from 'vitest'
import { itemsOf, leftOf, shareOf } from '../../../renderer/app/progress.ts'
import { trayJobs, useJobs } from '../../../renderer/stores/jobs.ts'
import type { Job } from '../../../shared/contract/work.ts'

const job = (part: Partial<Job>): Job => ({
  jobId: 'j1',
  kind: 'order-sync',
  status: 'running',
  outcome: null,
  attempts: 1,
  nextAttemptAt: null,
  createdAt: 1000,
  startedAt: 1000,
  finishedAt: null,
  progress: null,
  lastError: null,
  ...part,
})
const ended = { status: 'succeeded', outcome: 'ok', finishedAt: 2000 } as const
const now = 10_000
const shown = () => trayJobs(useJobs.getState(), now).map((each) => each.jobId)

describe('the tray', () => {
  beforeEach(() => useJobs.setState({ jobs: {}, mine: [], dismissed: [] }))

  it('shows what runs and forgets what ended well by itself', () => {
    const { heard } = useJobs.getState()
    heard(job({}))
    expect(shown()).toEqual(['j1'])
    heard(job(ended))
    expect(shown()).toEqual([])
  })

  it('does not twitch for work that began by itself and is soon done', () => {
    const { heard, started } = useJobs.getState()
    heard(job({ startedAt: now - 500 }))
    heard(job({ jobId: 'queued', status: 'queued', startedAt: null }))
    expect(shown()).toEqual([])
    started('j1')
    expect(shown()).toEqual(['j1'])
  })

  it('keeps the end of what the operator started until it is put away', () => {
    const { heard, started, dismiss } = useJobs.getState()
    started('j1')
    heard(job({}))
    heard(job(ended))
    expect(shown()).toEqual(['j1'])
    dismiss('j1')
    expect(shown()).toEqual([])
  })

  it('keeps failures and refusals whoever started them', () => {
    const { heard } = useJobs.getState()
    heard(job({ jobId: 'dead', status: 'dead', finishedAt: 2000 }))
    heard(job({ jobId: 'setup', status: 'succeeded', outcome: 'needs_setup', finishedAt: 2000 }))
    heard(job({ jobId: 'cancelled', status: 'dead', outcome: 'cancelled', finishedAt: 2000 }))
    expect(shown().toSorted()).toEqual(['dead', 'setup'])
  })

  it('stands open jobs before ended ones', () => {
    const { heard } = useJobs.getState()
    heard(job({ jobId: 'dead', status: 'dead', createdAt: 9000 }))
    heard(job({ jobId: 'runs', createdAt: 1 }))
    expect(shown()).toEqual(['runs', 'dead'])
  })

  it('holds no more than the newest ends', () => {
    const { heard } = useJobs.getState()
    for (let n = 0; n < 80; n += 1) heard(job({ jobId: `e${n}`, ...ended }))
    expect(Object.keys(useJobs.getState().jobs)).toHaveLength(50)
    expect(useJobs.getState().jobs.e79).toBeDefined()
  })
})

describe('progress', () => {
  it('is known only where both ends are', () => {
    expect(shareOf(job({ progress: { seen: 50, expected: 200 } }))).toBe(0.25)
    expect(shareOf(job({ progress: { seen: 50, expected: null } }))).toBeNull()
    expect(shareOf(job({ progress: { rows: 50 } }))).toBeNull()
    expect(shareOf(job({}))).toBeNull()
  })

  it('does not believe a total that has been passed', () => {
    expect(itemsOf(job({ progress: { seen: 300, expected: 200 } }))).toEqual({ done: 300, total: null })
  })

  it('promise no total before a sync has counted its last window, and never run backwards meanwhile', () => {
    const at = (windowsDone: number, seen: number, expected: number) =>
      job({ progress: { windows: 8, windowsDone, seen, expected } })
    expect(itemsOf(at(0, 100, 445))).toEqual({ done: 100, total: null })
    expect(shareOf(at(0, 100, 445))).toBe(0)
    expect(shareOf(at(4, 900, 1000))).toBe(0.5)
    expect(itemsOf(at(7, 1900, 1980))).toEqual({ done: 1900, total: 1980 })
    expect(shareOf(at(7, 1900, 1980))).toBeCloseTo(0.96)
  })

  it('tells the time left by the pace so far, once there is one', () => {
    const running = job({ progress: { seen: 50, expected: 200 }, startedAt: 0 })
    expect(leftOf(running, 10_000)).toBe(30_000)
    expect(leftOf(running, 1000)).toBeNull()
    expect(leftOf(job({ progress: { seen: 200, expected: 200 }, startedAt: 0 }), 10_000)).toBeNull()
  })
})
