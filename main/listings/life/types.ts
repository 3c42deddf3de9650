import type { Connection } from '../../../shared/contract/connections.ts'
import type { ListingFilter, StepSettings, Template } from '../../../shared/contract/listing-shapes.ts'
import type { Job } from '../../../shared/contract/work.ts'
import type { Emit } from '../../../shared/contract.ts'
import type { AppError } from '../../../shared/errors.ts'
import type { Market } from '../../../shared/market.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import type { ReadyRule } from '../../../shared/rules/price-rule.ts'
import type { Clock } from '../../../shared/time.ts'
import type { Watched } from '../../connections/refusals.ts'
import type { JobQueue } from '../../jobs/types.ts'
import type { MarketAdapter } from '../../market/port.ts'
import type { Sleep } from '../../net/waiting.ts'
import type { BanCheck } from '../../products/bans.ts'
import type { Db } from '../../store/db.ts'
import type { MarketFacts } from '../market-facts.ts'

/** One thing that is sold in a listing, as the market was last told of it. */
export interface SoldThing {
  sku: string
  /** The wholesaler's key of the option; '' = the product itself. */
  key: string
  /** Won and pieces; null = not known. */
  price: number | null
  stock: number | null
}

/** What upkeep has to know besides the tables of listings and products. Read at each use: settings change while it runs. */
export interface StepTerms {
  /** The rule for this product on this market, or why there is none that makes prices. */
  rule(
    market: Market,
    product: { wholesaler: Wholesaler; productId: string; category: string | null },
  ): ReadyRule | AppError
  template(market: Market): Pick<Template, 'safetyStock' | 'maxStock' | 'uncountedStock'>
  settings(market: Market): StepSettings
  /** Which entry of the ban list it meets, in words; null when none. */
  banned: BanCheck
}

export interface LifeDeps {
  db: Db
  clock: Clock
  emit: Emit
  log: (level: 'info' | 'warn' | 'error', text: string) => void
  /** Read at each use: a new connection brings a new adapter. */
  adapters: Readonly<Record<Market, MarketAdapter>>
  connections: Readonly<Record<Market, Watched & { view(): Connection }>>
  queue: Pick<JobQueue, 'add'> & { findOpen(kind: string, key: string): Job | null }
  facts: Pick<MarketFacts, 'form' | 'places' | 'forget'>
  terms: StepTerms
  /** Derives approved listings anew whose product, rules or template changed since: of these rows, or all of a market. */
  freshen: {
    listings(ids: readonly number[], signal: AbortSignal): Promise<unknown>
    market(market: Market, signal: AbortSignal): Promise<unknown>
  }
  /** The account that is connected now; null before the first connection. */
  account(market: Market): string | null
  /** Ids (`listing_id`) of the listings that a filter shows. */
  select(filter: ListingFilter): string[]
  /** Unresolved listings that the operator asked about: what is not found then goes back to be approved anew. */
  askedByHand: Set<number>
  /** False for the command line: nothing is sent but by its commands. */
  background: boolean
  sleep?: Sleep
  /** How long a job waits in a row for what is not due yet, ms; by default longer where somebody waits for its result. */
  patienceMs?: number
}
