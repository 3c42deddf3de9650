import type { ListingState } from '../../../shared/market.ts'

export interface Compared {
  state: ListingState
  held: boolean
  pushedPrice: number | null
  pushedStock: number | null
  readState: string | null
  readPrice: number | null
  readStock: number | null
  readAt: number | null
  /** Options at another price (1), options with more pieces than told (2), or both (3). */
  readDiffers: number
  pushedAt: number | null
  zeroConfirmedAt: number | null
}

interface Shown {
  sku: string
  price: number | null
  stock: number | null
}

/** Which options a reading shows otherwise than they were told, as `readDiffers`; fewer pieces are what was sold there. */
export function optionsDiffer(told: readonly Shown[], shown: readonly Shown[]): number {
  const known = new Map(told.map((thing) => [thing.sku, thing]))
  let differs = 0
  for (const { sku, price, stock } of shown) {
    const thing = known.get(sku)
    if (thing === undefined) continue
    if (price !== null && thing.price !== null && price !== thing.price) differs |= 1
    if (stock !== null && thing.stock !== null && stock > thing.stock) differs |= 2
  }
  return differs
}

export type Difference = 'price' | 'stock' | 'state'

/**
 * In what the market differs from what it was told. Less stock than told is what was sold there. A reading older than the
 * last thing told says nothing.
 */
export function differsOf(row: Compared): Difference[] {
  const { readState, readAt, pushedAt, readDiffers } = row
  if (readAt === null || readState === null || (pushedAt !== null && readAt < pushedAt)) return []
  const differs: Difference[] = []
  const isOff = row.held || row.zeroConfirmedAt !== null
  const { readPrice, pushedPrice, readStock, pushedStock } = row
  const isOtherPrice = readPrice !== null && pushedPrice !== null && readPrice !== pushedPrice
  if (isOtherPrice || (readDiffers & 1) !== 0) differs.push('price')
  if (readState === 'deleted') return [...differs, 'state']
  const isMore = readStock !== null && pushedStock !== null && readStock > pushedStock
  const isSold = readStock !== null && readStock > 0 && readState === 'on_sale'
  if (isOff ? isSold && pushedStock !== null : isMore || (readDiffers & 2) !== 0) differs.push('stock')
  const isAway = readState === 'stopped' || readState === 'sold_out'
  if (isOff ? readState === 'on_sale' && readStock !== 0 : isAway || readStock === 0) differs.push('state')
  return differs
}
