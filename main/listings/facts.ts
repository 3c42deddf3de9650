import type { ListingEdits, Template } from '../../shared/contract/listing-shapes.ts'
import type { AppError } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { ReadyRule } from '../../shared/rules/price-rule.ts'
import type { CategoryForm, MarketAdapter, MarketPlaces } from '../market/port.ts'
import type { ProductFacts } from './product-facts.ts'
import type { WordCheck } from './words.ts'

/** Something asked of a market, or why it could not be had. */
export type Asked<T> = { value: T } | { error: AppError }

export interface ChosenCategory {
  code: string
  path: string
  /** Who said so. `edit`: the operator, in this very draft. */
  source: 'edit' | 'operator' | 'wholesaler' | 'market'
}

/** Everything a draft is made of; with the same facts it comes out the same. */
export interface DraftFacts {
  market: Market
  adapter: Pick<MarketAdapter, 'capabilities' | 'validate'>
  product: ProductFacts
  edits: ListingEdits
  template: Template
  /** The operator's words for this market and for all. */
  words: WordCheck
  rule: ReadyRule | AppError
  category: ChosenCategory | null
  /** Null where there is no category to ask for. */
  form: Asked<CategoryForm> | null
  places: Asked<MarketPlaces>
  /** The entry of the ban list that the product meets, in words. */
  banned: string | null
  /** Another listing of the account with the same name: its product. Asked with the finished name. */
  sameName: (name: string) => string | null
  /** Why the pictures could not be fetched from here; null = they could, or nobody tried yet. */
  imagesFault: string | null
  /** What pictures are that not every market takes, by their addresses. */
  imageTypes: Readonly<Record<string, string>>
  /** The market's number of what it has already under the same code. */
  skuFound: string | null
}
