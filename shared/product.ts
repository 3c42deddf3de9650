/** Words of wholesale products that both the engine and the screen use. */

export const wholesalers = ['ownerclan', 'zentrade', 'domeggook'] as const
export type Wholesaler = (typeof wholesalers)[number]
export const wholesalerNames: Record<Wholesaler, string> = {
  ownerclan: '오너클랜',
  zentrade: '젠트레이드',
  domeggook: '도매꾹',
}

export const productStatuses = ['available', 'soldout', 'discontinued'] as const
export type ProductStatus = (typeof productStatuses)[number]

/** Why a product may not be put on an open market; empty when it may. */
export const listingBars = [
  'openmarket_refused',
  'prohibited',
  'business_only',
  'licence_refused',
  'adult',
  'permit_needed',
  'not_for_single_sale',
] as const
export type ListingBar = (typeof listingBars)[number]

export interface ProductOption {
  /** The wholesaler's own key of this option; stable over collects. */
  key: string
  /** `색상: 블랙 / 크기: L`; empty for a single product's only option. */
  name: string
  /** Full price in won, never a surcharge; null = unknown (never 0). */
  price: number | null
  /** null = not counted: neither zero nor a number to sell from. */
  stock: number | null
  status: 'available' | 'soldout'
}

/**
 * What shipping costs, in won, as the wholesaler states it: `unknown` (Zentrade states none), `free`, `flat` once an order, `per_box` for each
 * `boxQuantity` pieces begun, `bands` the fee of the band that the quantity falls in, `steps` the first band, then each further step begun.
 */
export type ShippingRule =
  | { kind: 'unknown' }
  | { kind: 'free' }
  | { kind: 'flat'; fee: number }
  | { kind: 'per_box'; fee: number; boxQuantity: number }
  | { kind: 'bands'; bands: { from: number; fee: number }[] }
  | { kind: 'steps'; first: { upTo: number; fee: number }; step: { size: number; fee: number } }

export interface Shipping {
  rule: ShippingRule
  /** Who pays when: prepaid by us, on arrival by the buyer, or the buyer's choice. */
  payment: 'prepaid' | 'on_arrival' | 'choice' | 'free' | 'unknown'
  /** The wholesaler's own words, shown as given. */
  stated: string
  returnFee: number | null
  extraJeju: number | null
  extraIslands: number | null
}

/** One product as an adapter reads it. Money in won, time in ms UTC; text as given (trimmed), HTML not yet sanitised. */
export interface WholesaleProduct {
  wholesaler: Wholesaler
  productId: string
  name: string
  /** Lowest option price, or the price of one piece; null = unknown or to be negotiated (협의). */
  price: number | null
  /** Consumer price that must be kept, when the wholesaler fixes it. */
  fixedPrice: number | null
  /** Sum over counted options; null = not counted. */
  stock: number | null
  status: ProductStatus
  options: ProductOption[]
  /** Lowest quantity per order; above 1 the product is not for single sale. */
  minimumQuantity: number
  /** Prices by quantity where stated: `from` pieces, each at `price`. */
  tiers: { from: number; price: number }[]
  shipping: Shipping
  taxFree: boolean
  adultOnly: boolean
  bars: ListingBar[]
  origin: string | null
  maker: string | null
  brand: string | null
  model: string | null
  /** From the root down. */
  categoryPath: string[]
  categoryCode: string | null
  /** The wholesaler's own codes for markets, for example `{ coupang: '…', naver: '…', '11st': '…' }`. */
  marketCategories: Record<string, string>
  keywords: string[]
  images: string[]
  /** Null where the wholesaler's licence does not allow it. */
  descriptionHtml: string | null
  notices: { name: string; value: string }[]
  certificates: string[]
  /** When the wholesaler says it changed; null when it does not say. */
  changedAt: number | null
  /** The reply for this product as received, for the record. */
  raw: string
}
