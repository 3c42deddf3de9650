import type { AccessEndpoint } from '../../shared/contract/access.ts'
import type { AppErrorShape } from '../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { failAccess } from './errors.ts'
import { shapeOf } from './problem.ts'

export interface EndpointRow {
  state: AccessEndpoint['state']
  url: string
  secretLast4: string
  rotatingUntil: number | null
  problem: AppErrorShape | null
  heldUntil: number | null
  heldBy: 'asked' | 'failing' | null
  streak: number
  readbackBase: string | null
}

type Stored = Omit<EndpointRow, 'problem'> & { problem: string | null }

const sql = prepared((db) => ({
  get: db.prepare<[], Stored>(`select state, url, secret_last4 as secretLast4, rotating_until as rotatingUntil, problem,
    held_until as heldUntil, held_by as heldBy, streak, readback_base as readbackBase from access_endpoint where id = 1`),
  put: db.prepare(`insert or replace into access_endpoint (id, state, url, secret_last4, rotating_until, problem,
    held_until, held_by, streak, readback_base) values (1, @state, @url, @secretLast4, @rotatingUntil, @problem,
    @heldUntil, @heldBy, @streak, @readbackBase)`),
  forgetTold: db.prepare(`update buyer_access set told_state = null, told_hash = null, told_seq = null,
    accepted_seq = null, announced = null`),
  /** `first_try_at`: see repository-outbox. */
  unheard: db.prepare('update access_event set first_try_at = null where first_try_at is not null'),
  retell: db.prepare(`update buyer_access set told_state = null, told_hash = null where state = 'granted'`),
  counts: db.prepare<[], { state: string; n: number }>(
    `select state, count(*) as n from access_event where state in ('pending', 'rejected', 'failed') group by state`,
  ),
  retriable: db
    .prepare<[], number>(`select count(*) from access_event e where e.state in ('rejected', 'failed') and not exists
      (select 1 from access_event l where l.buyer_id = e.buyer_id and l.seq > e.seq and l.state = 'accepted')`)
    .pluck(),
  newestRefused: db.prepare<[], { state: string; status: number | null; error: string | null }>(
    `select e.state, e.status, e.error from access_event e where e.state in ('rejected', 'failed') and not exists
      (select 1 from access_event l where l.buyer_id = e.buyer_id and l.seq > e.seq and l.state = 'accepted')
      order by e.seq desc limit 1`,
  ),
  lastAccepted: db.prepare<[], number | null>('select max(announced) from buyer_access').pluck(),
}))

const empty: EndpointRow = {
  state: 'none',
  url: '',
  secretLast4: '',
  rotatingUntil: null,
  problem: null,
  heldUntil: null,
  heldBy: null,
  streak: 0,
  readbackBase: null,
}

export const readEndpoint = (db: Db): EndpointRow => {
  const stored = sql(db).get.get()
  return stored === undefined ? empty : { ...stored, problem: shapeOf(stored.problem) }
}

/** Lays `change` over what is stored. */
export function saveEndpoint(db: Db, change: Partial<EndpointRow>): EndpointRow {
  const row = { ...readEndpoint(db), ...change }
  sql(db).put.run({ ...row, problem: row.problem === null ? null : JSON.stringify(row.problem) })
  return row
}

/** Another address knows nothing of anybody. */
export const forgetTold = (db: Db): void => {
  sql(db).forgetTold.run()
  sql(db).unheard.run()
}
/** Everybody with access is to be told once more, as if for the first time. */
export const retellGranted = (db: Db): number => sql(db).retell.run().changes

/** Refused or given-up events that sending again would mend. */
export const retriableEvents = (db: Db): number => sql(db).retriable.get() ?? 0

/** What the app refused and still does not know of, as one sentence; null: nothing. */
export function refusalProblem(db: Db): AppErrorShape | null {
  const newest = sql(db).newestRefused.get()
  if (newest === undefined) return null
  const error = shapeOf(newest.error)
  if (newest.state === 'failed' || error?.code === 'ACCESS_SIGNATURE') return error
  const values = { status: newest.status ?? '-', count: retriableEvents(db) }
  return failAccess('ACCESS_REJECTED', { service: 'buyer-app', values }).toShape()
}

/** The endpoint as the screen sees it. */
export function endpointView(db: Db, recomputing: number): AccessEndpoint {
  const row = readEndpoint(db)
  const counts = Object.fromEntries(
    sql(db)
      .counts.all()
      .map(({ state, n }) => [state, n]),
  )
  const known = row.state !== 'none'
  return {
    state: row.state,
    url: known ? row.url : null,
    secretLast4: known ? row.secretLast4 : null,
    rotatingUntil: row.rotatingUntil,
    problem: row.problem,
    heldUntil: row.heldUntil,
    readbackBase: row.readbackBase,
    pending: counts.pending ?? 0,
    rejected: counts.rejected ?? 0,
    failed: counts.failed ?? 0,
    retriable: retriableEvents(db),
    lastAcceptedAt: sql(db).lastAccepted.get() ?? null,
    recomputing,
  }
}
