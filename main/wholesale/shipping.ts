import type { ShippingRule } from '../../shared/product.ts'
import { count } from '../net/readers.ts'

export interface TableEntry {
  quantity: number
  won: number
}

const MAX_ENTRIES = 100

/** `1+2500|20+2350` as pairs; null unless every entry can be read. Quantities must rise where `rising`. */
export function quantityTable(value: unknown, { rising }: { rising: boolean }): TableEntry[] | null {
  if (typeof value !== 'string') return null
  const parts = value.split('|').filter((part) => part.trim() !== '')
  if (parts.length === 0 || parts.length > MAX_ENTRIES) return null
  const entries: TableEntry[] = []
  for (const part of parts) {
    const pair = part.split('+')
    const quantity = pair.length === 2 ? count(pair[0]) : null
    const won = pair.length === 2 ? count(pair[1]) : null
    if (quantity === null || won === null || quantity < 1) return null
    if (rising && quantity <= (entries.at(-1)?.quantity ?? 0)) return null
    entries.push({ quantity, won })
  }
  return entries
}

/** 수량별차등: the fee of the band that the quantity falls in. */
export const bandsOf = (value: unknown): ShippingRule => {
  const entries = quantityTable(value, { rising: true })
  return entries === null
    ? { kind: 'unknown' }
    : { kind: 'bands', bands: entries.map(({ quantity, won }) => ({ from: quantity, fee: won })) }
}

/** 수량별비례: the first fee up to its quantity, then the second for each further step begun. One entry alone repeats itself. */
export const stepsOf = (value: unknown): ShippingRule => {
  const entries = quantityTable(value, { rising: false })
  const [first, step = first] = entries ?? []
  if (first === undefined || step === undefined || (entries?.length ?? 0) > 2) return { kind: 'unknown' }
  return {
    kind: 'steps',
    first: { upTo: first.quantity, fee: first.won },
    step: { size: step.quantity, fee: step.won },
  }
}
