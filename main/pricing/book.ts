import type { RuleValues, StoredRule } from '../../shared/contract/listing-shapes.ts'
import { AppError } from '../../shared/errors.ts'
import { type Market, marketNames } from '../../shared/market.ts'
import { failPrice } from '../../shared/rules/price-errors.ts'
import { type ReadyRule, readyRule } from '../../shared/rules/price-rule.ts'

/** What a rule may be about; a category is the wholesaler's, names joined by ` > `. */
export interface RuleSubject {
  wholesaler: string
  productId: string
  category: string | null
}

const SEPARATOR = ' > '

/**
 * The rules of one market: the narrowest that names a value wins (product, category, wholesaler, market), of categories
 * the longest path. Made once for many products.
 */
export class RuleBook {
  readonly #market: Market
  readonly #marketStep: number
  readonly #rules = new Map<string, RuleValues>()
  readonly #ready = new Map<string, ReadyRule | AppError>()
  readonly #byCategory = new Map<string, string[]>()

  constructor(market: Market, rules: readonly StoredRule[], marketStep: number) {
    this.#market = market
    this.#marketStep = marketStep
    for (const { market: its, scope, target, rule } of rules) {
      if (its === market) this.#rules.set(`${scope}\n${target}`, rule)
    }
  }

  get marketRule(): RuleValues | null {
    return this.#rules.get('market\n') ?? null
  }

  /** The rule for a product, or why it has none: PRICE_NO_RULE, PRICE_RULE_…. */
  ruleFor(subject: RuleSubject): ReadyRule | AppError {
    if (this.marketRule === null) return this.#made('')
    const { wholesaler, productId, category } = subject
    const keys = this.#categoryKeys(wholesaler, category)
    const own = `product\n${wholesaler}:${productId}`
    return this.#made([...keys, ...(this.#rules.has(own) ? [own] : [])].join('\t'))
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
      return readyRule(Object.assign({}, ...keys.map((key) => this.#rules.get(key))) as RuleValues, this.#marketStep)
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  }
}
