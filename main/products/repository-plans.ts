import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type CollectConditions, type CollectPlanRow, collectRequest } from '../../shared/contract/products.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { getMeta, removeMeta, setMeta } from '../store/meta.ts'
import { prepared } from '../store/statements.ts'
import { failProducts } from './errors.ts'

interface StoredPlan {
  plan_id: string
  name: string
  wholesaler: Wholesaler
  request: string
  every_hours: number | null
  enabled: number
  last_started_at: number | null
  last_job_id: string | null
  next_at: number | null
}

const columns = 'plan_id, name, wholesaler, request, every_hours, enabled, last_started_at, last_job_id, next_at'
const sql = prepared((db) => ({
  all: db.prepare<[], StoredPlan>(`select ${columns} from collect_plan order by created_at, plan_id`),
  one: db.prepare<[string], StoredPlan>(`select ${columns} from collect_plan where plan_id = ?`),
  due: db.prepare<[number], StoredPlan>(
    `select ${columns} from collect_plan where enabled = 1 and next_at is not null and next_at <= ? order by next_at`,
  ),
  put: db.prepare<
    [string, string, string, string, number | null, number, number, number | null]
  >(`insert into collect_plan
    (plan_id, name, wholesaler, request, every_hours, enabled, created_at, next_at) values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (plan_id) do update set name = excluded.name, wholesaler = excluded.wholesaler,
    request = excluded.request, every_hours = excluded.every_hours, enabled = excluded.enabled,
    next_at = excluded.next_at`),
  remove: db.prepare<[string]>('delete from collect_plan where plan_id = ?'),
  started: db.prepare<[number, string, number | null, string]>(
    'update collect_plan set last_started_at = ?, last_job_id = ?, next_at = ? where plan_id = ?',
  ),
}))

const HOUR_MS = 60 * 60_000

/** In the same column: a plan's way of asking belongs to what it asks for. */
const storedRequest = collectRequest.extend({ onlyChanged: z.boolean().default(false) })
const readKey = (planId: string) => `plan-read:${planId}`

/** When the last run that got all it asked for began. */
const readAtOf = (db: Db, planId: string): number | null => {
  const text = getMeta(db, readKey(planId))
  return text === null || !/^\d{1,15}$/.test(text) ? null : Number(text)
}

const toPlan = (db: Db, row: StoredPlan): CollectPlanRow => {
  const read = storedRequest.safeParse(JSON.parse(row.request))
  const { onlyChanged = false, ...request } = read.data ?? {}
  return {
    planId: row.plan_id,
    name: row.name,
    wholesaler: row.wholesaler,
    request,
    everyHours: row.every_hours,
    // What can no longer be read must not run as "everything".
    enabled: row.enabled === 1 && read.success,
    onlyChanged,
    readAt: readAtOf(db, row.plan_id),
    lastStartedAt: row.last_started_at,
    lastJobId: row.last_job_id,
    nextAt: row.next_at,
  }
}

export interface PlanValues {
  planId?: string | undefined
  name: string
  wholesaler: Wholesaler
  request: CollectConditions
  everyHours: number | null
  enabled: boolean
  onlyChanged?: boolean | undefined
}

export const allPlans = (db: Db): CollectPlanRow[] =>
  sql(db)
    .all.all()
    .map((row) => toPlan(db, row))

/** Throws PLAN_UNKNOWN. */
export const planById = (db: Db, planId: string): CollectPlanRow => {
  const row = sql(db).one.get(planId)
  if (row === undefined) throw failProducts('PLAN_UNKNOWN')
  return toPlan(db, row)
}

/** A new plan with a rhythm is due at once; a changed rhythm counts from the last start. */
export function savePlan(db: Db, values: PlanValues, now: number): CollectPlanRow {
  const planId = values.planId ?? randomUUID()
  const before = values.planId === undefined ? null : planById(db, values.planId)
  const last = before?.lastStartedAt ?? null
  const { everyHours } = values
  const nextAt = everyHours === null || !values.enabled ? null : last === null ? now : last + everyHours * HOUR_MS
  const request = JSON.stringify(values.onlyChanged ? { ...values.request, onlyChanged: true } : values.request)
  // Under other conditions nothing has been read yet: what did not change since matters as well.
  if (before !== null && !isDeepStrictEqual(plain(before.request), plain(values.request)))
    removeMeta(db, readKey(planId))
  sql(db).put.run(planId, values.name, values.wholesaler, request, everyHours, values.enabled ? 1 : 0, now, nextAt)
  return planById(db, planId)
}

const plain = (request: CollectConditions): unknown => JSON.parse(JSON.stringify(request))

export const removePlan = (db: Db, planId: string): boolean => {
  removeMeta(db, readKey(planId))
  return sql(db).remove.run(planId).changes > 0
}

/** When everything under these conditions was last read; null when the stored plan has others. */
export const readAtUnder = (db: Db, planId: string, request: CollectConditions): number | null => {
  const plan = planById(db, planId)
  return isDeepStrictEqual(plain(plan.request), plain(request)) ? plan.readAt : null
}

/** After a run that got all it asked for: the next one need not look at what did not change since `startedAt`. */
export function planRead(db: Db, planId: string, request: CollectConditions, startedAt: number): void {
  const row = sql(db).one.get(planId)
  if (row === undefined) return
  // A plan whose conditions were changed while it ran has not been read under the new ones.
  const { changedSince: _, ...asked } = request
  const { changedSince: _from, ...now } = toPlan(db, row).request
  if (isDeepStrictEqual(plain(asked), plain(now))) setMeta(db, readKey(planId), String(startedAt))
}

/** Plans whose time has come, the longest due first. One that was missed while the computer slept is due once, not often. */
export const duePlans = (db: Db, now: number): CollectPlanRow[] =>
  sql(db)
    .due.all(now)
    .map((row) => toPlan(db, row))
    .filter((plan) => plan.enabled)

/** Inside the transaction that adds the job. */
export const planStarted = (db: Db, plan: CollectPlanRow, jobId: string, now: number): void => {
  const next = plan.everyHours === null || !plan.enabled ? null : now + plan.everyHours * HOUR_MS
  sql(db).started.run(now, jobId, next, plan.planId)
}

/** Null for a collect that no plan asked for, and for a plan that is gone. */
export const planNameOf = (db: Db, planId: string | null): string | null =>
  planId === null ? null : (sql(db).one.get(planId)?.name ?? null)
