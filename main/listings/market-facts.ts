import { AppError } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { Clock } from '../../shared/time.ts'
import { DAY_MS } from '../../shared/time.ts'
import { failMarket } from '../market/errors.ts'
import type { CategoryForm, MarketAdapter, MarketCall, MarketCategory, MarketPlaces } from '../market/port.ts'
import type { Db } from '../store/db.ts'
import { marketAccount } from './repository-account.ts'
import { type Cached, type CacheKind, cached, dropCached, putCached } from './repository-cache.ts'

/** Codes that a wholesaler states and a market does not know come again with every product. */
const KEEP_MS: Record<CacheKind, number> = { categories: 7 * DAY_MS, form: 7 * DAY_MS, places: DAY_MS, gone: DAY_MS }
/** An operator who looks again has perhaps just mended it on the market. */
const GONE_AGAIN_MS = 5 * 60_000

/** Nothing to dispatch from or to send back to: registered any moment, and the draft waits for it. */
const hasBothPlaces = ({ outbound, inbound }: MarketPlaces) =>
  [outbound, inbound].every((side) => side.some(({ usable }) => usable))

/** Forms and trees held ready for use; a form is a few kilobytes, a tree some megabytes. */
const HELD = 4000

export interface FactsDeps {
  db: Db
  clock: Clock
  adapters: Readonly<Record<Market, MarketAdapter>>
}

/**
 * What markets say about themselves, asked once and kept: categories and forms for a week, places for a day. An answer
 * that is too old but cannot be had anew is used rather than none; that a category is gone is always believed.
 */
export function createMarketFacts({ db, clock, adapters }: FactsDeps) {
  const held = new Map<string, Cached<unknown>>()
  const asking = new Map<string, Promise<Cached<unknown>>>()

  /** Places are read from the store each time: connecting drops them there. */
  const isHeld = (kind: CacheKind) => kind !== 'places'
  const isKept = (kind: CacheKind, value: unknown) => kind !== 'places' || hasBothPlaces(value as MarketPlaces)

  const hold = (name: string, value: Cached<unknown>) => {
    held.delete(name)
    held.set(name, value)
    const oldest = held.keys().next().value
    if (held.size > HELD && oldest !== undefined) held.delete(oldest)
  }

  const known = <T>(market: Market, kind: CacheKind, key: string): Cached<T> | null => {
    const name = `${market}\n${kind}\n${key}`
    const found = (held.get(name) as Cached<T> | undefined) ?? cached<T>(db, market, kind, key)
    if (found !== null && isHeld(kind)) hold(name, found)
    return found
  }

  async function get<T>(market: Market, kind: CacheKind, key: string, refresh: boolean, ask: () => Promise<T>) {
    const old = known<T>(market, kind, key)
    if (!refresh && old !== null && isKept(kind, old.value) && clock.now() - old.fetchedAt < KEEP_MS[kind]) return old
    const name = `${market}\n${kind}\n${key}`
    const open = asking.get(name)
    if (open !== undefined) return (await open) as Cached<T>
    const asked = ask()
      .then((value) => {
        const fresh = { value, fetchedAt: clock.now() }
        if (!isKept(kind, value)) {
          dropCached(db, market, kind, key)
          return fresh
        }
        putCached(db, market, kind, key, value, fresh.fetchedAt)
        if (kind === 'form') dropCached(db, market, 'gone', key)
        if (isHeld(kind)) hold(name, fresh)
        return fresh
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof AppError && thrown.code === 'MARKET_CATEGORY_GONE') {
          forget(market, key)
          putCached(db, market, 'gone', key, true, clock.now())
        } else if (old !== null && !refresh) return old
        throw thrown
      })
      .finally(() => asking.delete(name))
    asking.set(name, asked)
    return await asked
  }

  function forget(market: Market, category: string): void {
    held.delete(`${market}\nform\n${category}`)
    held.delete(`${market}\ngone\n${category}`)
    dropCached(db, market, 'form', category)
  }

  /** Places belong to the account, not to the market. */
  const accountOf = (market: Market) => marketAccount(db, market)?.account ?? ''

  return {
    /**
     * What a category asks. Throws MARKET_CATEGORY_GONE and whatever the way there brings. `again`: the operator looks once
     * more, so that it is gone is believed for minutes only.
     */
    form: async (
      market: Market,
      category: string,
      call: MarketCall,
      { again = false }: { again?: boolean } = {},
    ): Promise<CategoryForm> => {
      const gone = known<true>(market, 'gone', category)
      if (gone !== null && clock.now() - gone.fetchedAt < (again ? GONE_AGAIN_MS : KEEP_MS.gone)) {
        throw failMarket(market, 'MARKET_CATEGORY_GONE', { kind: 'rejected' }, { category })
      }
      return (await get(market, 'form', category, false, () => adapters[market].form(category, call))).value
    },
    places: async (market: Market, call: MarketCall): Promise<MarketPlaces> =>
      (await get(market, 'places', accountOf(market), false, () => adapters[market].places(call))).value,
    /** With the time of the answer; `refresh` asks now. */
    formAt: (market: Market, category: string, call: MarketCall, refresh: boolean) =>
      get<CategoryForm>(market, 'form', category, refresh, () => adapters[market].form(category, call)),
    /** `isNew`: the market was asked for this very answer. */
    placesAt: async (market: Market, call: MarketCall, refresh: boolean) => {
      let isNew = false
      const ask = () => {
        isNew = true
        return adapters[market].places(call)
      }
      const found = await get<MarketPlaces>(market, 'places', accountOf(market), refresh, ask)
      return { ...found, isNew }
    },
    categoriesAt: (market: Market, call: MarketCall, refresh: boolean) =>
      get<MarketCategory[]>(market, 'categories', '', refresh, () => adapters[market].categories(call)),
    /** What is kept, however old; null where nothing is. Asks nobody. */
    knownForm: (market: Market, category: string): CategoryForm | null =>
      known<CategoryForm>(market, 'form', category)?.value ?? null,
    knownPlaces: (market: Market): MarketPlaces | null =>
      known<MarketPlaces>(market, 'places', accountOf(market))?.value ?? null,
    /** The market said that the category is gone: what was kept of it is wrong. */
    forget,
  }
}
export type MarketFacts = ReturnType<typeof createMarketFacts>
