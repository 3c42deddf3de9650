import { marketNames } from '../../../shared/market.ts'
import type { MarketRef } from '../../market/port.ts'
import { whyKept } from './by-hand.ts'
import { deriveOne, noteMaybeHeard, stepInput, supersede } from './derive.ts'
import { failLife } from './errors.ts'
import { waitAfter } from './failures.ts'
import { REFUSED_ZERO_MS, type UpdateKind } from './plan.ts'
import { productNowOf } from './repository-product.ts'
import { type LifeRow, lifeRow } from './repository-rows.ts'
import { addEvent, markDeleted, markGone, savePushed, setState, setZeroConfirmed } from './repository-states.ts'
import {
  addUpdate,
  endUpdate,
  lastUpdate,
  openUpdates,
  sendUpdate,
  setValue,
  type UpdateRow,
  updateAgain,
  updateRow,
} from './repository-updates.ts'
import type { MarketRun } from './run.ts'
import { refreshShown } from './shown.ts'

type PushEnd = 'pushed' | 'rejected' | 'waits' | 'none'

const words: Record<UpdateKind, string> = {
  stop: '판매 중지',
  stock: '재고',
  price: '가격',
  resume: '판매 재개',
  delete: '삭제',
}
const isZero = ({ kind, value }: UpdateRow): boolean =>
  kind === 'stop' || (kind === 'stock' && value.values.every(({ value: pieces }) => pieces === 0))

/** Whether the market shows that an earlier try of this update took effect, although its answer was lost. */
async function tookEffect(run: MarketRun, ref: MarketRef, { kind, value }: UpdateRow): Promise<boolean> {
  const found = await run.adapter.read(ref, run.call())
  if (kind === 'delete') return found.state === 'deleted'
  const shown = new Map(found.options.map((option) => [option.sku, option]))
  const all = (field: 'price' | 'stock') =>
    value.values.every(({ sku, value: wanted }) => shown.get(sku)?.[field] === wanted)
  if (kind === 'stop') return found.state === 'stopped'
  if (kind === 'price') return all('price')
  return all('stock') && (kind === 'stock' || found.state === 'on_sale')
}

async function send(run: MarketRun, row: LifeRow, update: UpdateRow, isUrgent: boolean): Promise<void> {
  const { adapter } = run
  const { kind, value } = update
  const call = run.call(isUrgent ? 'interactive' : 'background')
  if (row.ref === null) return
  // Some markets take writes by GET and count each: nothing is said twice that was heard.
  const again = update.attempts > 0
  const looksItself = kind === 'price' && adapter.capabilities.pricesInParts === true
  if (again && !looksItself && (await tookEffect(run, row.ref, update))) return
  let { ref } = row
  if (ref.options.some(({ id }) => id === null) && row.state !== 'in_review') {
    // Numbers that the market gives only once it sells the listing.
    ref = (await adapter.read(ref, call)).ref
  }
  if (kind === 'delete') await adapter.remove(ref, call)
  else if (kind === 'stop') await adapter.stop(ref, call)
  else if (kind === 'resume') await adapter.resume(ref, value.values, call)
  else if (kind === 'stock') await adapter.setStock(ref, value.values, call)
  else
    await adapter.setPrice(ref, value.values, { force: value.approved === true && value.lifts === true, again }, call)
}

/** What the market has said yes to is what it was last told, whatever was wished for meanwhile. */
function noteDone(run: MarketRun, row: LifeRow, update: UpdateRow, at: number): void {
  const { db } = run.deps
  if (update.kind === 'delete') {
    markDeleted(db, row.id, at)
    return
  }
  const now = new Map(update.value.values.map(({ sku, value }) => [sku, value]))
  const told = row.things.map((thing) => {
    const value = now.get(thing.sku)
    if (value === undefined) return thing
    return update.kind === 'price' ? { ...thing, price: value } : { ...thing, stock: value }
  })
  savePushed(db, row.id, at, told)
  refreshShown(run.step, row.id)
  if (update.kind === 'price') return
  const zero = isZero(update)
  setZeroConfirmed(db, row.id, zero ? at : null)
  // In review it stays there: what is sold is decided when the review ends.
  if (row.state === 'in_review' || row.state === 'rejected') return
  const state =
    update.kind === 'stop' ? 'stopped' : zero ? (row.state === 'stopped' ? 'stopped' : 'sold_out') : 'on_sale'
  if (state !== row.state) setState(db, row.id, at, state, 'ok', null)
}

/**
 * What may be sent of an update at this very moment, which may be long after it was queued: nothing that the wholesaler no
 * longer has, nothing at a price that has become a loss. Null where nothing of it is left.
 */
function checked(run: MarketRun, queued: UpdateRow, listing: LifeRow, at: number): UpdateRow | null {
  const { db } = run.deps
  if (isZero(queued) || queued.kind === 'delete') return queued
  deriveOne(run.step, listing, at)
  const [update, row] = [updateRow(db, queued.id), lifeRow(db, listing.id)]
  if (update === null || row === null || update.status !== 'queued') return null
  if (update.kind === 'price') return update
  const product = productNowOf(db, row.wholesaler, row.productId)
  const input = product === null ? null : stepInput(run.step, row, product, at)
  const kept = whyKept(run.step, row, at)
  const isSelling = update.kind === 'stock' && (row.state === 'on_sale' || row.state === 'in_review')
  const wanted = new Map(input?.wanted.map(({ sku, stock }) => [sku, stock]))
  const told = new Map(row.things.map(({ sku, stock }) => [sku, stock ?? 0]))
  const values = update.value.values.map(({ sku, value }) => {
    const most = kept === null ? value : isSelling ? (told.get(sku) ?? 0) : 0
    return { sku, value: Math.min(value, most, wanted.get(sku) ?? 0) }
  })
  const after = values.reduce((sum, { value }) => sum + value, 0)
  if (after === 0) {
    supersede(db, row, update, at)
    if (kept !== null) addEvent(db, row.id, at, 'held', `${kept.message} ${kept.nextStep}`, kept)
    const fresh = lifeRow(db, row.id)
    if (fresh !== null) deriveOne(run.step, fresh, at)
    return null
  }
  if (after !== update.value.after) setValue(db, update.id, { ...update.value, values, after })
  return { ...update, value: { ...update.value, values, after } }
}

/** One queued update to its market. One without an answer is looked at before it is said again. */
export async function pushOne(run: MarketRun, updateId: number): Promise<PushEnd> {
  const { db } = run.deps
  const ready = run.transaction((at) => {
    const found = updateRow(db, updateId)
    const row = found === null ? null : lifeRow(db, found.listing)
    if (found === null || row === null || found.status !== 'queued') return null
    run.touched(row.listingId)
    const update = checked(run, found, row, at)
    return update !== null && sendUpdate(db, updateId, at) ? { queued: update, before: row } : null
  })
  if (ready === null) return 'none'
  const { queued, before } = ready
  try {
    await send(run, before, queued, queued.urgency <= 1)
    run.worked()
  } catch (thrown) {
    return pushFailed(run, before, queued, run.failed(thrown, { write: true }))
  }
  run.transaction((at) => {
    const row = lifeRow(db, before.id)
    if (row === null) return
    endUpdate(db, updateId, 'done', at)
    noteDone(run, row, queued, at)
    const { before: was, after } = queued.value
    const change =
      was === null || after === null || was === after
        ? ''
        : ` ${was.toLocaleString('ko-KR')} → ${after.toLocaleString('ko-KR')}`
    addEvent(db, row.id, at, 'pushed', `${words[queued.kind]}${change} · ${queued.why}`)
    derive(run, row.id, at)
  })
  return 'pushed'
}

function derive(run: MarketRun, id: number, at: number): void {
  const row = lifeRow(run.deps.db, id)
  if (row !== null) deriveOne(run.step, row, at)
}

/** Neither on its way nor just refused. */
function mayTry({ deps: { db } }: MarketRun, { id }: LifeRow, kind: 'stop' | 'stock', at: number): boolean {
  if (openUpdates(db, id).some((open) => open.kind === kind)) return false
  const last = lastUpdate(db, id, kind)
  return last === null || last.status !== 'failed' || !isZero(last) || at - (last.doneAt ?? 0) > REFUSED_ZERO_MS
}

function pushFailed(
  run: MarketRun,
  row: LifeRow,
  update: UpdateRow,
  failure: ReturnType<MarketRun['failed']>,
): PushEnd {
  const { db } = run.deps
  const { error } = failure
  if (failure.kind !== 'rejected') {
    run.transaction((at) => {
      const isOurs = run.signal.aborted || failure.kind === 'setup'
      const wait = isOurs ? null : at + waitAfter(update.attempts + 1, failure.retryAfterMs)
      updateAgain(db, update.id, wait, run.signal.aborted ? null : error)
      const [now, listing] = [updateRow(db, update.id), lifeRow(db, row.id)]
      // Something newer took its place while it was on its way.
      if (now?.status === 'superseded' && listing !== null) noteMaybeHeard(db, listing, update, at)
      derive(run, row.id, at)
    })
    return 'waits'
  }
  run.transaction((at) => {
    // It is gone, as was asked.
    const isDeleted = update.kind === 'delete' && error.code === 'MARKET_GONE'
    endUpdate(db, update.id, isDeleted ? 'done' : 'failed', at, isDeleted ? null : error)
    if (isDeleted) {
      markDeleted(db, row.id, at)
      addEvent(db, row.id, at, 'pushed', `${marketNames[run.market]}에 이미 없는 상품입니다.`)
      return
    }
    addEvent(db, row.id, at, 'rejected', `${words[update.kind]}: ${error.message} ${error.nextStep}`, error)
    if (error.code === 'MARKET_GONE') {
      const number = row.ref?.marketProductId ?? ''
      const values = { market: marketNames[run.market], number }
      markGone(db, row.id, at, failLife('LISTING_GONE', { service: run.market, values }).toShape())
      return
    }
    // A market that does not take it off sale may still take the zero, and the other way round.
    const { setsStock, stops } = run.adapter.capabilities
    if (update.kind === 'stop' && setsStock && row.things.length > 0 && mayTry(run, row, 'stock', at)) {
      const zero = {
        kind: 'stock',
        urgency: 0,
        why: `${update.why} 판매 중지를 받지 않아 재고를 0으로 합니다.`,
        waits: false,
      } as const
      const values = row.things.map(({ sku }) => ({ sku, value: 0 }))
      addUpdate(db, row, zero, { values, before: row.pushedStock, after: 0, byHand: true }, at)
    }
    if (update.kind === 'stock' && isZero(update) && stops && mayTry(run, row, 'stop', at)) {
      const stop = {
        kind: 'stop',
        urgency: 0,
        why: `${update.why} 재고 0을 받지 않아 판매를 중지합니다.`,
        waits: false,
      } as const
      addUpdate(db, row, stop, { values: [], before: row.pushedStock, after: 0, byHand: true }, at)
    }
    derive(run, row.id, at)
  })
  return 'rejected'
}
