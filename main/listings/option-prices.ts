import type { MadePrice, NoPrice } from '../../shared/contract/listing-shapes.ts'
import { AppError } from '../../shared/errors.ts'
import type { Finding, ListingOption } from '../../shared/market.ts'
import type { ProductOption } from '../../shared/product.ts'
import {
  type Cost,
  type ExplainedPrice,
  explain,
  type Priced,
  priceFor,
  verifyPrice,
} from '../../shared/rules/price.ts'
import type { DraftFacts } from './facts.ts'
import { find } from './findings.ts'
import { offeredStock } from './life/want.ts'
import { optionValues } from './option-values.ts'
import { optionSkuOf } from './sku.ts'

export interface Sold {
  options: ListingOption[]
  price: number
  stock: number
  made: MadePrice | null
  none: NoPrice | null
  /** Won that one piece of what is cheapest costs; null = unknown. */
  cost: number | null
  findings: Finding[]
}

type Subject = Pick<ProductOption, 'key' | 'name' | 'price' | 'stock' | 'status'>

const noPriceOf = ({ code, message, nextStep }: AppError): NoPrice & { nextStep: string } => ({
  ...{ code, message, nextStep, steps: [] },
})

interface Pricing {
  price: number | null
  /** The whole way to it; only asked of what is shown. */
  explained(): ExplainedPrice
}

/** By hand where the operator set one: the option that costs least takes it, the others keep their distance from it. */
function pricer(facts: DraftFacts, cheapest: Subject | undefined): (option: Subject) => Pricing {
  const { product, rule, edits } = facts
  const costOf = (option: Subject): Cost => ({
    cost: option.price,
    shipping: product.shippingFee,
    fixedPrice: product.fixedPrice,
  })
  if (rule instanceof AppError) {
    return () => ({ price: null, explained: () => ({ made: null, none: noPriceOf(rule) }) })
  }
  const priced = (result: Priced, cost: Cost): Pricing => ({
    price: result.ok ? result.margin.price : null,
    explained: () => explain(result, cost, rule),
  })
  const byRule = (option: Subject) => priced(priceFor(costOf(option), rule), costOf(option))
  const hand = edits.price ?? null
  if (hand === null) return byRule
  const base = cheapest === undefined ? null : byRule(cheapest).price
  return (option) => {
    const own = option === cheapest ? base : byRule(option).price
    const price = hand + (own === null || base === null ? 0 : own - base)
    return priced(verifyPrice(price, costOf(option), rule), costOf(option))
  }
}

const cheapestOf = (options: readonly Subject[]): Subject | undefined =>
  options
    .filter(({ price }) => price !== null)
    .reduce<Subject | undefined>((a, b) => (a !== undefined && (a.price ?? 0) <= (b.price ?? 0) ? a : b), undefined)

/** What is sold at which price and in which number. A single product has no options; its own price and stock count. */
export function soldThings(facts: DraftFacts, sku: string): Sold {
  const { product } = facts
  const [first] = product.options
  const isSingle = product.options.length === 0 || (product.options.length === 1 && first?.name === '')
  return isSingle ? single(facts) : several(facts, sku)
}

function single(facts: DraftFacts): Sold {
  const { product, template } = facts
  const option: Subject = { key: '', name: '', price: product.price, stock: product.stock, status: 'available' }
  const { made, none } = pricer(facts, option)(option).explained()
  const isSoldOut = product.options[0]?.status === 'soldout'
  return {
    options: [],
    price: made?.price ?? 0,
    stock: isSoldOut ? 0 : offeredStock(product.stock, template),
    ...{ made, none, cost: product.price },
    findings: stockFindings(facts, isSoldOut ? [] : [product.stock]),
  }
}

function several(facts: DraftFacts, sku: string): Sold {
  const { product, template } = facts
  const names = optionValues(product.options.map(({ name }) => name))
  const cheapest = cheapestOf(product.options)
  const priceOf = pricer(facts, cheapest)
  const options: ListingOption[] = []
  let left = 0
  let why: Pricing | null = null
  let lowest: { price: number; pricing: Pricing } | null = null
  for (const [i, option] of product.options.entries()) {
    const pricing = priceOf(option)
    const { price } = pricing
    if (price === null) {
      left += 1
      why ??= pricing
      continue
    }
    if (lowest === null || price < lowest.price) lowest = { price, pricing }
    const stock = option.status === 'soldout' ? 0 : offeredStock(option.stock, template)
    options.push({ key: option.key, sku: optionSkuOf(sku, option.key), values: names[i] ?? [], price, stock })
  }
  const found = lowest?.pricing.explained().made ?? null
  const reason = why?.explained().none ?? null
  const findings: Finding[] = []
  if (found !== null && reason !== null) {
    findings.push(find('yellow', 'OPTION_LEFT_OUT', 'options', { count: left, reason: reason.message }))
  }
  const offered = product.options.filter(
    ({ key, status }) => status === 'available' && options.some((o) => o.key === key),
  )
  findings.push(
    ...stockFindings(
      facts,
      offered.map(({ stock }) => stock),
    ),
  )
  return {
    options,
    price: found?.price ?? 0,
    stock: options.reduce((sum, { stock }) => sum + stock, 0),
    made: found,
    none: found === null ? reason : null,
    cost: cheapest?.price ?? null,
    findings,
  }
}

/** `counts`: of everything that is not sold out; null = not counted. */
function stockFindings({ product, template }: DraftFacts, counts: readonly (number | null)[]): Finding[] {
  if (product.status === 'discontinued') return [find('red', 'DISCONTINUED', 'stock')]
  const counted = counts.filter((count) => count !== null)
  if (product.status === 'soldout' || (counts.length === counted.length && counted.every((count) => count === 0))) {
    return [find('red', 'SOLD_OUT', 'stock')]
  }
  if (counted.length < counts.length) {
    if (template.uncountedStock !== null) {
      return [find('yellow', 'STOCK_NOT_COUNTED', 'stock', { count: template.uncountedStock })]
    }
    if (counts.every((count) => offeredStock(count, template) === 0)) return [find('red', 'STOCK_UNKNOWN', 'stock')]
    return []
  }
  if (counted.every((count) => offeredStock(count, template) === 0)) {
    const stock = Math.max(...counted)
    return [find('red', 'STOCK_BELOW_SAFETY', 'stock', { stock, safety: template.safetyStock })]
  }
  return []
}

/** The price's own finding, when there is none. */
export const priceFinding = (none: NoPrice & { nextStep?: string }): Finding => ({
  level: 'red',
  code: none.code,
  field: 'price',
  message: none.nextStep === undefined ? none.message : `${none.message} ${none.nextStep}`,
})
