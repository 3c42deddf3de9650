import type { AppErrorShape } from '../../../shared/errors.ts'
import { type ListingContent, type ListingState, marketNames } from '../../../shared/market.ts'
import type { Created, MarketListing } from '../../market/port.ts'
import { LISTED, LISTED_ON } from '../../products/marks.ts'
import { catalogueOf } from '../../products/repository-catalogue.ts'
import { idOf, markWatched } from '../../products/repository-detail.ts'
import { deriveOne } from './derive.ts'
import { failLife } from './errors.ts'
import { type LifeRow, lifeRow } from './repository-rows.ts'
import { addEvent, markPlaced, saveReading } from './repository-states.ts'
import type { MarketRun } from './run.ts'
import { refreshShown } from './shown.ts'
import type { SoldThing } from './types.ts'

export const thingsOf = (content: ListingContent): SoldThing[] =>
  content.options.length === 0
    ? [{ sku: content.sku, key: '', price: content.price, stock: content.stock }]
    : content.options.map(({ sku, key, price, stock }) => ({ sku, key, price, stock }))

/** Our word for what a market says; null where it says nothing that we know. */
export const ourState = ({ state, stock }: Pick<MarketListing, 'state' | 'stock'>): ListingState | null => {
  if (state === 'unknown') return null
  // Saved there and its review not asked: it is not sold, and its next step is the review.
  if (state === 'saved') return 'in_review'
  if (state === 'on_sale' && stock === 0) return 'sold_out'
  return state === 'deleted' ? 'stopped' : state
}

/** Upkeep begins: collects know the product from here on, and what changed while the market was asked is queued. */
function beginUpkeep(run: MarketRun, row: LifeRow, at: number): () => void {
  const { db } = run.deps
  const product = idOf(db, row)
  const marked = product === null ? [] : markWatched(db, [product], LISTED | LISTED_ON[row.market], true)
  refreshShown(run.step, row.id)
  const fresh = lifeRow(db, row.id)
  if (fresh !== null) deriveOne(run.step, fresh, at)
  return () => catalogueOf(db).changed(marked)
}

/** The market took the listing: reference, state and what it was told in one transaction. */
export function storeCreated(run: MarketRun, row: LifeRow, content: ListingContent, created: Created): void {
  const { db } = run.deps
  const after = run.transaction((at) => {
    const state = created.state === 'on_sale' ? 'on_sale' : 'in_review'
    markPlaced(db, row.id, at, { state, outcome: 'ok', error: null, ref: created.ref, things: thingsOf(content) })
    const number = created.ref.marketProductId
    addEvent(
      db,
      row.id,
      at,
      'accepted',
      [`${marketNames[run.market]}에 등록했습니다 (${number}).`, ...created.warnings].join(' '),
      { warnings: created.warnings },
    )
    return beginUpkeep(run, row, at)
  })
  after()
  run.touched(row.listingId)
}

/** Numbers grow with time on every market; as text they are too long to be numbers. */
const older = (a: MarketListing, b: MarketListing): number => {
  const [x, y] = [a.ref.marketProductId, b.ref.marketProductId]
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0)
}

/** As the market has it, where it says; else as it was to be sent. */
const thingsFound = (content: ListingContent, found: MarketListing): SoldThing[] => {
  const bySku = new Map(found.options.map((option) => [option.sku, option]))
  const isKnown = thingsOf(content).some(({ sku }) => bySku.has(sku))
  return thingsOf(content)
    .filter(({ sku }) => !isKnown || bySku.has(sku))
    .map((thing) => {
      const option = bySku.get(thing.sku)
      const whole = thing.key === '' ? found : null
      return {
        ...thing,
        price: option?.price ?? whole?.price ?? thing.price,
        stock: option?.stock ?? whole?.stock ?? thing.stock,
      }
    })
}

/**
 * Links the listing to what the market already has under its code: the oldest, should there be several; the others are
 * the operator's to look at, and nothing is deleted. Answers whether the market has taken it.
 */
export function adopt(run: MarketRun, row: LifeRow, content: ListingContent, found: readonly MarketListing[]): boolean {
  const { db } = run.deps
  const sorted = [...found].sort(older)
  const [kept] = sorted
  if (kept === undefined) return false
  const number = kept.ref.marketProductId
  const market = marketNames[run.market]
  let error: AppErrorShape | null = null
  if (sorted.length > 1) {
    const numbers = sorted.map(({ ref }) => ref.marketProductId).join(', ')
    error = failLife('LISTING_DOUBLED', {
      service: run.market,
      values: { count: sorted.length, numbers, kept: number },
    }).toShape()
  }
  const isRefused = kept.state === 'rejected'
  if (isRefused) {
    const reason = kept.reason ?? kept.stateText
    error = failLife('LISTING_REVIEW_REFUSED', { service: run.market, values: { market, reason } }).toShape()
  }
  const after = run.transaction((at) => {
    const state = ourState(kept) ?? 'in_review'
    const things = thingsFound(content, kept)
    markPlaced(db, row.id, at, { state, outcome: isRefused ? 'rejected' : 'ok', error, ref: kept.ref, things })
    saveReading(db, row.id, at, kept, things)
    addEvent(
      db,
      row.id,
      at,
      'resolved',
      `${market}에 이미 있는 상품 ${number}에 연결했습니다. 다시 등록하지 않았습니다.`,
    )
    if (error !== null) addEvent(db, row.id, at, isRefused ? 'rejected' : 'differs', error.message, error)
    return beginUpkeep(run, row, at)
  })
  after()
  run.touched(row.listingId)
  return !isRefused
}
