import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { OutboxEvent } from '../../shared/contract/access.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { type EventContent, eventBody, type Person } from './body.ts'

export type EventCause = OutboxEvent['cause']

const sql = prepared((db) => ({
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
