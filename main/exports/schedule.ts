import { join } from 'node:path'
import type { ExportPreset } from '../../shared/contract/buyers.ts'
import { kstDateTime } from '../../shared/time.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import type { ExportPayload } from './job.ts'
import { listPresets, presetRan } from './repository.ts'

const HOUR_MS = 60 * 60 * 1000

/** `jangteo-buyers-2026-11-21-1405-3f2a.csv`: when and what, no name of anybody or of the preset. */
export const scheduledFileName = (preset: Pick<ExportPreset, 'presetId' | 'spec'>, now: number): string => {
  const [day = '', time = ''] = kstDateTime(now).split(' ')
  const which = preset.presetId.replace(/[^a-z0-9]/gi, '').slice(-4)
  return `jangteo-${preset.spec.rows}-${day}-${time.slice(0, 5).replace(':', '')}-${which}.csv`
}

/** Presets whose time has come, with the job each of them asks for. One that was missed during sleep is due once. */
export const dueScheduledExports = (db: Db, now: number): { presetId: string; payload: ExportPayload }[] =>
  listPresets(db).flatMap((preset) => {
    const { presetId, spec, schedule, lastRunAt } = preset
    if (schedule === null) return []
    const due = lastRunAt === null || now - lastRunAt >= schedule.everyHours * HOUR_MS
    const path = join(schedule.folder, scheduledFileName(preset, now))
    return due ? [{ presetId, payload: { path, spec, scheduled: true } }] : []
  })

/** Queues every export that is due; its time counts from now on even when it fails, so that it does not fail every minute. */
export function queueDueExports(db: Db, queue: JobQueue, kind: JobKind<ExportPayload>, now: number): string[] {
  return db
    .transaction(() =>
      dueScheduledExports(db, now).map(({ presetId, payload }) => {
        presetRan(db, presetId, now)
        return queue.add(kind, payload, { key: `preset:${presetId}` }).jobId
      }),
    )
    .immediate()
}
