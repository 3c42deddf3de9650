import type { AppErrorShape } from '../../../shared/errors.ts'
import { deriveOne, type StepDeps, stepInput, supersede } from './derive.ts'
import { failLife } from './errors.ts'
import { isLiving, offerFault } from './plan.ts'
import { productNowOf } from './repository-product.ts'
import { type LifeRow, lifeRow } from './repository-rows.ts'
import { addEvent, setHeld, setZeroConfirmed } from './repository-states.ts'
import { addUpdate, openUpdates } from './repository-updates.ts'
import { wantedThings } from './want.ts'

const endOpen = (deps: StepDeps, row: LifeRow, at: number): void => {
  for (const open of openUpdates(deps.db, row.id)) {
    if (open.kind !== 'price') supersede(deps.db, row, open, at)
  }
}

/** What became of one listing: whether anything did, and why it is not on sale again although that was asked. */
export interface ByHand {
  isChanged: boolean
  kept: AppErrorShape | null
}
const nothing: ByHand = { isChanged: false, kept: null }

/** Tells the market to take it off sale, in the way that this market knows. Inside the caller's transaction. */
export function tellStop(deps: StepDeps, row: LifeRow, why: string, at: number): void {
  const { stops } = deps.capabilities(row.market)
  const values = stops ? [] : row.things.map(({ sku }) => ({ sku, value: 0 }))
  const planned = { kind: stops ? 'stop' : 'stock', urgency: 1, why, waits: false } as const
  addUpdate(deps.db, row, planned, { values, before: row.pushedStock, after: 0, byHand: true }, at)
}

/** Takes a listing off sale until the operator says otherwise; inside the caller's transaction. */
export function stopByHand(deps: StepDeps, row: LifeRow, at: number): ByHand {
  if (row.ref === null || !isLiving(row) || row.held) return nothing
  endOpen(deps, row, at)
  setHeld(deps.db, row.id, at, true)
  const why = '직접 판매를 중지했습니다.'
  tellStop(deps, row, why, at)
  addEvent(deps.db, row.id, at, 'held', why)
  return { isChanged: true, kept: null }
}

/**
 * Has the market delete what it does not sell: stopped there, or refused. The listing stays with its number, so that what
 * became of it can be read; a new draft of its product may be made then.
 */
export function deleteByHand(deps: StepDeps, row: LifeRow, at: number): ByHand {
  const isAway = row.state === 'stopped' || row.state === 'rejected'
  if (row.ref === null || !isAway || row.readState === 'deleted' || !deps.capabilities(row.market).deletes)
    return nothing
  if (openUpdates(deps.db, row.id).some(({ kind }) => kind === 'delete')) return nothing
  endOpen(deps, row, at)
  setHeld(deps.db, row.id, at, true)
  const planned = { kind: 'delete', urgency: 3, why: '직접 삭제를 요청했습니다.', waits: false } as const
  addUpdate(deps.db, row, planned, { values: [], before: row.pushedStock, after: null, byHand: true }, at)
  addEvent(deps.db, row.id, at, 'held', planned.why)
  return { isChanged: true, kept: null }
}

const keptCodes = {
  gone: 'LISTING_RESUME_NO_STOCK',
  mending: 'LISTING_RESUME_AFTER_PRICE',
  loss: 'LISTING_RESUME_LOSS',
} as const

/** Why it may not be sold at this moment, to be told to whom wanted it sold. */
export function whyKept(deps: StepDeps, row: LifeRow, at: number): AppErrorShape | null {
  const product = productNowOf(deps.db, row.wholesaler, row.productId)
  const fault =
    product === null
      ? ({ kind: 'gone', reason: '도매 상품을 찾지 못했습니다.' } as const)
      : offerFault(stepInput(deps, row, product, at))
  if (fault === null) return null
  return failLife(keptCodes[fault.kind], { service: row.market, values: { reason: fault.reason } }).toShape()
}

/**
 * Brings a listing back on sale, as far as the wholesaler has it at a price that holds; otherwise the hold is taken away
 * and it comes back by itself as soon as both are so.
 */
export function resumeByHand(deps: StepDeps, row: LifeRow, at: number): ByHand {
  const { db, terms } = deps
  if (row.ref === null || !isLiving(row)) return nothing
  if (!row.held && row.state !== 'stopped' && row.state !== 'sold_out') return nothing
  endOpen(deps, row, at)
  setHeld(db, row.id, at, false)
  const ended = lifeRow(db, row.id)
  // Whoever stopped it, from here on it is ours to bring back.
  if (ended?.zeroConfirmedAt === null && ended.state !== 'on_sale') setZeroConfirmed(db, row.id, at)
  const fresh = lifeRow(db, row.id) ?? row
  const product = productNowOf(db, row.wholesaler, row.productId)
  const kept = whyKept(deps, fresh, at)
  if (kept !== null || product === null) {
    if (kept !== null) addEvent(db, row.id, at, 'held', `${kept.message} ${kept.nextStep}`, kept)
    deriveOne(deps, fresh, at)
    return { isChanged: true, kept }
  }
  const { resumes } = deps.capabilities(row.market)
  const wanted = wantedThings(row.things, product, terms.template(row.market))
  const values = wanted.map(({ sku, stock }) => ({ sku, value: stock }))
  const why = '직접 판매를 다시 시작했습니다.'
  const planned = { kind: resumes ? 'resume' : 'stock', urgency: 1, why, waits: false } as const
  const after = values.reduce((sum, { value }) => sum + value, 0)
  addUpdate(db, row, planned, { values, before: row.pushedStock, after, byHand: true }, at)
  addEvent(db, row.id, at, 'held', why)
  deriveOne(deps, fresh, at)
  return { isChanged: true, kept: null }
}
