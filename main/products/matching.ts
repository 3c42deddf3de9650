import type { ProductFilter } from '../../shared/contract/products.ts'
import { type Market, markets } from '../../shared/market.ts'
import { productStatuses, wholesalers } from '../../shared/product.ts'
import { parseKstDay } from '../../shared/time.ts'
import { flag } from './columns.ts'
import { type Catalogue, NO_MARGIN } from './repository-catalogue.ts'

export type Dimension = 'wholesaler' | 'status' | 'stock' | 'listable' | 'watched' | 'category' | 'listedOn' | 'other'

/** A condition on the flags of a row: the bits of `mask` must be `wanted`, or any of them must be set. */
export interface FlagTest {
  mask: number
  wanted: number | 'any'
}

/** A filter as what has to be looked at in the columns, by what it is about. */
export interface Dimensions {
  flags: Partial<Record<Dimension, FlagTest>>
  /** 1 for each category of the chosen subtree, by id. */
  within: Uint8Array | null
  price: [least: number, most: number] | null
  since: number
  /** Margins by row, and the least that passes. */
  margin: { values: Int32Array | null; least: number } | null
}

const bits = (mask: number, wanted: number | 'any' = mask): FlagTest => ({ mask, wanted })

const stockTests = {
  counted: bits(flag.counted | flag.zero, flag.counted),
  zero: bits(flag.zero),
  unknown: bits(flag.counted, 0),
}
const watchedTests = {
  chosen: bits(flag.chosen),
  listed: bits(flag.listed),
  any: bits(flag.chosen | flag.listed, 'any'),
}

const listedBit = (market: Market) => 1 << (flag.listedShift + markets.indexOf(market))
const anywhere = markets.reduce((all, market) => all | listedBit(market), flag.listed)

export function dimensionsOf(catalogue: Catalogue, filter: ProductFilter): Dimensions {
  const { wholesaler, status, stock, listable, watched, edited, category, minPrice, maxPrice, changedSince } = filter
  const { listedOn, margin } = filter
  const flags: Dimensions['flags'] = {}
  if (wholesaler !== undefined) {
    flags.wholesaler = bits(flag.wholesaler, wholesalers.indexOf(wholesaler) << flag.wholesalerShift)
  }
  if (status !== undefined) flags.status = bits(flag.status, productStatuses.indexOf(status) << flag.statusShift)
  if (stock !== undefined) flags.stock = stockTests[stock]
  if (listable !== undefined) flags.listable = bits(flag.barred, listable ? 0 : flag.barred)
  if (watched !== undefined) flags.watched = watchedTests[watched]
  if (edited !== undefined) flags.other = bits(flag.edited, edited ? flag.edited : 0)
  if (listedOn !== undefined) flags.listedOn = listedOn === 'none' ? bits(anywhere, 0) : bits(listedBit(listedOn))
  let within: Uint8Array | null = null
  if (category !== undefined) {
    const found = catalogue.subtree(category)
    within = new Uint8Array(Math.max(...found) + 1)
    for (const id of found) within[id] = 1
  }
  return {
    flags,
    within,
    price:
      minPrice === undefined && maxPrice === undefined ? null : [minPrice ?? 0, maxPrice ?? Number.POSITIVE_INFINITY],
    since: changedSince === undefined ? 0 : Math.floor((parseKstDay(changedSince) ?? 0) / 1000),
    margin:
      margin === undefined
        ? null
        : {
            values: catalogue.margins?.column(margin.market) ?? null,
            least: Math.ceil(margin.minRate * 1_000_000 - 1e-6),
          },
  }
}

export const passes = (flags: number, { mask, wanted }: FlagTest): boolean =>
  wanted === 'any' ? (flags & mask) !== 0 : (flags & mask) === wanted

/** Whether a product's margin passes; those that nobody priced do not. */
export const earns = (margin: Dimensions['margin'], id: number): boolean =>
  margin === null || (margin.values?.[id] ?? NO_MARGIN) >= margin.least

export interface Matches {
  count: number
  /** A 1 for every product that matches; null where they are few and `ids` names them. */
  marks: Uint8Array | null
  ids: Int32Array | null
}

/** One in so many found: putting those in order is quicker than walking everybody in order. */
const FEW = 60

const marksOf = (ids: Int32Array, end: number): Uint8Array => {
  const marks = new Uint8Array(end)
  for (let i = 0; i < ids.length; i += 1) marks[ids[i] as number] = 1
  return marks
}

/** Which products match. One tight walk: this is what a million products wait for. */
export function matching(catalogue: Catalogue, dimensions: Dimensions, found: Int32Array | null): Matches {
  const { flags, price, updated, category, end } = catalogue.columns
  const { within, since, margin } = dimensions
  let mask: number = flag.here
  let wanted: number = flag.here
  let any = 0
  let isPossible = true
  for (const test of Object.values(dimensions.flags)) {
    if (test.wanted === 'any') {
      any = test.mask
      continue
    }
    isPossible &&= (mask & test.mask & (wanted ^ test.wanted)) === 0
    mask |= test.mask
    wanted |= test.wanted
  }
  if (dimensions.price !== null) {
    mask |= flag.priced
    wanted |= flag.priced
  }
  const [least, most] = dimensions.price ?? [0, Number.POSITIVE_INFINITY]
  const rows = found === null ? end - 1 : found.length
  const ids = new Int32Array(rows)
  let count = 0
  for (let i = 0; isPossible && i < rows; i += 1) {
    const id = found === null ? i + 1 : (found[i] as number)
    if (id >= end) continue
    const its = flags[id] as number
    if ((its & mask) !== wanted || (any !== 0 && (its & any) === 0)) continue
    if ((price[id] as number) < least || (price[id] as number) > most || (updated[id] as number) < since) continue
    if (within !== null && within[category[id] as number] !== 1) continue
    if (margin !== null && !earns(margin, id)) continue
    ids[count] = id
    count += 1
  }
  const matched = ids.subarray(0, count)
  return count * FEW < end
    ? { count, ids: matched.slice(), marks: null }
    : { count, ids: null, marks: marksOf(matched, end) }
}
