import type { CollectConditions, CollectPlanRow } from '../../shared/contract/products.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { Clock } from '../../shared/time.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import { type CollectPayload, collectKey, collectPayload } from './collect-job.ts'
import { duePlans, planStarted } from './repository-plans.ts'

export interface PlanDeps {
  db: Db
  clock: Clock
  queue: Pick<JobQueue, 'add'>
  kind: JobKind<CollectPayload>
}

/** Two clocks differ, and a change may show in the wholesaler's list only a while after it was made. */
const MARGIN_MS = 60 * 60_000

/** What a plan asks for at its next run. */
export const nextRequest = ({
  request,
  onlyChanged,
  readAt,
}: Pick<CollectPlanRow, 'request' | 'onlyChanged' | 'readAt'>): CollectConditions => {
  if (!onlyChanged || readAt === null) return request
  return { ...request, changedSince: Math.max(request.changedSince ?? 0, readAt - MARGIN_MS) }
}

/** Queues a plan's collect and sets its next time in one transaction. */
export const startPlan = (
  { db, clock, queue, kind }: PlanDeps,
  plan: CollectPlanRow,
): { jobId: string; existing: boolean } =>
  db
    .transaction(() => {
      const { wholesaler, planId, onlyChanged } = plan
      const askedAt = clock.now()
      // The key leaves the moment out: a run that is still under way is not joined by a second one.
      const key = `${collectKey(wholesaler, plan.request)}${onlyChanged ? ':changed' : ''}`
      const added = queue.add(kind, collectPayload(wholesaler, nextRequest(plan), { planId, askedAt }), { key })
      planStarted(db, plan, added.jobId, clock.now())
      return added
    })
    .immediate()

/**
 * For the engine's scheduler: queues every plan whose time has come, and answers how many. A plan whose wholesaler may not
 * be asked stays due and starts when it may: a refused password that is sent each hour locks the account.
 */
export const startDuePlans = (deps: PlanDeps & { mayAsk?: (wholesaler: Wholesaler) => boolean }): number => {
  const { mayAsk = () => true } = deps
  const due = duePlans(deps.db, deps.clock.now()).filter((plan) => mayAsk(plan.wholesaler))
  for (const plan of due) startPlan(deps, plan)
  return due.length
}
