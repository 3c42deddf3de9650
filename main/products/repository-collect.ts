import type { ProductStatus, Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  putAside: db.prepare<[string, string, string, number]>(`insert into set_aside (service, kind, ref, reason, seen_at)
    values (?, 'product', ?, ?, ?) on conflict (service, kind, ref) do update
    set reason = excluded.reason, seen_at = excluded.seen_at, times = times + 1`),
  takeBack: db.prepare<[string, string]>(`delete from set_aside where service = ? and kind = 'product' and ref = ?`),
  aside: db.prepare<[string], string>(`select ref from set_aside where service = ? and kind = 'product'`).pluck(),
  live: db
    .prepare<[string, number, number], number>(
      `select id from product where wholesaler = ? and status <> 'discontinued' and id > ? order by id limit ?`,
    )
    .pluck(),
  missingSince: db.prepare<[number], number>('select since from product_missing where product = ?').pluck(),
  missing: db.prepare<[number, number]>('insert or ignore into product_missing (product, since) values (?, ?)'),
  notMissing: db.prepare<[number]>('delete from product_missing where product = ?'),
  allMissing: db
    .prepare<[string], number>(
      'select m.product from product_missing m join product p on p.id = m.product where p.wholesaler = ?',
    )
    .pluck(),
  keys: db.prepare<[string], string>('select product_id from product where wholesaler = ?').pluck(),
  statusOf: db.prepare<[number], ProductStatus>('select status from product where id = ?').pluck(),
  stored: db.prepare<[string], number>('select count(*) from product where wholesaler = ?').pluck(),
}))

/** Keeps what could not be taken, with its reason. Inside the caller's transaction. */
export const putAside = (db: Db, wholesaler: Wholesaler, ref: string, reason: string, at: number): void => {
  sql(db).putAside.run(wholesaler, ref.slice(0, 200), reason.slice(0, 500), at)
}

export const takeBack = (db: Db, wholesaler: Wholesaler, ref: string): void => {
  sql(db).takeBack.run(wholesaler, ref)
}

export const refsAside = (db: Db, wholesaler: Wholesaler): Set<string> => new Set(sql(db).aside.all(wholesaler))

/** Ids of a wholesaler's products that are not gone, in slices. */
export const liveIds = (db: Db, wholesaler: Wholesaler, after: number, limit: number): number[] =>
  sql(db).live.all(wholesaler, after, limit)

/** Since when a product has been absent from complete reads; null when it was not. */
export const missingSince = (db: Db, id: number): number | null => sql(db).missingSince.get(id) ?? null
export const noteMissing = (db: Db, id: number, at: number): void => void sql(db).missing.run(id, at)
export const noLongerMissing = (db: Db, id: number): void => void sql(db).notMissing.run(id)
export const allMissing = (db: Db, wholesaler: Wholesaler): number[] => sql(db).allMissing.all(wholesaler)

export const storedCount = (db: Db, wholesaler: Wholesaler): number => sql(db).stored.get(wholesaler) ?? 0

export const storedKeys = (db: Db, wholesaler: Wholesaler): Set<string> => new Set(sql(db).keys.all(wholesaler))

export const isDiscontinued = (db: Db, id: number): boolean => sql(db).statusOf.get(id) === 'discontinued'
