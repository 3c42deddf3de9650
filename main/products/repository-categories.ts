import type { Output } from '../../shared/contract.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

type Category = Output<'products.categories'>['items'][number]

const sql = prepared((db) => ({
  all: db.prepare<[string | null, string | null], Category>(`select id as category, wholesaler, name, path, code, parent
    from product_category where ? is null or wholesaler = ? order by wholesaler, path`),
}))

/** The category trees as the collected products named them. */
export const categoryRows = (db: Db, wholesaler: Wholesaler | undefined): Category[] =>
  sql(db).all.all(wholesaler ?? null, wholesaler ?? null)
