import type { PriceRule, RuleValues } from '../contract/listing-shapes.ts'
import type { AppError } from '../errors.ts'
import { failPrice } from './price-errors.ts'
import { commonRates, type ExactRate, exactRate, floorDivided, percent } from './rate.ts'

export const MAX_PRICE = 1_000_000_000
const MAX_SHIPPING = 10_000_000
const MAX_STEP = 1_000_000

/** A checked rule, its rates exact. All amounts in won. */
export interface ReadyRule {
  rule: PriceRule
  /** Made prices are multiples of it: of the rule's step and of the market's. */
  step: number
  /** The market's own step, which prices that were given from outside must keep. */
  marketStep: number
  minPrice: number
  /** Which rule gave the fee, in words. */
  feeFrom: string
  /** `price × rate`, rounded up to a won. */
  fee(price: number): number
  target(price: number): number
  min(price: number): number
  /** Price at which `cost` plus fee and target come out even, in whole steps: rounded down, or to the nearest. */
  idealSteps(cost: number, rounding: 'down' | 'nearest'): number
}

const rateNames = {
  feeRate: '수수료율',
  targetMarginRate: '목표 마진율',
  minMarginRate: '최소 마진율',
} as const
type RateName = keyof typeof rateNames
const names = { ...rateNames, shipping: '배송비', roundTo: '가격 단위' } as const

const whole = (value: number, least: number, most: number) =>
  Number.isSafeInteger(value) && value >= least && value <= most

/** What is wrong with the values that are there; null when nothing. */
export function ruleFault(rule: RuleValues): AppError | null {
  for (const name of Object.keys(rateNames) as RateName[]) {
    const value = rule[name]
    if (value !== undefined && !(value >= 0 && value < 1)) {
      return failPrice('PRICE_RULE_RATE', { values: { field: rateNames[name], value } })
    }
  }
  const { feeRate, targetMarginRate: target, minMarginRate: min, shipping, roundTo, minPrice, roundDirection } = rule
  if (feeRate !== undefined && target !== undefined && !leavesRoom(feeRate, target)) {
    return failPrice('PRICE_RULE_SUM', { values: { fee: percent(feeRate), target: percent(target) } })
  }
  if (min !== undefined && target !== undefined && min > target) {
    return failPrice('PRICE_RULE_ORDER', { values: { min: percent(min), target: percent(target) } })
  }
  if (shipping !== undefined && !whole(shipping, 0, MAX_SHIPPING)) {
    return failPrice('PRICE_RULE_SHIPPING', { values: { value: shipping } })
  }
  if (roundTo !== undefined && !whole(roundTo, 1, MAX_STEP)) {
    return failPrice('PRICE_RULE_STEP', { values: { value: roundTo } })
  }
  if (minPrice !== undefined && minPrice !== null && !whole(minPrice, 0, MAX_PRICE)) {
    return failPrice('PRICE_RULE_MINIMUM', { values: { value: minPrice } })
  }
  if (roundDirection !== undefined && !['up', 'nearest', 'down'].includes(roundDirection)) {
    return failPrice('PRICE_RULE_DIRECTION', { values: { value: String(roundDirection) } })
  }
  return null
}

/** Below a millionth of the price nothing can be earned with whole won. */
function leavesRoom(fee: number, target: number): boolean {
  const [a, b] = [exactRate(fee), exactRate(target)]
  if (a === null || b === null) return false
  const { scale, digits } = commonRates([a, b])
  return (scale - (digits[0] ?? 0n) - (digits[1] ?? 0n)) * 1_000_000n >= scale
}

const greatest = (a: number, b: number): number => (b === 0 ? a : greatest(b, a % b))

/** Makes a whole rule ready. Throws PRICE_RULE_…: a rule that is wrong never makes a price. */
export function readyRule(given: RuleValues, marketStep = 1, feeFrom = '마켓 기본 규칙'): ReadyRule {
  const missing = (Object.keys(names) as (keyof typeof names)[]).filter((name) => given[name] === undefined)
  if (missing.length > 0) {
    throw failPrice('PRICE_RULE_INCOMPLETE', { values: { fields: missing.map((name) => names[name]).join(', ') } })
  }
  const fault = ruleFault(given)
  if (fault !== null) throw fault
  const rule = { roundDirection: 'up', minPrice: null, ...given } as PriceRule
  const exact = [rule.feeRate, rule.targetMarginRate, rule.minMarginRate].map((value) => exactRate(value) as ExactRate)
  const step = (rule.roundTo / greatest(rule.roundTo, marketStep)) * marketStep
  return { rule, step, marketStep, minPrice: rule.minPrice ?? 0, feeFrom, ...arithmetic(exact, step) }
}

function arithmetic(
  exact: readonly ExactRate[],
  step: number,
): Pick<ReadyRule, 'fee' | 'target' | 'min' | 'idealSteps'> {
  const { small, scale, digits } = commonRates(exact)
  const [fee = 0n, target = 0n, min = 0n] = digits
  if (!small) return bigArithmetic(scale, fee, target, min, step)
  const [s, f, t, m] = [Number(scale), Number(fee), Number(target), Number(min)]
  // At most 10¹⁵ over 10⁶: the quotient's spacing is finer than its smallest fraction, so rounding up is exact.
  const times = (rate: number) => (price: number) => Math.ceil((price * rate) / s)
  const rest = (s - f - t) * step
  return {
    fee: times(f),
    target: times(t),
    min: times(m),
    idealSteps: (cost, rounding) =>
      rounding === 'down' ? floorDivided(cost * s, rest) : floorDivided(2 * cost * s + rest, 2 * rest),
  }
}

function bigArithmetic(scale: bigint, fee: bigint, target: bigint, min: bigint, step: number) {
  const times = (rate: bigint) => (price: number) => Number((BigInt(price) * rate + scale - 1n) / scale)
  const rest = (scale - fee - target) * BigInt(step)
  return {
    fee: times(fee),
    target: times(target),
    min: times(min),
    idealSteps: (cost: number, rounding: 'down' | 'nearest') => {
      const even = BigInt(cost) * scale
      return Number(rounding === 'down' ? even / rest : (2n * even + rest) / (2n * rest))
    },
  }
}
