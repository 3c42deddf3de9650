import { searchForm } from '../../shared/search.ts'

/** Letters and digits stay; other ASCII moves to where SQLite's ascii tokenizer takes it for part of a word. */
const letter = (character: string): string => {
  const code = character.charCodeAt(0)
  return character.length === 1 && code < 0x80 && !/[a-z0-9]/.test(character)
    ? String.fromCharCode(code + 0xfee0)
    : character
}

const END = '\u3000'
const MAX_WORD = 200
/** A wholesaler's keyword list can be a page long; what is beyond is not searched. */
const MAX_CHARACTERS = 1000

/**
 * A text as pairs of neighbouring letters, one after another. The last letter of a word pairs with a blank, so that the
 * pairs of two words never stand side by side and a phrase of pairs is exactly a part of one word.
 */
export function gramsOf(texts: readonly (string | null)[]): string {
  const pairs: string[] = []
  let left = MAX_CHARACTERS
  for (const text of texts) {
    if (text === null) continue
    for (const word of searchForm(text).split(/\s+/)) {
      if (word === '' || left <= 0) continue
      const letters = [...word].slice(0, Math.min(MAX_WORD, left)).map(letter)
      left -= letters.length
      for (let i = 0; i < letters.length; i += 1) pairs.push(`${letters[i]}${letters[i + 1] ?? END}`)
    }
  }
  return pairs.join(' ')
}

/** Words of a search that can be looked up: two letters at least. */
export const searchWords = (search: string): string[] =>
  [...new Set(searchForm(search).split(/\s+/))].filter((word) => [...word].length >= 2).slice(0, 10)

/** The FTS5 question for a search: every word somewhere; null where no word has two letters. */
export function matchOf(search: string): string | null {
  const phrases = searchWords(search).map((word) => {
    const letters = [...word].slice(0, MAX_WORD).map(letter)
    const pairs = letters.slice(0, -1).map((first, i) => `${first}${letters[i + 1]}`)
    return `"${pairs.join(' ')}"`
  })
  return phrases.length === 0 ? null : phrases.join(' AND ')
}
