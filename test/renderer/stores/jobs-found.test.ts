import { beforeEach, describe, expect, it } from 'vitest'
import { useJobs } from '../../../renderer/stores/jobs.ts'
import type { Job } from '../../../shared/contract/work.ts'

const job = (status: Job['status']): Job => ({
  jobId: 'j1',
  kind: 'export',
  status,
  outcome: status === 'succeeded' ? 'ok' : null,
  attempts: 1,
  nextAttemptAt: null,
  createdAt: 1,
  startedAt: 2,
  finishedAt: status === 'succeeded' ? 3 : null,
  progress: null,
  lastError: null,
})

describe('a job read from a list', () => {
  beforeEach(() => useJobs.setState({ jobs: {}, mine: [], dismissed: [] }))

  it('is shown when nothing was heard of it yet', () => {
    useJobs.getState().found(job('running'))
    expect(useJobs.getState().jobs.j1?.status).toBe('running')
  })

  it('does not bring back to work what an event has ended meanwhile', () => {
    useJobs.getState().heard(job('succeeded'))
    useJobs.getState().found(job('running'))
    expect(useJobs.getState().jobs.j1?.status).toBe('succeeded')
  })
})
