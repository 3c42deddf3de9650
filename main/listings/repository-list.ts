import type { ListingFilter, ListingRow, listingSorts } from '../../shared/contract/listing-shapes.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import type { Finding, ListingState } from '../../shared/market.ts'
import { searchForm } from '../../shared/search.ts'
import { parseKstDay } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { WORDS_LENGTH } from './content-hash.ts'
import { differsOf } from './life/differs.ts'
import { differsSql } from './life/repository-differs.ts'

export type ListingSort = (typeof listingSorts)[number]

const living = `('in_review', 'on_sale', 'sold_out', 'stopped')`
const hasOpenUpdates = `exists (select 1 from listing_update u where u.listing = listing.id
  and u.status in ('waiting', 'queued', 'sending'))`

/** What the newest open update of these kinds says it will be. */
const wanted = (
  kinds: string,
) => `(select json_extract(u.value, '$.after') from listing_update u where u.listing = listing.id
  and u.status in ('waiting', 'queued', 'sending') and u.kind in (${kinds}) order by u.id desc limit 1)`

/** What the next approval is for: a price before anything else. */
const waiting = `(select json_object('kind', u.kind, 'before', json_extract(u.value, '$.before'),
  'after', json_extract(u.value, '$.after'), 'why', u.why, 'was', json_extract(u.value, '$.was'),
  'values', json_extract(u.value, '$.values')) from listing_update u where u.listing = listing.id
  and u.status = 'waiting' order by u.kind <> 'price', u.id limit 1)`

type Told = { sku: string; value: number }[] | null

/** With each thing that really changes: the lowest price of a listing may stay as it is while another doubles. */
function waitingIn(text: string): ListingRow['waiting'] {
  const { was, values, ...waiting } = JSON.parse(text) as Omit<NonNullable<ListingRow['waiting']>, 'changes'> & {
    was: Told
    values: Told
  }
  const before = new Map(was?.map(({ sku, value }) => [sku, value]))
  const changes = (values ?? []).map(({ sku, value }) => ({ sku, before: before.get(sku) ?? null, after: value }))
  return { ...waiting, changes: changes.filter((change) => change.before !== change.after) }
}

const warnings = `(select json_extract(e.detail, '$.warnings') from listing_event e where e.listing = listing.id
  and e.kind = 'accepted' order by e.id desc limit 1)`

/**
 * Approved once, and not any more what was approved. Of a listing that is on its market the price may move by rule; one
 * that the operator sets by hand is asked for again.
 */
const stale = `(approved_hash is not null and case when state in ${living}
  then substr(approved_hash, 1, ${WORDS_LENGTH}) <> substr(content_hash, 1, ${WORDS_LENGTH})
    or (approved_hash <> content_hash and json_extract(overrides, '$.price') is not null)
  else approved_hash <> content_hash end)`

interface Stored {
  listing_id: string
  market: ListingRow['market']
  account: string
  wholesaler: ListingRow['wholesaler']
  product_id: string
  sku: string
  name: string
  image: string | null
  state: ListingState
  outcome: ListingRow['outcome']
  level: ListingRow['level']
  findings: string
  category: string | null
  category_path: string | null
  cost: number | null
  price: number | null
  margin: number | null
  margin_ppm: number | null
  stock: number | null
  option_count: number
  approved_at: number | null
  stale: number
  market_product_id: string | null
  last_error: string | null
  next_attempt_at: number | null
  pushed_price: number | null
  pushed_stock: number | null
  pushed_at: number | null
  read_state: string | null
  read_state_text: string | null
  read_price: number | null
  read_stock: number | null
  read_reason: string | null
  read_url: string | null
  read_differs: number
  read_at: number | null
  zero_confirmed_at: number | null
  held: number
  open_updates: number
  wanted_price: number | null
  wanted_stock: number | null
  waiting: string | null
  warnings: string | null
  overrides: string
  created_at: number
  updated_at: number
}

/** What the market last said no to, or did not answer, of what it was to be told; until something later was heard. */
const updateError = `(select u.last_error from listing_update u where u.listing = listing.id and u.last_error is not null
  and u.status in ('queued', 'failed')
  and u.id = (select max(v.id) from listing_update v where v.listing = u.listing and v.kind = u.kind
    and v.status not in ('waiting', 'dismissed')) order by u.id desc limit 1)`
const updateNextAt = `(select min(u.next_attempt_at) from listing_update u where u.listing = listing.id
  and u.status = 'queued')`

const rowColumns = `listing_id, market, account, wholesaler, product_id, sku, name, image, state, outcome, level, findings,
  category, category_path, cost, price, margin, margin_ppm, stock, option_count, approved_at, ${stale} as stale,
  market_product_id, coalesce(last_error, ${updateError}) as last_error,
  coalesce(next_attempt_at, ${updateNextAt}) as next_attempt_at, pushed_price, pushed_stock, pushed_at, read_state, read_state_text,
  read_price, read_stock, read_reason, read_url, read_differs, read_at, zero_confirmed_at, held,
  (select count(*) from listing_update u where u.listing = listing.id and u.status in ('waiting', 'queued', 'sending'))
  as open_updates, ${wanted("'price'")} as wanted_price, ${wanted("'stock', 'stop', 'resume'")} as wanted_stock,
  ${waiting} as waiting, ${warnings} as warnings, overrides, created_at, updated_at`

const sql = prepared((db) => ({
  row: db.prepare<[number], Stored>(`select ${rowColumns} from listing where id = ?`),
  writes: db.prepare<[], number>('select total_changes()').pluck(),
  idOf: db.prepare<[string], number>('select id from listing where listing_id = ?').pluck(),
  nameOf: db.prepare<[number], string>('select listing_id from listing where id = ?').pluck(),
}))

function toRow(row: Stored): ListingRow {
  const edits = row.overrides === '{}' ? {} : (JSON.parse(row.overrides) as Record<string, unknown>)
  const isStale = row.stale === 1
  const differs = differsOf({
    ...{ state: row.state, held: row.held === 1, zeroConfirmedAt: row.zero_confirmed_at },
    ...{ pushedPrice: row.pushed_price, pushedStock: row.pushed_stock, pushedAt: row.pushed_at },
    ...{ readState: row.read_state, readPrice: row.read_price, readStock: row.read_stock, readAt: row.read_at },
    readDiffers: row.read_differs,
  })
  return {
    listingId: row.listing_id,
    market: row.market,
    account: row.account,
    wholesaler: row.wholesaler,
    productId: row.product_id,
    product: `${row.wholesaler}:${row.product_id}`,
    sku: row.sku,
    name: row.name,
    imageUrl: row.image,
    state: row.state,
    outcome: row.outcome,
    level: row.level,
    // JSON of the engine's own writing, here and below.
    findings: JSON.parse(row.findings) as Finding[],
    category: row.category,
    categoryPath: row.category_path,
    cost: row.cost,
    price: row.price,
    margin: row.margin,
    marginRate: row.margin_ppm === null ? null : row.margin_ppm / 1_000_000,
    stock: row.stock,
    optionCount: row.option_count,
    approvedAt: isStale ? null : row.approved_at,
    approvalStale: isStale,
    marketProductId: row.market_product_id,
    marketUrl: row.read_url,
    lastError: row.last_error === null ? null : (JSON.parse(row.last_error) as AppErrorShape),
    nextAttemptAt: row.next_attempt_at,
    pushed: { price: row.pushed_price, stock: row.pushed_stock, at: row.pushed_at },
    read: {
      ...{ state: row.read_state, stateText: row.read_state_text, price: row.read_price, stock: row.read_stock },
      ...{ reason: row.read_reason, at: row.read_at },
    },
    differs,
    openUpdates: row.open_updates,
    wanted: { price: row.wanted_price, stock: row.wanted_stock },
    waiting: row.waiting === null ? null : waitingIn(row.waiting),
    warnings: row.warnings === null ? [] : (JSON.parse(row.warnings) as string[]),
    held: row.held === 1,
    editedFields: Object.keys(edits),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Rows for a list, in the order of `ids`. */
export const listingRows = (db: Db, ids: Iterable<number>): ListingRow[] => {
  const rows: ListingRow[] = []
  for (const id of ids) {
    const row = sql(db).row.get(id)
    if (row !== undefined) rows.push(toRow(row))
  }
  return rows
}

export const rowIdOf = (db: Db, listingId: string): number | null => sql(db).idOf.get(listingId) ?? null

export interface Where {
  sql: string
  values: (string | number)[]
}

/** A filter as a condition, without what `but` names. */
export function whereOf(filter: ListingFilter, but: keyof ListingFilter | null = null): Where {
  const parts: string[] = []
  const values: (string | number)[] = []
  const add = (name: keyof ListingFilter, part: string, ...given: (string | number)[]) => {
    if (name === but) return
    parts.push(part)
    values.push(...given)
  }
  const { search, market, states, level, finding, outcome, wholesaler, productId, outOfStep, approvalStale } = filter
  for (const word of searchForm(search ?? '')
    .split(' ')
    .filter((one) => one !== '')) {
    add('search', 'instr(search, ?) > 0', word)
  }
  if (market !== undefined) add('market', 'market = ?', market)
  if (states !== undefined) add('states', 'state in (select value from json_each(?))', JSON.stringify(states))
  if (level !== undefined) add('level', 'level = ?', level)
  if (finding !== undefined) add('finding', 'instr(findings, ?) > 0', `"code":${JSON.stringify(finding)}`)
  if (outcome !== undefined) add('outcome', 'outcome = ?', outcome)
  if (wholesaler !== undefined) add('wholesaler', 'wholesaler = ?', wholesaler)
  if (productId !== undefined) add('productId', 'product_id = ?', productId)
  if (outOfStep !== undefined) {
    const condition = `(market_ref is not null and (${differsSql} or ${hasOpenUpdates}))`
    add('outOfStep', outOfStep ? condition : `not ${condition}`)
  }
  if (approvalStale !== undefined) add('approvalStale', approvalStale ? stale : `not ${stale}`)
  const { minMarginRate, maxMarginRate, changedSince } = filter
  if (minMarginRate !== undefined) add('minMarginRate', 'margin_ppm >= ?', Math.ceil(minMarginRate * 1_000_000))
  if (maxMarginRate !== undefined) add('maxMarginRate', 'margin_ppm <= ?', Math.floor(maxMarginRate * 1_000_000))
  if (changedSince !== undefined) add('changedSince', 'updated_at >= ?', parseKstDay(changedSince) ?? 0)
  return { sql: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, values }
}

const orders: Record<ListingSort, string> = {
  updatedAt: 'updated_at',
  name: 'name',
  price: 'price',
  marginRate: 'margin_ppm',
  level: `case level when 'red' then 0 when 'yellow' then 1 else 2 end`,
}

interface Kept {
  writes: number
  ids: number[]
}
const KEPT = 6
const kept = new WeakMap<Db, Map<string, Kept>>()

/**
 * Row ids in order, those without a value last. The last few answers are kept for as long as nothing was written: scrolling
 * asks the same again and again.
 */
export function listedIds(db: Db, filter: ListingFilter, sort: ListingSort, descending: boolean): number[] {
  const lists = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, lists)
  const writes = sql(db).writes.get() ?? 0
  const key = `${sort} ${descending} ${JSON.stringify(Object.entries(filter).sort())}`
  const known = lists.get(key)
  lists.delete(key)
  const fresh = known?.writes === writes ? known : { writes, ids: askedIds(db, filter, sort, descending) }
  lists.set(key, fresh)
  const oldest = lists.keys().next().value
  if (lists.size > KEPT && oldest !== undefined) lists.delete(oldest)
  return fresh.ids
}

function askedIds(db: Db, filter: ListingFilter, sort: ListingSort, descending: boolean): number[] {
  const where = whereOf(filter)
  const direction = descending ? 'desc' : 'asc'
  const column = orders[sort]
  return db
    .prepare<(string | number)[], number>(
      `select id from listing ${where.sql} order by ${column} is null, ${column} ${direction}, id ${direction}`,
    )
    .pluck()
    .all(...where.values)
}

export const countListings = (db: Db, filter: ListingFilter): number => {
  const where = whereOf(filter)
  const statement = db.prepare<(string | number)[], number>(`select count(*) from listing ${where.sql}`).pluck()
  return statement.get(...where.values) ?? 0
}

/** Values of a column with their numbers, under all of a filter but the one about that column. */
export function groupedListings(
  db: Db,
  filter: ListingFilter,
  column: 'market' | 'state' | 'level' | 'wholesaler' | 'findings',
  but: keyof ListingFilter,
): { value: string; count: number }[] {
  const where = whereOf(filter, but)
  return db
    .prepare<(string | number)[], { value: string; count: number }>(
      `select ${column} as value, count(*) as count from listing ${where.sql} group by 1 order by 2 desc`,
    )
    .all(...where.values)
}

/** Ids (`listing_id`) of what a filter shows, newest first. */
export const listingIdsOf = (db: Db, filter: ListingFilter): string[] =>
  listedIds(db, filter, 'updatedAt', true).flatMap((id) => sql(db).nameOf.get(id) ?? [])
