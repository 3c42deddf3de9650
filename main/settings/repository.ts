import { defaultSettings, type Settings, settings as settingsShape } from '../../shared/contract/work.ts'
import type { Db } from '../store/db.ts'

/** Settings as stored, one row a key. A value that no longer fits its shape falls back to the default. */
export function readSettings(db: Db): Settings {
  const rows = db.prepare('select key, value from setting').all() as { key: string; value: string }[]
  const stored: Record<string, unknown> = {}
  for (const { key, value } of rows) {
    const field = settingsShape.shape[key as keyof Settings]
    if (field === undefined) continue
    const read = field.safeParse(parseJson(value))
    if (read.success) stored[key] = read.data
  }
  return { ...defaultSettings, ...stored }
}

/** Stores one value under its key, whatever stood there. */
export const putValue = (db: Db, key: string, value: unknown, at: number): void => {
  db.prepare(
    'insert into setting (key, value, updated_at) values (?, ?, ?) on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at',
  ).run(key, JSON.stringify(value), at)
}

export function writeSettings(db: Db, changes: Partial<Settings>, at: number): Settings {
  db.transaction(() => {
    for (const [key, value] of Object.entries(changes)) if (value !== undefined) putValue(db, key, value, at)
  })()
  return readSettings(db)
}

/** The value a text holds; undefined where it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
