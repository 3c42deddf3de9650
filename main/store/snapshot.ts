import { type Db, Sqlite } from './db.ts'

/** A reading connection of its own that keeps seeing this moment: saves meanwhile neither show in it nor wait for it. */
export const openSnapshot = (db: Db): Db => {
  const snapshot = new Sqlite(db.name, { readonly: true })
  snapshot.pragma('cache_size = -8000')
  snapshot.exec('begin')
  // The first read fixes the moment.
  snapshot.prepare('select 1 from meta limit 1').get()
  return snapshot
}
