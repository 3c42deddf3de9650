import type { ProductRow } from '../../../shared/contract/products.ts'
import type { ProductStatus } from '../../../shared/product.ts'
import type { Strings } from '../../strings/index.ts'
import { count, type Language, won } from '../../ui/format.ts'
import type { Tone } from '../../ui/StateBadge.tsx'

export const statusTones: Record<ProductStatus, Tone> = { available: 'ok', soldout: 'warn', discontinued: 'idle' }

export const priceText = (s: Strings, price: number | null, language: Language) =>
  price === null ? s.products.unknownPrice : won(price, language)

/** A count that is not known is said, never shown as zero. */
export const stockText = (s: Strings, stock: number | null) => (stock === null ? s.products.unknownStock : count(stock))

export const shippingText = (s: Strings, fee: number | null, language: Language) =>
  fee === null ? s.products.unknownShipping : fee === 0 ? s.products.freeShipping : won(fee, language)

export const optionsText = (s: Strings, row: Pick<ProductRow, 'optionCount'>) =>
  row.optionCount <= 1 ? s.products.noOptions : s.products.optionCount(row.optionCount)

/** Where it is listed: the market, or how many. */
export function placesText(s: Strings, { listedOn }: Pick<ProductRow, 'listedOn'>): string {
  const [only] = listedOn
  if (only === undefined) return s.markets.product.none
  return listedOn.length === 1 ? s.listing.markets[only] : s.approvals.nMarkets(listedOn.length)
}

type Value = string | number | null
const moneyFields = new Set(['price', 'fixedPrice', 'shippingFee', 'option.price', 'option.added', 'option.removed'])

/** One value of the history in words: `8,900원`, `재고 미집계`, `품절`. */
export function valueText(s: Strings, field: string, value: Value, language: Language): string {
  if (moneyFields.has(field)) {
    if (field === 'shippingFee') return shippingText(s, value === null ? null : Number(value), language)
    return value === null || value === '' ? s.products.unknownPrice : won(Number(value), language)
  }
  if (field === 'stock' || field === 'option.stock') return stockText(s, value === null ? null : Number(value))
  if (field === 'status' || field === 'option.status') {
    const known = s.products.status as Record<string, string>
    return known[String(value)] ?? String(value ?? '')
  }
  if (field === 'taxFree') return value === 'true' || value === 1 ? s.products.taxFree : s.products.taxed
  if (field === 'bars') {
    const names = s.products.bars as Record<string, string>
    const bars = String(value ?? '')
      .split(' ')
      .filter(Boolean)
    return bars.length === 0 ? s.products.listable : bars.map((bar) => names[bar] ?? bar).join(', ')
  }
  return value === null ? '–' : String(value)
}

/** `+5.6 %`, or null where there is nothing to compare. */
export function percentText(before: Value, after: Value): string | null {
  const [was, is] = [Number(before), Number(after)]
  if (before === null || after === null || !Number.isFinite(was) || !Number.isFinite(is) || was <= 0) return null
  const percent = Math.round(((is - was) / was) * 1000) / 10
  if (percent === 0) return null
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`
}

/** `8,900 → 9,400원 (+5.6 %)`: money names its unit once. */
export function changeText(s: Strings, field: string, before: Value, after: Value, language: Language): string {
  const to = valueText(s, field, after, language)
  if (field === 'option.added') return to
  if (field === 'option.removed') return valueText(s, field, before, language)
  const isMoney = moneyFields.has(field) && before !== null && after !== null && before !== '' && after !== ''
  const isFee = field === 'shippingFee' && (Number(before) === 0 || Number(after) === 0)
  const from = isMoney && !isFee && language === 'ko' ? count(Number(before)) : valueText(s, field, before, language)
  const percent = isMoney && !isFee ? percentText(before, after) : null
  return `${from} → ${to}${percent === null ? '' : ` (${percent})`}`
}

/** How a change of the inbox's kinds reads: prices by their figures, the others by what became of the product. */
export function inboxText(
  s: Strings,
  entry: { kind: keyof Strings['inbox']['kinds']; before: Value; after: Value },
  language: Language,
): string {
  if (entry.kind === 'price_up') return changeText(s, 'price', entry.before, entry.after, language)
  if (entry.kind === 'discontinued') return changeText(s, 'status', entry.before, entry.after, language)
  if (entry.before === entry.after) {
    // Where stock is not counted, only the wholesaler's word changed.
    const states = ['soldout', 'available'] as const
    const [from, to] = entry.kind === 'restocked' ? states : states.toReversed()
    return changeText(s, 'status', from ?? null, to ?? null, language)
  }
  return `${s.products.columns.stock} ${changeText(s, 'stock', entry.before, entry.after, language)}`
}
