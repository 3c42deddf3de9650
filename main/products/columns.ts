import { markets } from '../../shared/market.ts'
import { type ProductStatus, productStatuses, type Wholesaler, wholesalers } from '../../shared/product.ts'

import { LISTED_ON } from './marks.ts'

/** A product as lists see it: what they filter and sort by. */
export interface ListedProduct {
  id: number
  wholesaler: Wholesaler
  status: ProductStatus
  price: number | null
  stock: number | null
  bars: number
  watched: number
  edited: boolean
  category: number | null
  updatedAt: number
}

/** Bits of a row's `flags`; 0 in all of them: no such product. */
export const flag = {
  here: 1,
  wholesaler: 0b110,
  wholesalerShift: 1,
  status: 0b11000,
  statusShift: 3,
  barred: 1 << 5,
  priced: 1 << 6,
  counted: 1 << 7,
  zero: 1 << 8,
  chosen: 1 << 9,
  listed: 1 << 10,
  edited: 1 << 11,
  /** Where it is listed, a bit for each of `markets`. */
  listedShift: 12,
} as const

/** Sorted by as 32 bits; a price beyond four billion won sorts as that. */
const clamp = (value: number) => Math.max(0, Math.min(0xffffffff, Math.floor(value)))

const grown = <T extends Uint16Array | Uint32Array | Int32Array>(
  old: T,
  make: (length: number) => T,
  length: number,
) => {
  const wider = make(length)
  wider.set(old)
  return wider
}

/**
 * Every product in 18 bytes, by id. A million products take what one picture takes, and any filter over all of them is a
 * walk of a few milliseconds, whatever it combines.
 */
export class Columns {
  /** Highest id + 1. */
  end = 1
  flags = new Uint16Array(1024)
  price = new Uint32Array(1024)
  stock = new Uint32Array(1024)
  /** Seconds UTC. */
  updated = new Uint32Array(1024)
  category = new Int32Array(1024)

  set(row: ListedProduct): void {
    if (row.id >= this.flags.length) this.#grow(row.id + 1)
    this.end = Math.max(this.end, row.id + 1)
    let flags = flag.here
    flags |= wholesalers.indexOf(row.wholesaler) << flag.wholesalerShift
    flags |= productStatuses.indexOf(row.status) << flag.statusShift
    if (row.bars !== 0) flags |= flag.barred
    if (row.price !== null) flags |= flag.priced
    if (row.stock !== null) flags |= flag.counted
    if (row.stock === 0) flags |= flag.zero
    if ((row.watched & 1) !== 0) flags |= flag.chosen
    if ((row.watched & 2) !== 0) flags |= flag.listed
    markets.forEach((market, i) => {
      if ((row.watched & LISTED_ON[market]) !== 0) flags |= 1 << (flag.listedShift + i)
    })
    if (row.edited) flags |= flag.edited
    this.flags[row.id] = flags
    this.price[row.id] = clamp(row.price ?? 0)
    this.stock[row.id] = clamp(row.stock ?? 0)
    this.updated[row.id] = clamp(row.updatedAt / 1000)
    this.category[row.id] = row.category ?? 0
  }

  #grow(least: number): void {
    const length = Math.max(least, Math.ceil(this.flags.length * 1.5))
    this.flags = grown(this.flags, (n) => new Uint16Array(n), length)
    this.price = grown(this.price, (n) => new Uint32Array(n), length)
    this.stock = grown(this.stock, (n) => new Uint32Array(n), length)
    this.updated = grown(this.updated, (n) => new Uint32Array(n), length)
    this.category = grown(this.category, (n) => new Int32Array(n), length)
  }
}
