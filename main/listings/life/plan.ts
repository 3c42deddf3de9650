import type { updateKinds } from '../../../shared/contract/listing-shapes.ts'
import type { ListingState } from '../../../shared/market.ts'
import type { MarketCapabilities } from '../../market/port.ts'
import { type PriceInput, priceVerdict } from './price-step.ts'
import type { SoldThing } from './types.ts'
import { notSold, type ProductNow, type WantedThing } from './want.ts'

export type UpdateKind = (typeof updateKinds)[number]
export type Values = { sku: string; value: number }[]

export interface Planned {
  kind: UpdateKind
  /** 0 = sold out, before anything else; 1 = less stock, back on sale, or a price that stops a loss; 2 = prices; 3 = the rest. */
  urgency: 0 | 1 | 2 | 3
  /** Empty for a stop, but where it stands for stocks of 0. */
  values: Values
  why: string
  /** Waits for the operator's yes. */
  waits: boolean
  /** With that yes the market's limit of one change is lifted. */
  lifts?: boolean
}

/** What is known of a listing on its market. */
export interface OnMarket {
  state: ListingState
  /** The market's word as last read, in ours. */
  readState: string | null
  readStock: number | null
  readAt: number | null
  /** When the market last confirmed a stock of 0 or a stop that was ours. */
  zeroConfirmedAt: number | null
  held: boolean
  things: readonly SoldThing[]
  /** Pieces that the market itself shows, where that was read long enough after it was told. */
  shownStock: ReadonlyMap<string, number>
}

export interface StepInput {
  at: number
  listing: OnMarket
  product: ProductNow
  /** Which entry of the ban list it meets; null when none. */
  banned: string | null
  wanted: readonly WantedThing[]
  prices: Omit<PriceInput, 'things' | 'wanted'>
  autoRestock: boolean
  capabilities: Pick<MarketCapabilities, 'setsStock' | 'stops' | 'stopsInOneCall' | 'resumes' | 'setsPrice'>
}

/** A market that said "done" once may have lost it: zero is said again after this long. */
export const ZERO_STALE_MS = 6 * 60 * 60_000

/** A zero that the market refused is asked for again after this long: meanwhile it sells what is not there. */
export const REFUSED_ZERO_MS = 10 * 60_000

const living: readonly ListingState[] = ['in_review', 'on_sale', 'sold_out', 'stopped']

/** Whether upkeep has anything to say about a listing in this state. */
export const isLiving = ({ state, readState }: Pick<OnMarket, 'state' | 'readState'>): boolean =>
  living.includes(state) && readState !== 'deleted'

const stocksOf = (wanted: readonly WantedThing[]): Values => wanted.map(({ sku, stock }) => ({ sku, value: stock }))

function zero(input: StepInput, why: string): Planned[] {
  const { at, listing, wanted, capabilities } = input
  const { zeroConfirmedAt: confirmed, readAt, readState, readStock, state } = listing
  const isShown = readState === 'on_sale' && (readStock === null || readStock > 0)
  if (confirmed !== null) {
    const isContradicted = isShown && readAt !== null && readAt > confirmed
    if (!isContradicted && at - confirmed < ZERO_STALE_MS) return []
  } else if (state === 'stopped') {
    // Stopped there by somebody else: nothing is sold, and nothing of ours to say again.
    return []
  }
  const again = confirmed === null ? why : `${why} 마켓에 다시 알립니다.`
  // While options go to 0 one after the other, those still to come are sold; what can not be brought back is not stopped.
  const { stops, resumes, stopsInOneCall = false } = capabilities
  const isQuicker = stopsInOneCall && resumes && wanted.length > 1 && state === 'on_sale'
  const isStop = !capabilities.setsStock || (stops && (state === 'stopped' || isQuicker))
  if (isStop && !capabilities.stops) return []
  const zeros = wanted.map(({ sku }) => ({ sku, value: 0 }))
  return isStop
    ? [{ kind: 'stop', urgency: 0, values: isQuicker ? zeros : [], why: again, waits: false }]
    : [{ kind: 'stock', urgency: 0, values: zeros, why: again, waits: false }]
}

/** While its price is not mended nothing more is put on sale; what the wholesaler no longer has is taken back. */
function lessen({ listing, wanted, capabilities }: StepInput): Planned[] {
  const { state, things } = listing
  if (!capabilities.setsStock || state === 'stopped' || state === 'sold_out') return []
  const values = wanted.map(({ sku, stock }, n) => ({ sku, value: Math.min(stock, things[n]?.stock ?? stock) }))
  if (values.every(({ value }, n) => things[n]?.stock === value)) return []
  return [{ kind: 'stock', urgency: 1, values, why: '도매처의 재고가 줄었습니다.', waits: false }]
}

function offer(input: StepInput): Planned[] {
  const { listing, wanted, capabilities, autoRestock } = input
  const { state, zeroConfirmedAt, things } = listing
  const values = stocksOf(wanted)
  if (zeroConfirmedAt !== null && (state === 'stopped' || state === 'sold_out')) {
    const kind = state === 'stopped' || !capabilities.setsStock ? 'resume' : 'stock'
    if (kind === 'resume' && !capabilities.resumes) return []
    return [{ kind, urgency: 1, values, why: '도매처에 재고가 다시 들어왔습니다.', waits: !autoRestock }]
  }
  if (!capabilities.setsStock || state === 'stopped') return []
  if (state === 'sold_out') {
    const why = '마켓에서 모두 팔렸거나 재고가 0이 되었습니다. 도매처에는 재고가 있습니다.'
    return [{ kind: 'stock', urgency: 1, values, why, waits: true }]
  }
  const changed = wanted.filter(({ stock }, n) => things[n]?.stock !== stock)
  if (changed.length === 0) {
    const isMore = wanted.some(({ sku, stock }) => (listing.shownStock.get(sku) ?? 0) > stock)
    // What the operator changed at the market is not taken back in silence.
    const why = '마켓의 재고가 도매처에서 팔 수 있는 것보다 많습니다.'
    return isMore ? [{ kind: 'stock', urgency: 1, values, why, waits: true }] : []
  }
  const isLess = wanted.some(({ stock }, n) => stock < (things[n]?.stock ?? Number.POSITIVE_INFINITY))
  return [{ kind: 'stock', urgency: isLess ? 1 : 3, values, why: '도매처의 재고가 바뀌었습니다.', waits: false }]
}

const verdictOf = ({ listing, wanted, prices }: StepInput) =>
  priceVerdict({ ...prices, things: listing.things, wanted })

/** Why nothing more may be put on sale at this moment, whatever was asked; null where it may. */
export function offerFault(input: StepInput): { reason: string; kind: 'gone' | 'loss' | 'mending' } | null {
  const gone = notSold(input.product, input.wanted, input.banned)
  if (gone !== null) return { reason: gone, kind: 'gone' }
  const { fault, isMending } = verdictOf(input)
  return fault === null ? null : { reason: fault, kind: isMending ? 'mending' : 'loss' }
}

/**
 * What a listing must be told so that it sells what the wholesaler has at a price that holds: nothing where it is in step.
 * What the operator stopped by hand is never brought back, but where it is on sale all the same its guards hold.
 */
export function planStep(input: StepInput): Planned[] {
  const { listing, product, banned, wanted, prices, capabilities } = input
  if (wanted.length === 0) return []
  if (listing.state === 'rejected') {
    // An older version of what the market refused may still be sold there.
    const fault = listing.readState !== 'deleted' && (listing.readStock ?? 0) > 0 ? offerFault(input) : null
    return fault === null ? [] : zero(input, fault.reason)
  }
  if (!isLiving(listing)) return []
  if (listing.held) {
    const fault = listing.state === 'on_sale' ? offerFault(input) : null
    return fault === null ? [] : zero(input, fault.reason)
  }
  const gone = notSold(product, wanted, banned)
  if (gone !== null) return zero(input, gone)
  const verdict = verdictOf(input)
  const { fault, isMending } = verdict
  const planned = fault === null ? offer(input) : isMending ? lessen(input) : zero(input, fault)
  if (verdict.step === null || !capabilities.setsPrice) return planned
  const { values, ask, lifts } = verdict.step
  const cause = prices.hand === null ? '규칙으로 정한 가격이 바뀌었습니다.' : '직접 정하여 승인한 가격입니다.'
  const isRaised = values.some(({ value }, n) => value > (listing.things[n]?.price ?? value))
  const isAsked = ask !== null && fault !== null
  const why = [cause, ask, isAsked ? '승인할 때까지 판매를 멈춥니다.' : null].filter((part) => part !== null)
  planned.push({
    kind: 'price',
    urgency: (isRaised || fault !== null) && ask === null ? 1 : 2,
    values,
    why: why.join(' '),
    waits: ask !== null,
    ...(lifts ? { lifts } : {}),
  })
  return planned
}
