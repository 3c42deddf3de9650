import { hash, randomUUID } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import type { ExportPreset } from '../../shared/contract/buyers.ts'
import type { Job } from '../../shared/contract/work.ts'
import type { Handlers } from '../../shared/contract.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import { failExport } from './errors.ts'
import type { ExportPayload } from './job.ts'
import { deletePreset, findPreset, listPresets, setSchedule, storePreset } from './repository.ts'

const result = z.object({
  path: z.string(),
  rows: z.int(),
  replacedCharacters: z.int(),
  replacedSamples: z.array(z.string()),
})

/** The error a job ended with, thrown again as it was. */
const failedAs = ({ traceId, service, serviceCode, ...shape }: NonNullable<Job['lastError']>): AppError =>
  new AppError({
    ...shape,
    ...(traceId === undefined ? {} : { traceId }),
    ...(service === undefined ? {} : { service }),
    ...(serviceCode === undefined ? {} : { serviceCode }),
  })

const presetOrRefuse = (db: Db, presetId: string): ExportPreset => {
  const preset = findPreset(db, presetId)
  if (preset === null) throw failCommon('NOT_FOUND', { values: { what: '내보내기 설정' } })
  return preset
}

const absoluteOrRefuse = (path: string): string => {
  if (!isAbsolute(path)) throw failExport('EXPORT_BAD_NAME')
  return path
}

export const exportsHandlers = (deps: {
  db: Db
  clock: Clock
  queue: JobQueue
  kind: JobKind<ExportPayload>
  /** Throws NOT_FOUND for a job that does not exist. */
  jobOf: (jobId: string) => Job
}): Handlers<
  | 'exports.presets'
  | 'exports.savePreset'
  | 'exports.removePreset'
  | 'exports.run'
  | 'exports.schedule'
  | 'exports.result'
> => {
  const { db, clock, queue, kind, jobOf } = deps
  return {
    'exports.presets': () => ({ items: listPresets(db) }),
    'exports.savePreset': ({ presetId, name, spec }) => {
      if (presetId !== undefined) presetOrRefuse(db, presetId)
      const id = presetId ?? randomUUID()
      storePreset(db, { presetId: id, name, spec }, clock.now())
      return presetOrRefuse(db, id)
    },
    'exports.removePreset': ({ presetId }) => ({ removed: deletePreset(db, presetId) }),
    'exports.run': ({ path, ...spec }) => {
      const target = absoluteOrRefuse(path)
      // Two writers of one file would race for its name: the open one is answered when it writes the same.
      // As a fingerprint: a search may be somebody's name, and keys stay in the table.
      const key = hash('sha256', `${target}\n${JSON.stringify(spec)}`, 'base64url')
      const { jobId } = queue.add(kind, { path: target, spec, scheduled: false }, { key })
      return { jobId }
    },
    'exports.schedule': ({ presetId, schedule }) => {
      presetOrRefuse(db, presetId)
      if (schedule !== null) absoluteOrRefuse(schedule.folder)
      setSchedule(db, presetId, schedule)
      return presetOrRefuse(db, presetId)
    },
    'exports.result': ({ jobId }) => {
      const job = jobOf(jobId)
      if (job.kind !== kind.kind) throw failCommon('NOT_FOUND', { values: { what: '내보내기' } })
      if (job.status === 'dead' && job.lastError !== null) throw failedAs(job.lastError)
      const read = result.safeParse(job.progress)
      if (job.status !== 'succeeded' || !read.success) throw failExport('EXPORT_NOT_DONE')
      return read.data
    },
  }
}
