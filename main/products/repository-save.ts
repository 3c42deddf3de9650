import type { ProductOption, ProductStatus, WholesaleProduct } from '../../shared/product.ts'
import { shippingFee } from '../../shared/rules/shipping.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { barBits, barsOf } from './bars.ts'
import { type Change, changesBetween, type Known, noticesOf } from './changes.ts'
import { contentHash, rawHash } from './fingerprint.ts'
import { packPayload, payloadJson } from './payload.ts'
import { SharedRows } from './repository-shared.ts'
import { gramsOf } from './search-text.ts'

export interface StoredProduct {
  id: number
  name: string
  edited_name: string | null
  price: number | null
  fixed_price: number | null
  stock: number | null
  status: ProductStatus
  tax_free: number
  bars: number
  shipping_fee: number | null
  watched: number
  content_hash: Buffer
  raw_hash: Buffer
}

export interface StoredOption {
  key: string
  name: string
  price: number | null
  stock: number | null
  soldout: number
}

export const toOption = ({ key, name, price, stock, soldout }: StoredOption): ProductOption => ({
  ...{ key, name, price, stock },
  status: soldout === 1 ? 'soldout' : 'available',
})

type Values = (string | number | Uint8Array | null)[]

const columns = `name, price, fixed_price, stock, status, minimum_quantity, tax_free, adult_only, bars, origin, maker,
  brand, model, category, shipping, shipping_fee, image, stated_changed_at, updated_at, content_hash, raw_hash`
const names = columns.split(',').map((name) => name.trim())

const sql = prepared((db) => ({
  find: db.prepare<[string, string], StoredProduct>(`select id, name, edited_name, price, fixed_price, stock, status,
    tax_free, bars, shipping_fee, watched, content_hash, raw_hash from product where wholesaler = ? and product_id = ?`),
  byId: db.prepare<[number], StoredProduct>(`select id, name, edited_name, price, fixed_price, stock, status,
    tax_free, bars, shipping_fee, watched, content_hash, raw_hash from product where id = ?`),
  insert: db
    .prepare<Values, number>(`insert into product (wholesaler, product_id, first_seen_at, ${columns})
      values (?, ?, ?, ${names.map(() => '?').join(', ')}) returning id`)
    .pluck(),
  update: db.prepare<Values>(`update product set ${names.map((name) => `${name} = ?`).join(', ')} where id = ?`),
  sameContent: db.prepare<[Uint8Array, number]>('update product set raw_hash = ? where id = ?'),
  status: db.prepare<[string, number, number]>(
    `update product set status = ?, updated_at = ?, raw_hash = x'', content_hash = x'' where id = ?`,
  ),
  options: db.prepare<[number], StoredOption>(
    'select key, name, price, stock, soldout from product_option where product = ? order by seq',
  ),
  dropOptions: db.prepare<[number]>('delete from product_option where product = ?'),
  addOption: db.prepare<[number, number, string, string, number | null, number | null, number]>(
    'insert into product_option (product, seq, key, name, price, stock, soldout) values (?, ?, ?, ?, ?, ?, ?)',
  ),
  payload: db.prepare<[number, number, Uint8Array]>(
    `insert into product_payload (product, fetched_at, body) values (?, ?, ?)
      on conflict (product) do update set fetched_at = excluded.fetched_at, body = excluded.body`,
  ),
  addSearch: db.prepare<[number, string]>('insert into product_search (rowid, grams) values (?, ?)'),
  search: db.prepare<[number, string]>('insert or replace into product_search (rowid, grams) values (?, ?)'),
  change: db.prepare<[number, number, string, string | null, string | null, string | null]>(
    'insert into product_change (product, at, field, option, before, after) values (?, ?, ?, ?, ?, ?)',
  ),
  closeNotices: db.prepare<[number, number, string]>(
    'update product_inbox set done_at = ? where product = ? and kind = ? and done_at is null',
  ),
  notice: db.prepare<[number, number, string, string | null, string | null]>(
    'insert into product_inbox (product, at, kind, before, after) values (?, ?, ?, ?, ?)',
  ),
  edits: db.prepare<[number], string>('select value from product_edit where product = ?').pluck(),
  read: db.prepare<[number, number, number]>(`insert into product_read (product, read_at, asked_at) values (?, ?, ?)
    on conflict (product) do update set read_at = excluded.read_at, asked_at = excluded.asked_at`),
}))

/** Of an edited description no more than this is searched. */
const MAX_EDIT = 300

export interface SaveOptions {
  at: number
  /** Price rises beyond this many percent reach the inbox. */
  priceUpPercent: number
}

export type Saved = { id: number; outcome: 'added' | 'updated' | 'unchanged'; turnedSoldOut: boolean }

/**
 * Hears which stored products changed, inside the transaction that stores it: what their listings must be told is queued
 * with it or not at all.
 */
export type OnChanged = (productIds: readonly number[], at: number) => void

const known = (stored: StoredProduct, options: readonly StoredOption[]): Known => ({
  name: stored.name,
  price: stored.price,
  stock: stored.stock,
  status: stored.status,
  fixedPrice: stored.fixed_price,
  shippingFee: stored.shipping_fee,
  taxFree: stored.tax_free === 1,
  bars: barsOf(stored.bars),
  options: options.map(toOption),
})

/** Stores products one after another inside the caller's transaction. Made anew for every transaction. */
export class ProductSaver {
  readonly #sql: ReturnType<typeof sql>
  readonly #shared: SharedRows
  readonly #options: SaveOptions

  constructor(db: Db, options: SaveOptions) {
    this.#sql = sql(db)
    this.#shared = new SharedRows(db)
    this.#options = options
  }

  /** An unchanged product costs one look-up; nothing is written unless its changes matter: then, that it was read. */
  save(product: WholesaleProduct): Saved {
    const stored = this.#sql.find.get(product.wholesaler, product.productId)
    const raw = rawHash(product)
    if (stored === undefined) return this.#add(product, raw)
    if (stored.watched !== 0) this.#sql.read.run(stored.id, this.#options.at, this.#options.at)
    const unchanged: Saved = { id: stored.id, outcome: 'unchanged', turnedSoldOut: false }
    if (raw.equals(stored.raw_hash)) return unchanged
    const payload = payloadJson(product)
    const content = contentHash(product, payload)
    if (content.equals(stored.content_hash)) {
      this.#sql.sameContent.run(raw, stored.id)
      return unchanged
    }
    return this.#change(product, stored, raw, content, payload)
  }

  /** Adds a product nobody has collected yet; one that is stored stays as it is. The next collect replaces what is added here. */
  addMissing(product: WholesaleProduct): Saved {
    const stored = this.#sql.find.get(product.wholesaler, product.productId)
    if (stored !== undefined) return { id: stored.id, outcome: 'unchanged', turnedSoldOut: false }
    return this.#add(product, Buffer.alloc(0), Buffer.alloc(0))
  }

  find(wholesaler: string, productId: string): number | null {
    return this.#sql.find.get(wholesaler, productId)?.id ?? null
  }

  /** What the wholesaler no longer has. False where that was known. */
  discontinue(id: number): boolean {
    const stored = this.#sql.byId.get(id)
    if (stored === undefined || stored.status === 'discontinued') return false
    const { at } = this.#options
    this.#sql.status.run('discontinued', at, id)
    this.#sql.change.run(id, at, 'status', null, stored.status, 'discontinued')
    this.#tell(stored, { price: stored.price, stock: stored.stock, status: 'discontinued' })
    return true
  }

  #add(product: WholesaleProduct, raw: Buffer, known?: Buffer): Saved {
    const { at } = this.#options
    const payload = payloadJson(product)
    const content = known ?? contentHash(product, payload)
    const id = this.#sql.insert.get(product.wholesaler, product.productId, at, ...this.#values(product, raw, content))
    if (id === undefined) throw new Error('a product could not be stored')
    this.#parts(id, product, payload, false)
    return { id, outcome: 'added', turnedSoldOut: product.status !== 'available' }
  }

  #change(product: WholesaleProduct, stored: StoredProduct, raw: Buffer, content: Buffer, payload: string): Saved {
    const { id } = stored
    const before = known(stored, this.#sql.options.all(id))
    const fee = shippingFee(product.shipping.rule, 1)
    const after: Known = { ...product, bars: barsOf(barBits(product.bars)), shippingFee: fee }
    this.#sql.update.run(...this.#values(product, raw, content), id)
    this.#record(id, changesBetween(before, after))
    this.#tell(stored, product)
    this.#sql.dropOptions.run(id)
    this.#parts(id, product, payload, true)
    return { id, outcome: 'updated', turnedSoldOut: stored.status === 'available' && product.status !== 'available' }
  }

  #record(id: number, changes: readonly Change[]): void {
    for (const { field, option, before, after } of changes) {
      this.#sql.change.run(id, this.#options.at, field, option, before, after)
    }
  }

  #tell(stored: StoredProduct, now: Pick<WholesaleProduct, 'price' | 'stock' | 'status'>): void {
    if (stored.watched === 0) return
    const { at, priceUpPercent } = this.#options
    for (const { kind, before, after } of noticesOf(stored, now, priceUpPercent)) {
      // Sold out and back again while nobody looked: only the last one still says something.
      const opposite = kind === 'restocked' ? ['sold_out', 'discontinued', 'restocked'] : [kind, 'restocked']
      for (const old of kind === 'price_up' ? ['price_up'] : opposite) this.#sql.closeNotices.run(at, stored.id, old)
      this.#sql.notice.run(stored.id, at, kind, before, after)
    }
  }

  #values(product: WholesaleProduct, raw: Buffer, content: Buffer): Values {
    return [
      product.name,
      product.price,
      product.fixedPrice,
      product.stock,
      product.status,
      product.minimumQuantity,
      product.taxFree ? 1 : 0,
      product.adultOnly ? 1 : 0,
      barBits(product.bars),
      product.origin,
      product.maker,
      product.brand,
      product.model,
      this.#shared.category(product.wholesaler, product.categoryPath, product.categoryCode),
      this.#shared.shipping(product.shipping),
      shippingFee(product.shipping.rule, 1),
      product.images[0] ?? null,
      product.changedAt,
      this.#options.at,
      content,
      raw,
    ]
  }

  #parts(id: number, product: WholesaleProduct, payload: string, isKnown: boolean): void {
    product.options.forEach((option, seq) => {
      const { key, name, price, stock, status } = option
      this.#sql.addOption.run(id, seq, key, name, price, stock, status === 'soldout' ? 1 : 0)
    })
    this.#sql.payload.run(id, this.#options.at, packPayload(product, payload))
    const { name, maker, brand, model, keywords } = product
    // The operator finds a product by either name.
    const edits = !isKnown ? [] : this.#sql.edits.all(id).map((value) => value.slice(0, MAX_EDIT))
    const search = isKnown ? this.#sql.search : this.#sql.addSearch
    search.run(id, gramsOf([name, ...edits, maker, brand, model, keywords.join(' ')]))
  }
}
