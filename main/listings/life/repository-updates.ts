import type { updateStatuses } from '../../../shared/contract/listing-shapes.ts'
import type { AppErrorShape } from '../../../shared/errors.ts'
import type { Market } from '../../../shared/market.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import type { Planned, UpdateKind, Values } from './plan.ts'

type UpdateStatus = (typeof updateStatuses)[number]

/** What an update says, and what stood before it. */
export interface UpdateValue {
  values: Values
  /** Lowest price or sum of pieces before; null = not known. */
  before: number | null
  after: number | null
  /** What was told before, for the measure of a day's change; prices only. */
  was?: Values
  /** The operator said yes. */
  approved?: boolean
  /** It goes beyond the market's limit of one change, which the operator reads before saying yes. */
  lifts?: boolean
  /** Asked for by hand: nothing automatic takes it back. */
  byHand?: boolean
}

export interface UpdateRow {
  id: number
  listing: number
  market: Market
  kind: UpdateKind
  urgency: number
  value: UpdateValue
  why: string
  status: UpdateStatus
  queuedAt: number
  doneAt: number | null
  attempts: number
  nextAttemptAt: number | null
}

interface Stored {
  id: number
  listing: number
  market: Market
  kind: UpdateKind
  urgency: number
  value: string
  why: string
  status: UpdateStatus
  queued_at: number
  done_at: number | null
  attempts: number
  next_attempt_at: number | null
}

const columns = 'id, listing, market, kind, urgency, value, why, status, queued_at, done_at, attempts, next_attempt_at'

/** With another account's keys nothing can be told of a listing, and what is asked is refused. */
const ofAccount = `(? is null or (select l.account from listing l where l.id = listing) = ?)`

const sql = prepared((db) => ({
  byId: db.prepare<[number], Stored>(`select ${columns} from listing_update where id = ?`),
  open: db.prepare<[number], Stored>(
    `select ${columns} from listing_update where listing = ? and status in ('waiting', 'queued', 'sending')`,
  ),
  last: db.prepare<[number, string], Stored>(
    `select ${columns} from listing_update where listing = ? and kind = ? order by id desc limit 1`,
  ),
  insert: db.prepare<[number, string, string, number, string, string, UpdateStatus, number]>(
    `insert into listing_update (listing, market, kind, urgency, value, why, status, queued_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  end: db.prepare<[UpdateStatus, string | null, number, number]>(
    `update listing_update set status = ?, last_error = ?, done_at = ? where id = ?
      and status in ('waiting', 'queued', 'sending')`,
  ),
  urgency: db.prepare<[number, number]>('update listing_update set urgency = ? where id = ?'),
  value: db.prepare<[string, number]>('update listing_update set value = ? where id = ?'),
  send: db.prepare<[number, number]>(
    `update listing_update set status = 'sending', sent_at = ?, attempts = attempts + 1 where id = ? and status = 'queued'`,
  ),
  again: db.prepare<[string | null, number | null, number]>(
    `update listing_update set status = 'queued', last_error = ?, next_attempt_at = ? where id = ? and status = 'sending'`,
  ),
  cutOff: db.prepare<[string]>(`update listing_update set status = 'queued' where market = ? and status = 'sending'`),
  due: db.prepare<[string, number, number, string | null, string | null, number], Stored>(
    `select ${columns} from listing_update where market = ? and status = 'queued' and urgency <= ?
      and coalesce(next_attempt_at, 0) <= ? and ${ofAccount} order by urgency, id limit ?`,
  ),
  nextDue: db
    .prepare<[string, number, string | null, string | null], number | null>(
      `select min(coalesce(next_attempt_at, 0)) from listing_update where market = ? and status = 'queued'
        and urgency <= ? and ${ofAccount}`,
    )
    .pluck(),
  approve: db.prepare<[string, number, number]>(
    `update listing_update set status = 'queued', value = ?, next_attempt_at = null, queued_at = ?
      where id = ? and status = 'waiting'`,
  ),
  waiting: db
    .prepare<[string | null, string | null], number>(
      `select id from listing_update where status = 'waiting' and (? is null or market = ?) order by id`,
    )
    .pluck(),
  counts: db
    .prepare<[], [string, number]>(
      `select status, count(*) from listing_update where status in ('waiting', 'queued', 'sending') group by status`,
    )
    .raw(),
  queued: db
    .prepare<[string], number>(
      `select count(*) from listing_update where market = ? and status in ('queued', 'sending')`,
    )
    .pluck(),
  lastAnswer: db.prepare<[number], Stored>(
    `select ${columns} from listing_update where listing = ? and kind = 'price'
      and status in ('done', 'failed', 'dismissed') order by done_at desc, id desc limit 1`,
  ),
  priceToldAt: db
    .prepare<[number], number | null>(
      `select max(done_at) from listing_update where listing = ? and kind = 'price' and status = 'done'`,
    )
    .pluck(),
  dayPrices: db.prepare<[number, number], Stored>(
    `select ${columns} from listing_update where listing = ? and kind = 'price' and status = 'done' and done_at >= ?
      order by id`,
  ),
}))

/** A market and the account that is connected there; null = whichever. */
interface OfAccount {
  market: Market
  account: string | null
}

const toUpdate = (row: Stored): UpdateRow => ({
  id: row.id,
  listing: row.listing,
  market: row.market,
  kind: row.kind,
  urgency: row.urgency,
  value: JSON.parse(row.value) as UpdateValue,
  why: row.why,
  status: row.status,
  queuedAt: row.queued_at,
  doneAt: row.done_at,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
})

export const updateRow = (db: Db, id: number): UpdateRow | null => {
  const row = sql(db).byId.get(id)
  return row === undefined ? null : toUpdate(row)
}
export const openUpdates = (db: Db, listing: number): UpdateRow[] => sql(db).open.all(listing).map(toUpdate)
export const lastUpdate = (db: Db, listing: number, kind: UpdateKind): UpdateRow | null => {
  const row = sql(db).last.get(listing, kind)
  return row === undefined ? null : toUpdate(row)
}

export function addUpdate(
  db: Db,
  listing: { id: number; market: Market },
  planned: Pick<Planned, 'kind' | 'urgency' | 'why' | 'waits'>,
  value: UpdateValue,
  at: number,
): void {
  const { kind, urgency, why, waits } = planned
  const status = waits ? 'waiting' : 'queued'
  sql(db).insert.run(listing.id, listing.market, kind, urgency, JSON.stringify(value), why, status, at)
}

/** False where it had ended already. */
export const endUpdate = (
  db: Db,
  id: number,
  status: 'done' | 'failed' | 'superseded' | 'dismissed',
  at: number,
  error: AppErrorShape | null = null,
): boolean => sql(db).end.run(status, error === null ? null : JSON.stringify(error), at, id).changes === 1

export const setUrgency = (db: Db, id: number, urgency: number): void => void sql(db).urgency.run(urgency, id)
export const setValue = (db: Db, id: number, value: UpdateValue): void =>
  void sql(db).value.run(JSON.stringify(value), id)
export const sendUpdate = (db: Db, id: number, at: number): boolean => sql(db).send.run(at, id).changes === 1
export const updateAgain = (db: Db, id: number, nextAt: number | null, error: AppErrorShape | null): void =>
  void sql(db).again.run(error === null ? null : JSON.stringify(error), nextAt, id)
/** What a crash left on its way is sent again: every value is absolute, so that twice is once. */
export const requeueCutOff = (db: Db, market: Market): number => sql(db).cutOff.run(market).changes
export const dueUpdates = (
  db: Db,
  { market, account }: OfAccount,
  maxUrgency: number,
  now: number,
  limit: number,
): UpdateRow[] => sql(db).due.all(market, maxUrgency, now, account, account, limit).map(toUpdate)
/** When the next update may leave, ms UTC. */
export const nextUpdateAt = (db: Db, { market, account }: OfAccount, maxUrgency = 9): number | null =>
  sql(db).nextDue.get(market, maxUrgency, account, account) ?? null
export const waitingUpdates = (db: Db, market: Market | null): number[] => sql(db).waiting.all(market, market)

export function approveUpdate(db: Db, id: number, at: number): boolean {
  const update = updateRow(db, id)
  if (update === null) return false
  return sql(db).approve.run(JSON.stringify({ ...update.value, approved: true }), at, id).changes === 1
}

/** What a market is still to be told, whenever it may leave. */
export const queuedCount = (db: Db, market: Market): number => sql(db).queued.get(market) ?? 0

export const updateCounts = (db: Db): { queued: number; waiting: number } => {
  const counts = new Map(sql(db).counts.all())
  return { queued: (counts.get('queued') ?? 0) + (counts.get('sending') ?? 0), waiting: counts.get('waiting') ?? 0 }
}

/** The price that the market or the operator last said no to, unless one has been taken since. */
export const refusedPrices = (db: Db, listing: number): Values | null => {
  const row = sql(db).lastAnswer.get(listing)
  return row === undefined || row.status === 'done' ? null : toUpdate(row).value.values
}

/** When a price was last told, ms UTC; 0 where it is still the one of its creation. */
export const priceToldAt = (db: Db, listing: number): number => sql(db).priceToldAt.get(listing) ?? 0

/** Prices as they stood before the first change since `since`, by our code. */
export function pricesBefore(db: Db, listing: number, since: number): Map<string, number> {
  const found = new Map<string, number>()
  for (const row of sql(db).dayPrices.all(listing, since)) {
    for (const { sku, value } of toUpdate(row).value.was ?? []) if (!found.has(sku)) found.set(sku, value)
  }
  return found
}
