import type { AppErrorShape } from '../../../shared/errors.ts'
import type { Finding, ListingOutcome, ListingState } from '../../../shared/market.ts'
import type { MarketListing, MarketRef } from '../../market/port.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import { optionsDiffer } from './differs.ts'
import type { SoldThing } from './types.ts'

const sql = prepared((db) => ({
  // Only what is still approved as it stands: anything else changed hands meanwhile.
  intend: db.prepare<[number, string, number, number]>(
    `update listing set state = 'uploading', intent_at = ?, intent_id = ?, attempts = attempts + 1, missed_at = null,
      next_attempt_at = null, updated_at = ? where id = ? and state = 'approved' and approved_hash = content_hash`,
  ),
  back: db.prepare<[ListingOutcome | null, string | null, number | null, number, number]>(
    `update listing set state = 'approved', outcome = ?, last_error = ?, next_attempt_at = ?, intent_at = null,
      intent_id = null, missed_at = null, updated_at = ? where id = ?`,
  ),
  toDraft: db.prepare<[string, number, number]>(
    `update listing set state = 'draft', outcome = null, last_error = ?, next_attempt_at = null, intent_at = null,
      intent_id = null, missed_at = null, approved_at = null, approved_hash = null, updated_at = ? where id = ?`,
  ),
  rejected: db.prepare<[string, string, string, number, number]>(
    `update listing set state = 'rejected', outcome = 'rejected', last_error = ?, findings = ?, level = ?,
      next_attempt_at = null, intent_at = null, intent_id = null, missed_at = null, updated_at = ? where id = ?`,
  ),
  // Of this approval: an earlier one has had its answer.
  creates: db
    .prepare<[number], number>(
      `select count(*) from listing_event e join listing l on l.id = e.listing
        where l.id = ? and e.kind = 'sent' and e.at >= coalesce(l.approved_at, 0)`,
    )
    .pluck(),
  unresolvedAt: db
    .prepare<[number], number | null>(`select max(at) from listing_event where listing = ? and kind = 'unresolved'`)
    .pluck(),
  hurryMarket: db.prepare<[number, string]>(
    `update listing set next_attempt_at = ? where market = ? and state in ('unresolved', 'approved')
      and next_attempt_at is not null`,
  ),
  findings: db.prepare<[number], string>('select findings from listing where id = ?').pluck(),
  level: db.prepare<[number], string>('select level from listing where id = ?').pluck(),
  unresolved: db.prepare<[string, number, number, number]>(
    `update listing set state = 'unresolved', outcome = null, last_error = ?, next_attempt_at = ?, updated_at = ?
      where id = ?`,
  ),
  // The tries of the create are over: from here on the look-ups are counted.
  lookAgain: db.prepare<[number, number | null, string | null, number]>(
    `update listing set next_attempt_at = ?, missed_at = ?, last_error = coalesce(?, last_error), attempts = attempts + 1
      where id = ?`,
  ),
  hurry: db.prepare<[number, number]>(
    `update listing set next_attempt_at = ? where id = ? and state in ('unresolved', 'approved') and next_attempt_at is not null`,
  ),
  placed: db.prepare<
    [
      ListingState,
      ListingOutcome,
      string | null,
      string,
      string,
      string,
      number | null,
      number | null,
      number,
      number,
      number,
    ]
  >(
    `update listing set state = ?, outcome = ?, last_error = ?, market_product_id = ?, market_ref = ?, pushed_values = ?,
      pushed_price = ?, pushed_stock = ?, pushed_at = ?, updated_at = ?, intent_at = null, intent_id = null,
      missed_at = null, next_attempt_at = null, zero_confirmed_at = null, read_state = null, read_state_text = null,
      read_price = null, read_stock = null, read_options = null, read_reason = null, read_at = null where id = ?`,
  ),
  read: db.prepare<
    [string, string, number | null, number | null, string, number, string | null, string | null, number, string, number]
  >(
    `update listing set read_state = ?, read_state_text = ?, read_price = ?, read_stock = ?, read_options = ?,
      read_differs = ?, read_reason = ?, read_url = coalesce(?, read_url), read_at = ?, market_ref = ? where id = ?`,
  ),
  state: db.prepare<[ListingState, ListingOutcome | null, string | null, number, number]>(
    'update listing set state = ?, outcome = ?, last_error = ?, updated_at = ? where id = ?',
  ),
  gone: db.prepare<[string, number, number, number]>(
    `update listing set state = 'stopped', read_state = 'deleted', read_state_text = '', last_error = ?, read_at = ?,
      updated_at = ? where id = ?`,
  ),
  // What it was sold at stays for the record; it is asked for no more.
  deleted: db.prepare<[number, number, number]>(
    `update listing set state = 'stopped', read_state = 'deleted', read_state_text = '', outcome = 'ok', last_error = null,
      read_at = ?, updated_at = ? where id = ?`,
  ),
  forget: db.prepare<[number]>('update listing set last_error = null where id = ?'),
  readFailed: db.prepare<[string, number, number]>('update listing set last_error = ?, read_at = ? where id = ?'),
  pushed: db.prepare<[string, number | null, number | null, number, number]>(
    'update listing set pushed_values = ?, pushed_price = ?, pushed_stock = ?, pushed_at = ? where id = ?',
  ),
  // Lists show what buyers see, with the margin it leaves at the cost of now.
  shown: db.prepare<[number | null, number | null, number | null, number | null, number | null, number]>(
    `update listing set price = coalesce(pushed_price, price), stock = coalesce(pushed_stock, stock),
      cost = coalesce(?, cost), margin = case when ? is null then margin else ? end,
      margin_ppm = case when ? is null then margin_ppm else ? end where id = ?`,
  ),
  zero: db.prepare<[number | null, number]>('update listing set zero_confirmed_at = ? where id = ?'),
  held: db.prepare<[number, number, number]>('update listing set held = ?, updated_at = ? where id = ?'),
  event: db.prepare<[number, number, string, string, string | null]>(
    'insert into listing_event (listing, at, kind, text, detail) values (?, ?, ?, ?, ?)',
  ),
}))

type LifeEvent =
  | 'sent'
  | 'accepted'
  | 'rejected'
  | 'unresolved'
  | 'resolved'
  | 'returned'
  | 'waits'
  | 'pushed'
  | 'read'
  | 'differs'
  | 'held'

/** For the listing's page: a Korean sentence, and the market's own code and words. */
export function addEvent(
  db: Db,
  id: number,
  at: number,
  kind: LifeEvent,
  text: string,
  detail?: AppErrorShape | { warnings: readonly string[] },
): void {
  sql(db).event.run(id, at, kind, text, detail === undefined ? null : JSON.stringify(detail))
}

/** Null where the listing is no longer approved as it stands. */
export const writeIntent = (db: Db, id: number, intentId: string, at: number): boolean =>
  sql(db).intend.run(at, intentId, at, id).changes === 1

/** Nothing is on the market: it waits as approved. `nextAt` ms UTC, null = until somebody asks. */
export function backToApproved(
  db: Db,
  id: number,
  at: number,
  { outcome, error, nextAt }: { outcome: ListingOutcome | null; error: AppErrorShape | null; nextAt: number | null },
): void {
  sql(db).back.run(outcome, error === null ? null : JSON.stringify(error), nextAt, at, id)
}

export function backToDraft(db: Db, id: number, at: number, error: AppErrorShape): void {
  sql(db).toDraft.run(JSON.stringify(error), at, id)
  addEvent(db, id, at, 'returned', `${error.message} ${error.nextStep}`, error)
}

/** `fields`: what the market named, shown beside each until the listing is checked anew. */
export function markRejected(
  db: Db,
  id: number,
  at: number,
  error: AppErrorShape,
  fields: readonly { field: string; message: string }[] = [],
): void {
  const { findings, level, rejected } = sql(db)
  const before = JSON.parse(findings.get(id) ?? '[]') as Finding[]
  const named = fields.map(({ field, message }): Finding => ({ level: 'red', code: error.code, field, message }))
  const worst = named.length > 0 ? 'red' : (level.get(id) ?? 'red')
  rejected.run(JSON.stringify(error), JSON.stringify([...named, ...before]), worst, at, id)
  addEvent(db, id, at, 'rejected', `${error.message} ${error.nextStep}`, error)
}

export function markUnresolved(db: Db, id: number, at: number, error: AppErrorShape): void {
  sql(db).unresolved.run(JSON.stringify(error), at, at, id)
  addEvent(db, id, at, 'unresolved', error.message, error)
}

export const lookAgain = (
  db: Db,
  id: number,
  nextAt: number,
  missedAt: number | null,
  error: AppErrorShape | null,
): void => void sql(db).lookAgain.run(nextAt, missedAt, error === null ? null : JSON.stringify(error), id)

/** Creates that were sent since it was approved. */
export const createsSent = (db: Db, id: number): number => sql(db).creates.get(id) ?? 0

/** When it was known that no answer would come: the create was over by then. */
export const unresolvedAt = (db: Db, id: number): number | null => sql(db).unresolvedAt.get(id) ?? null

/** Makes all that waits of a market due now: the operator asked for it. */
export const hurryMarket = (db: Db, market: string, at: number): void => void sql(db).hurryMarket.run(at, market)

/** Makes what waits due now. */
export const hurryListing = (db: Db, id: number, at: number): boolean => sql(db).hurry.run(at, id).changes === 1

const lowest = (things: readonly SoldThing[]): number | null => {
  const prices = things.flatMap(({ price }) => (price === null ? [] : [price]))
  return prices.length === 0 ? null : Math.min(...prices)
}
const total = (things: readonly SoldThing[]): number | null =>
  things.some(({ stock }) => stock === null) ? null : things.reduce((sum, { stock }) => sum + (stock ?? 0), 0)

/** The listing is on the market, under this reference, offered as `things` say. */
export function markPlaced(
  db: Db,
  id: number,
  at: number,
  placed: {
    state: ListingState
    outcome: ListingOutcome
    error: AppErrorShape | null
    ref: MarketRef
    things: readonly SoldThing[]
  },
): void {
  const { state, outcome, error, ref, things } = placed
  const words = error === null ? null : JSON.stringify(error)
  const stored = [JSON.stringify(ref), JSON.stringify(things), lowest(things), total(things)] as const
  sql(db).placed.run(state, outcome, words, ref.marketProductId, ...stored, at, at, id)
}

export function saveReading(db: Db, id: number, at: number, found: MarketListing, told: readonly SoldThing[]): void {
  const { state, stateText, price, stock, options, reason, url, ref } = found
  const differs = optionsDiffer(told, options)
  const texts = [reason, url] as const
  sql(db).read.run(
    ...[state, stateText, price, stock, JSON.stringify(options), differs, ...texts, at, JSON.stringify(ref), id],
  )
}

export const setState = (
  db: Db,
  id: number,
  at: number,
  state: ListingState,
  outcome: ListingOutcome | null,
  error: AppErrorShape | null,
): void => void sql(db).state.run(state, outcome, error === null ? null : JSON.stringify(error), at, id)

export const markGone = (db: Db, id: number, at: number, error: AppErrorShape): void =>
  void sql(db).gone.run(JSON.stringify(error), at, at, id)

/** The operator had it deleted. Its number stays. */
export const markDeleted = (db: Db, id: number, at: number): void => void sql(db).deleted.run(at, at, id)

/** The market refused to tell of it: it is asked again in its turn. */
export const noteReadFailed = (db: Db, id: number, at: number, error: AppErrorShape): void =>
  void sql(db).readFailed.run(JSON.stringify(error), at, id)

/** What it was asked for has been answered since. */
export const forgetError = (db: Db, id: number): void => void sql(db).forget.run(id)

export const savePushed = (db: Db, id: number, at: number, things: readonly SoldThing[]): void =>
  void sql(db).pushed.run(JSON.stringify(things), lowest(things), total(things), at, id)

export const setZeroConfirmed = (db: Db, id: number, at: number | null): void => void sql(db).zero.run(at, id)
export const setHeld = (db: Db, id: number, at: number, held: boolean): void =>
  void sql(db).held.run(held ? 1 : 0, at, id)

/** `margin`: won and millionths of the price, where they can be told. */
export function showPushed(db: Db, id: number, cost: number | null, margin: { won: number; ppm: number } | null): void {
  const [won, ppm] = [margin?.won ?? null, margin?.ppm ?? null]
  sql(db).shown.run(cost, won, won, ppm, ppm, id)
}
