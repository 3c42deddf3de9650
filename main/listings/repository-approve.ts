import type { Finding, ListingContent } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import type { StoredListing } from './repository.ts'

const sql = prepared((db) => ({
  approve: db.prepare<[string, number, string, number]>(`update listing set state = ?, approved_at = ?,
    approved_hash = content_hash, approved_content = ?, outcome = null, last_error = null, attempts = 0,
    next_attempt_at = null where id = ?`),
  // What is on a market keeps what became of it.
  approveLiving: db.prepare<[number, string, string, number]>(
    'update listing set approved_at = ?, approved_hash = ?, approved_content = ? where id = ?',
  ),
  record: db.prepare<(string | number | null)[]>(`insert into listing_approval (listing_id, market, account, wholesaler,
    product_id, at, price, cost, margin, name, category, findings, content, content_hash)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  withdraw: db.prepare<[number]>(`update listing set state = 'draft', approved_at = null, approved_hash = null,
    approved_content = null where id = ? and state = 'approved'`),
  discard: db.prepare<[number]>(`delete from listing where id = ? and state in ('draft', 'approved')
    and intent_at is null and market_product_id is null and market_ref is null`),
  approvals: db.prepare<[string], { at: number; price: number; margin: number | null; name: string }>(
    'select at, price, margin, name from listing_approval where listing_id = ? order by id desc limit 50',
  ),
  events: db.prepare<[number], { at: number; kind: string; text: string; detail: string | null }>(
    'select at, kind, text, detail from listing_event where listing = ? order by id desc limit 200',
  ),
}))

export interface Approval {
  listing: StoredListing
  content: ListingContent
  findings: readonly Finding[]
  at: number
  /** Null for what is on its market: its state and what became of it stay. */
  state: 'approved' | null
}

/** Writes an approval and the very values it is for. Inside the caller's transaction. */
export function recordApproval(db: Db, { listing, content, findings, at, state }: Approval): void {
  const text = JSON.stringify(content)
  if (state === null) sql(db).approveLiving.run(at, listing.hash, text, listing.id)
  else sql(db).approve.run(state, at, text, listing.id)
  sql(db).record.run(
    ...[listing.listingId, listing.market, listing.account, listing.wholesaler, listing.productId, at],
    ...[content.price, listing.cost, listing.margin, content.name, content.category ?? ''],
    ...[JSON.stringify(findings), text, listing.hash],
  )
}

export const withdrawApproval = (db: Db, id: number): boolean => sql(db).withdraw.run(id).changes > 0
export const discardDraft = (db: Db, id: number): boolean => sql(db).discard.run(id).changes > 0

/** Newest first. */
export const approvalsOf = (db: Db, listingId: string) => sql(db).approvals.all(listingId)

const codeOf = (detail: string | null): string | null => {
  if (detail === null) return null
  try {
    const read = JSON.parse(detail) as { serviceCode?: unknown } | null
    return typeof read?.serviceCode === 'string' ? read.serviceCode : null
  } catch {
    return null
  }
}

/** Newest first. */
export const eventsOf = (db: Db, id: number) =>
  sql(db)
    .events.all(id)
    .map(({ at, kind, text, detail }) => ({ at, kind, text, serviceCode: codeOf(detail) }))
