import type { ListingEdits } from '../../shared/contract/listing-shapes.ts'
import type { Emit } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { type Market, marketNames } from '../../shared/market.ts'
import type { Clock } from '../../shared/time.ts'
import type { Watched } from '../connections/refusals.ts'
import type { MarketAdapter, MarketCall, MarketPlaces } from '../market/port.ts'
import { RuleBook } from '../pricing/book.ts'
import { storedRules } from '../pricing/repository.ts'
import { storedFees } from '../pricing/repository-fees.ts'
import type { BanCheck } from '../products/bans.ts'
import { storedBanCheck } from '../products/repository-bans.ts'
import type { Db } from '../store/db.ts'
import { CategoryResolver, type Resolved } from './categories.ts'
import { deriveContent } from './content.ts'
import { hasPlaces } from './delivery.ts'
import { failListing } from './errors.ts'
import type { Asked, DraftFacts } from './facts.ts'
import type { MarketFacts } from './market-facts.ts'
import type { ProductFacts } from './product-facts.ts'
import { readiness } from './readiness.ts'
import { type Drafted, type StoredListing, sameNamed } from './repository.ts'
import { marketAccount } from './repository-account.ts'
import { wordsFor } from './repository-words.ts'
import { templateOf } from './settings.ts'
import { wordCheck } from './words.ts'

export interface DraftDeps {
  db: Db
  clock: Clock
  emit: Emit
  /** Read at each use: a new connection brings a new adapter. */
  adapters: Readonly<Record<Market, MarketAdapter>>
  facts: MarketFacts
  /** Hear which calls are refused. */
  connections?: Partial<Record<Market, Watched>>
}

/** Everything of one market that many drafts share; made anew for each run, so that it is as of now. */
export interface MarketRun {
  market: Market
  account: string
  resolver: CategoryResolver
  /** Whether the market told its places. */
  hasPlaces: boolean
  /** Asks for the places anew, once in a run, when a place that is set is not among those known. Before `drafted`. */
  knowsPlaces(edits: ListingEdits): Promise<void>
  drafted(product: ProductFacts, edits: ListingEdits, resolved: Resolved, listing: StoredListing | null): Drafted
}

async function placesOf(
  { facts, connections }: DraftDeps,
  market: Market,
  call: MarketCall,
  refresh = false,
): Promise<Asked<MarketPlaces & { isNew: boolean }>> {
  try {
    const { value, isNew } = await facts.placesAt(market, call, refresh)
    return { value: { ...value, isNew } }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
    connections?.[market]?.refused(error)
    return { error }
  }
}

/** Throws MARKET_NOT_CONNECTED. */
export function accountFor(db: Db, market: Market): string {
  const account = marketAccount(db, market)
  if (account === null) {
    throw failListing('MARKET_NOT_CONNECTED', { service: market, values: { market: marketNames[market] } })
  }
  return account.account
}

/** Makes a market ready for drafting. `banned` is shared by the markets of a run. */
export async function marketRun(
  deps: DraftDeps,
  market: Market,
  call: MarketCall,
  banned: BanCheck = storedBanCheck(deps.db),
  { again = false }: { again?: boolean } = {},
): Promise<MarketRun> {
  const { db, clock, facts } = deps
  const adapter = deps.adapters[market]
  const account = accountFor(db, market)
  const template = templateOf(db, market)
  const words = wordCheck(wordsFor(db, market))
  let places = await placesOf(deps, market, call)
  let isFresh = 'error' in places || places.value.isNew
  let asking: Promise<void> | null = null
  const refresh = async () => {
    const now = await placesOf(deps, market, call, true)
    isFresh = true
    // What was known is better than nothing when the market does not answer.
    if ('value' in now) places = now
  }
  const book = new RuleBook(market, storedRules(db, market), adapter.capabilities.priceStep, storedFees(db, market))
  return {
    market,
    account,
    resolver: new CategoryResolver({ db, facts, adapter, market, now: () => clock.now(), call, again }),
    hasPlaces: 'value' in places,
    knowsPlaces: async (edits) => {
      if (isFresh || 'error' in places || hasPlaces(places.value, { ...template.delivery, ...edits.delivery })) return
      asking ??= refresh()
      await asking
    },
    drafted: (product, edits, { category, form }, listing) => {
      const key = {
        market,
        account: listing?.account ?? account,
        wholesaler: product.wholesaler,
        productId: product.productId,
      }
      const own: DraftFacts = {
        ...{ market, adapter, product, edits, template, words, category, form, places },
        rule: book.ruleFor(product, category),
        banned: banned({ ...product, name: product.originalName }),
        sameName: (name) => sameNamed(db, key, name),
        imagesFault: listing?.imagesFault ?? null,
        ...{ imageTypes: listing?.imageTypes ?? {}, skuFound: listing?.skuFound ?? null },
      }
      const derived = deriveContent(own)
      return { derived, findings: readiness(own, derived), edits, categoryPath: category?.path ?? null }
    },
  }
}
