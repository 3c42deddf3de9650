import type { MadePrice, NoPrice, StoredRule } from '../../shared/contract/listing-shapes.ts'
import type { Handlers, Parsed } from '../../shared/contract.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import { type Market, marketNames, markets } from '../../shared/market.ts'
import { explain, priceFor, verifyPrice } from '../../shared/rules/price.ts'
import { failPrice } from '../../shared/rules/price-errors.ts'
import { readyRule } from '../../shared/rules/price-rule.ts'
import type { Clock } from '../../shared/time.ts'
import { productByKey } from '../products/repository-rows.ts'
import { writeAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { RuleBook } from './book.ts'
import { feeHandlers } from './fee-handlers.ts'
import type { MarketPlaceOf } from './fees.ts'
import { previewPrices } from './preview.ts'
import { guardedListings, removeRule, saveRule, storedRules } from './repository.ts'
import { chosenPlaces, listedPlace, storedFees } from './repository-fees.ts'
import { checkedRule } from './set-rule.ts'

export interface PricingDeps {
  db: Db
  clock: Clock
  /** The market's own step of prices, won. */
  marketStep: (market: Market) => number
  /** All categories of a market, asked of it where they are not kept. */
  categories: (market: Market) => Promise<readonly { code: string; path: readonly string[] }[]>
  /** Told after a rule changed: prices made by it may be others now. */
  onRulesChanged?: (market: Market) => void
}

type Names =
  | 'rules.list'
  | 'rules.set'
  | 'rules.remove'
  | 'rules.price'
  | 'rules.preview'
  | 'rules.markets'
  | 'fees.list'
  | 'fees.put'
  | 'fees.remove'
  | 'fees.import'

/** The rules of a market as they stand, or with one more that is being written: it takes the place of the market's. */
export const bookOf = (deps: PricingDeps, market: Market, tried?: StoredRule['rule']): RuleBook => {
  const rules = storedRules(deps.db, market)
  const fees = storedFees(deps.db, market)
  if (tried === undefined) return new RuleBook(market, rules, deps.marketStep(market), fees)
  const own = rules.find(({ scope }) => scope === 'market')?.rule ?? {}
  const rule = { ...own, ...Object.fromEntries(Object.entries(tried).filter(([, value]) => value !== undefined)) }
  const others = rules.filter(({ scope }) => scope !== 'market')
  const next: StoredRule = { market, scope: 'market', target: '', rule, updatedAt: 0 }
  return new RuleBook(market, [...others, next], deps.marketStep(market), fees)
}

function priceOf(deps: PricingDeps, input: Parsed<'rules.price'>): MadePrice {
  const { market, cost, shipping = null, fixedPrice = null, handPrice, wholesaler, productId, rule } = input
  const book = bookOf(deps, market, rule)
  const found =
    wholesaler === undefined || productId === undefined ? null : productByKey(deps.db, wholesaler, productId)
  const category = found?.row.category ?? null
  const ready =
    wholesaler === undefined
      ? book.ruleOfMarket()
      : book.ruleFor(
          { wholesaler, productId: productId ?? '', category },
          book.hasFees ? placeOf(deps, input, wholesaler, productId ?? '', category) : null,
        )
  if (ready instanceof AppError) throw ready
  const asked = { cost, shipping, fixedPrice }
  const priced = handPrice === undefined ? priceFor(asked, ready) : verifyPrice(handPrice, asked, ready)
  const { made, none } = explain(priced, asked, ready)
  if (made === null) throw thrown(none)
  return made
}

function placeOf(
  { db }: PricingDeps,
  { market, place }: Parsed<'rules.price'>,
  wholesaler: string,
  productId: string,
  category: string | null,
): MarketPlaceOf | null {
  return place ?? listedPlace(db, market, { wholesaler, productId }) ?? chosenPlaces(db, market)(wholesaler, category)
}

const thrown = ({ code, message, nextStep }: NoPrice & { nextStep: string }) =>
  new AppError({ code, message, nextStep, retryable: false })

const scopeNames = { market: '기본', wholesaler: '도매처', category: '분류', product: '상품' } as const

export const pricingHandlers = (deps: PricingDeps): Handlers<Names> => {
  const { db, clock, onRulesChanged } = deps
  return {
    ...feeHandlers(deps),
    'rules.list': ({ market }) => ({ items: storedRules(db, market) }),
    'rules.set': (input) => {
      const stored = checkedRule(input, storedRules(db, input.market), clock.now(), storedFees(db, input.market))
      db.transaction(() => {
        saveRule(db, stored)
        const about = stored.target === '' ? scopeNames.market : `${scopeNames[stored.scope]} ${stored.target}`
        writeAudit(db, clock.now(), 'rules.set', `${input.market} 가격 규칙(${about})을 정했습니다: ${said(stored)}`)
      }).immediate()
      onRulesChanged?.(input.market)
      return stored
    },
    'rules.remove': (input) => {
      db.transaction(() => {
        const count = input.scope === 'market' ? guardedListings(db, input.market) : 0
        if (count > 0) throw failPrice('PRICE_RULE_USED', { values: { market: marketNames[input.market], count } })
        if (!removeRule(db, input)) throw failCommon('NOT_FOUND', { values: { what: '가격 규칙' } })
        writeAudit(
          db,
          clock.now(),
          'rules.remove',
          `${input.market} 가격 규칙(${input.target || '기본'})을 지웠습니다.`,
        )
      }).immediate()
      onRulesChanged?.(input.market)
      return { done: true }
    },
    'rules.price': (input) => priceOf(deps, input),
    'rules.preview': (input) => previewPrices(deps, input),
    'rules.markets': () => ({ items: markets.map((market) => ({ market, complete: isComplete(db, market) })) }),
  }
}

const said = ({ rule }: StoredRule): string =>
  Object.entries(rule)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function isComplete(db: Db, market: Market): boolean {
  const own = storedRules(db, market).find(({ scope }) => scope === 'market')
  if (own === undefined) return false
  try {
    readyRule(own.rule)
    return true
  } catch {
    return false
  }
}
