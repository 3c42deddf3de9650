import type { Output, Parsed } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { searchForm } from '../../shared/search.ts'
import type { MarketCall, MarketCategory } from '../market/port.ts'
import { productRows } from '../products/repository-rows.ts'
import type { DraftDeps } from './drafter.ts'
import { productFacts } from './product-facts.ts'
import { standingChoice } from './repository-choices.ts'
import { productsOfCategory } from './repository-suggest.ts'

type Suggestion = Output<'categoryMap.suggest'>['items'][number]

const SAMPLES = 20
const BY_WORDS = 8
const SEPARATOR = ' > '

const wordsOf = (text: string): string[] =>
  searchForm(text)
    .split(/[\s>/,·()&]+/)
    .filter((word) => word.length > 1)

/** Leaves that share most words with the wholesaler's path, the last names of either counting most. */
export function byWords(categories: readonly MarketCategory[], path: string): MarketCategory[] {
  const names = path.split(SEPARATOR)
  const weights = new Map<string, number>()
  names.forEach((name, depth) => {
    for (const word of wordsOf(name)) weights.set(word, Math.max(weights.get(word) ?? 0, depth + 1))
  })
  const scored = categories
    .filter(({ leaf }) => leaf)
    .map((category) => {
      const leaf = searchForm(category.name)
      const above = searchForm(category.path.join(' '))
      let score = 0
      for (const [word, weight] of weights)
        score += leaf.includes(word) ? weight * 3 : above.includes(word) ? weight : 0
      return { category, score }
    })
    .filter(({ score }) => score > 0)
  return scored
    .sort((a, b) => b.score - a.score || a.category.path.length - b.category.path.length)
    .slice(0, BY_WORDS)
    .map(({ category }) => category)
}

/** A market that cannot be asked takes nothing away from what is known without it. */
const ifReachable = async <T>(ask: Promise<T>): Promise<T | null> => {
  try {
    return await ask
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * Where a wholesaler's category could go: what the operator chose for the one above, the wholesaler's own codes of its
 * products, the market's guess, and leaves that are called alike. Best first, each once.
 */
export async function suggestionsFor(
  { db, adapters, facts }: DraftDeps,
  { market, wholesaler, path }: Parsed<'categoryMap.suggest'>,
  call: MarketCall,
): Promise<Suggestion[]> {
  const found: Suggestion[] = []
  const names = path.split(SEPARATOR)
  for (let depth = names.length; depth > 0; depth -= 1) {
    const choice = standingChoice(db, market, wholesaler, names.slice(0, depth).join(SEPARATOR))
    if (choice !== null) found.push({ code: choice.category, path: choice.categoryPath, source: choice.source })
  }
  const samples = productRows(db, productsOfCategory(db, wholesaler, path, SAMPLES))
  const products = samples.flatMap((row) => productFacts(db, row) ?? [])
  for (const code of new Set(products.flatMap((product) => product.marketCategories[market] ?? []))) {
    const form = await ifReachable(facts.form(market, code, call))
    if (form !== null) found.push({ code, path: form.path.join(SEPARATOR), source: 'wholesaler' })
  }
  const [first] = products
  if (first !== undefined) {
    const asked = { name: first.name, brand: first.brand, categoryPath: names }
    const suggestion = await ifReachable(Promise.resolve(adapters[market].suggestCategory?.(asked, call) ?? null))
    if (suggestion !== null) {
      found.push({ code: suggestion.code, path: suggestion.path.join(SEPARATOR), source: 'market' })
    }
  }
  const tree = await ifReachable(facts.categoriesAt(market, call, false))
  for (const category of byWords(tree?.value ?? [], path)) {
    found.push({ code: category.code, path: category.path.join(SEPARATOR), source: 'words' })
  }
  const codes = new Set<string>()
  return found.filter(({ code }) => !codes.has(code) && codes.add(code))
}
