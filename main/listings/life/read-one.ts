import { type ListingState, marketNames } from '../../../shared/market.ts'
import type { MarketListing } from '../../market/port.ts'
import { tellStop } from './by-hand.ts'
import { deriveOne } from './derive.ts'
import { type Difference, differsOf } from './differs.ts'
import { failLife } from './errors.ts'
import { ourState } from './place.ts'
import { type LifeRow, lifeRow } from './repository-rows.ts'
import {
  addEvent,
  forgetError,
  markGone,
  noteReadFailed,
  saveReading,
  setState,
  setZeroConfirmed,
} from './repository-states.ts'
import type { MarketRun } from './run.ts'

type ReadEnd = 'confirmed' | 'differs' | 'rejected' | 'waits' | 'unready' | 'none'

const differenceWords: Record<Difference, string> = { price: '가격', stock: '재고', state: '판매 상태' }
const stateWords: Partial<Record<ListingState, string>> = {
  in_review: '심사 중',
  on_sale: '판매 중',
  sold_out: '품절',
  stopped: '판매 중지',
  rejected: '거절',
}

/** The state follows the market's word; what it means for selling is derived from it afterwards. */
function follow(run: MarketRun, row: LifeRow, found: MarketListing, at: number): void {
  const { db } = run.deps
  const state = ourState(found)
  const isPast = row.lastError !== null && row.lastError.code !== 'LISTING_DOUBLED' && row.outcome !== 'rejected'
  if (state === row.state && isPast) forgetError(db, row.id)
  if (state === null || state === row.state) return
  const market = marketNames[run.market]
  if (state === 'rejected') {
    const values = { market, reason: found.reason ?? found.stateText }
    const error = failLife('LISTING_REVIEW_REFUSED', { service: run.market, values }).toShape()
    setState(db, row.id, at, state, 'rejected', error)
    addEvent(db, row.id, at, 'rejected', `${error.message} ${error.nextStep}`, error)
    return
  }
  if (found.state === 'deleted') {
    const values = { market, number: row.ref?.marketProductId ?? '' }
    markGone(db, row.id, at, failLife('LISTING_GONE', { service: run.market, values }).toShape())
  } else {
    const kept = row.lastError?.code === 'LISTING_DOUBLED' ? row.lastError : null
    setState(db, row.id, at, state, 'ok', kept)
  }
  // Somebody sells it again there: our zero no longer holds.
  if (state === 'on_sale' && row.zeroConfirmedAt !== null) setZeroConfirmed(db, row.id, null)
  // A stop that was asked for during the review does not outlast it.
  if (state === 'on_sale' && row.state === 'in_review' && row.held) {
    tellStop(run.step, row, '심사가 끝나 판매가 시작되었지만 직접 중지한 상품이라 다시 중지합니다.', at)
  }
  addEvent(db, row.id, at, 'read', `${market}에서 ${stateWords[state] ?? state} 상태입니다 (${found.stateText}).`)
}

/** Reads one listing back: what the market says is kept and shown, and never overwritten in silence. */
export async function readOne(run: MarketRun, id: number): Promise<ReadEnd> {
  const { db } = run.deps
  const before = lifeRow(db, id)
  if (before === null || before.ref === null || before.readState === 'deleted') return 'none'
  run.touched(before.listingId)
  let found: MarketListing
  try {
    found = await run.adapter.read(before.ref, run.call())
    run.worked()
  } catch (thrown) {
    const failure = run.failed(thrown, { write: false })
    if (failure.kind === 'later' && failure.ofListing) return 'unready'
    if (failure.kind !== 'rejected') return 'waits'
    const isGone = failure.error.code === 'MARKET_GONE'
    run.transaction((at) => {
      const values = { market: marketNames[run.market], number: before.ref?.marketProductId ?? '' }
      const error = isGone ? failLife('LISTING_GONE', { service: run.market, values }).toShape() : failure.error
      if (isGone) markGone(db, id, at, error)
      else noteReadFailed(db, id, at, error)
      addEvent(db, id, at, 'read', `${error.message} ${error.nextStep}`, error)
    })
    return 'rejected'
  }
  return run.transaction((at): ReadEnd => {
    const row = lifeRow(db, id)
    if (row === null) return 'none'
    const known = differsOf(row)
    // What was told while the market answered is newer than its answer.
    const isOld = row.pushedAt !== null && row.pushedAt > (before.pushedAt ?? 0)
    if (isOld) return 'waits'
    saveReading(db, id, at, found, row.things)
    follow(run, row, found, at)
    const read = lifeRow(db, id)
    if (read === null) return 'none'
    const differs = differsOf(read)
    if (differs.some((one) => !known.includes(one))) {
      const text = differs.map((one) => differenceWords[one]).join(', ')
      addEvent(db, id, at, 'differs', `마켓의 값이 보낸 것과 다릅니다: ${text}`)
    }
    deriveOne(run.step, read, at)
    if (read.state === 'rejected' && row.state !== 'rejected') return 'rejected'
    return differs.length === 0 ? 'confirmed' : 'differs'
  })
}
