import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { AccessMessage, AlimtalkSettings, MailSettings } from '../../../shared/contract/access.ts'
import { alimtalkSettings, mailSettings } from '../../../shared/contract/access.ts'
import type { AppErrorShape } from '../../../shared/errors.ts'
import type { Db } from '../../store/db.ts'
import { prepared } from '../../store/statements.ts'
import { shapeOf } from '../problem.ts'
import { defaultAlimtalk, defaultMail } from './settings.ts'

export type Channel = AccessMessage['channel']

export interface MessageJob {
  id: number
  messageId: string
  type: AccessMessage['type']
  recipient: string
  body: string
  attempts: number
}

interface Stored extends Omit<AccessMessage, 'error' | 'to' | 'state'> {
  id: number
  recipient: string
  state: AccessMessage['state'] | 'sending'
  error: string | null
}

const columns = `m.id, m.message_id as messageId, m.channel, m.type, m.buyer_id as buyerId, m.recipient, m.state,
  m.created_at as createdAt, m.sent_at as sentAt, m.next_attempt_at as nextAttemptAt, m.error`

const sql = prepared((db) => ({
  setting: db.prepare<[string], string>('select value from access_setting where key = ?').pluck(),
  setSetting: db.prepare<[string, string]>('insert or replace into access_setting (key, value) values (?, ?)'),
  event: db.prepare<[number], { type: AccessMessage['type']; buyerId: string; cause: string; body: string }>(
    'select type, buyer_id as buyerId, cause, body from access_event where seq = ?',
  ),
  add: db.prepare(`insert or ignore into access_message (message_id, seq, channel, type, buyer_id, recipient, state,
    created_at, next_attempt_at, error) values (@messageId, @seq, @channel, @type, @buyerId, @recipient, @state, @at,
    @next, @error)`),
  due: db.prepare<[string, number], MessageJob>(`select m.id, m.message_id as messageId, m.type, m.recipient, e.body,
    m.attempts from access_message m join access_event e on e.seq = m.seq
    where m.channel = ? and m.state = 'queued' and m.next_attempt_at <= ? order by m.next_attempt_at, m.id limit 1`),
  next: db
    .prepare<[string], number | null>(
      `select min(next_attempt_at) from access_message where channel = ? and state = 'queued'`,
    )
    .pluck(),
  begin: db.prepare<[number]>(
    `update access_message set state = 'sending', attempts = attempts + 1 where id = ? and state = 'queued'`,
  ),
  end: db.prepare(`update access_message set state = @state, sent_at = coalesce(@sentAt, sent_at),
    next_attempt_at = @next, error = @error where id = @id`),
  cutOff: db.prepare<[string]>(`update access_message set state = 'unknown', next_attempt_at = null, error = ?
    where state = 'sending'`),
  sentSince: db
    .prepare<[string, number], number>('select count(*) from access_message where channel = ? and sent_at >= ?')
    .pluck(),
  byId: db.prepare<[string], Stored>(`select ${columns} from access_message m where m.message_id = ?`),
  ofBuyer: db.prepare<[string], Stored>(
    `select ${columns} from access_message m where m.buyer_id = ? order by m.id desc limit 50`,
  ),
  requeue: db.prepare<[number, string]>(`update access_message set state = 'queued', next_attempt_at = ?, error = null
    where message_id = ? and state in ('queued', 'failed', 'unknown', 'skipped')`),
  hurry: db.prepare<[number]>(`update access_message set next_attempt_at = ? where state = 'queued'`),
}))

const parse = <T>(shape: z.ZodType<T>, text: string | undefined, otherwise: T): T => {
  if (text === undefined) return otherwise
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return otherwise
  }
}

export const readMail = (db: Db): MailSettings => parse(mailSettings, sql(db).setting.get('mail'), defaultMail)
export const readAlimtalk = (db: Db): AlimtalkSettings =>
  parse(alimtalkSettings, sql(db).setting.get('alimtalk'), defaultAlimtalk)
export const writeMessageSettings = (db: Db, key: Channel, value: MailSettings | AlimtalkSettings): void =>
  void sql(db).setSetting.run(key, JSON.stringify(value))

export const eventForMessages = (db: Db, seq: number) => sql(db).event.get(seq)

/** One message of an event; the second for the same channel is not taken. In the caller's transaction. */
export function addMessage(
  db: Db,
  message: { seq: number; channel: Channel; type: string; buyerId: string; recipient: string },
  at: number,
  skipped: AppErrorShape | null,
): void {
  sql(db).add.run({
    ...message,
    at,
    messageId: `m_${randomUUID().replaceAll('-', '')}`,
    state: skipped === null ? 'queued' : 'skipped',
    next: skipped === null ? at : null,
    error: skipped === null ? null : JSON.stringify(skipped),
  })
}

/** Takes the next due message. It counts as under way from here on: a crash leaves it of unknown fate, never sent twice. */
export function beginMessage(db: Db, channel: Channel, now: number): MessageJob | null {
  const job = sql(db).due.get(channel, now)
  return job !== undefined && sql(db).begin.run(job.id).changes === 1 ? job : null
}

export function endMessage(
  db: Db,
  id: number,
  end: { state: AccessMessage['state']; sentAt: number | null; next: number | null; error: AppErrorShape | null },
): void {
  sql(db).end.run({ id, ...end, error: end.error === null ? null : JSON.stringify(end.error) })
}

/** Messages that a crash cut off. */
export const cutOff = (db: Db, error: AppErrorShape): number => sql(db).cutOff.run(JSON.stringify(error)).changes

export const nextMessageAt = (db: Db, channel: Channel): number | null => sql(db).next.get(channel) ?? null
export const sentSince = (db: Db, channel: Channel, since: number): number => sql(db).sentSince.get(channel, since) ?? 0

const messageOf = ({ id: _, recipient, state, error, ...message }: Stored): AccessMessage => ({
  ...message,
  to: recipient,
  state: state === 'sending' ? 'queued' : state,
  error: shapeOf(error),
})

export const messageById = (db: Db, messageId: string): AccessMessage | null => {
  const stored = sql(db).byId.get(messageId)
  return stored === undefined ? null : messageOf(stored)
}
export const messagesOfBuyer = (db: Db, buyerId: string): AccessMessage[] => sql(db).ofBuyer.all(buyerId).map(messageOf)
export const requeueMessage = (db: Db, messageId: string, now: number): boolean =>
  sql(db).requeue.run(now, messageId).changes > 0

/** New settings may mend what was waited for. */
export const hurryMessages = (db: Db, now: number): void => void sql(db).hurry.run(now)

/** Newest first. `before`: the id of the last one shown. */
export function pageOfMessages(
  db: Db,
  filter: { state?: string | undefined; channel?: string | undefined },
  place: { before: number | null; limit: number },
): { id: number; message: AccessMessage }[] {
  const parts = [
    ...(filter.state === undefined ? [] : ['m.state = @state']),
    ...(filter.channel === undefined ? [] : ['m.channel = @channel']),
    ...(place.before === null ? [] : ['m.id < @before']),
  ]
  const where = parts.length === 0 ? '' : `where ${parts.join(' and ')}`
  const values = {
    ...(filter.state === undefined ? {} : { state: filter.state }),
    ...(filter.channel === undefined ? {} : { channel: filter.channel }),
    ...(place.before === null ? {} : { before: place.before }),
    limit: place.limit,
  }
  return db
    .prepare<[Record<string, string | number>], Stored>(
      `select ${columns} from access_message m ${where} order by m.id desc limit @limit`,
    )
    .all(values)
    .map((stored) => ({ id: stored.id, message: messageOf(stored) }))
}
