import type { AppErrorShape } from '../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { shapeOf } from './problem.ts'

export interface Waiting {
  seq: number
  buyerId: string
  contact: string | null
  nextAttemptAt: number
  /** The app knows nothing of it yet. */
  unheard: 0 | 1
}

export interface Sendable {
  seq: number
  eventId: string
  body: string
  attempts: number
  firstTryAt: number | null
}

export interface TryRecord {
  seq: number
  buyerId: string
  at: number
  ms: number
  status: number | null
  error: AppErrorShape | null
  answer: string
  /** It was the first try, or every one before was refused: refused now, the app knows nothing of it. */
  unheard: 0 | 1
  /** What the event is after this try. */
  state: 'pending' | 'accepted' | 'rejected' | 'failed'
  nextAttemptAt: number | null
}

const waitingColumns =
  'seq, buyer_id as buyerId, contact, next_attempt_at as nextAttemptAt, first_try_at is null as unheard'

const sql = prepared((db) => ({
  waiting: db.prepare<[number, number], Waiting>(
    `select ${waitingColumns} from access_event where state = 'pending' and seq > ? order by seq limit ?`,
  ),
  waitingOf: db.prepare<[string, number, number], Waiting>(
    `select ${waitingColumns} from access_event where state = 'pending' and buyer_id = ? and seq > ? order by seq limit ?`,
  ),
  sendable: db.prepare<[number], Sendable>(`select seq, event_id as eventId, body, attempts,
    first_try_at as firstTryAt from access_event where seq = ? and state = 'pending'`),
  tried: db.prepare(`update access_event set state = @state, attempts = attempts + 1,
    first_try_at = case when @state = 'rejected' and @unheard then null else coalesce(first_try_at, @at) end, next_attempt_at = @nextAttemptAt, finished_at = @finishedAt,
    status = @status, error = @error where seq = @seq and state = 'pending'`),
  leaving: db.prepare<[number, number]>(
    `update access_event set first_try_at = ? where seq = ? and state = 'pending' and first_try_at is null`,
  ),
  stayed: db.prepare<[number]>(`update access_event set first_try_at = null where seq = ? and state = 'pending'`),
  addTry: db.prepare(`insert into access_try (seq, n, at, ms, status, error_code, answer)
    select @seq, coalesce(max(n), 0) + 1, @at, @ms, @status, @code, @answer from access_try where seq = @seq`),
  oldTries: db.prepare<{ seq: number }>(
    'delete from access_try where seq = @seq and n <= (select max(n) from access_try where seq = @seq) - 30',
  ),
  accepted: db.prepare<[number, number, string]>(
    'update buyer_access set accepted_seq = max(coalesce(accepted_seq, 0), ?), announced = ? where buyer_id = ?',
  ),
  hurry: db.prepare<[number]>(`update access_event set next_attempt_at = ? where state = 'pending'`),
  pending: db.prepare<[], number>(`select count(*) from access_event where state = 'pending'`).pluck(),
  pendingOf: db
    .prepare<[string], number>(`select count(*) from access_event where state = 'pending' and buyer_id = ?`)
    .pluck(),
  complaint: db
    .prepare<[], string | null>(`select error from access_event where state = 'pending' and error is not null
      order by seq limit 1`)
    .pluck(),
  complaintOf: db
    .prepare<[string], string | null>(`select error from access_event where state = 'pending' and error is not null
      and buyer_id = ? order by seq limit 1`)
    .pluck(),
  retry: db.prepare<{ now: number; seq: number }>(`update access_event set state = 'pending', next_attempt_at = @now,
    first_try_at = case when first_try_at is null then null else @now end, finished_at = null where seq = @seq`),
  retriable: db
    .prepare<[], number>(`select e.seq from access_event e where e.state in ('rejected', 'failed') and not exists (
      select 1 from access_event l where l.buyer_id = e.buyer_id and l.seq > e.seq and l.state = 'accepted')
      order by e.seq`)
    .pluck(),
  overtaken: db
    .prepare<[number], number>(`select exists (select 1 from access_event l join access_event e on e.seq = ?
      where l.buyer_id = e.buyer_id and l.seq > e.seq and l.state = 'accepted')`)
    .pluck(),
  byId: db.prepare<[string], { seq: number; state: string }>('select seq, state from access_event where event_id = ?'),
  newest: db
    .prepare<[string], number>(`select max(seq) from access_event where buyer_id = ? and state <> 'dropped'`)
    .pluck(),
  forgetTries: db.prepare<[number]>('delete from access_try where at < ?'),
  forgetEvents: db.prepare<[number]>(`delete from access_event where created_at < ? and state in ('accepted', 'dropped')
    and seq < (select max(l.seq) from access_event l where l.buyer_id = access_event.buyer_id
      and l.first_try_at is not null)`),
}))

const BATCH = 1000

/**
 * Events that may leave now, at most `most`, oldest first: none whose buyer, or whose buyer's contact, is named by an
 * earlier event that waits or is on its way. `next` is when the next waiting one is due.
 */
export function readyEvents(
  db: Db,
  now: number,
  options: { busy: ReadonlySet<string>; most: number; buyerId: string | null },
): { ready: Waiting[]; next: number | null } {
  const statements = sql(db)
  const ready: Waiting[] = []
  const taken = new Set(options.busy)
  let next: number | null = null
  for (let after = 0; ready.length < options.most; ) {
    const rows =
      options.buyerId === null
        ? statements.waiting.all(after, BATCH)
        : statements.waitingOf.all(options.buyerId, after, BATCH)
    for (const row of rows) {
      const keys = keysOf(row)
      const isFree = keys.every((key) => !taken.has(key))
      for (const key of keys) taken.add(key)
      if (!isFree) continue
      if (row.nextAttemptAt > now) next = Math.min(next ?? row.nextAttemptAt, row.nextAttemptAt)
      else if (ready.push(row) >= options.most) break
    }
    const last = rows.at(-1)
    if (rows.length < BATCH || last === undefined) break
    after = last.seq
  }
  return { ready, next }
}

/** What must not be overtaken: the buyer, and whoever is reached under the same contact. */
export const keysOf = ({ buyerId, contact }: Pick<Waiting, 'buyerId' | 'contact'>): string[] =>
  contact === null ? [buyerId] : [buyerId, contact]

/** Noted before they leave: were the program killed meanwhile, nobody could tell whether the app has them. */
export function markLeaving(db: Db, events: readonly Waiting[], at: number): void {
  if (events.every(({ unheard }) => unheard === 0)) return
  db.transaction(() => {
    for (const { seq, unheard } of events) if (unheard === 1) sql(db).leaving.run(at, seq)
  }).immediate()
}

/** They did not leave after all. */
export function markStayed(db: Db, events: readonly Waiting[]): void {
  if (events.every(({ unheard }) => unheard === 0)) return
  db.transaction(() => {
    for (const { seq, unheard } of events) if (unheard === 1) sql(db).stayed.run(seq)
  }).immediate()
}

export const sendable = (db: Db, seq: number): Sendable | undefined => sql(db).sendable.get(seq)

/** Writes what several tries came to, inside the caller's transaction. */
export function recordTries(db: Db, tries: readonly TryRecord[]): void {
  const statements = sql(db)
  for (const { error, ...one } of tries) {
    const finishedAt = one.state === 'pending' ? null : one.at + one.ms
    statements.tried.run({ ...one, finishedAt, error: error === null ? null : JSON.stringify(error) })
    statements.addTry.run({ ...one, code: error?.code ?? null })
    if (one.state === 'accepted') statements.accepted.run(one.seq, one.at + one.ms, one.buyerId)
    else statements.oldTries.run({ seq: one.seq })
  }
}

/** The operator asked: waits between tries are over. */
export const hurry = (db: Db, now: number): void => void sql(db).hurry.run(now)

export const countPending = (db: Db, buyerId: string | null = null): number =>
  (buyerId === null ? sql(db).pending.get() : sql(db).pendingOf.get(buyerId)) ?? 0

/** What went wrong with the oldest event that waits for another try. */
export const lastComplaint = (db: Db, buyerId: string | null): AppErrorShape | null =>
  shapeOf((buyerId === null ? sql(db).complaint.get() : sql(db).complaintOf.get(buyerId)) ?? null)

/** Refused or given-up events that no later accepted one overtook go out again, in their old order. */
export function retryAll(db: Db, now: number): number {
  const seqs = sql(db).retriable.all()
  for (const seq of seqs) sql(db).retry.run({ now, seq })
  return seqs.length
}

export type RetryAnswer = 'queued' | 'waiting' | 'overtaken' | 'unknown'

export function retryOne(db: Db, eventId: string, now: number): RetryAnswer {
  const found = sql(db).byId.get(eventId)
  if (found === undefined) return 'unknown'
  if (found.state === 'pending') {
    sql(db).retry.run({ now, seq: found.seq })
    return 'waiting'
  }
  if (found.state === 'dropped' || sql(db).overtaken.get(found.seq) === 1) return 'overtaken'
  sql(db).retry.run({ now, seq: found.seq })
  return 'queued'
}

/** The newest event about somebody once more, with its id and its bytes. False where there is none. */
export function requeueNewest(db: Db, buyerId: string, now: number): boolean {
  const seq = sql(db).newest.get(buyerId)
  if (seq === undefined || seq === null) return false
  sql(db).retry.run({ now, seq })
  return true
}

/** Tries are kept for three months, and of accepted events each buyer's newest for good. */
export const forgetOld = (db: Db, before: number): void => {
  sql(db).forgetTries.run(before)
  sql(db).forgetEvents.run(before)
}
