import { hash } from 'node:crypto'
import type { ListingContent } from '../../shared/market.ts'

const TEXT_LETTERS = 24
const PRICE_LETTERS = 12
const of = (value: unknown, letters: number) => hash('sha256', JSON.stringify(value), 'hex').slice(0, letters)

/**
 * Everything that an approval covers: all of the content but the stock, which moves by itself. In two parts, what is said
 * and what it costs, so that a price that moved by rule can be told from a content that changed.
 */
export function contentHash(content: ListingContent): string {
  const { stock: _stock, price, options, ...said } = content
  const said2 = { ...said, options: options.map(({ stock: _s, price: _p, ...option }) => option) }
  const prices = [price, ...options.map((option) => option.price)]
  return `${of(said2, TEXT_LETTERS)}-${of(prices, PRICE_LETTERS)}`
}

/** Whether two hashes say the same, whatever it costs. */
export const sameWords = (a: string, b: string): boolean => a.slice(0, TEXT_LETTERS) === b.slice(0, TEXT_LETTERS)
export const WORDS_LENGTH = TEXT_LETTERS
