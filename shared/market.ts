/** Words of markets and listings that both the engine and the screen use. */

export const markets = ['coupang', 'naver', '11st'] as const
export type Market = (typeof markets)[number]
export const marketNames: Record<Market, string> = {
  coupang: '쿠팡',
  naver: '네이버 스마트스토어',
  '11st': '11번가',
}

export const listingStates = [
  'draft',
  'approved',
  'uploading',
  'unresolved',
  'in_review',
  'on_sale',
  'sold_out',
  'stopped',
  'rejected',
] as const
export type ListingState = (typeof listingStates)[number]

/** Whether the market said yes to the last thing it was asked; null while nothing was asked. */
export const listingOutcomes = ['ok', 'rejected', 'needs_setup'] as const
export type ListingOutcome = (typeof listingOutcomes)[number]

/** red: cannot be sent; yellow: may be sent, with what the operator should know; green: nothing to say. */
export const readinessLevels = ['red', 'yellow', 'green'] as const
export type ReadinessLevel = (typeof readinessLevels)[number]

/**
 * One finding about a listing. `field` names what has to be changed: `name`, `category`, `price`, `images`, `description`, `options`, `stock`,
 * `delivery.outboundPlace`, `afterService.phone`, or `fields.KEY` for a field of the category's form.
 */
export interface Finding {
  level: 'red' | 'yellow'
  code: string
  field: string
  /** What is wrong and what to do, in Korean. */
  message: string
}

/** Couriers by a name of our own; each adapter knows the market's code, or refuses. */
export const couriers = [
  'cj',
  'hanjin',
  'lotte',
  'logen',
  'epost',
  'kdexp',
  'daesin',
  'ilyang',
  'chunil',
  'hdexp',
] as const
export type Courier = (typeof couriers)[number]
export const courierNames: Record<Courier, string> = {
  cj: 'CJ대한통운',
  hanjin: '한진택배',
  lotte: '롯데택배',
  logen: '로젠택배',
  epost: '우체국택배',
  kdexp: '경동택배',
  daesin: '대신택배',
  ilyang: '일양로지스',
  chunil: '천일택배',
  hdexp: '합동택배',
}

/** One thing that can be bought in a listing. */
export interface ListingOption {
  /** The wholesaler's key of the option. */
  key: string
  /** Our own code of the option on the market; unique within the listing. */
  sku: string
  /** `색상` → `블랙`, in the wholesaler's order; never empty in a listing with options. */
  values: { axis: string; value: string }[]
  /** Full sale price in won, never a surcharge. */
  price: number
  /** Pieces to offer; 0 = sold out. */
  stock: number
}

/** What buyers pay for delivery. The wholesaler's own fee is a cost in the price, not here. */
export interface ListingDelivery {
  fee: { kind: 'free' } | { kind: 'flat'; fee: number } | { kind: 'free_over'; fee: number; over: number }
  /** One way, won. */
  returnFee: number
  /** Both ways, won. */
  exchangeFee: number
  /** Added for Jeju and for other islands, won. */
  jejuFee: number
  islandsFee: number
  /** Whether Jeju and the islands are served. */
  remoteAreas: boolean
  courier: Courier
  /** Days until dispatch. */
  dispatchDays: number
  /** The market's codes of the places; null = not chosen. */
  outboundPlace: string | null
  returnPlace: string | null
}

/** Everything a market is told when a listing is created: what the operator reads and approves, and nothing else. */
export interface ListingContent {
  sku: string
  name: string
  /** The market's category code; null = not mapped yet. */
  category: string | null
  /** Won. With options: the lowest option's. */
  price: number
  /** Pieces. With options: their sum. */
  stock: number
  /** Empty for a product without a choice. */
  options: ListingOption[]
  /** https addresses, the first is the main one. */
  images: string[]
  descriptionHtml: string
  brand: string | null
  maker: string | null
  model: string | null
  /** As the wholesaler states it: 중국, 국내산, … */
  origin: string | null
  taxFree: boolean
  adultOnly: boolean
  keywords: string[]
  delivery: ListingDelivery
  afterService: { phone: string; guide: string }
  /** Values of the category's form by its keys: notices, attributes, certificates, whatever the market asks. */
  fields: Record<string, string>
  /** Ask the market's review at once (Coupang: `requested`); false leaves it saved on the market. */
  requestReview: boolean
}
