import type { ProductStatus, ShippingRule } from '../../../shared/product.ts'

export interface CatalogueOption {
  /** Which value of each axis; empty for a single product's only option. */
  place: number[]
  values: string[]
  /** Full price in won; null = 협의, 0 occurs. */
  price: number | null
  /** null = the wholesaler does not count it. */
  stock: number | null
  soldOut: boolean
  /** The seller keeps it out of sight; a wholesaler that knows no hidden options leaves it out. */
  hidden: boolean
}

/** What never changes about an invented product. Money in won, time in ms UTC. */
export interface CatalogueFacts {
  index: number
  name: string
  model: string
  maker: string
  brand: string
  origin: string
  /** Position in `categoryTree` of root, middle and leaf, from 0, and their names. */
  category: { place: [number, number, number]; path: [string, string, string] }
  keywords: string[]
  fixedPrice: number | null
  minimumQuantity: number
  axes: { name: string; values: string[] }[]
  /** Independent axes are chosen each by itself; combined ones name one SKU together. */
  axesAre: 'combined' | 'independent'
  shipping: {
    rule: Exclude<ShippingRule, { kind: 'unknown' }>
    payment: 'prepaid' | 'on_arrival' | 'choice' | 'free'
    returnFee: number
    extraJeju: number
    extraIslands: number
  }
  taxFree: boolean
  adultOnly: boolean
  openmarketSellable: boolean
  prohibited: boolean
  permit: 'food' | 'medical' | null
  businessOnly: boolean
  licenceUsable: boolean
  /** Addresses; a few are broken on purpose. */
  images: string[]
  notices: { name: string; value: string }[]
  certificates: string[]
  createdAt: number
}

/** A product as it stands at one moment. */
export interface CatalogueProduct extends CatalogueFacts {
  /** Lowest price of a visible option; null = 협의. */
  price: number | null
  /** Prices by quantity, ascending; empty for most. */
  tiers: { from: number; price: number }[]
  options: CatalogueOption[]
  status: ProductStatus
  /** Not found any more, whoever asks. */
  gone?: boolean
  /** Since when it has been as it is. */
  changedAt: number
}

export interface CatalogueOptions {
  /** Another seed, another catalogue. */
  seed: number
  /** How many products there are at `since`; more arrive afterwards. Default 4,000. */
  size?: number
  /** Products up to here exist from the start. Default 2026-10-01 in Asia/Seoul. */
  since?: number
  /** How often the liveliest products (1 in 64) change; all others 48 to 240 times slower. 0 = nothing drifts. Default 15 min. */
  driftEveryMs?: number
  /** A new product each … ms after `since`; 0 = none. Default 6 h. */
  arrivalEveryMs?: number
  /** Where pictures are: `{imageBase}/{index}/{n}.png`. Default `https://img.practice.example`. */
  imageBase?: string
  /** `uhc`: only characters that CP949 can carry. Default `unicode`. */
  charset?: 'uhc' | 'unicode'
  /** The 5 MB description and the 10,000 options, which a test may not want. Default true. */
  extremes?: boolean
}

/** What somebody in the wholesaler's office sets by hand; what is left out goes on as it would. */
export interface OfficeChange {
  /** Every option gone, or back with stock. */
  soldOut?: boolean
  /** Won, of every option. */
  price?: number
  /** Taken out of the range: no list holds it, and nobody who asks by its key finds it. */
  gone?: boolean
}

/** A wholesaler's goods, computed and not stored: the same seed, index and time give the same product. */
export interface Catalogue {
  /** How many products have existed until `now`, discontinued ones included. Indices are 0 … count − 1. */
  count(now: number): number
  facts(index: number): CatalogueFacts
  at(index: number, now: number): CatalogueProduct
  /** Detail HTML, made on demand because one of them is 5 MB. */
  description(index: number): string
  /** Sets a product by hand from `at` on; null lets it go on as it would. */
  set(index: number, change: OfficeChange | null, at: number): void
  /** Moments in (from, until] at which the product may have become another. Ascending, ms UTC. */
  turns(index: number, from: number, until: number): number[]
}
