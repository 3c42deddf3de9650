import { z } from 'zod'
import type { SyncProgress } from '../../shared/contract/orders.ts'
import type { Position } from '../imweb/position.ts'

export const syncModes = ['incremental', 'full', 'since', 'rescan'] as const
export type SyncMode = (typeof syncModes)[number]

const count = z.int().min(0)
const at = z.int()

const position = z.object({
  steps: z.array(z.object({ kind: z.enum(['window', 'claims', 'scan']), from: at, until: at })),
  step: count,
  page: z.int().min(1),
  rows: count,
  firstCount: count.nullable(),
  gap: z.boolean(),
  again: z.boolean(),
  stale: count,
  found: count,
  emptyWindows: count,
  stopAfterEmpty: count.nullable(),
  sorted: z.boolean(),
  lastAt: at.nullable(),
  older: count,
  countedBefore: count,
  filterIgnored: z.boolean(),
}) satisfies z.ZodType<Position>

const totals = z.object({
  pages: count,
  seen: count,
  added: count,
  updated: count,
  unchanged: count,
  setAside: count,
  newBuyers: count,
  lostBuyers: count,
  filterIgnored: z.boolean(),
})
export type SyncTotals = z.infer<typeof totals>

const plan = z.object({
  /** The shop the plan was made for: a job must not go on in another one. */
  site: z.string(),
  /** Orders of this period are complete once the job is done; ms UTC. */
  from: at,
  end: at,
  /** Everything since the shop's first order. */
  whole: z.boolean(),
  /** Nothing was complete before: nobody is told of "new" buyers. */
  first: z.boolean(),
})
export type SyncPlan = z.infer<typeof plan>

/** What a sync job keeps. `plan` is null until the first run has made it, `position` is null once all is read. */
export const syncPayload = z.object({
  mode: z.enum(syncModes),
  since: at.nullable(),
  plan: plan.nullable(),
  position: position.nullable(),
  totals,
  /** Steps of the plan, and the orders Imweb counts in those read so far: for the screen only. */
  windows: count,
  expected: count.nullable(),
  done: z.boolean(),
})
export type SyncPayload = z.infer<typeof syncPayload>

const noTotals: SyncTotals = {
  pages: 0,
  seen: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  setAside: 0,
  newBuyers: 0,
  lostBuyers: 0,
  filterIgnored: false,
}

/** A new job's payload. `since` (ms UTC) belongs to the mode of that name. */
export const newSyncPayload = (mode: SyncMode, since: number | null = null): SyncPayload => ({
  mode,
  since,
  plan: null,
  position: null,
  totals: noTotals,
  windows: 0,
  expected: null,
  done: false,
})

/** What the operator sees of a run. */
export const progressOf = ({ totals, windows, expected, position: here }: SyncPayload): SyncProgress => {
  const { newBuyers: _new, lostBuyers: _lost, ...shown } = totals
  return { ...shown, windows, windowsDone: here === null ? windows : here.step, expected }
}
