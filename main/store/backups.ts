import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, Sqlite } from './db.ts'
import { failStore, toStoreError } from './errors.ts'
import { freeName, putInPlace, removeDatabase, type StorePaths, stamp, stampTime } from './files.ts'

export interface Backup {
  name: string
  /** ms UTC. */
  at: number
  bytes: number
  reason: string
}

/** `shop-…` keeps an earlier shop's data and is never thrown away by itself. */
export type BackupReason = 'daily' | 'manual' | 'before-migration' | 'before-restore' | `shop-${string}`

const KEPT = 5
const namePattern = /^jangteo-(\d{8}T\d{6}Z)-([a-zA-Z][\w-]*)\.db$/

export const backupFile = (paths: StorePaths, reason: BackupReason, now: number): string =>
  freeName((extra) => join(paths.backups, `jangteo-${stamp(now)}-${reason}${extra}.db`))

/** Newest first. Files of other names in the folder are not ours and are left alone. */
export function listBackups(paths: StorePaths): Backup[] {
  if (!existsSync(paths.backups)) return []
  return readdirSync(paths.backups)
    .flatMap((name) => {
      const match = namePattern.exec(name)
      if (match === null) return []
      const bytes = statSync(join(paths.backups, name)).size
      return [{ name, at: stampTime(match[1] ?? ''), bytes, reason: (match[2] ?? '').replace(/-\d+$/, '') }]
    })
    .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
}

/** The file of a backup that the list shows; any other name is refused, above all one that leads out of the folder. */
export function backupPath(paths: StorePaths, name: string): string {
  if (!listBackups(paths).some((backup) => backup.name === name))
    throw failStore('BACKUP_MISSING', { values: { name } })
  return join(paths.backups, name)
}

export function pruneBackups(paths: StorePaths): void {
  const prunable = listBackups(paths).filter((backup) => !backup.reason.startsWith('shop-'))
  for (const old of prunable.slice(KEPT)) rmSync(join(paths.backups, old.name), { force: true })
}

/** Copies the open database while it stays in use. A backup is either whole or not there. */
export async function writeBackup(db: Db, paths: StorePaths, reason: BackupReason, now: number): Promise<Backup> {
  try {
    mkdirSync(paths.backups, { recursive: true, mode: 0o700 })
    const file = backupFile(paths, reason, now)
    const half = `${file}.part`
    try {
      await db.backup(half)
      standAlone(half)
      putInPlace(half, file)
    } catch (error) {
      removeDatabase(half)
      throw error
    }
    pruneBackups(paths)
    const made = listBackups(paths).find((backup) => file.endsWith(backup.name))
    if (made === undefined) throw failStore('BACKUP_MISSING', { values: { name: reason } })
    return made
  } catch (error) {
    throw toStoreError(error)
  }
}

/** A copy of a WAL database expects companions of its own; as a plain one it can be carried anywhere. */
const standAlone = (file: string) => {
  const copy = new Sqlite(file)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}
