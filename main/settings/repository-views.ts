import { mostViews, type SavedView, savedView } from '../../shared/contract/views.ts'
import type { Db } from '../store/db.ts'
import { parseJson, putValue } from './repository.ts'

// With the settings, so that a backup, a restore and a moved data folder keep them.
const key = 'productViews'

/** The saved views as stored; what no longer fits its shape is left out. */
export function readViews(db: Db): SavedView[] {
  const row = db.prepare('select value from setting where key = ?').get(key) as { value: string } | undefined
  const stored = row === undefined ? [] : parseJson(row.value)
  const views = new Map<string, SavedView>()
  for (const entry of Array.isArray(stored) ? stored : []) {
    const read = savedView.safeParse(entry)
    if (read.success && !views.has(read.data.name)) views.set(read.data.name, read.data)
  }
  return [...views.values()].slice(0, mostViews)
}

export const writeViews = (db: Db, views: readonly SavedView[], at: number): void => putValue(db, key, views, at)
