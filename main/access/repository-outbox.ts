import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { OutboxEvent } from '../../shared/contract/access.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { type EventContent, eventBody, type Person } from './body.ts'

export type EventCause = OutboxEvent['cause']

interface Unsent {
  seq: number
  type: OutboxEvent['type']
  cause: EventCause
  attempts: number
}

interface Heard {
  seq: number
  type: OutboxEvent['type']
  body: string
}

/**
 * `first_try_at` is set before an event leaves and taken back when nothing but a clear no came of it: where it is null,
 * the app knows nothing of the event.
 */
const isUnsent = `state = 'pending' and first_try_at is null`

const sql = prepared((db) => ({
  unsent: db.prepare<[string], Unsent>(
    `select seq, type, cause, attempts from access_event where buyer_id = ? and ${isUnsent} order by seq desc`,
  ),
  remove: db.prepare<[number]>('delete from access_event where seq = ?'),
  lay: db.prepare<[number, number]>(
    `update access_event set state = 'dropped', next_attempt_at = null, finished_at = ? where seq = ?`,
  ),
  heard: db.prepare<[string], Heard>(`select seq, type, body from access_event
    where buyer_id = ? and first_try_at is not null order by seq desc limit 1`),
  supersede: db.prepare<[string]>(
    `update access_event set state = 'dropped' where buyer_id = ? and state in ('rejected', 'failed')`,
  ),
  add: db
    .prepare<
      [string, string, string, string | null, string | null, string, string, number, number],
      number
    >(`insert into
      access_event (event_id, type, buyer_id, contact, reason, cause, body, state, created_at, next_attempt_at)
      values (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) returning seq`)
    .pluck(),
  dropPending: db.prepare<[number]>(
    `update access_event set state = 'dropped', next_attempt_at = null, finished_at = ? where state = 'pending'`,
  ),
  body: db.prepare<[number], string>('select body from access_event where seq = ?').pluck(),
}))

/** Puts one event into the outbox, inside the transaction of what caused it. Answers its place. */
export function queueEvent(db: Db, content: EventContent, contact: string | null, cause: EventCause): number {
  const { type, buyerId, at } = content
  const id = `msg_${randomUUID().replaceAll('-', '')}`
  const reason = type === 'buyer.revoked' ? content.reason : null
  const seq = sql(db).add.get(id, type, buyerId, contact, reason, cause, eventBody(content), at, at)
  if (seq === undefined) throw new Error('an event could not be stored')
  return seq
}

/** Takes back what was never sent about somebody: something newer is to be said, or nothing. Answers the newest of it. */
export function takeUnsent(db: Db, buyerId: string, at: number): Unsent | undefined {
  const statements = sql(db)
  const found = statements.unsent.all(buyerId)
  for (const { seq, attempts } of found) {
    // What the app once refused stays on record; what never left, leaves no trace.
    if (attempts === 0) statements.remove.run(seq)
    else statements.lay.run(at, seq)
  }
  return found[0]
}

export const hasUnsent = (db: Db, buyerId: string): boolean => sql(db).unsent.get(buyerId) !== undefined

/** The newest event about somebody that the app took or may have taken. */
export const lastHeard = (db: Db, buyerId: string): Heard | undefined => sql(db).heard.get(buyerId)

/** Refused and given-up events about somebody are history once there is newer to say, or nothing. */
export const supersede = (db: Db, buyerId: string): void => void sql(db).supersede.run(buyerId)

/** Nothing more goes to an address that another one replaced. */
export const dropPending = (db: Db, at: number): number => sql(db).dropPending.run(at).changes

const told = z.object({ data: z.object({ name: z.string(), email: z.string(), phone: z.string() }) })

/** Somebody as the app was last told of, for when no order names them any more. */
export function toldPerson(db: Db, seq: number | null, buyerId: string): Person {
  const body = seq === null ? undefined : sql(db).body.get(seq)
  const read = body === undefined ? undefined : told.safeParse(JSON.parse(body))
  const { name, email, phone } = read?.success ? read.data.data : { name: '', email: '', phone: '' }
  return { buyerId, name, email, phone }
}
