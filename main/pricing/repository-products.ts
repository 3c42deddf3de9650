import type { ProductKey } from '../../shared/contract/products.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

/** What a price is made of, without what only a listing needs. */
export interface PriceFacts {
  id: number
  wholesaler: Wholesaler
  productId: string
  name: string
  /** Of one piece, of the cheapest option. */
  cost: number | null
  fixedPrice: number | null
  shipping: number | null
  category: string | null
}

type Row = [
  id: number,
  wholesaler: Wholesaler,
  productId: string,
  name: string,
  cost: number | null,
  fixedPrice: number | null,
  shipping: number | null,
  category: string | null,
]

const columns = `p.id, p.wholesaler, p.product_id, coalesce(p.edited_name, p.name), p.price, p.fixed_price, p.shipping_fee,
  c.path from product p left join product_category c on c.id = p.category`

const sql = prepared((db) => ({
  byId: db.prepare<[number], Row>(`select ${columns} where p.id = ?`).raw(),
  byKey: db.prepare<[string, string], Row>(`select ${columns} where p.wholesaler = ? and p.product_id = ?`).raw(),
}))

const toFacts = ([id, wholesaler, productId, name, cost, fixedPrice, shipping, category]: Row): PriceFacts => ({
  ...{ id, wholesaler, productId, name, cost, fixedPrice, shipping, category },
})

export const priceFactsById = (db: Db, ids: Iterable<number>): PriceFacts[] => {
  const { byId } = sql(db)
  const facts: PriceFacts[] = []
  for (const id of ids) {
    const row = byId.get(id)
    if (row !== undefined) facts.push(toFacts(row))
  }
  return facts
}

export const priceFactsByKey = (db: Db, keys: readonly ProductKey[]): PriceFacts[] =>
  keys.flatMap(({ wholesaler, productId }) => {
    const row = sql(db).byKey.get(wholesaler, productId)
    return row === undefined ? [] : [toFacts(row)]
  })
