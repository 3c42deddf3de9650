import { AppError } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { CategoryForm, MarketAdapter, MarketCall } from '../market/port.ts'
import type { Db } from '../store/db.ts'
import type { Asked, ChosenCategory } from './facts.ts'
import type { MarketFacts } from './market-facts.ts'
import type { ProductFacts } from './product-facts.ts'
import { saveChoice, standingChoice } from './repository-choices.ts'

export interface Resolved {
  category: ChosenCategory | null
  form: Asked<CategoryForm> | null
}

interface ResolverDeps {
  db: Db
  facts: MarketFacts
  adapter: MarketAdapter
  market: Market
  now: () => number
  call: MarketCall
  /** The operator looks once more: see `MarketFacts.form`. */
  again?: boolean
}

const SEPARATOR = ' > '

const asAsked = async <T>(ask: Promise<T>): Promise<Asked<T>> => {
  try {
    return { value: await ask }
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return { error }
    throw error
  }
}

const isGone = (asked: Asked<unknown>) => 'error' in asked && asked.error.code === 'MARKET_CATEGORY_GONE'

/**
 * Where a product goes on one market. In this order: what the operator set in the draft, the choice for its category or
 * the nearest one above, the wholesaler's own code where the market knows it, what the market suggests (remembered for the
 * category). Made anew for each run: what a run has asked once it does not ask again.
 */
export class CategoryResolver {
  readonly #deps: ResolverDeps
  readonly #forms = new Map<string, Promise<Asked<CategoryForm>>>()
  readonly #choices = new Map<string, ChosenCategory | null>()
  #leaves: Promise<ReadonlySet<string> | null> | undefined
  readonly #suggested = new Map<string, Promise<Asked<ChosenCategory | null>>>()

  constructor(deps: ResolverDeps) {
    this.#deps = deps
  }

  /** `before`: the category that the draft has already, for products that the wholesaler puts nowhere. */
  async resolve(product: ProductFacts, edit: string | null, before: ChosenCategory | null): Promise<Resolved> {
    if (edit !== null) return this.#withForm({ code: edit, path: '', source: 'edit' })
    const chosen = this.#choice(product.wholesaler, product.category)
    if (chosen !== null) {
      const resolved = await this.#withForm(chosen)
      // What the market itself once suggested and then gave up is asked again; the operator's word stands until changed.
      if (chosen.source !== 'market' || resolved.form === null || !isGone(resolved.form)) return resolved
    }
    const own = product.marketCategories[this.#deps.market]
    if (own !== undefined && own !== '' && (await this.#mayBeLeaf(own))) {
      const resolved = await this.#withForm({ code: own, path: '', source: 'wholesaler' })
      if (resolved.form === null || !isGone(resolved.form)) return resolved
    }
    if (product.category === '' && before !== null) return this.#withForm(before)
    const suggested = await this.#suggest(product)
    if ('error' in suggested) return { category: null, form: suggested }
    return suggested.value === null ? { category: null, form: null } : this.#withForm(suggested.value)
  }

  /** Wholesalers go on stating codes that markets gave up: one look at the tree spares a question for each. */
  async #mayBeLeaf(code: string): Promise<boolean> {
    const { facts, market, call } = this.#deps
    this.#leaves ??= asAsked(facts.categoriesAt(market, call, false)).then((tree) =>
      'error' in tree || tree.value.value.length === 0
        ? null
        : new Set(tree.value.value.filter(({ leaf }) => leaf).map((category) => category.code)),
    )
    const leaves = await this.#leaves
    return leaves === null || leaves.has(code)
  }

  async #withForm(category: ChosenCategory): Promise<Resolved> {
    const { facts, market, call, again = false } = this.#deps
    const known = this.#forms.get(category.code)
    const asking = known ?? asAsked(facts.form(market, category.code, call, { again }))
    if (known === undefined) this.#forms.set(category.code, asking)
    const form = await asking
    const path = 'value' in form && form.value.path.length > 0 ? form.value.path.join(SEPARATOR) : category.path
    return { category: { ...category, path }, form }
  }

  #choice(wholesaler: Wholesaler, path: string): ChosenCategory | null {
    if (path === '') return null
    const key = `${wholesaler}\n${path}`
    const known = this.#choices.get(key)
    if (known !== undefined) return known
    const { db, market } = this.#deps
    const found = standingChoice(db, market, wholesaler, path)
    const above = path.includes(SEPARATOR) ? path.slice(0, path.lastIndexOf(SEPARATOR)) : ''
    const choice =
      found === null
        ? this.#choice(wholesaler, above)
        : { code: found.category, path: found.categoryPath, source: found.source }
    // A market's guess for a whole branch was made of one product of it: only the operator's choice covers what is below.
    const usable = choice !== null && found === null && choice.source !== 'operator' ? null : choice
    this.#choices.set(key, usable)
    return usable
  }

  #suggest(product: ProductFacts): Promise<Asked<ChosenCategory | null>> {
    const { wholesaler, category, productId } = product
    const key = category === '' ? `${wholesaler}:${productId}` : `${wholesaler}\n${category}`
    const known = this.#suggested.get(key)
    if (known !== undefined) return known
    const asking = asAsked(this.#ask(product))
    this.#suggested.set(key, asking)
    return asking
  }

  async #ask({ wholesaler, name, brand, category }: ProductFacts): Promise<ChosenCategory | null> {
    const { adapter, db, market, now, call } = this.#deps
    const categoryPath = category === '' ? [] : category.split(SEPARATOR)
    const suggestion = await adapter.suggestCategory?.({ name, brand, categoryPath }, call)
    if (suggestion === undefined || suggestion === null) return null
    const path = suggestion.path.join(SEPARATOR)
    if (category !== '') {
      const choosing = { market, wholesaler, path: category, category: suggestion.code, categoryPath: path }
      saveChoice(db, { ...choosing, source: 'market', at: now() })
      this.#choices.delete(`${wholesaler}\n${category}`)
    }
    return { code: suggestion.code, path, source: 'market' }
  }
}
