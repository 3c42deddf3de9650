import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { backupFile, backupPath, pruneBackups } from './backups.ts'
import { judgeDatabase, setAsideDatabase } from './check.ts'
import { Sqlite } from './db.ts'
import { failStore, toStoreError } from './errors.ts'
import { companions, putInPlace, removeDatabase, type StorePaths, syncFolder } from './files.ts'

/** A checked backup that waits to become the database. */
const waiting = (paths: StorePaths) => `${paths.database}.restore`

/**
 * Checks a backup and lays a copy of it ready; the next opening puts it in place. Until then nothing is changed, so a
 * refused backup or a crash leaves the database in use as it was.
 */
export function prepareRestore(paths: StorePaths, name: string, known: number): void {
  const half = `${waiting(paths)}.part`
  try {
    copyFileSync(backupPath(paths, name), half)
    const verdict = judgeDatabase(half, known)
    if (verdict !== 'good') {
      throw failStore(verdict === 'future' ? 'BACKUP_FUTURE' : 'BACKUP_UNUSABLE', { values: { name } })
    }
    putInPlace(half, waiting(paths))
  } catch (error) {
    throw toStoreError(error)
  } finally {
    removeDatabase(half)
  }
}

/** Moves what a WAL still holds into the file, so that the file alone is the whole database. False when it is damaged. */
const gather = (file: string): boolean => {
  try {
    const db = new Sqlite(file)
    try {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.pragma('journal_mode = DELETE')
    } finally {
      db.close()
    }
    return companions.every((suffix) => !existsSync(file + suffix))
  } catch {
    return false
  }
}

/**
 * Puts a waiting backup in place, keeping the database it replaces as a backup. Each step is one rename: after a crash
 * between them the next opening goes on from there.
 */
export function finishRestore(paths: StorePaths, now: number): boolean {
  removeDatabase(`${waiting(paths)}.part`)
  if (!existsSync(waiting(paths))) return false
  if (existsSync(paths.database)) {
    if (gather(paths.database)) {
      mkdirSync(paths.backups, { recursive: true, mode: 0o700 })
      renameSync(paths.database, backupFile(paths, 'before-restore', now))
      syncFolder(paths.backups)
    } else setAsideDatabase(paths.database, now)
  }
  renameSync(waiting(paths), paths.database)
  syncFolder(dirname(paths.database))
  pruneBackups(paths)
  return true
}
