import type { ProductChange } from '../../../shared/contract/products.ts'

export interface Point {
  at: number
  value: number | null
}

/**
 * A figure over time as steps, oldest first: what it was before the first known change, each change, and what it is now.
 * `changes` as the engine answers them, newest first. Null where it was unknown.
 */
export function stepsOf(
  changes: readonly ProductChange[],
  field: 'price' | 'stock',
  current: number | null,
  from: number,
  now: number,
): Point[] {
  const own = changes.filter((change) => change.field === field && change.option === null).toReversed()
  const number = (value: ProductChange['before']) => {
    const read = value === null || value === '' ? Number.NaN : Number(value)
    return Number.isFinite(read) ? read : null
  }
  const first = own[0]
  const points: Point[] = [
    { at: Math.min(from, first?.at ?? from), value: first === undefined ? current : number(first.before) },
    ...own.map((change) => ({ at: change.at, value: number(change.after) })),
    { at: now, value: current },
  ]
  return points
}

export const changedTimes = (changes: readonly ProductChange[], field: string): number =>
  changes.filter((change) => change.field === field && change.option === null).length
