import { MarketError } from '../../market/errors.ts'
import { missingSince } from '../../products/repository-collect.ts'
import { failLife } from './errors.ts'
import { waitAfter } from './failures.ts'
import { productNowOf } from './repository-product.ts'
import { type LifeRow, lifeRow } from './repository-rows.ts'
import { addEvent, backToApproved } from './repository-states.ts'
import type { MarketRun } from './run.ts'

/** A collect that meets the product again tells nobody: this often it is looked at. */
const MISSING_MS = 10 * 60_000

/** Not met by the last read that should have: until it is known what became of it, nobody shall be able to buy it. */
function productMissing({ deps: { db }, market }: MarketRun, row: LifeRow): MarketError | null {
  const product = productNowOf(db, row.wholesaler, row.productId)
  if (product === null || missingSince(db, product.id) === null) return null
  const error = failLife('LISTING_PRODUCT_MISSING', { service: market })
  return new MarketError(error, { kind: 'later', retryAfterMs: MISSING_MS })
}

/** Whether an approved listing has to wait before its market is asked anything. It stays approved, with the reason and the time. */
export async function waitsFirst(run: MarketRun, row: LifeRow): Promise<boolean> {
  const why = productMissing(run, row) ?? (await run.adapter.createsWait?.()) ?? null
  if (why === null) return false
  const error = why.toShape()
  run.later = error
  run.transaction((at) => {
    if (lifeRow(run.deps.db, row.id)?.state !== 'approved') return
    const nextAt = at + waitAfter(1, why.retryAfterMs)
    backToApproved(run.deps.db, row.id, at, { outcome: null, error, nextAt })
    // Asked about again and again, it is told once.
    if (row.lastError?.code === error.code) return
    addEvent(run.deps.db, row.id, at, 'waits', `${error.message} ${error.nextStep}`, error)
  })
  return true
}
