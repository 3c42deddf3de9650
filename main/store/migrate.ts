import type { Db } from './db.ts'
import { migrations as all } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

export const schemaVersion = (db: Db): number => db.pragma('user_version', { simple: true }) as number

export const latestVersion = (migrations: readonly Migration[] = all): number => migrations.at(-1)?.version ?? 0

/** Brings the database to `target` (default: the newest) with all pending steps in one transaction. */
export function migrate(db: Db, target = latestVersion(), migrations: readonly Migration[] = all): void {
  const pending = migrations.filter((m) => m.version > schemaVersion(db) && m.version <= target)
  if (pending.length === 0) return
  db.transaction(() => {
    for (const migration of pending) {
      migration.up(db)
      db.pragma(`user_version = ${migration.version}`)
    }
  }).immediate()
}
