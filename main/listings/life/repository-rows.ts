import type { ListingEdits } from '../../../shared/contract/listing-shapes.ts'
import type { AppErrorShape } from '../../../shared/errors.ts'
import type { ListingContent, ListingOutcome, ListingState, Market } from '../../../shared/market.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import type { MarketRef } from '../../market/port.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import type { SoldThing } from './types.ts'

/** A listing without its texts: what upkeep walks over. */
export interface LifeRow {
  id: number
  listingId: string
  market: Market
  account: string
  wholesaler: Wholesaler
  productId: string
  sku: string
  state: ListingState
  outcome: ListingOutcome | null
  edits: ListingEdits
  contentHash: string
  approvedHash: string | null
  intentAt: number | null
  missedAt: number | null
  attempts: number
  nextAttemptAt: number | null
  ref: MarketRef | null
  things: SoldThing[]
  pushedPrice: number | null
  pushedStock: number | null
  pushedAt: number | null
  readState: string | null
  readPrice: number | null
  readStock: number | null
  readReason: string | null
  /** What the market showed of each thing. */
  readOptions: { sku: string; price: number | null; stock: number | null }[]
  readDiffers: number
  readAt: number | null
  zeroConfirmedAt: number | null
  held: boolean
  lastError: AppErrorShape | null
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
  outcome: ListingOutcome | null
  overrides: string
  content_hash: string
  approved_hash: string | null
  intent_at: number | null
  missed_at: number | null
  attempts: number
  next_attempt_at: number | null
  market_ref: string | null
  pushed_values: string | null
  pushed_price: number | null
  pushed_stock: number | null
  pushed_at: number | null
  read_state: string | null
  read_price: number | null
  read_stock: number | null
  read_reason: string | null
  read_options: string | null
  read_differs: number
  read_at: number | null
  zero_confirmed_at: number | null
  held: number
  last_error: string | null
}

const columns = `id, listing_id, market, account, wholesaler, product_id, sku, state, outcome, overrides, content_hash,
  approved_hash, intent_at, missed_at, attempts, next_attempt_at, market_ref, pushed_values, pushed_price, pushed_stock,
  pushed_at, read_state, read_price, read_stock, read_reason, read_options, read_differs, read_at, zero_confirmed_at, held, last_error`
// What a market refused is there too: its seller may mend it there, and an older version of it may still be sold.
const living = `market_ref is not null and state in ('in_review', 'on_sale', 'sold_out', 'stopped', 'rejected')
  and read_state is not 'deleted'`

const sql = prepared((db) => ({
  byId: db.prepare<[number], Stored>(`select ${columns} from listing where id = ?`),
  byListingId: db.prepare<[string], Stored>(`select ${columns} from listing where listing_id = ?`),
  ofProduct: db.prepare<[string, string], Stored>(
    `select ${columns} from listing where wholesaler = ? and product_id = ? and ${living}`,
  ),
  living: db.prepare<[string, number, number], Stored>(
    `select ${columns} from listing where market = ? and id > ? and ${living} order by id limit ?`,
  ),
  content: db.prepare<[number], string>('select coalesce(approved_content, content) from listing where id = ?').pluck(),
  sentContent: db.prepare<[number], string | null>('select approved_content from listing where id = ?').pluck(),
  // Approved ones in the order of their approval; what had to wait comes when it is due.
  approved: db
    .prepare<[string, number, number], number>(
      `select id from listing where market = ? and state = 'approved' and coalesce(next_attempt_at, 0) <= ?
        order by approved_at, id limit ?`,
    )
    .pluck(),
  unresolved: db
    .prepare<[string, number, number], number>(
      `select id from listing where market = ? and state = 'unresolved' and coalesce(next_attempt_at, 0) <= ?
        order by next_attempt_at, id limit ?`,
    )
    .pluck(),
  nextDue: db
    .prepare<[string], number | null>(
      `select min(coalesce(next_attempt_at, 0)) from listing where market = ? and state in ('approved', 'unresolved')`,
    )
    .pluck(),
  // What an upload has begun with, even where it asked nobody yet; other approvals have no time and wait for the operator.
  begunDue: db
    .prepare<[string], number | null>(
      `select min(next_attempt_at) from listing where market = ? and (state = 'unresolved'
        or (state = 'approved' and next_attempt_at is not null))`,
    )
    .pluck(),
  cutOff: db.prepare<[string], number>(`select id from listing where market = ? and state = 'uploading'`).pluck(),
  counts: db
    .prepare<[string], [ListingState, number]>('select state, count(*) from listing where market = ? group by state')
    .raw(),
  readDue: db
    .prepare<[string, string | null, string | null, number, number, number, number], number>(
      `select id from listing where market = ? and (? is null or account = ?) and ${living} and (read_at is null
        or (read_at < coalesce(pushed_at, 0)) or (state <> 'in_review' and read_at <= ?)
        or (state = 'in_review' and read_at + max(?, min(?, (read_at - coalesce(pushed_at, read_at)) / 4)) <= ?))
        order by coalesce(read_at, 0), id`,
    )
    .pluck(),
  livingIds: db
    .prepare<[string, string | null, string | null], number>(
      `select id from listing where market = ? and (? is null or account = ?) and ${living} order by id`,
    )
    .pluck(),
  // Never read since it was sent, and sent so lately that the market may not tell of it yet.
  young: db
    .prepare<[string, number], number>(
      `select id from listing where market = ? and ${living} and read_at is null and pushed_at > ?`,
    )
    .pluck(),
  ofOthers: db
    .prepare<[string, string], number>(`select count(*) from listing where market = ? and account <> ? and ${living}`)
    .pluck(),
  lastReadAt: db.prepare<[string], number | null>('select max(read_at) from listing where market = ?').pluck(),
}))

const parsed = <T>(text: string | null, otherwise: T): T => {
  if (text === null) return otherwise
  try {
    return JSON.parse(text) as T
  } catch {
    return otherwise
  }
}

const toRow = (row: Stored): LifeRow => ({
  id: row.id,
  listingId: row.listing_id,
  market: row.market,
  account: row.account,
  wholesaler: row.wholesaler,
  productId: row.product_id,
  sku: row.sku,
  state: row.state,
  outcome: row.outcome,
  edits: parsed<ListingEdits>(row.overrides, {}),
  contentHash: row.content_hash,
  approvedHash: row.approved_hash,
  intentAt: row.intent_at,
  missedAt: row.missed_at,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  ref: parsed<MarketRef | null>(row.market_ref, null),
  things: parsed<SoldThing[]>(row.pushed_values, []),
  pushedPrice: row.pushed_price,
  pushedStock: row.pushed_stock,
  pushedAt: row.pushed_at,
  readState: row.read_state,
  readPrice: row.read_price,
  readStock: row.read_stock,
  readReason: row.read_reason,
  readOptions: parsed<LifeRow['readOptions']>(row.read_options, []),
  readDiffers: row.read_differs,
  readAt: row.read_at,
  zeroConfirmedAt: row.zero_confirmed_at,
  held: row.held === 1,
  lastError: parsed<AppErrorShape | null>(row.last_error, null),
})

const one = (row: Stored | undefined): LifeRow | null => (row === undefined ? null : toRow(row))

export const lifeRow = (db: Db, id: number): LifeRow | null => one(sql(db).byId.get(id))
export const lifeRowOf = (db: Db, listingId: string): LifeRow | null => one(sql(db).byListingId.get(listingId))
/** Those that are on a market. */
export const livingOfProduct = (db: Db, wholesaler: string, productId: string): LifeRow[] =>
  sql(db).ofProduct.all(wholesaler, productId).map(toRow)
export const livingOfMarket = (db: Db, market: Market, after: number, limit: number): LifeRow[] =>
  sql(db).living.all(market, after, limit).map(toRow)
/** `account`: the one that is connected; null = whichever. */
export const livingIds = (db: Db, market: Market, account: string | null): number[] =>
  sql(db).livingIds.all(market, account, account)
export const youngIds = (db: Db, market: Market, sentSince: number): number[] => sql(db).young.all(market, sentSince)
/** How many were sent for other accounts of the market: with these keys nothing can be told of them. */
export const othersCount = (db: Db, market: Market, account: string): number =>
  sql(db).ofOthers.get(market, account) ?? 0

/** What was approved, or stands to be; null where it cannot be read. */
export const approvedContent = (db: Db, id: number): ListingContent | null =>
  parsed<ListingContent | null>(sql(db).sentContent.get(id) ?? null, null)
export const anyContent = (db: Db, id: number): ListingContent | null =>
  parsed<ListingContent | null>(sql(db).content.get(id) ?? null, null)

export const approvedDue = (db: Db, market: Market, now: number, limit: number): number[] =>
  sql(db).approved.all(market, now, limit)
export const unresolvedDue = (db: Db, market: Market, now: number, limit: number): number[] =>
  sql(db).unresolved.all(market, now, limit)
/** When the next create or look-up is due, ms UTC; null where there is none. */
export const nextUploadAt = (db: Db, market: Market): number | null => sql(db).nextDue.get(market) ?? null
export const begunUploadAt = (db: Db, market: Market): number | null => sql(db).begunDue.get(market) ?? null
export const cutOffUploads = (db: Db, market: Market): number[] => sql(db).cutOff.all(market)
export const stateCounts = (db: Db, market: Market): Partial<Record<ListingState, number>> =>
  Object.fromEntries(sql(db).counts.all(market))

const FIRST_REVIEW_LOOK_MS = 60_000

/** Listings to be read again; those in review soon after they were sent, then less and less often. */
export const readDue = (db: Db, market: Market, account: string | null, now: number, everyMs: number): number[] =>
  sql(db).readDue.all(market, account, account, now - everyMs, FIRST_REVIEW_LOOK_MS, everyMs, now)
export const lastReadAt = (db: Db, market: Market): number | null => sql(db).lastReadAt.get(market) ?? null
