import type { Market } from '../../../shared/market.ts'
import type { Db } from '../../store/db.ts'
import { deriveOne, deriveProducts, handPrices, type StepDeps } from './derive.ts'
import { lifeHandlers } from './handlers.ts'
import { type LifeRow, lifeRowOf } from './repository-rows.ts'
import { approveUpdate, openUpdates } from './repository-updates.ts'
import { createTellers, lifeTasks } from './schedule.ts'
import { deriveMarket, syncKind } from './sync-job.ts'
import type { LifeDeps } from './types.ts'
import { uploadKind } from './upload-job.ts'

/** True where something of it is queued. The operator's yes to a price set by hand is also the yes to how far it goes. */
function releaseApproved(db: Db, row: LifeRow, at: number): boolean {
  const open = openUpdates(db, row.id)
  const price = open.find(({ kind, status }) => kind === 'price' && status === 'waiting')
  const hand = price === undefined ? null : handPrices(db, row)
  const isApproved = hand !== null && price?.value.values.every(({ sku, value }) => hand.get(sku) === value) === true
  if (isApproved && price !== undefined) approveUpdate(db, price.id, at)
  return isApproved || open.some(({ status }) => status === 'queued')
}

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
  const renew = (listingIds: readonly string[], then: (row: LifeRow, at: number) => boolean): number =>
    deps.db
      .transaction(() => {
        const at = deps.clock.now()
        return listingIds.filter((id) => {
          const row = lifeRowOf(deps.db, id)
          if (row === null || row.ref === null) return false
          const isChanged = deriveOne(step, row, at)
          return then(row, at) || isChanged
        }).length
      })
      .immediate()
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
    /** A rule or a template changed: what is on sale of this market is looked at in the background, slice by slice. */
    termsChanged: (market: Market): void => {
      deriveMarket(deps, step, market).then(
        (changed) => changed > 0 && tell.queued(),
        (error: unknown) => deps.db.open && deps.log('error', `new rules of ${market}: ${String(error)}`),
      )
    },
    /** What these must be told, derived from what is stored now. */
    renewed: (listingIds: readonly string[]): void => {
      if (renew(listingIds, () => false) > 0) tell.queued()
    },
    /** What was approved for listings on their markets is queued at once, a price beyond the market's limit of one change too. */
    approved: (listingIds: readonly string[]): void => {
      if (renew(listingIds, (row, at) => releaseApproved(deps.db, row, at)) > 0) tell.queued()
    },
  }
}
