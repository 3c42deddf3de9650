import type { AccessDifference } from '../../shared/contract/access.ts'
import type { AccessProduct, RevokeReason } from '../../shared/rules/access.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { contactOf, type EventContent, type Person } from './body.ts'
import { type EventCause, queueEvent, supersede, takeUnsent, toldPerson } from './repository-outbox.ts'

interface Stored {
  buyerId: string
  name: string | null
  email: string | null
  phone: string | null
  state: 'granted' | 'revoked'
  reason: RevokeReason | null
  products: string
  since: number
  until: number | null
  orderNo: string
  contentHash: string
  contact: string | null
}

const sql = prepared((db) => ({
  one: db.prepare<[string], Stored>(`select a.buyer_id as buyerId, b.name, b.email, b.phone, a.state, a.reason,
    a.products, a.since, a.until, a.order_no as orderNo, a.content_hash as contentHash, a.contact
    from buyer_access a left join buyer b on b.buyer_id = a.buyer_id where a.buyer_id = ?`),
  told: db.prepare<[string, string, number, string]>(
    'update buyer_access set told_state = ?, told_hash = ?, told_seq = ? where buyer_id = ?',
  ),
  clear: db.prepare('delete from access_difference'),
  add: db.prepare<[string, string, string]>(
    'insert or replace into access_difference (buyer_id, kind, detail) values (?, ?, ?)',
  ),
  all: db.prepare<[], AccessDifference>(`select d.buyer_id as buyerId, coalesce(b.name, '') as name, d.kind, d.detail
    from access_difference d left join buyer b on b.buyer_id = d.buyer_id order by d.kind, d.buyer_id`),
  remove: db.prepare<[string]>('delete from access_difference where buyer_id = ?'),
}))

/** Says once more, as a new event, what is true of somebody now. In the caller's transaction. */
export function tellAgain(db: Db, buyerId: string, at: number, cause: EventCause): boolean {
  const stored = sql(db).one.get(buyerId)
  if (stored === undefined) return false
  const person: Person = {
    buyerId,
    name: stored.name ?? '',
    email: stored.email ?? '',
    phone: stored.phone ?? '',
  }
  const { since, until, orderNo, reason, state } = stored
  const content: EventContent = {
    ...{ ...person, at, orderNo, since, until, reason },
    type: state === 'granted' ? 'buyer.granted' : 'buyer.revoked',
    products: JSON.parse(stored.products) as AccessProduct[],
  }
  takeUnsent(db, buyerId, at)
  supersede(db, buyerId)
  const seq = queueEvent(db, content, stored.contact, cause)
  sql(db).told.run(state, stored.contentHash, seq, buyerId)
  return true
}

/** Somebody only the app knows is shut out there. */
function shutOutStranger(db: Db, buyerId: string, at: number): void {
  const person = toldPerson(db, null, buyerId)
  const content: EventContent = {
    ...{ ...person, at, orderNo: '', products: [], since: null, until: null },
    ...{ type: 'buyer.revoked', reason: 'expired' },
  }
  takeUnsent(db, buyerId, at)
  supersede(db, buyerId)
  queueEvent(db, content, contactOf(person), 'repair')
}

export function keepDifferences(db: Db, found: Iterable<Omit<AccessDifference, 'name'>>): number {
  let count = 0
  sql(db).clear.run()
  for (const { buyerId, kind, detail } of found) {
    sql(db).add.run(buyerId, kind, detail)
    count += 1
  }
  return count
}

export const differencesFound = (db: Db): AccessDifference[] => sql(db).all.all()

/** Queues what makes the app's list like ours, for these people or for everybody who differed. In the caller's transaction. */
export function repair(db: Db, buyerIds: readonly string[] | null, at: number): number {
  const chosen = buyerIds === null ? null : new Set(buyerIds)
  const due = sql(db)
    .all.all()
    .filter(({ buyerId }) => chosen === null || chosen.has(buyerId))
  for (const { buyerId } of due) {
    if (!tellAgain(db, buyerId, at, 'repair')) shutOutStranger(db, buyerId, at)
    sql(db).remove.run(buyerId)
  }
  return due.length
}
