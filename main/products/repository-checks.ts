import type { Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

/** A product whose changes matter and that is to be asked about again. */
export interface DueProduct {
  id: number
  productId: string
  /** Listed, or only chosen. */
  listed: 0 | 1
  readAt: number | null
  askedAt: number | null
}

export interface DueBefore {
  /** ms UTC: listed products are due that nothing was heard of since. */
  listed: number
  chosen: number
}

// 2 is the bit of listed products (marks.ts); those that are discontinued have nothing left to sell out.
const isListed = `(p.watched & 2) <> 0 and p.status <> 'discontinued'`

const sql = prepared((db) => ({
  due: db.prepare<{ wholesaler: string; listed: number; chosen: number; now: number; most: number }, DueProduct>(
    `select p.id, p.product_id as productId, (${isListed}) as listed, r.read_at as readAt, r.asked_at as askedAt
      from product p left join product_read r on r.product = p.id
      where p.wholesaler = @wholesaler and p.watched <> 0
        and (r.asked_at is null or r.asked_at > @now or r.asked_at <= case when ${isListed} then @listed else @chosen end)
      order by listed desc, r.asked_at limit @most`,
  ),
  counts: db.prepare<[string], { listed: number | null; all: number }>(
    `select sum(${isListed}) as listed, count(*) as "all" from product p where p.wholesaler = ? and p.watched <> 0`,
  ),
  asked: db.prepare<[number, number]>(
    `insert into product_read (product, read_at, asked_at) values (?, null, ?)
      on conflict (product) do update set asked_at = excluded.asked_at`,
  ),
  forget: db.prepare<[string]>(
    'delete from product_read where product in (select id from product where wholesaler = ? and watched <> 0)',
  ),
  sample: db
    .prepare<[string, number], string>('select product_id from product where wholesaler = ? and watched <> 0 limit ?')
    .pluck(),
  id: db.prepare<[string, string], number>('select id from product where wholesaler = ? and product_id = ?').pluck(),
}))

/** Listed ones first, the longest unheard of first. */
export const dueProducts = (
  db: Db,
  wholesaler: Wholesaler,
  before: DueBefore,
  now: number,
  most: number,
): DueProduct[] => sql(db).due.all({ wholesaler, ...before, now, most })

export const checkedCounts = (db: Db, wholesaler: Wholesaler): { listed: number; chosen: number } => {
  const { listed, all } = sql(db).counts.get(wholesaler) ?? { listed: 0, all: 0 }
  return { listed: listed ?? 0, chosen: all - (listed ?? 0) }
}

export const sampleKeys = (db: Db, wholesaler: Wholesaler, most: number): string[] =>
  sql(db).sample.all(wholesaler, most)

/** Something certain was heard of these now. Inside the caller's transaction. */
export const noteAsked = (db: Db, ids: Iterable<number>, at: number): void => {
  const { asked } = sql(db)
  for (const id of ids) asked.run(id, at)
}

/** What was read no longer holds: everything that matters is due at once. */
export const forgetReads = (db: Db, wholesaler: Wholesaler): void => void sql(db).forget.run(wholesaler)

export const productIdOf = (db: Db, wholesaler: Wholesaler, productId: string): number | null =>
  sql(db).id.get(wholesaler, productId) ?? null
