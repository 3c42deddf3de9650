import { deriveOne, deriveProducts, type StepDeps } from './derive.ts'
import { lifeHandlers } from './handlers.ts'
import { lifeRowOf } from './repository-rows.ts'
import { createTellers, lifeTasks } from './schedule.ts'
import { syncKind } from './sync-job.ts'
import type { LifeDeps } from './types.ts'
import { uploadKind } from './upload-job.ts'

/** Everything that happens to listings once they are approved. */
export function createLife(given: Omit<LifeDeps, 'askedByHand'>) {
  const deps: LifeDeps = { ...given, askedByHand: new Set() }
  const step: StepDeps = {
    db: deps.db,
    terms: deps.terms,
    capabilities: (market) => deps.adapters[market].capabilities,
  }
  const kinds = { uploading: uploadKind(deps, step), syncing: syncKind(deps, step) }
  const tasks = lifeTasks(deps, step, kinds)
  const tell = createTellers(deps, () => tasks)
  return {
    kinds,
    tasks,
    handlers: lifeHandlers(deps, step, kinds, tell),
    /**
     * To be called inside the transaction that stores a change of products: what their listings have to be told is queued
     * with it. Ids of product rows that are listed.
     */
    productsChanged: (productIds: Iterable<number>, at: number): void => {
      if (deriveProducts(step, productIds, at) > 0) tell.queued()
    },
    /** A price that was approved for a listing on its market is queued at once. */
    approved: (listingIds: readonly string[]): void => {
      const at = deps.clock.now()
      const changed = deps.db
        .transaction(() =>
          listingIds.filter((id) => {
            const row = lifeRowOf(deps.db, id)
            return row?.ref != null && deriveOne(step, row, at)
          }),
        )
        .immediate()
      if (changed.length > 0) tell.queued()
    },
  }
}
