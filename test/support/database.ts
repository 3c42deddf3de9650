import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Db, Sqlite } from '../../main/store/db.ts'
import { migrate } from '../../main/store/migrate.ts'
import { tempFolder } from './temp.ts'

/** A migrated database on disk of this test's own. */
export const tempDatabase = (folder = tempFolder('db')): Db => {
  const db = new Sqlite(join(folder, 'jangteo.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = ON')
  migrate(db)
  onTestFinished(() => {
    db.close()
  })
  return db
}
