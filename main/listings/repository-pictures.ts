import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  untried: db
    .prepare<[number, number], number>(`select id from listing where images_checked_at is null and id > ?
      and state in ('draft', 'approved', 'rejected') order by id limit ?`)
    .pluck(),
  images: db.prepare<[number], string>(`select json_extract(content, '$.images') from listing where id = ?`).pluck(),
  unsent: db
    .prepare<[number], number>(`select 1 from listing where id = ? and state in ('draft', 'approved') and level <> 'red'
      and intent_at is null and market_product_id is null and market_ref is null`)
    .pluck(),
  found: db.prepare<[string | null, number]>('update listing set sku_found = ? where id = ?'),
}))

/** Whether it could be sent and never was. */
export const mayBeFirst = (db: Db, id: number): boolean => sql(db).unsent.get(id) === 1
export const saveSkuFound = (db: Db, id: number, number: string | null): void => {
  sql(db).found.run(number, id)
}

/** Drafts whose pictures nobody has tried yet. */
export const untriedDrafts = (db: Db, after: number, limit: number): number[] => sql(db).untried.all(after, limit)

export const imagesOf = (db: Db, id: number): string[] => {
  const text = sql(db).images.get(id)
  return text === undefined ? [] : (JSON.parse(text) as string[])
}
