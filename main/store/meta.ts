import type { Db } from './db.ts'
import { prepared } from './statements.ts'

const sql = prepared((db) => ({
  get: db.prepare<[string], string>('select value from meta where key = ?').pluck(),
  set: db.prepare<[string, string]>(
    'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  ),
  remove: db.prepare<[string]>('delete from meta where key = ?'),
}))

/** Small facts the app keeps about itself, by name. */
export const getMeta = (db: Db, key: string): string | null => sql(db).get.get(key) ?? null
export const setMeta = (db: Db, key: string, value: string): void => {
  sql(db).set.run(key, value)
}
export const removeMeta = (db: Db, key: string): void => {
  sql(db).remove.run(key)
}
