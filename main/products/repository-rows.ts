import type { ProductRow } from '../../shared/contract/products.ts'
import { markets } from '../../shared/market.ts'
import type { ProductStatus, Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { barsOf } from './bars.ts'
import { CHOSEN, LISTED, LISTED_ON } from './marks.ts'
import { type StoredOption, toOption } from './repository-save.ts'

export interface RowFacts {
  id: number
  wholesaler: Wholesaler
  product_id: string
  name: string
  edited_name: string | null
  price: number | null
  fixed_price: number | null
  stock: number | null
  status: ProductStatus
  minimum_quantity: number
  tax_free: number
  adult_only: number
  bars: number
  origin: string | null
  maker: string | null
  brand: string | null
  model: string | null
  category: string | null
  shipping: string
  shipping_fee: number | null
  image: string | null
  watched: number
  edits: string | null
  option_count: number
  stated_changed_at: number | null
  first_seen_at: number
  updated_at: number
}

const facts = `select p.id, p.wholesaler, p.product_id, p.name, p.edited_name, p.price, p.fixed_price, p.stock, p.status,
  p.minimum_quantity, p.tax_free, p.adult_only, p.bars, p.origin, p.maker, p.brand, p.model,
  (select c.path from product_category c where c.id = p.category) as category,
  (select s.terms from product_shipping s where s.id = p.shipping) as shipping,
  p.shipping_fee, p.image, p.watched,
  (select group_concat(e.field, ' ') from product_edit e where e.product = p.id) as edits,
  (select count(*) from product_option o where o.product = p.id) as option_count,
  p.stated_changed_at, p.first_seen_at, p.updated_at from product p`

const sql = prepared((db) => ({
  byId: db.prepare<[number], RowFacts>(`${facts} where p.id = ?`),
  byKey: db.prepare<[string, string], RowFacts>(`${facts} where p.wholesaler = ? and p.product_id = ?`),
  options: db.prepare<[number, number], StoredOption>(
    'select key, name, price, stock, soldout from product_option where product = ? order by seq limit ?',
  ),
  firstImage: db
    .prepare<[number], string>(`select value from product_edit where product = ? and field = 'images'`)
    .pluck(),
}))

const LISTED_OPTIONS = 200

const editedImage = (value: string | undefined): string | null => {
  const images: unknown = value === undefined ? null : JSON.parse(value)
  const first: unknown = Array.isArray(images) ? images[0] : null
  return typeof first === 'string' ? first : null
}

function toRow(db: Db, facts: RowFacts, maxOptions: number): ProductRow {
  const editedFields = facts.edits === null ? [] : facts.edits.split(' ')
  const image = editedFields.includes('images') ? editedImage(sql(db).firstImage.get(facts.id)) : facts.image
  return {
    wholesaler: facts.wholesaler,
    productId: facts.product_id,
    name: facts.edited_name ?? facts.name,
    originalName: facts.name,
    price: facts.price,
    fixedPrice: facts.fixed_price,
    stock: facts.stock,
    status: facts.status,
    minimumQuantity: facts.minimum_quantity,
    taxFree: facts.tax_free === 1,
    adultOnly: facts.adult_only === 1,
    listable: facts.bars === 0,
    bars: barsOf(facts.bars),
    category: facts.category ?? '',
    imageUrl: image,
    shippingFee: facts.shipping_fee,
    optionCount: facts.option_count,
    options: sql(db).options.all(facts.id, maxOptions).map(toOption),
    chosen: (facts.watched & CHOSEN) !== 0,
    listed: (facts.watched & LISTED) !== 0,
    listedOn: markets.filter((market) => (facts.watched & LISTED_ON[market]) !== 0),
    editedFields,
    firstSeenAt: facts.first_seen_at,
    updatedAt: facts.updated_at,
  }
}

/** Rows for a list, in the order of `ids`. */
export const productRows = (db: Db, ids: Iterable<number>): ProductRow[] => {
  const rows: ProductRow[] = []
  for (const id of ids) {
    const found = sql(db).byId.get(id)
    if (found !== undefined) rows.push(toRow(db, found, LISTED_OPTIONS))
  }
  return rows
}

/** One product with all its options. */
export const productByKey = (
  db: Db,
  wholesaler: string,
  productId: string,
): { facts: RowFacts; row: ProductRow } | null => {
  const found = sql(db).byKey.get(wholesaler, productId)
  return found === undefined ? null : { facts: found, row: toRow(db, found, Number.MAX_SAFE_INTEGER) }
}
