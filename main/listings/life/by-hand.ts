import type { StepDeps } from './derive.ts'
import { isLiving } from './plan.ts'
import { bannable, productNowOf } from './repository-product.ts'
import type { LifeRow } from './repository-rows.ts'
import { addEvent, setHeld } from './repository-states.ts'
import { addUpdate, endUpdate, openUpdates } from './repository-updates.ts'
import { notSold, wantedThings } from './want.ts'

const endOpen = (deps: StepDeps, row: LifeRow, at: number): void => {
  for (const open of openUpdates(deps.db, row.id)) {
    if (open.kind !== 'price') endUpdate(deps.db, open.id, 'superseded', at)
  }
}

/** Takes a listing off sale until the operator says otherwise; inside the caller's transaction. */
export function stopByHand(deps: StepDeps, row: LifeRow, at: number): boolean {
  const { db } = deps
  if (row.ref === null || !isLiving(row) || row.held) return false
  const { stops } = deps.capabilities(row.market)
  endOpen(deps, row, at)
  setHeld(db, row.id, at, true)
  const values = stops ? [] : row.things.map(({ sku }) => ({ sku, value: 0 }))
  const why = '직접 판매를 중지했습니다.'
  const planned = { kind: stops ? 'stop' : 'stock', urgency: 1, why, waits: false } as const
  addUpdate(db, row, planned, { values, before: row.pushedStock, after: 0, byHand: true }, at)
  addEvent(db, row.id, at, 'held', why)
  return true
}

/** Brings a listing back on sale, as far as the wholesaler has it; otherwise it comes back by itself when there is stock. */
export function resumeByHand(deps: StepDeps, row: LifeRow, at: number): boolean {
  const { db, terms } = deps
  if (row.ref === null || !isLiving(row)) return false
  if (!row.held && row.state !== 'stopped' && row.state !== 'sold_out') return false
  endOpen(deps, row, at)
  setHeld(db, row.id, at, false)
  const product = productNowOf(db, row.wholesaler, row.productId)
  const wanted = product === null ? [] : wantedThings(row.things, product, terms.template(row.market))
  const gone =
    product === null ? '도매 상품을 찾지 못했습니다.' : notSold(product, wanted, terms.banned(bannable(product)))
  if (gone !== null) {
    addEvent(db, row.id, at, 'held', `판매 중지를 풀었습니다. ${gone} 재고가 들어오면 다시 판매합니다.`)
    return true
  }
  const { resumes } = deps.capabilities(row.market)
  const values = wanted.map(({ sku, stock }) => ({ sku, value: stock }))
  const why = '직접 판매를 다시 시작했습니다.'
  const planned = { kind: resumes ? 'resume' : 'stock', urgency: 1, why, waits: false } as const
  const after = values.reduce((sum, { value }) => sum + value, 0)
  addUpdate(db, row, planned, { values, before: row.pushedStock, after, byHand: true }, at)
  addEvent(db, row.id, at, 'held', why)
  return true
}
