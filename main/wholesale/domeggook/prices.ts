import * as read from '../../net/readers.ts'
import { quantityTable } from '../shipping.ts'

export interface Prices {
  /** One piece at the lowest quantity that can be ordered, won; null = unknown or 협의. */
  price: number | null
  tiers: { from: number; price: number }[]
}

/**
 * A price as Domeggook writes it: a number, its text, or tiers `1+12900|10+12800`. Null where nothing stands: not sold
 * on that market.
 */
export function pricesOf(value: unknown): Prices | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string' && value.includes('+')) {
    const entries = quantityTable(value, { rising: true })
    if (entries === null) throw new read.Unreadable('수량별 가격을 읽을 수 없습니다.')
    const tiers = entries.map(({ quantity, won }) => ({ from: quantity, price: won }))
    if (tiers.some((tier) => tier.price === 0)) return { price: null, tiers: [] }
    return { price: tiers[0]?.price ?? null, tiers }
  }
  return { price: read.cost(value, 'price'), tiers: [] }
}
