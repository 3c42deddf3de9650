import type { CategoryFee, RuleValues, StoredRule } from '../../shared/contract/listing-shapes.ts'
import { AppError } from '../../shared/errors.ts'
import { type Market, marketNames } from '../../shared/market.ts'
import { failPrice } from '../../shared/rules/price-errors.ts'
import { type ReadyRule, readyRule } from '../../shared/rules/price-rule.ts'
import { FeeTable, type MarketPlaceOf, SEPARATOR } from './fees.ts'

/** What a rule may be about; a category is the wholesaler's, names joined by ` > `. */
export interface RuleSubject {
  wholesaler: string
  productId: string
  category: string | null
}

const scopeWords = {
  wholesaler: '도매처 예외 규칙',
  category: '도매 카테고리 예외 규칙',
  product: '상품 예외 규칙',
} as const

/**
 * The rules of one market: the narrowest that names a value wins (product, category, wholesaler, market), of categories
 * the longest path. The fee of a market category stands between the market's rule and the narrower ones: it is known better
 * than the market's average, and what the operator set for a supplier or a product is meant. Made once for many products.
 */
export class RuleBook {
  readonly #market: Market
  readonly #marketStep: number
  readonly #rules = new Map<string, RuleValues>()
  readonly #ready = new Map<string, ReadyRule | AppError>()
  readonly #byCategory = new Map<string, string[]>()
  readonly #fees: FeeTable

  constructor(
    market: Market,
    rules: readonly StoredRule[],
    marketStep: number,
    /** Of this market. */
    fees: readonly CategoryFee[] = [],
  ) {
    this.#market = market
    this.#marketStep = marketStep
    this.#fees = new FeeTable(fees)
    for (const { market: its, scope, target, rule } of rules) {
      if (its === market) this.#rules.set(`${scope}\n${target}`, rule)
    }
  }

  get marketRule(): RuleValues | null {
    return this.#rules.get('market\n') ?? null
  }

  /** Whether it matters where a product stands on the market. */
  get hasFees(): boolean {
    return !this.#fees.isEmpty
  }

  /** The rule for a product, or why it has none: PRICE_NO_RULE, PRICE_RULE_…. `place`: its category on the market. */
  ruleFor(subject: RuleSubject, place: MarketPlaceOf | null = null): ReadyRule | AppError {
    if (this.marketRule === null) return this.#made('')
    const { wholesaler, productId, category } = subject
    const [market = '', ...narrower] = this.#categoryKeys(wholesaler, category)
    const own = `product\n${wholesaler}:${productId}`
    return this.#made([market, ...this.#feeKey(place), ...narrower, ...(this.#rules.has(own) ? [own] : [])].join('\t'))
  }

  #feeKey(place: MarketPlaceOf | null): string[] {
    const fee = place === null || this.#fees.isEmpty ? null : this.#fees.feeFor(place)
    if (fee === null) return []
    const key = `fee\n${fee.path}`
    if (!this.#rules.has(key)) this.#rules.set(key, { feeRate: fee.rate })
    return [key]
  }

  /** Of the market alone. */
  ruleOfMarket(): ReadyRule | AppError {
    return this.#made(this.marketRule === null ? '' : 'market\n')
  }

  #categoryKeys(wholesaler: string, category: string | null): string[] {
    const path = `${wholesaler}:${category ?? ''}`
    const known = this.#byCategory.get(path)
    if (known !== undefined) return known
    const keys = ['market\n', `wholesaler\n${wholesaler}`]
    const names = category === null || category === '' ? [] : category.split(SEPARATOR)
    names.forEach((_, depth) => {
      keys.push(`category\n${wholesaler}:${names.slice(0, depth + 1).join(SEPARATOR)}`)
    })
    const there = keys.filter((key) => this.#rules.has(key))
    this.#byCategory.set(path, there)
    return there
  }

  #made(keys: string): ReadyRule | AppError {
    const known = this.#ready.get(keys)
    if (known !== undefined) return known
    const made = this.#make(keys === '' ? [] : keys.split('\t'))
    this.#ready.set(keys, made)
    return made
  }

  #make(keys: readonly string[]): ReadyRule | AppError {
    if (keys.length === 0) return failPrice('PRICE_NO_RULE', { values: { market: marketNames[this.#market] } })
    try {
      const rule = Object.assign({}, ...keys.map((key) => this.#rules.get(key))) as RuleValues
      return readyRule(rule, this.#marketStep, this.#feeFrom(keys))
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  }

  /** Which of the rules gave the fee, in words. */
  #feeFrom(keys: readonly string[]): string {
    const [scope = '', target = ''] = (keys.findLast((key) => this.#rules.get(key)?.feeRate !== undefined) ?? '').split(
      '\n',
    )
    if (scope === 'fee') return `카테고리 수수료표: ${target}`
    if (scope === 'wholesaler' || scope === 'category' || scope === 'product') return `${scopeWords[scope]}: ${target}`
    return '마켓 기본 규칙'
  }
}
