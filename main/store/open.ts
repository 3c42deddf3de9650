import { existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { AppErrorShape } from '../../shared/errors.ts'
import { type Clock, DAY_MS } from '../../shared/time.ts'
import { type Backup, type BackupReason, listBackups, writeBackup } from './backups.ts'
import {
  APPLICATION_ID,
  isEmptyFile,
  judgeDatabase,
  looksLikeDatabase,
  passesQuickCheck,
  setAsideDatabase,
} from './check.ts'
import { type Db, Sqlite } from './db.ts'
import { failStore, isCorruption, toStoreError } from './errors.ts'
import type { StorePaths } from './files.ts'
import { getMeta, removeMeta, setMeta } from './meta.ts'
import { latestVersion, migrate, schemaVersion } from './migrate.ts'
import { migrations as all } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { finishRestore, prepareRestore } from './restore.ts'

export interface Store {
  readonly db: Db
  /** What the operator must be told about the opening: a damaged file was set aside. */
  readonly problem: AppErrorShape | null
  backups(): Backup[]
  backup(reason: BackupReason): Promise<Backup>
  /** Null when today's exists. The scheduler asks every now and then. */
  backupDaily(): Promise<Backup | null>
  /** Checks a backup and lays it ready; closing this store and opening it again puts it in place. */
  prepareRestore(name: string): void
  /** The error to show for a failure; damage seen here makes the next opening check the file. */
  fault(thrown: unknown): unknown
  close(): void
}

export interface StoreOptions {
  paths: StorePaths
  clock: Clock
  migrations?: readonly Migration[]
}

const UNCLEAN = 'store.unclean'

/** Opens the database, or refuses with a coded error; a damaged file is set aside and reported, never overwritten. */
export async function openStore({ paths, clock, migrations = all }: StoreOptions): Promise<Store> {
  try {
    mkdirSync(dirname(paths.database), { recursive: true, mode: 0o700 })
    finishRestore(paths, clock.now())
    const first = await tryOpen(paths, clock, migrations)
    if (first !== null) return storeOf(first, null, paths, clock, migrations)
    const aside = basename(setAsideDatabase(paths.database, clock.now()))
    const backup = newestGoodBackup(paths, latestVersion(migrations))
    const problem =
      backup === null
        ? failStore('STORE_CORRUPT_NO_BACKUP', { values: { file: aside } })
        : failStore('STORE_CORRUPT', { values: { file: aside, backup: backup.name } })
    const fresh = await tryOpen(paths, clock, migrations)
    if (fresh === null) throw failStore('STORE_UNREADABLE')
    return storeOf(fresh, problem.toShape(), paths, clock, migrations)
  } catch (error) {
    throw toStoreError(error)
  }
}

/** Null when the file is damaged or is not ours. */
async function tryOpen(paths: StorePaths, clock: Clock, migrations: readonly Migration[]): Promise<Db | null> {
  const known = latestVersion(migrations)
  // An empty file is what a crash at the very first start leaves; with backups around it is what is left of the data.
  if (isEmptyFile(paths.database) && listBackups(paths).length > 0) return null
  if (existsSync(paths.database) && !isEmptyFile(paths.database) && !looksLikeDatabase(paths.database)) return null
  let db: Db | undefined
  try {
    db = new Sqlite(paths.database)
    const found = schemaVersion(db)
    if (found > known) throw failStore('STORE_FUTURE', { values: { found, known } })
    if (!isOurs(db, found)) {
      db.close()
      return null
    }
    configure(db)
    if (found > 0 && getMeta(db, UNCLEAN) !== null && !passesQuickCheck(db)) {
      db.close()
      return null
    }
    if (found > 0 && found < known) await writeBackup(db, paths, 'before-migration', clock.now())
    migrate(db, known, migrations)
    setMeta(db, UNCLEAN, String(clock.now()))
    return db
  } catch (error) {
    db?.close()
    if (isCorruption(error)) return null
    throw error
  }
}

const isOurs = (db: Db, version: number): boolean => {
  const tables = db.prepare('select count(*) from sqlite_schema').pluck().get()
  return version > 0 ? db.pragma('application_id', { simple: true }) === APPLICATION_ID : tables === 0
}

function configure(db: Db): void {
  db.pragma('trusted_schema = OFF')
  db.pragma('busy_timeout = 5000')
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32000')
  // A page of orders touches several hundred pages of the file; checkpointing rarely writes each of them once.
  db.pragma('wal_autocheckpoint = 8000')
  db.pragma('journal_size_limit = 67108864')
  if (process.platform === 'darwin') db.pragma('checkpoint_fullfsync = ON')
}

const newestGoodBackup = (paths: StorePaths, known: number): Backup | null =>
  listBackups(paths).find((backup) => judgeDatabase(join(paths.backups, backup.name), known) === 'good') ?? null

function storeOf(
  db: Db,
  problem: AppErrorShape | null,
  paths: StorePaths,
  clock: Clock,
  migrations: readonly Migration[],
): Store {
  let suspect = false
  const backup = (reason: BackupReason) => writeBackup(db, paths, reason, clock.now())
  return {
    db,
    problem,
    backups: () => listBackups(paths),
    backup,
    backupDaily: async () => {
      const newest = listBackups(paths).find((made) => made.reason === 'daily')
      return newest !== undefined && clock.now() - newest.at < DAY_MS ? null : backup('daily')
    },
    prepareRestore: (name) => prepareRestore(paths, name, latestVersion(migrations)),
    fault: (thrown) => {
      suspect ||= isCorruption(thrown)
      return toStoreError(thrown)
    },
    close: () => {
      if (!db.open) return
      try {
        if (!suspect) {
          db.pragma('optimize')
          removeMeta(db, UNCLEAN)
        }
      } finally {
        db.close()
      }
    },
  }
}
