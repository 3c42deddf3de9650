import { randomUUID } from 'node:crypto'
import type { ListingEdits } from '../../shared/contract/listing-shapes.ts'
import type { Finding, ListingContent, ListingState, Market } from '../../shared/market.ts'
import type { Wholesaler } from '../../shared/product.ts'
import { searchForm } from '../../shared/search.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import type { Derived } from './content.ts'
import { levelOf } from './findings.ts'

/** A listing as far as drafting and approving go. */
export interface StoredListing {
  id: number
  listingId: string
  market: Market
  account: string
  wholesaler: Wholesaler
  productId: string
  sku: string
  state: ListingState
  edits: ListingEdits
  hash: string
  level: 'red' | 'yellow' | 'green'
  findings: Finding[]
  category: string | null
  categoryPath: string | null
  imagesCheckedAt: number | null
  imagesFault: string | null
  /** Of pictures that not every market takes, by their addresses. */
  imageTypes: Readonly<Record<string, string>>
  /** The market's number of what it has already under this code; null = nothing, or nobody looked. */
  skuFound: string | null
  price: number | null
  cost: number | null
  margin: number | null
  stock: number | null
  name: string
  approvedHash: string | null
  marketProductId: string | null
  /** Gone from its market: deleted there, or by us. */
  isDeleted: boolean
}

interface Stored {
  id: number
  listing_id: string
  market: Market
  account: string
  wholesaler: Wholesaler
  product_id: string
  sku: string
  state: ListingState
  overrides: string
  content_hash: string
  level: 'red' | 'yellow' | 'green'
  findings: string
  category: string | null
  category_path: string | null
  images_checked_at: number | null
  images_fault: string | null
  image_types: string | null
  sku_found: string | null
  price: number | null
  cost: number | null
  margin: number | null
  stock: number | null
  name: string
  approved_hash: string | null
  market_product_id: string | null
  read_state: string | null
}

const columns = `id, listing_id, market, account, wholesaler, product_id, sku, state, overrides, content_hash, level,
  findings, category, category_path, images_checked_at, images_fault, image_types, sku_found, price, cost, margin, stock, name, approved_hash,
  market_product_id, read_state`

const sql = prepared((db) => ({
  byKey: db.prepare<[string, string, string, string], Stored>(`select ${columns} from listing
    where market = ? and account = ? and wholesaler = ? and product_id = ? and option_set = ''`),
  byId: db.prepare<[number], Stored>(`select ${columns} from listing where id = ?`),
  skuHolder: db
    .prepare<[string, string, string], number>('select id from listing where market = ? and account = ? and sku = ?')
    .pluck(),
  sameName: db
    .prepare<[string, string, string, string, string], string>(`select wholesaler || ':' || product_id from listing
      where market = ? and account = ? and name = ? and not (wholesaler = ? and product_id = ?) limit 1`)
    .pluck(),
  insert: db
    .prepare<(string | number | null)[], number>(`insert into listing (listing_id, market, account, wholesaler,
      product_id, sku, state, created_at, overrides, name, search, image, category, category_path, stock, option_count,
      cost, margin, content_hash, level, findings, price, margin_ppm, updated_at, price_made, content)
      values (?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`)
    .pluck(),
  update: db.prepare<(string | number | null)[]>(`update listing set state = ?, overrides = ?, name = ?, search = ?,
    image = ?, category = ?, category_path = ?, stock = ?, option_count = ?, cost = ?, margin = ?, content_hash = ?,
    level = ?, findings = ?, price = ?, margin_ppm = ?, updated_at = ?, price_made = ?, content = ? where id = ?`),
  again: db.prepare<
    [number]
  >(`update listing set state = 'draft', outcome = null, approved_at = null, approved_hash = null,
    approved_content = null, intent_at = null, intent_id = null, missed_at = null, attempts = 0, next_attempt_at = null,
    market_product_id = null, market_ref = null, last_error = null, pushed_price = null, pushed_stock = null,
    pushed_at = null, pushed_values = null, read_state = null, read_state_text = null, read_price = null, read_stock = null,
    read_options = null, read_differs = 0, read_reason = null, read_url = null, read_at = null, zero_confirmed_at = null,
    held = 0, sku_found = null where id = ? and read_state = 'deleted'`),
  content: db.prepare<[number], { content: string; price_made: string | null; approved_content: string | null }>(
    'select content, price_made, approved_content from listing where id = ?',
  ),
  event: db.prepare<[number, number, string, string, string | null]>(
    'insert into listing_event (listing, at, kind, text, detail) values (?, ?, ?, ?, ?)',
  ),
  images: db.prepare<[number | null, string | null, string | null, number]>(
    'update listing set images_checked_at = ?, images_fault = ?, image_types = ? where id = ?',
  ),
}))

const toListing = (row: Stored): StoredListing => ({
  id: row.id,
  listingId: row.listing_id,
  market: row.market,
  account: row.account,
  wholesaler: row.wholesaler,
  productId: row.product_id,
  sku: row.sku,
  state: row.state,
  // JSON of this file's own writing, here and below.
  edits: row.overrides === '{}' ? {} : (JSON.parse(row.overrides) as ListingEdits),
  hash: row.content_hash,
  level: row.level,
  findings: row.findings === '[]' ? [] : (JSON.parse(row.findings) as Finding[]),
  category: row.category,
  categoryPath: row.category_path,
  imagesCheckedAt: row.images_checked_at,
  imagesFault: row.images_fault,
  imageTypes: row.image_types === null ? {} : (JSON.parse(row.image_types) as Record<string, string>),
  skuFound: row.sku_found,
  price: row.price,
  cost: row.cost,
  margin: row.margin,
  stock: row.stock,
  name: row.name,
  approvedHash: row.approved_hash,
  marketProductId: row.market_product_id,
  isDeleted: row.read_state === 'deleted',
})
const one = (row: Stored | undefined): StoredListing | null => (row === undefined ? null : toListing(row))

export interface ListingKey {
  market: Market
  account: string
  wholesaler: Wholesaler
  productId: string
}

/** The listing of a product on an account; null while there is none. */
export const listingOf = (db: Db, { market, account, wholesaler, productId }: ListingKey): StoredListing | null =>
  one(sql(db).byKey.get(market, account, wholesaler, productId))
export const listingByRow = (db: Db, id: number): StoredListing | null => one(sql(db).byId.get(id))

/** Whether another product of the account has this code. */
export const isSkuTaken = (db: Db, market: Market, account: string, sku: string): boolean =>
  sql(db).skuHolder.get(market, account, sku) !== undefined

/** A product of the account whose listing is called the same; null where there is none. */
export const sameNamed = (
  db: Db,
  { market, account, wholesaler, productId }: ListingKey,
  name: string,
): string | null => (name === '' ? null : (sql(db).sameName.get(market, account, name, wholesaler, productId) ?? null))

/** What a draft comes to: its content, what speaks against it, where it goes. */
export interface Drafted {
  derived: Derived
  findings: readonly Finding[]
  edits: ListingEdits
  categoryPath: string | null
}

const shownValues = ({ derived, findings, edits, categoryPath }: Drafted, key: ListingKey, at: number) => {
  const { content, hash, made, none, cost } = derived
  const price = made?.price ?? null
  const rate = made === null ? null : Math.round((made.margin / made.price) * 1_000_000)
  const search = searchForm([content.name, key.productId, content.sku].join(' '))
  return [
    ...[JSON.stringify(edits), content.name, search, content.images[0] ?? null, content.category, categoryPath],
    ...[content.stock, content.options.length, cost, made?.margin ?? null, hash, levelOf(findings)],
    ...[JSON.stringify(findings), price, rate, at, JSON.stringify({ made, none }), JSON.stringify(content)],
  ]
}

/** Whether what is stored of a listing would read otherwise after this. */
export function isOther(listing: StoredListing, { derived, findings, categoryPath }: Drafted): boolean {
  const { content, hash, made, cost } = derived
  const now = [hash, content.stock, made?.price ?? null, made?.margin ?? null, cost, categoryPath, findings]
  const { price, margin, stock } = listing
  const was = [listing.hash, stock, price, margin, listing.cost, listing.categoryPath, listing.findings]
  return JSON.stringify(now) !== JSON.stringify(was)
}

/** A new draft; answers its row id. Inside the caller's transaction. */
export function insertDraft(db: Db, key: ListingKey, drafted: Drafted, at: number): { id: number; listingId: string } {
  const listingId = `L${randomUUID().replaceAll('-', '').slice(0, 24)}`
  const { market, account, wholesaler, productId } = key
  const head = [listingId, market, account, wholesaler, productId, drafted.derived.content.sku, at]
  const id = sql(db).insert.get(...head, ...shownValues(drafted, key, at))
  if (id === undefined) throw new Error('a listing could not be stored')
  return { id, listingId }
}

/** Writes a listing anew. `state` is the caller's word: only drafts and approvals are ever changed here. */
export const updateDraft = (
  db: Db,
  listing: StoredListing,
  state: ListingState,
  drafted: Drafted,
  at: number,
): void => {
  sql(db).update.run(state, ...shownValues(drafted, listing, at), listing.id)
}

/** Begins a listing anew whose market has it no more; its old number stays in its events. Inside the caller's transaction. */
export const beginAgain = (db: Db, id: number): void => void sql(db).again.run(id)

export const addEvent = (db: Db, id: number, at: number, kind: string, text: string, detail: string | null = null) => {
  sql(db).event.run(id, at, kind, text, detail)
}

/** The long columns of one listing, read. */
export function contentOf(
  db: Db,
  id: number,
): {
  content: ListingContent
  made: Derived['made']
  none: Derived['none']
  approved: ListingContent | null
} {
  const row = sql(db).content.get(id)
  if (row === undefined) throw new Error('a listing is gone while it is read')
  const way = row.price_made === null ? null : (JSON.parse(row.price_made) as Pick<Derived, 'made' | 'none'>)
  return {
    content: JSON.parse(row.content) as ListingContent,
    made: way?.made ?? null,
    none: way?.none ?? null,
    approved: row.approved_content === null ? null : (JSON.parse(row.approved_content) as ListingContent),
  }
}

/** When its pictures were tried, ms UTC, and why they failed; null = not tried. */
export const saveImagesCheck = (
  db: Db,
  id: number,
  at: number | null,
  fault: string | null,
  types: Readonly<Record<string, string>> = {},
): void => {
  sql(db).images.run(at, fault, Object.keys(types).length === 0 ? null : JSON.stringify(types), id)
}
