import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Db, Sqlite } from './db.ts'
import { companions, freeName, stamp, syncFolder } from './files.ts'
import { schemaVersion } from './migrate.ts'

/** `JANG`: tells our files from other SQLite files. */
export const APPLICATION_ID = 0x4a414e47

const MAGIC = 'SQLite format 3\0'

/** False for garbage, a cut-off header or an empty file: SQLite itself would take the last for a new database. */
export function looksLikeDatabase(file: string): boolean {
  const head = Buffer.alloc(100)
  const fd = openSync(file, 'r')
  try {
    return readSync(fd, head, 0, head.length, 0) === head.length && head.toString('latin1', 0, 16) === MAGIC
  } finally {
    closeSync(fd)
  }
}

export const passesQuickCheck = (db: Db): boolean => db.pragma('quick_check(1)', { simple: true }) === 'ok'

export type Verdict = 'good' | 'future' | 'unusable'

/** Whether a file could be this app's database: whole, ours, and not newer than this version. Opens it read-write. */
export function judgeDatabase(file: string, known: number): Verdict {
  if (!existsSync(file) || !looksLikeDatabase(file)) return 'unusable'
  let db: Db | undefined
  try {
    db = new Sqlite(file)
    db.pragma('trusted_schema = OFF')
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return 'unusable'
    const version = schemaVersion(db)
    if (version < 1 || !passesQuickCheck(db)) return 'unusable'
    // So that the copy stands alone, without companions.
    db.pragma('journal_mode = DELETE')
    return version > known ? 'future' : 'good'
  } catch {
    return 'unusable'
  } finally {
    db?.close()
  }
}

/** Moves a damaged database out of the way with its companions, under a name that overwrites nothing. */
export function setAsideDatabase(file: string, now: number): string {
  const folder = dirname(file)
  const aside = freeName((extra) => join(folder, `jangteo.corrupt-${stamp(now)}${extra}.db`))
  // The companions go first: a database that is still in place without them is recognised as damaged again.
  for (const suffix of companions) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  renameSync(file, aside)
  syncFolder(folder)
  return aside
}

export const isEmptyFile = (file: string): boolean => existsSync(file) && statSync(file).size === 0
