import type { ListingUpdate, updateStatuses } from '../../../shared/contract/listing-shapes.ts'
import type { AppErrorShape } from '../../../shared/errors.ts'
import type { Market } from '../../../shared/market.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import { differsSql } from './repository-differs.ts'
import type { UpdateValue } from './repository-updates.ts'

interface Stored {
  id: number
  listing_id: string
  market: Market
  name: string
  image: string | null
  kind: ListingUpdate['kind']
  urgency: number
  value: string
  why: string
  status: ListingUpdate['status']
  queued_at: number
  done_at: number | null
  attempts: number
  next_attempt_at: number | null
  last_error: string | null
}

interface StepCounts {
  onSale: number
  outOfStep: number
  queued: number
  waiting: number
  failed: number
  unresolved: number
  oldestQueuedAt: number | null
}

const columns = `u.id, l.listing_id, u.market, l.name, l.image, u.kind, u.urgency, u.value, u.why, u.status, u.queued_at,
  u.done_at, u.attempts, u.next_attempt_at, u.last_error from listing_update u join listing l on l.id = u.listing`
const isLast = `not exists (select 1 from listing_update n where n.listing = u.listing and n.kind = u.kind and n.id > u.id)`

const sql = prepared((db) => ({
  page: db.prepare<[number, string | null, string | null, string, number], Stored>(
    `select ${columns} where u.id < ? and (? is null or u.market = ?)
      and u.status in (select value from json_each(?)) order by u.id desc limit ?`,
  ),
  queue: db.prepare<[number, number, string | null, string | null, string, number], Stored>(
    `select ${columns} where (u.urgency, u.id) > (?, ?) and (? is null or u.market = ?)
      and u.status in (select value from json_each(?)) and (u.status <> 'failed' or ${isLast})
      order by u.urgency, u.id limit ?`,
  ),
  ofListing: db.prepare<[string, number], Stored>(
    `select ${columns} where l.listing_id = ? order by u.id desc limit ?`,
  ),
  listings: db.prepare<[string], { onSale: number; unresolved: number; outOfStep: number }>(
    `select count(*) filter (where state = 'on_sale') as onSale,
      count(*) filter (where state = 'unresolved') as unresolved,
      count(*) filter (where market_ref is not null and (${differsSql} or id in
        (select listing from listing_update where status in ('waiting', 'queued', 'sending')))) as outOfStep
      from listing where market = ?`,
  ),
  updates: db.prepare<[string], { queued: number; waiting: number; oldestQueuedAt: number | null }>(
    `select count(*) filter (where status <> 'waiting') as queued, count(*) filter (where status = 'waiting') as waiting,
      min(case when status <> 'waiting' then queued_at end) as oldestQueuedAt
      from listing_update where market = ? and status in ('waiting', 'queued', 'sending')`,
  ),
  failed: db
    .prepare<[string], number>(
      `select count(*) from listing_update u where u.market = ? and u.status = 'failed' and ${isLast}`,
    )
    .pluck(),
}))

const toView = (row: Stored): ListingUpdate => {
  const { before, after } = JSON.parse(row.value) as UpdateValue
  return {
    updateId: row.id,
    listingId: row.listing_id,
    market: row.market,
    name: row.name,
    imageUrl: row.image,
    kind: row.kind,
    urgency: row.urgency,
    before,
    after,
    why: row.why,
    status: row.status,
    queuedAt: row.queued_at,
    doneAt: row.done_at,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastError: row.last_error === null ? null : (JSON.parse(row.last_error) as AppErrorShape),
  }
}

/** Newest first, before the update `before`. */
export const pageOfUpdates = (
  db: Db,
  before: number,
  market: Market | undefined,
  statuses: readonly (typeof updateStatuses)[number][],
  limit: number,
): ListingUpdate[] =>
  sql(db)
    .page.all(before, market ?? null, market ?? null, JSON.stringify(statuses), limit)
    .map(toView)

/** As they are sent, after the update `id` of that urgency; a failed one only while the same was not asked anew. */
export const queueOfUpdates = (
  db: Db,
  place: { urgency: number; id: number },
  market: Market | undefined,
  statuses: readonly (typeof updateStatuses)[number][],
  limit: number,
): ListingUpdate[] =>
  sql(db)
    .queue.all(place.urgency, place.id, market ?? null, market ?? null, JSON.stringify(statuses), limit)
    .map(toView)

/** For the listing's own page, newest first. */
export const updatesOfListing = (db: Db, listingId: string, limit = 50): ListingUpdate[] =>
  sql(db).ofListing.all(listingId, limit).map(toView)

export function stepCounts(db: Db, market: Market): StepCounts {
  const listings = sql(db).listings.get(market) ?? { onSale: 0, unresolved: 0, outOfStep: 0 }
  const updates = sql(db).updates.get(market) ?? { queued: 0, waiting: 0, oldestQueuedAt: null }
  return { ...listings, ...updates, failed: sql(db).failed.get(market) ?? 0 }
}
