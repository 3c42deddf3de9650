import type { Finding, ListingContent, Market } from '../../shared/market.ts'
import type { MarketError } from './errors.ts'

export interface MarketAccount {
  /** Tells two accounts of one market apart; stable over new keys; nothing secret. */
  account: string
  /** As the operator knows it: a store's name or id. */
  label: string
}

export interface MarketCategory {
  code: string
  name: string
  /** Names from the root down, this one included. */
  path: string[]
  /** Only leaves can be listed in. */
  leaf: boolean
}

export interface CategorySuggestion {
  code: string
  path: string[]
}

export interface FormField {
  /** Stable within the category: the key of `ListingContent.fields`. Adapters prefix: `notice:…`, `attribute:…`, `certificate:…`, `other:…`. */
  key: string
  /** The market's own words. */
  label: string
  group: 'notice' | 'attribute' | 'certificate' | 'other'
  required: boolean
  kind: 'text' | 'number' | 'choice' | 'date'
  choices?: { value: string; label: string }[]
  /** Units that a number must carry, for example `ml`; the first is the usual one. */
  units?: string[]
  maxLength?: number
  /** Which fact of the product answers it, so that drafts come filled. */
  source?: 'name' | 'maker' | 'brand' | 'model' | 'origin' | 'phone' | 'certificate' | 'options' | 'quantity'
  /**
   * A certificate of the product in which this regular expression is found answers the field: with `value`, else with what
   * was found. Only for numbers that belong nowhere else.
   */
  recognises?: { pattern: string; value?: string }
  /** What to send when nothing is known and the market bears it, for example `상세페이지 참조`. */
  usual?: string
  help?: string
}

/** What a category asks. Facts of the category that are nobody's field stand in `facts` for the adapter's own use. */
export interface CategoryForm {
  category: string
  path: string[]
  fields: FormField[]
  /** Axes of options that the market offers or demands: `required` ones must be given even for a single product. */
  axes: { name: string; required: boolean; choices?: string[]; units?: string[] }[]
  facts: Record<string, string | number | boolean>
}

export interface MarketPlace {
  code: string
  name: string
  /** One line. */
  address: string
  zip: string
  detail: string
  phone: string
  usable: boolean
  /** The market's own default. */
  preferred: boolean
  /** What only the adapter needs of it again. */
  facts: Record<string, string | number | boolean>
}

export interface MarketPlaces {
  outbound: MarketPlace[]
  inbound: MarketPlace[]
}

/** Where a listing is on the market: kept with the listing for ever. */
export interface MarketRef {
  marketProductId: string
  sku: string
  /** Further numbers of the market, by its own names (`originProductNo`, `channelProductNo`). */
  ids: Record<string, string>
  /** By option sku; a listing without options has one entry under its own sku. `id` is null until the market gave one. */
  options: { sku: string; id: string | null }[]
}

export const marketListingStates = [
  /** Saved on the market, its review not asked. */
  'saved',
  'in_review',
  'on_sale',
  'sold_out',
  'stopped',
  'rejected',
  'deleted',
  /** A word that is not known: shown as it came, nothing concluded from it. */
  'unknown',
] as const

/** A listing as the market has it. */
export interface MarketListing {
  ref: MarketRef
  state: (typeof marketListingStates)[number]
  /** The market's own word. */
  stateText: string
  /** Null where the market did not say. */
  name: string | null
  price: number | null
  stock: number | null
  options: { sku: string; id: string | null; price: number | null; stock: number | null; onSale: boolean | null }[]
  /** Why the market refused or stopped it, in its words. */
  reason: string | null
  /** Where buyers see it; null when the market does not say. */
  url: string | null
}

export interface Created {
  ref: MarketRef
  state: 'saved' | 'in_review' | 'on_sale'
  /** Things the market remarked although it accepted; Korean sentences. */
  warnings: string[]
}

/** Prices or stocks by option sku; a listing without options names its own sku. Everything sold is named: what is left out may become 0. */
export type OptionValues = readonly { sku: string; value: number }[]

export interface PriceOptions {
  /** Goes beyond the market's limit of one change; only ever after the operator said so. */
  force: boolean
  /** An earlier try may have got halfway. */
  again?: boolean
}

export interface MarketCapabilities {
  /** Most options in one listing. */
  maxOptions: number
  /** Names the market measures by characters or by EUC-KR bytes. */
  nameLimit: { unit: 'characters' | 'euckr_bytes'; max: number }
  maxImages: number
  /** Prices go in steps of so many won. */
  priceStep: number
  /** One change of price at most, as fractions of the price before; null = no limit. */
  priceChange: { down: number; up: number } | null
  /** The market fetches pictures from their addresses itself; otherwise they are uploaded from here. */
  fetchesImages: boolean
  /** What its pictures may be, by their bytes. */
  imageTypes: readonly ('jpeg' | 'png' | 'gif' | 'bmp' | 'webp')[]
  suggestsCategory: boolean
  /** A person at the market looks at each listing before it is on sale. */
  reviews: boolean
  /** An exact search by our own code; otherwise it is found by other ways that the adapter knows. */
  findsBySku: boolean
  /** How long after a create it may still not be found by its code, ms. */
  findableAfterMs: number
  setsPrice: boolean
  /** A price takes several calls, of which the first may have gone through alone: `setPrice` itself sees what is missing. */
  pricesInParts?: boolean
  setsStock: boolean
  stops: boolean
  /** Several options leave the sale in one call as a stop, but in one call each as stocks of 0. */
  stopsInOneCall?: boolean
  resumes: boolean
  deletes: boolean
  limits: { perSecond: number; perDay: number | null }
}

export interface SkuSearch {
  /** ms UTC; for markets that find what is new by its time only. */
  createdAfter: number | null
  /** ms UTC by which the create was over: what the market showed since then to another look-up may serve this one too. */
  overBy?: number | null
  /** Codes of the listing's options: where a market knows codes of options alone (Coupang), a listing with options is found by these. */
  optionSkus?: readonly string[]
  /** As it was sent: tells it from what else is new where the market only finds by time. */
  name?: string
}

export interface MarketCall {
  signal: AbortSignal
  /** What the operator waits for goes ahead. Default background. */
  priority?: 'interactive' | 'background'
}

/**
 * What the engine needs of a market. Everything that fails throws a `MarketError` whose `kind` says what may be concluded
 * (errors.ts); a write that may have taken effect throws `unknown`, and is looked up before anything else is tried.
 */
export interface MarketAdapter {
  market: Market
  capabilities: MarketCapabilities
  /** One cheap real call with the stored credentials. */
  check(call: MarketCall): Promise<MarketAccount>
  /** All categories; large, the caller keeps them. */
  categories(call: MarketCall): Promise<MarketCategory[]>
  /** The market's own guess, or null when it has none. */
  suggestCategory?(
    facts: { name: string; brand: string | null; categoryPath: string[] },
    call: MarketCall,
  ): Promise<CategorySuggestion | null>
  /** What the category asks. A `rejected` error of the code MARKET_CATEGORY_GONE when it is not (or no longer) a leaf. */
  form(category: string, call: MarketCall): Promise<CategoryForm>
  places(call: MarketCall): Promise<MarketPlaces>
  /** Pure and quick: everything that is known beforehand to be refused, each beside its field. Nothing generic (name empty, no price): the domain finds that. */
  validate(content: ListingContent, form: CategoryForm | null, places: MarketPlaces | null): Finding[]
  /**
   * Why no create may leave for now, of kind `later`, where that is known without asking: nothing that leads to one is
   * asked then. Null where one may.
   */
  createsWait?(): Promise<MarketError | null>
  create(
    content: ListingContent,
    context: { form: CategoryForm; places: MarketPlaces },
    call: MarketCall,
  ): Promise<Created>
  /** Listings on the market that carry our code, in any state but deleted. */
  findBySku(sku: string, options: SkuSearch, call: MarketCall): Promise<MarketListing[]>
  read(ref: MarketRef, call: MarketCall): Promise<MarketListing>
  setPrice(ref: MarketRef, prices: OptionValues, options: PriceOptions, call: MarketCall): Promise<void>
  setStock(ref: MarketRef, stocks: OptionValues, call: MarketCall): Promise<void>
  stop(ref: MarketRef, call: MarketCall): Promise<void>
  /** Back on sale, with these stocks. */
  resume(ref: MarketRef, stocks: OptionValues, call: MarketCall): Promise<void>
  remove(ref: MarketRef, call: MarketCall): Promise<void>
}
