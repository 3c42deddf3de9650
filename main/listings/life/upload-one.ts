import { type ListingContent, marketNames } from '../../../shared/market.ts'
import type { CategoryForm, MarketPlaces } from '../../market/port.ts'
import { isStale } from '../repository-stale.ts'
import { failLife } from './errors.ts'
import { waitAfter } from './failures.ts'
import { adopt, storeCreated } from './place.ts'
import { approvedContent, type LifeRow, lifeRow } from './repository-rows.ts'
import {
  addEvent,
  backToApproved,
  backToDraft,
  markRejected,
  markUnresolved,
  writeIntent,
} from './repository-states.ts'
import type { MarketRun } from './run.ts'
import { sendable } from './sellable.ts'
import { waitsFirst } from './wait-first.ts'

export type UploadEnd = 'uploaded' | 'rejected' | 'unresolved' | 'waits' | 'returned' | 'none'

const optionSkus = (content: ListingContent) =>
  content.options.length === 0 ? {} : { optionSkus: content.options.map(({ sku }) => sku) }

export const searchFor = (content: ListingContent, createdAfter: number | null) => ({
  createdAfter,
  name: content.name,
  ...optionSkus(content),
})

/** Nothing was created: how the listing waits, and for what. */
function keepWaiting(run: MarketRun, row: LifeRow, failure: ReturnType<MarketRun['failed']>): UploadEnd {
  const { db } = run.deps
  if (failure.kind === 'rejected' && failure.error.code !== 'MARKET_CATEGORY_GONE') {
    run.transaction((at) => markRejected(db, row.id, at, failure.error, failure.fields))
    return 'rejected'
  }
  if (failure.kind === 'rejected') {
    run.transaction((at) => {
      const content = approvedContent(db, row.id)
      if (content?.category) run.deps.facts.forget(run.market, content.category)
      const values = { market: marketNames[run.market], category: content?.category ?? '' }
      backToDraft(db, row.id, at, failLife('LISTING_CATEGORY_GONE', { service: run.market, values }).toShape())
    })
    return 'returned'
  }
  run.transaction((at) => {
    const isSetup = failure.kind === 'setup'
    const wait = run.signal.aborted ? 0 : waitAfter(row.attempts + 1, failure.retryAfterMs)
    const nextAt = at + wait
    const outcome = isSetup ? 'needs_setup' : null
    backToApproved(db, row.id, at, { outcome, error: run.signal.aborted ? null : failure.error, nextAt })
    if (!run.signal.aborted)
      addEvent(db, row.id, at, 'waits', `${failure.error.message} ${failure.error.nextStep}`, failure.error)
  })
  return 'waits'
}

/**
 * One approved listing to its market: checked once more against what was approved and what is sold now, the intent
 * written, looked up under its code, and only then created. Every answer, and none, leaves a state that says what to do.
 */
export async function uploadOne(run: MarketRun, id: number): Promise<UploadEnd> {
  const { deps } = run
  const { db } = deps
  const row = lifeRow(db, id)
  if (row === null || row.state !== 'approved') return 'none'
  const checked = sendable(deps, row, approvedContent(db, id))
  run.touched(row.listingId)
  if (checked.refusal !== null) {
    const { refusal } = checked
    run.transaction((at) => backToDraft(db, id, at, refusal.toShape()))
    return 'returned'
  }
  if (await waitsFirst(run, row)) return 'waits'
  let form: CategoryForm
  let places: MarketPlaces
  try {
    places = await deps.facts.places(run.market, run.call())
    form = await deps.facts.form(run.market, checked.content.category ?? '', run.call())
  } catch (thrown) {
    return keepWaiting(run, row, run.failed(thrown, { write: false }))
  }
  if (isStale(db, id, run.market)) await deps.freshen.listings([id], run.signal)
  // It may have been withdrawn, edited or sold out while the market was asked.
  const ready = run.transaction((at) => {
    const latest = lifeRow(db, id)
    if (latest === null || latest.state !== 'approved') return null
    if (isStale(db, id, run.market)) {
      backToDraft(db, id, at, failLife('LISTING_CHANGED', { service: run.market }).toShape())
      return null
    }
    const again = sendable(deps, latest, approvedContent(db, id))
    if (again.refusal !== null) {
      backToDraft(db, id, at, again.refusal.toShape())
      return null
    }
    if (!writeIntent(db, id, run.newIntent(), at)) return null
    addEvent(db, id, at, 'sent', `${marketNames[run.market]}에 등록을 요청합니다.`)
    return again.content
  })
  return ready === null ? 'returned' : create(run, row, ready, { form, places })
}

async function create(
  run: MarketRun,
  row: LifeRow,
  content: ListingContent,
  context: { form: CategoryForm; places: MarketPlaces },
): Promise<UploadEnd> {
  const { db } = run.deps
  try {
    const found = await run.adapter.findBySku(row.sku, searchFor(content, null), run.call())
    run.worked()
    const there = found.filter(({ state }) => state !== 'deleted')
    if (there.length > 0) return adopt(run, row, content, there) ? 'uploaded' : 'rejected'
  } catch (thrown) {
    // Nothing was sent yet.
    return keepWaiting(run, row, run.failed(thrown, { write: false }))
  }
  if (run.signal.aborted) {
    run.transaction((at) => backToApproved(db, row.id, at, { outcome: null, error: null, nextAt: at }))
    return 'waits'
  }
  try {
    const created = await run.adapter.create(content, context, run.call())
    run.worked()
    storeCreated(run, row, content, created)
    return 'uploaded'
  } catch (thrown) {
    const failure = run.failed(thrown, { write: true })
    if (failure.kind !== 'unknown') return keepWaiting(run, row, failure)
    const { message, serviceCode } = failure.error
    const error = failLife('LISTING_RESULT_UNKNOWN', {
      service: run.market,
      ...(serviceCode === undefined ? {} : { serviceCode }),
      cause: thrown,
    }).toShape()
    run.transaction((at) => markUnresolved(db, row.id, at, { ...error, message: `${error.message} (${message})` }))
    return 'unresolved'
  }
}
