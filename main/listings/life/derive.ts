import type { Market } from '../../../shared/market.ts'
import { DAY_MS } from '../../../shared/time.ts'
import type { MarketCapabilities } from '../../market/port.ts'
import type { Db } from '../../store/db.ts'
import { type Planned, planStep, type UpdateKind, type Values, ZERO_STALE_MS } from './plan.ts'
import { bannable, isListed, productNow, productNowOf } from './repository-product.ts'
import { approvedContent, type LifeRow, livingOfProduct } from './repository-rows.ts'
import {
  addUpdate,
  endUpdate,
  lastUpdate,
  openUpdates,
  pricesBefore,
  setUrgency,
  type UpdateRow,
  type UpdateValue,
} from './repository-updates.ts'
import type { StepTerms } from './types.ts'
import { type ProductNow, wantedThings } from './want.ts'

export interface StepDeps {
  db: Db
  terms: StepTerms
  capabilities(market: Market): MarketCapabilities
}

const sameValues = (a: Values, b: Values): boolean =>
  a.length === b.length && a.every(({ sku, value }, n) => b[n]?.sku === sku && b[n]?.value === value)

/** Prices that the operator set by hand and approved; null where the rule makes them. */
export function handPrices(db: Db, listing: LifeRow): Map<string, number> | null {
  if (listing.edits.price === undefined || listing.edits.price === null) return null
  const content = approvedContent(db, listing.id)
  if (content === null) return new Map()
  const options = content.options.length === 0 ? [content] : content.options
  return new Map(options.map(({ sku, price }) => [sku, price]))
}

function plannedFor(deps: StepDeps, listing: LifeRow, product: ProductNow, at: number): Planned[] {
  const { db, terms } = deps
  const { market } = listing
  const settings = terms.settings(market)
  const capabilities = deps.capabilities(market)
  return planStep({
    at,
    listing,
    product,
    banned: terms.banned(bannable(product)),
    capabilities,
    wanted: wantedThings(listing.things, product, terms.template(market)),
    autoRestock: settings.autoRestock,
    prices: {
      rule: terms.rule(market, product),
      hand: handPrices(db, listing),
      dayAgo: pricesBefore(db, listing.id, at - DAY_MS),
      settings,
      limit: capabilities.priceChange,
    },
  })
}

/** The market or the operator said no to this very thing: it is not asked again by itself, but for a stop of sales. */
function wasRefused(last: UpdateRow | null, planned: Planned, at: number): boolean {
  if (last === null || !sameValues(last.value.values, planned.values)) return false
  if (last.status === 'dismissed') return planned.urgency !== 0
  if (last.status !== 'failed') return false
  return planned.urgency !== 0 || at - (last.doneAt ?? 0) < ZERO_STALE_MS
}

const updateValue = (listing: LifeRow, { kind, values }: Planned): UpdateValue => {
  if (kind === 'price') {
    const was = listing.things.flatMap(({ sku, price }) => (price === null ? [] : [{ sku, value: price }]))
    return { values, was, before: listing.pushedPrice, after: Math.min(...values.map(({ value }) => value)) }
  }
  return { values, before: listing.pushedStock, after: values.reduce((sum, { value }) => sum + value, 0) }
}

/** Nothing is sold from here on: whatever would bring it back first is out of date, by whomever it was asked for. */
const endsSelling = ({ kind, values }: Planned) => kind === 'stop' || values.every(({ value }) => value === 0)
const sells: readonly UpdateKind[] = ['stock', 'resume']

/** Brings the queue of one listing to what it needs now; inside the caller's transaction. Answers whether it changed. */
function deriveListing(deps: StepDeps, listing: LifeRow, product: ProductNow | null, at: number): boolean {
  const { db } = deps
  const planned = product === null ? [] : plannedFor(deps, listing, product, at)
  const open = openUpdates(db, listing.id)
  let isChanged = false
  const supersede = (row: UpdateRow) => {
    if (endUpdate(db, row.id, 'superseded', at)) isChanged = true
  }
  const isEnding = planned.some(endsSelling)
  for (const row of open) {
    const isWanted = planned.some(({ kind }) => kind === row.kind)
    const isAgainst = isEnding && sells.includes(row.kind)
    // What is on its way can not be called back; its end is looked at again.
    if (!isWanted && row.status !== 'sending' && (row.value.byHand !== true || isAgainst)) supersede(row)
  }
  for (const plan of planned) {
    const same = open.find(({ kind }) => kind === plan.kind)
    if (same === undefined && wasRefused(lastUpdate(db, listing.id, plan.kind), plan, at)) continue
    if (same !== undefined && keeps(same, plan)) {
      if (plan.urgency < same.urgency) setUrgency(db, same.id, plan.urgency)
      continue
    }
    if (same !== undefined) supersede(same)
    addUpdate(db, listing, plan, updateValue(listing, plan), at)
    isChanged = true
  }
  return isChanged
}

/** Whether what is queued already says what is planned. A yes that was given to the same change stands. */
function keeps(row: UpdateRow, plan: Planned): boolean {
  if (row.value.byHand === true && !endsSelling(plan)) return true
  if (!sameValues(row.value.values, plan.values)) return false
  if (row.status === 'waiting') return plan.waits
  return row.status === 'sending' || !plan.waits || row.value.force === true
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

export const deriveOne = (deps: StepDeps, listing: LifeRow, at: number): boolean =>
  deriveListing(deps, listing, productNowOf(deps.db, listing.wholesaler, listing.productId), at)
