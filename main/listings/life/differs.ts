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
  pushedAt: number | null
  zeroConfirmedAt: number | null
}

export type Difference = 'price' | 'stock' | 'state'

/**
 * In what the market differs from what it was told. Less stock than told is what was sold there. A reading older than the
 * last thing told says nothing.
 */
export function differsOf(row: Compared): Difference[] {
  const { readState, readAt, pushedAt } = row
  if (readAt === null || readState === null || (pushedAt !== null && readAt < pushedAt)) return []
  const differs: Difference[] = []
  const isOff = row.held || row.zeroConfirmedAt !== null
  const { readPrice, pushedPrice, readStock, pushedStock } = row
  if (readPrice !== null && pushedPrice !== null && readPrice !== pushedPrice) differs.push('price')
  if (readState === 'deleted') return [...differs, 'state']
  if (
    readStock !== null &&
    pushedStock !== null &&
    (isOff ? readStock > 0 && readState === 'on_sale' : readStock > pushedStock)
  ) {
    differs.push('stock')
  }
  const isAway = readState === 'stopped' || readState === 'sold_out'
  if (isOff ? readState === 'on_sale' && readStock !== 0 : isAway || readStock === 0) differs.push('state')
  return differs
}
