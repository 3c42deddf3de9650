import type { Market } from '../../../shared/market.ts'
import { DAY_MS } from '../../../shared/time.ts'
import type { MarketCapabilities } from '../../market/port.ts'
import type { Db } from '../../store/db.ts'
import { type Planned, planStep, REFUSED_ZERO_MS, type StepInput, type UpdateKind } from './plan.ts'
import { isSamePrices as isSame } from './price-step.ts'
import { bannable, isListed, productNow, productNowOf } from './repository-product.ts'
import { approvedContent, type LifeRow, lifeRow, livingOfProduct } from './repository-rows.ts'
import { savePushed, setZeroConfirmed } from './repository-states.ts'
import {
  addUpdate,
  endUpdate,
  lastUpdate,
  openUpdates,
  pricesBefore,
  priceToldAt,
  refusedPrices,
  setUrgency,
  type UpdateRow,
  type UpdateValue,
} from './repository-updates.ts'
import type { SoldThing, StepTerms } from './types.ts'
import { type ProductNow, wantedThings } from './want.ts'

export interface StepDeps {
  db: Db
  terms: StepTerms
  capabilities(market: Market): MarketCapabilities
}

/** Prices that the operator set by hand and approved; null where the rule makes them, none while they wait for approval. */
export function handPrices(db: Db, listing: LifeRow): Map<string, number> | null {
  if (listing.edits.price === undefined || listing.edits.price === null) return null
  // Before the yes to what was set by hand the approved prices are older ones, which may have become a loss.
  const content = listing.approvedHash === listing.contentHash ? approvedContent(db, listing.id) : null
  if (content === null) return new Map()
  const options = content.options.length === 0 ? [content] : content.options
  return new Map(options.map(({ sku, price }) => [sku, price]))
}

/** Right after a change markets have been seen to show what was before it. */
const SETTLED_MS = 10 * 60_000

/** What the market shows otherwise than it was told, by our code; nothing while that may be older than what it was told. */
function shownOf(db: Db, { id, readAt, pushedAt, readOptions, things, readPrice, readStock }: LifeRow) {
  const price = new Map<string, number>()
  const stock = new Map<string, number>()
  if (readAt === null) return { price, stock }
  const told = new Map(things.map((thing) => [thing.sku, thing]))
  const [only, ...more] = things
  const whole = only === undefined || more.length > 0 ? [] : [{ sku: only.sku, price: readPrice, stock: readStock }]
  for (const shown of [...whole, ...readOptions]) {
    const thing = told.get(shown.sku)
    if (shown.price !== null && shown.price !== thing?.price) price.set(shown.sku, shown.price)
    if (shown.stock !== null && shown.stock !== thing?.stock) stock.set(shown.sku, shown.stock)
  }
  if (readAt < (pushedAt ?? 0) + SETTLED_MS) stock.clear()
  // A zero that was told since says nothing of the price.
  if (price.size > 0 && readAt < priceToldAt(db, id) + SETTLED_MS) price.clear()
  return { price, stock }
}

/** Everything that decides what a listing must be told, as it is stored at this moment. */
export function stepInput(deps: StepDeps, listing: LifeRow, product: ProductNow, at: number): StepInput {
  const { db, terms } = deps
  const { market } = listing
  const settings = terms.settings(market)
  const capabilities = deps.capabilities(market)
  const shown = shownOf(db, listing)
  const last = lastUpdate(db, listing.id, 'price')
  const isOut = last?.status === 'queued' && last.attempts > 0
  return {
    at,
    listing: { ...listing, shownStock: shown.stock },
    product,
    banned: terms.banned(bannable(product)),
    capabilities,
    wanted: wantedThings(listing.things, product, terms.template(market)),
    autoRestock: settings.autoRestock,
    prices: {
      rule: terms.rule(market, product),
      hand: handPrices(db, listing),
      shown: shown.price,
      dayAgo: pricesBefore(db, listing.id, at - DAY_MS),
      settings,
      limit: capabilities.priceChange,
      refused: refusedPrices(db, listing.id),
      // While its price cannot be told it is taken off sale.
      mayMend: capabilities.setsPrice && !isOut,
    },
  }
}

/** The market or the operator said no to this very thing: it is not asked again by itself, but for a stop of sales. */
function wasRefused(last: UpdateRow | null, planned: Planned, at: number, isAsked: boolean): boolean {
  if (last === null || !isSame(last.value.values, planned.values)) return false
  if (last.status === 'dismissed') return planned.urgency !== 0
  if (last.status !== 'failed' || planned.waits) return false
  return planned.urgency !== 0 || (!isAsked && at - (last.doneAt ?? 0) < REFUSED_ZERO_MS)
}

const updateValue = (listing: LifeRow, { kind, values, lifts = false }: Planned): UpdateValue => {
  if (kind === 'price') {
    const was = listing.things.flatMap(({ sku, price }) => (price === null ? [] : [{ sku, value: price }]))
    const after = Math.min(...values.map(({ value }) => value))
    return { values, was, before: listing.pushedPrice, after, ...(lifts ? { lifts } : {}) }
  }
  return { values, before: listing.pushedStock, after: values.reduce((sum, { value }) => sum + value, 0) }
}

/** Nothing is sold from here on: whatever would bring it back first is out of date, by whomever it was asked for. */
const endsSelling = ({ kind, values }: Pick<Planned, 'kind' | 'values'>) =>
  kind === 'stop' || values.every(({ value }) => value === 0)
const sells: readonly UpdateKind[] = ['stock', 'resume']
const isSelling = ({ kind, value }: UpdateRow) => sells.includes(kind) && !endsSelling({ kind, ...value })

/**
 * The market may have heard what it never answered. Where that put pieces on sale an earlier zero counts no more and is
 * said again; where it lowered a price, the lower one is taken for what buyers see.
 */
export function noteMaybeHeard(db: Db, listing: LifeRow, update: UpdateRow, at: number): void {
  if (isSelling(update) && listing.zeroConfirmedAt !== null) setZeroConfirmed(db, listing.id, 0)
  if (update.kind !== 'price') return
  const said = new Map(update.value.values.map(({ sku, value }) => [sku, value]))
  const lowest = ({ sku, price }: SoldThing) =>
    Math.min(price ?? Number.POSITIVE_INFINITY, said.get(sku) ?? Number.POSITIVE_INFINITY)
  const things = listing.things.map((thing) => (said.has(thing.sku) ? { ...thing, price: lowest(thing) } : thing))
  savePushed(db, listing.id, listing.pushedAt ?? at, things)
}

/** Ends what is out of date; false where it had ended. */
export function supersede(db: Db, listing: LifeRow, update: UpdateRow, at: number): boolean {
  if (!endUpdate(db, update.id, 'superseded', at)) return false
  if (update.status === 'queued' && update.attempts > 0) noteMaybeHeard(db, listing, update, at)
  return true
}

const known = ({ zeroConfirmedAt, things }: LifeRow) => JSON.stringify([zeroConfirmedAt, things])

/** Brings the queue of one listing to what it needs now; inside the caller's transaction. Answers whether it changed. */
function deriveListing(
  deps: StepDeps,
  listing: LifeRow,
  product: ProductNow | null,
  at: number,
  isAsked = false,
): boolean {
  const { db } = deps
  const planned = product === null ? [] : planStep(stepInput(deps, listing, product, at))
  const open = openUpdates(db, listing.id)
  let isChanged = false
  const leave = (row: UpdateRow) => {
    if (supersede(db, listing, row, at)) isChanged = true
  }
  const isEnding = planned.some(endsSelling)
  for (const row of open) {
    const isWanted = planned.some(({ kind }) => kind === row.kind)
    const isAgainst = isEnding && isSelling(row)
    // What is on its way can not be called back; its end is looked at again.
    if (!isWanted && row.status !== 'sending' && (row.value.byHand !== true || isAgainst)) leave(row)
  }
  for (const plan of planned) {
    const same = open.find(({ kind }) => kind === plan.kind)
    if (same === undefined && wasRefused(lastUpdate(db, listing.id, plan.kind), plan, at, isAsked)) continue
    if (same !== undefined && keeps(same, plan)) {
      if (plan.urgency < same.urgency) setUrgency(db, same.id, plan.urgency)
      continue
    }
    if (same !== undefined) leave(same)
    addUpdate(db, listing, plan, updateValue(listing, plan), at)
    isChanged = true
  }
  const after = isChanged ? lifeRow(db, listing.id) : null
  if (after !== null && known(after) !== known(listing)) deriveListing(deps, after, product, at, isAsked)
  return isChanged
}

/** Whether what is queued already says what is planned. A yes that was given to the same change stands. */
function keeps(row: UpdateRow, plan: Planned): boolean {
  if (row.value.byHand === true && !endsSelling(plan)) return true
  if (!isSame(row.value.values, plan.values)) return false
  if (row.status === 'waiting') return plan.waits && (plan.lifts ?? false) === (row.value.lifts ?? false)
  return row.status === 'sending' || !plan.waits || row.value.approved === true
}

/** What changed of products, in the queues of all their listings; inside the transaction that stores the change. */
export function deriveProducts(deps: StepDeps, productIds: Iterable<number>, at: number): number {
  let changed = 0
  for (const id of productIds) {
    const product = isListed(deps.db, id) ? productNow(deps.db, id) : null
    if (product === null) continue
    for (const listing of livingOfProduct(deps.db, product.wholesaler, product.productId)) {
      if (deriveListing(deps, listing, product, at)) changed += 1
    }
  }
  return changed
}

/** `isAsked`: by the operator, so that a zero which the market just refused is tried once more. */
export const deriveOne = (deps: StepDeps, listing: LifeRow, at: number, isAsked = false): boolean =>
  deriveListing(deps, listing, productNowOf(deps.db, listing.wholesaler, listing.productId), at, isAsked)
