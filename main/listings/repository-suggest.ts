import type { Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  ofCategory: db
    .prepare<[string, string, number], number>(`select p.id from product p join product_category c on c.id = p.category
      where c.wholesaler = ? and c.path = ? order by p.id desc limit ?`)
    .pluck(),
}))

/** Some products of exactly this category, the newest first. */
export const productsOfCategory = (db: Db, wholesaler: Wholesaler, path: string, limit: number): number[] =>
  sql(db).ofCategory.all(wholesaler, path, limit)
