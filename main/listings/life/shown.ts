import { AppError } from '../../../shared/errors.ts'
import { verifyPrice } from '../../../shared/rules/price.ts'
import type { StepDeps } from './derive.ts'
import { productNowOf } from './repository-product.ts'
import { lifeRow } from './repository-rows.ts'
import { showPushed } from './repository-states.ts'
import { wantedThings } from './want.ts'

/** Brings what lists show of a listing to what its market was told; inside the caller's transaction. */
export function refreshShown({ db, terms }: StepDeps, id: number): void {
  const row = lifeRow(db, id)
  if (row === null) return
  const product = productNowOf(db, row.wholesaler, row.productId)
  const found = product === null ? null : terms.rule(row.market, product)
  const rule = found instanceof AppError ? null : found
  const wanted = product === null ? [] : wantedThings(row.things, product, terms.template(row.market))
  const lowest = row.things.findIndex(({ price }) => price !== null && price === row.pushedPrice)
  const cost = wanted[lowest]?.cost
  if (rule === null || cost === undefined || row.pushedPrice === null) {
    showPushed(db, id, null, null)
    return
  }
  const verdict = verifyPrice(row.pushedPrice, cost, rule)
  const margin = verdict.margin
  const ppm = margin === null ? 0 : Math.round((margin.margin / margin.price) * 1_000_000)
  showPushed(db, id, cost.cost, margin === null ? null : { won: margin.margin, ppm })
}
