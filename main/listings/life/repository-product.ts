import type { ProductStatus, Wholesaler } from '../../../shared/product.ts'
import type { Bannable } from '../../products/bans.ts'
import { barsOf } from '../../products/bars.ts'
import { LISTED } from '../../products/marks.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import type { ProductNow } from './want.ts'

interface Stored {
  id: number
  wholesaler: Wholesaler
  product_id: string
  name: string
  brand: string | null
  maker: string | null
  status: ProductStatus
  price: number | null
  fixed_price: number | null
  stock: number | null
  bars: number
  shipping_fee: number | null
  category: string | null
  watched: number
}

const columns = `p.id, p.wholesaler, p.product_id, p.name, p.brand, p.maker, p.status, p.price, p.fixed_price, p.stock, p.bars, p.shipping_fee,
  (select c.path from product_category c where c.id = p.category) as category, p.watched`

const sql = prepared((db) => ({
  byId: db.prepare<[number], Stored>(`select ${columns} from product p where p.id = ?`),
  byKey: db.prepare<[string, string], Stored>(
    `select ${columns} from product p where p.wholesaler = ? and p.product_id = ?`,
  ),
  watched: db.prepare<[number], number>('select watched from product where id = ?').pluck(),
  options: db.prepare<[number], { key: string; price: number | null; stock: number | null; soldout: number }>(
    'select key, price, stock, soldout from product_option where product = ? order by seq',
  ),
}))

const toProduct = (db: Db, row: Stored | undefined): ProductNow | null =>
  row === undefined
    ? null
    : {
        id: row.id,
        wholesaler: row.wholesaler,
        productId: row.product_id,
        name: row.name,
        brand: row.brand,
        maker: row.maker,
        status: row.status,
        price: row.price,
        fixedPrice: row.fixed_price,
        stock: row.stock,
        bars: barsOf(row.bars),
        shippingFee: row.shipping_fee,
        category: row.category,
        watched: row.watched,
        options: sql(db)
          .options.all(row.id)
          .map(({ soldout, ...option }) => ({ ...option, soldout: soldout === 1 })),
      }

export const productNow = (db: Db, id: number): ProductNow | null => toProduct(db, sql(db).byId.get(id))
export const productNowOf = (db: Db, wholesaler: string, productId: string): ProductNow | null =>
  toProduct(db, sql(db).byKey.get(wholesaler, productId))

/** Whether the product has listings on markets; quick, for collects in which nothing does. */
export const isListed = (db: Db, id: number): boolean => ((sql(db).watched.get(id) ?? 0) & LISTED) !== 0

/** As the ban list wants it. */
export const bannable = (product: ProductNow): Bannable => ({ ...product, keywords: [] })
