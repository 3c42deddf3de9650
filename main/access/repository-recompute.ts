import { z } from 'zod'
import type { Db } from '../store/db.ts'
import { getMeta, removeMeta, setMeta } from '../store/meta.ts'
import { prepared } from '../store/statements.ts'
import { ACTIVE, type AccessTurns, deriveAccess, RECOMPUTE } from './repository-derive.ts'

/** People looked at in one transaction: short enough that a click in between is answered at once. */
const CHUNK = 500

const place = z.object({ after: z.number(), cause: z.enum(['rules', 'history']) })
type Place = z.infer<typeof place>

const sql = prepared((db) => ({
  some: db.prepare<[number, number], number>('select id from buyer where id > ? order by id limit ?').pluck(),
  rest: db.prepare<[number], number>('select count(*) from buyer where id > ?').pluck(),
  stale: db.prepare<[], number>('select buyer from buyer_access where buyer not in (select id from buyer)').pluck(),
  due: db
    .prepare<[number, number], number>('select buyer from buyer_access where next_at <= ? order by next_at limit ?')
    .pluck(),
  nextDue: db.prepare<[], number | null>('select min(next_at) from buyer_access where next_at is not null').pluck(),
}))

const stored = (db: Db): Place | null => {
  const text = getMeta(db, RECOMPUTE)
  const read = text === null ? null : place.safeParse(JSON.parse(text))
  return read?.success ? read.data : null
}

/** Everybody is to be looked at anew; kept in the database, so that a crash only delays it. In the caller's transaction. */
export function markRecompute(db: Db, cause: Place['cause']): void {
  setMeta(db, ACTIVE, '1')
  // A history that was under way stays one: its events are not told to buyers.
  const before = stored(db)
  setMeta(db, RECOMPUTE, JSON.stringify({ after: 0, cause: before?.cause === 'history' ? 'history' : cause }))
}

export const isActive = (db: Db): boolean => getMeta(db, ACTIVE) !== null

export const recomputeRest = (db: Db): number => {
  const at = stored(db)
  return at === null ? 0 : (sql(db).rest.get(at.after) ?? 0)
}

/** One portion in one transaction; null when there was nothing (left) to do. */
export function recomputeSome(db: Db, now: number): AccessTurns | null {
  return db
    .transaction(() => {
      const at = stored(db)
      if (at === null) return null
      const people = sql(db).some.all(at.after, CHUNK)
      const last = people.at(-1)
      if (last !== undefined) {
        setMeta(db, RECOMPUTE, JSON.stringify({ ...at, after: last }))
        return deriveAccess(db, people, now, at.cause)
      }
      removeMeta(db, RECOMPUTE)
      return deriveAccess(db, sql(db).stale.all(), now, at.cause)
    })
    .immediate()
}

/** People whose time ran out, one portion in one transaction; null when nobody's did. */
export function expireSome(db: Db, now: number): AccessTurns | null {
  return db
    .transaction(() => {
      const people = sql(db).due.all(now, CHUNK)
      return people.length === 0 ? null : deriveAccess(db, people, now, 'change')
    })
    .immediate()
}

/** When the next access ends by itself, ms UTC. */
export const nextEnd = (db: Db): number | null => sql(db).nextDue.get() ?? null
