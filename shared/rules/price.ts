import type { MadePrice, NoPrice } from '../contract/listing-shapes.ts'
import { failPrice, type PriceErrorCode } from './price-errors.ts'
import { MAX_PRICE, type ReadyRule } from './price-rule.ts'
import { explained } from './price-steps.ts'
import { percent, wonText } from './rate.ts'

/** What one piece costs. Won. */
export interface Cost {
  /** Null = unknown, which is never 0. */
  cost: number | null
  /** What shipping of one piece costs us; null: the rule's. */
  shipping: number | null
  /** The sale price the wholesaler demands, if it does. */
  fixedPrice?: number | null
}

export interface Margin {
  price: number
  cost: number
  fee: number
  shipping: number
  /** price − cost − fee − shipping */
  margin: number
}

export type Priced =
  | { ok: true; margin: Margin; how: 'made' | 'minimum' | 'guard' | 'fixed' | 'hand' }
  | { ok: false; code: PriceErrorCode; values: Record<string, string | number>; margin: Margin | null }

const none = (code: PriceErrorCode, values: Record<string, string | number> = {}, margin: Margin | null = null) =>
  ({ ok: false, code, values, margin }) as const

const marginAt = (price: number, cost: number, shipping: number, ready: ReadyRule): Margin => {
  const fee = ready.fee(price)
  return { price, cost, fee, shipping, margin: price - cost - fee - shipping }
}

const isAmount = (value: number) => Number.isSafeInteger(value) && value >= 0 && value <= MAX_PRICE

/**
 * The sale price by the rule, or why there is none; numbers only. `up` (the usual): the smallest multiple of the step
 * that leaves the target margin. `nearest` and `down`: the price that would leave it exactly, rounded so, and from there
 * the smallest multiple that leaves the minimum margin. Never below the rule's minimum price; a price that the
 * wholesaler demands is taken as it is or not at all. A higher cost never makes a lower price.
 */
export function priceFor({ cost, shipping: stated, fixedPrice = null }: Cost, ready: ReadyRule): Priced {
  const shipping = stated ?? ready.rule.shipping
  if (cost === null) return none('PRICE_COST_UNKNOWN')
  if (!isAmount(cost) || !isAmount(shipping)) return none('PRICE_COST_BAD')
  if (fixedPrice !== null) return given('FIXED', fixedPrice, cost, shipping, ready)
  const out = cost + shipping
  const { step, rule, minPrice } = ready
  if (out > MAX_PRICE) return none('PRICE_TOO_HIGH')
  const isUp = rule.roundDirection === 'up'
  const ideal = ready.idealSteps(out, rule.roundDirection === 'nearest' ? 'nearest' : 'down')
  const least = Math.max(1, Math.ceil(minPrice / step))
  const guard = isUp ? ready.target : ready.min
  const first = Math.max(ideal, least) * step
  for (let price = first; price <= MAX_PRICE; price += step) {
    const fee = ready.fee(price)
    const margin = price - out - fee
    if (margin < guard(price)) continue
    const how = !isUp && price > first ? 'guard' : least > ideal && price === first ? 'minimum' : 'made'
    return { ok: true, margin: { price, cost, fee, shipping, margin }, how }
  }
  return none('PRICE_TOO_HIGH')
}

/** A price set by hand, held to the same guard. */
export function verifyPrice(
  price: number,
  { cost, shipping: stated, fixedPrice = null }: Cost,
  ready: ReadyRule,
): Priced {
  const shipping = stated ?? ready.rule.shipping
  if (cost === null) return none('PRICE_COST_UNKNOWN')
  if (!isAmount(cost) || !isAmount(shipping)) return none('PRICE_COST_BAD')
  if (!isAmount(price) || price === 0) return none('PRICE_HAND_BAD')
  if (fixedPrice !== null && fixedPrice !== price) {
    return none('PRICE_FIXED_CHANGED', { fixed: wonText(fixedPrice), price: wonText(price) })
  }
  return given('HAND', price, cost, shipping, ready)
}

function given(who: 'FIXED' | 'HAND', price: number, cost: number, shipping: number, ready: ReadyRule): Priced {
  if (!isAmount(price) || price === 0) return none('PRICE_HAND_BAD')
  const margin = marginAt(price, cost, shipping, ready)
  const { marketStep, minPrice, rule } = ready
  const words = { price: wonText(price), min: percent(rule.minMarginRate), margin: wonText(margin.margin) }
  if (price % marketStep !== 0) return none(`PRICE_${who}_STEP`, { ...words, step: wonText(marketStep) }, margin)
  if (margin.margin < ready.min(price)) return none(`PRICE_${who}_LOSS`, words, margin)
  if (price < minPrice) return none(`PRICE_${who}_MINIMUM`, { ...words, minPrice: wonText(minPrice) }, margin)
  return { ok: true, margin, how: who === 'FIXED' ? 'fixed' : 'hand' }
}

export type ExplainedPrice = { made: MadePrice; none: null } | { made: null; none: NoPrice & { nextStep: string } }

/** A result with its whole way, to be read. */
export function explain(priced: Priced, input: Cost, ready: ReadyRule): ExplainedPrice {
  const steps = explained(priced, input, ready)
  if (!priced.ok) {
    const { code, message, nextStep } = failPrice(priced.code, { values: priced.values })
    return { made: null, none: { code, message, nextStep, steps } }
  }
  const { price, cost, margin } = priced.margin
  return {
    made: {
      ...priced.margin,
      marginRate: margin / price,
      markupRate: cost === 0 ? null : margin / cost,
      steps,
    },
    none: null,
  }
}

/** `priceFor`, explained. */
export const makePrice = (input: Cost, ready: ReadyRule): ExplainedPrice =>
  explain(priceFor(input, ready), input, ready)
