import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  untried: db
    .prepare<[number, number], number>(`select id from listing where images_checked_at is null and id > ?
      and state in ('draft', 'approved', 'rejected') order by id limit ?`)
    .pluck(),
  images: db.prepare<[number], string>(`select json_extract(content, '$.images') from listing where id = ?`).pluck(),
}))

/** Drafts whose pictures nobody has tried yet. */
export const untriedDrafts = (db: Db, after: number, limit: number): number[] => sql(db).untried.all(after, limit)

export const imagesOf = (db: Db, id: number): string[] => {
  const text = sql(db).images.get(id)
  return text === undefined ? [] : (JSON.parse(text) as string[])
}
