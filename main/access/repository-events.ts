import type { EventFilter, OutboxEvent } from '../../shared/contract/access.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { shapeOf } from './problem.ts'
import { searchCondition } from './repository-list.ts'

export interface ListedEvent extends OutboxEvent {
  seq: number
  body: string
}

interface Stored extends Omit<OutboxEvent, 'error' | 'retriable' | 'name'> {
  seq: number
  error: string | null
  body: string
  name: string | null
  overtaken: 0 | 1
}

type Values = Record<string, string | number>

const columns = `e.seq, e.event_id as eventId, e.type, e.buyer_id as buyerId, b.name, e.reason, e.cause, e.state,
  e.created_at as createdAt, e.attempts, e.next_attempt_at as nextAttemptAt, e.finished_at as finishedAt, e.status,
  e.error, e.body, exists (select 1 from access_event l where l.buyer_id = e.buyer_id and l.seq > e.seq
  and l.state = 'accepted') as overtaken`
const from = 'from access_event e left join buyer b on b.buyer_id = e.buyer_id'

const sql = prepared((db) => ({
  one: db.prepare<[string], Stored>(`select ${columns} ${from} where e.event_id = ?`),
  ofBuyer: db.prepare<[string], Stored>(`select ${columns} ${from} where e.buyer_id = ? order by e.seq desc limit 50`),
  tries: db.prepare<
    [number],
    { at: number; ms: number; status: number | null; errorCode: string | null; answer: string }
  >('select at, ms, status, error_code as errorCode, answer from access_try where seq = ? order by n'),
}))

const eventOf = ({ overtaken, error, name, ...event }: Stored): ListedEvent => ({
  ...event,
  name: name ?? '',
  error: shapeOf(error),
  retriable: (event.state === 'rejected' || event.state === 'failed') && overtaken === 0,
})

function conditionsOf(filter: EventFilter): { parts: string[]; values: Values } {
  const search = searchCondition(filter.search, 'b.search')
  const parts = search.where === '' ? [] : [search.where]
  const values: Values = { ...search.values }
  if (filter.state !== undefined) {
    parts.push('e.state = @state')
    values.state = filter.state
  }
  if (filter.type !== undefined) {
    parts.push('e.type = @type')
    values.type = filter.type
  }
  if (filter.buyerId !== undefined) {
    parts.push('e.buyer_id = @buyerId')
    values.buyerId = filter.buyerId
  }
  return { parts, values }
}

const whereOf = (parts: readonly string[]): string => (parts.length === 0 ? '' : `where ${parts.join(' and ')}`)

/** Newest first. */
export function pageOfEvents(
  db: Db,
  filter: EventFilter,
  place: { before: number | null; at: number; limit: number },
): ListedEvent[] {
  const { parts, values } = conditionsOf(filter)
  const all = place.before === null ? parts : [...parts, 'e.seq < @before']
  return db
    .prepare<[Values], Stored>(`select ${columns} ${from} ${whereOf(all)} order by e.seq desc limit @limit offset @at`)
    .all({ ...values, ...(place.before === null ? {} : { before: place.before }), limit: place.limit, at: place.at })
    .map(eventOf)
}

export function countEvents(db: Db, filter: EventFilter): Record<OutboxEvent['state'] | 'total', number> {
  const { parts, values } = conditionsOf(filter)
  const counts = { total: 0, pending: 0, accepted: 0, rejected: 0, failed: 0, dropped: 0 }
  const rows = db
    .prepare<[Values], { state: OutboxEvent['state']; n: number }>(
      `select e.state, count(*) as n ${from} ${whereOf(parts)} group by e.state`,
    )
    .all(values)
  for (const { state, n } of rows) {
    counts[state] = n
    counts.total += n
  }
  return counts
}

export const eventById = (db: Db, eventId: string): ListedEvent | null => {
  const stored = sql(db).one.get(eventId)
  return stored === undefined ? null : eventOf(stored)
}

export const eventsOfBuyer = (db: Db, buyerId: string): ListedEvent[] => sql(db).ofBuyer.all(buyerId).map(eventOf)

export const triesOf = (db: Db, seq: number) => sql(db).tries.all(seq)
