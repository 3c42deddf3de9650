import { DAY_MS } from '../../shared/time.ts'
import type { Position, Step } from '../imweb/position.ts'
import { startPosition } from '../imweb/position.ts'
import { windowsBetween } from '../imweb/windows.ts'
import type { SyncMode, SyncPlan } from './sync-payload.ts'

/** What a plan is made from. All times ms UTC. */
export interface PlanFacts {
  mode: SyncMode
  since: number | null
  now: number
  site: string
  /** Up to here every order of the shop has been read; null before the first complete sync. */
  completeUntil: number | null
  rescannedAt: number | null
  /** From /site-info; null when Imweb does not say. */
  firstOrderTime: number | null
  /** Order time of our 1,500th newest order; null when there are fewer. */
  manyOrdersAgo: number | null
}

/** Imweb opened in 2010: no order can be older. */
export const EARLIEST = Date.UTC(2010, 0, 1)
/** Ten years without an order end the walk into the past where no first order is known. */
const EMPTY_WINDOWS = 40
/** Orders may become visible after their order time, and clocks differ. */
const OVERLAP_MS = 15 * 60_000
export const LOOK_BACK_MS = 60 * DAY_MS
/** A little under a day, so that a daily run by hand or by a schedule always brings it. */
const RESCAN_AFTER_MS = 20 * 60 * 60_000

const steps = (kind: Step['kind'], from: number, until: number): Step[] =>
  windowsBetween(from, until).map((window) => ({ kind, ...window }))

const everything = ({ firstOrderTime }: PlanFacts, end: number): { from: number; stopAfterEmpty: number | null } => {
  const isUsable = firstOrderTime !== null && firstOrderTime >= EARLIEST && firstOrderTime < end
  return isUsable
    ? { from: Math.max(EARLIEST, firstOrderTime - DAY_MS), stopAfterEmpty: null }
    : { from: EARLIEST, stopAfterEmpty: EMPTY_WINDOWS }
}

/**
 * How far an ordinary run looks back beyond what is new. Imweb has no "changed since": refunds and deliveries are only
 * seen by reading orders again, so a small shop reads all of its last 60 days every time and a large one 15 pages.
 */
const lookBack = (facts: PlanFacts, complete: number, end: number): number => {
  const rescanIsDue = facts.rescannedAt === null || facts.now - facts.rescannedAt >= RESCAN_AFTER_MS
  const furthest = end - LOOK_BACK_MS
  const wanted = rescanIsDue ? furthest : Math.max(furthest, facts.manyOrdersAgo ?? furthest)
  return Math.max(EARLIEST, Math.min(complete - OVERLAP_MS, wanted))
}

/** What a run reads and in which order. Pure: the same facts make the same plan. */
export function planSync(facts: PlanFacts): { plan: SyncPlan; position: Position } {
  const { mode, site, completeUntil } = facts
  // The end is fixed once, so that new orders cannot move the pages while they are read.
  const end = Math.ceil(facts.now / 1000) * 1000
  const first = completeUntil === null
  const made = (from: number, whole: boolean, list: Step[], stopAfterEmpty: number | null = null) => ({
    plan: { site, from, end, whole, first },
    position: startPosition(list, stopAfterEmpty),
  })
  if (mode === 'full' || (mode === 'incremental' && first)) {
    const { from, stopAfterEmpty } = everything(facts, end)
    return made(from, true, steps('window', from, end), stopAfterEmpty)
  }
  if (mode === 'incremental' && completeUntil !== null) {
    const from = lookBack(facts, completeUntil, end)
    // Older orders on which a cancel was requested since the last run.
    return made(from, false, [...steps('window', from, end), ...steps('claims', completeUntil - OVERLAP_MS, end)])
  }
  const asked = mode === 'since' && facts.since !== null ? facts.since : end - LOOK_BACK_MS
  const from = Math.min(end, Math.max(EARLIEST, asked))
  return made(from, false, steps('window', from, end))
}

/** What is complete after a plan was carried out. A run over a part closes no gap that lies before it. */
export const completeAfter = (plan: SyncPlan, before: number | null): number | null => {
  if (plan.whole) return Math.max(plan.end, before ?? 0)
  return before !== null && plan.from <= before ? Math.max(plan.end, before) : before
}

/** True when a finished plan has looked at the whole of the last 60 days. */
export const isRescan = (plan: SyncPlan): boolean => plan.whole || plan.end - plan.from >= LOOK_BACK_MS
