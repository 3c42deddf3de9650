import { type ExportPreset, exportPreset } from '../../shared/contract/buyers.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

interface PresetRow {
  preset_id: string
  name: string
  spec: string
  schedule: string | null
  last_run_at: number | null
}

const sql = prepared((db) => ({
  all: db.prepare<[], PresetRow>('select * from export_preset order by created_at, preset_id'),
  one: db.prepare<[string], PresetRow>('select * from export_preset where preset_id = ?'),
  save: db.prepare<[string, string, string, number]>(`insert into export_preset (preset_id, name, spec, created_at)
    values (?, ?, ?, ?) on conflict (preset_id) do update set name = excluded.name, spec = excluded.spec`),
  remove: db.prepare<[string]>('delete from export_preset where preset_id = ?'),
  schedule: db.prepare<[string | null, string]>('update export_preset set schedule = ? where preset_id = ?'),
  ran: db.prepare<[number, string]>('update export_preset set last_run_at = ? where preset_id = ?'),
}))

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Null for a row that an older or newer version left in a shape this one cannot read. */
const toPreset = (row: PresetRow): ExportPreset | null => {
  const { preset_id: presetId, name, last_run_at: lastRunAt } = row
  const read = exportPreset.safeParse({
    presetId,
    name,
    lastRunAt,
    spec: parsed(row.spec),
    schedule: parsed(row.schedule),
  })
  return read.success ? read.data : null
}

export const listPresets = (db: Db): ExportPreset[] =>
  sql(db)
    .all.all()
    .flatMap((row) => toPreset(row) ?? [])

export const findPreset = (db: Db, presetId: string): ExportPreset | null => {
  const row = sql(db).one.get(presetId)
  return row === undefined ? null : toPreset(row)
}

export const storePreset = (db: Db, preset: Pick<ExportPreset, 'presetId' | 'name' | 'spec'>, now: number): void => {
  sql(db).save.run(preset.presetId, preset.name, JSON.stringify(preset.spec), now)
}

export const deletePreset = (db: Db, presetId: string): boolean => sql(db).remove.run(presetId).changes > 0

export const setSchedule = (db: Db, presetId: string, schedule: ExportPreset['schedule']): void => {
  sql(db).schedule.run(schedule === null ? null : JSON.stringify(schedule), presetId)
}

export const presetRan = (db: Db, presetId: string, at: number): void => {
  sql(db).ran.run(at, presetId)
}
