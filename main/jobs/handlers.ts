import type { Handlers } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { Jobs } from './queue.ts'
import { toJob } from './repository.ts'

const cursorId = (after: string | undefined): number => {
  if (after === undefined) return Number.MAX_SAFE_INTEGER
  const id = Number(after)
  if (!Number.isSafeInteger(id) || id < 1) throw failCommon('BAD_INPUT', { values: { detail: 'after' } })
  return id
}

export const jobsHandlers = (
  jobs: Jobs,
  clock: Clock,
): Handlers<'jobs.list' | 'jobs.get' | 'jobs.cancel' | 'jobs.retry' | 'jobs.wait'> => ({
  'jobs.list': ({ status, kind, after, limit }) => {
    const rows = jobs.page(status, kind, cursorId(after), limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return { items: shown.map(toJob), next: rows.length > limit && last ? String(last.id) : null, asOf: clock.now() }
  },
  'jobs.get': ({ jobId }) => jobs.get(jobId),
  'jobs.cancel': ({ jobId }) => {
    jobs.cancel(jobId)
    return { done: true }
  },
  'jobs.retry': ({ jobId }) => jobs.retry(jobId),
  'jobs.wait': ({ jobId }) => jobs.wait(jobId),
})
