import type { ListingWord } from '../../shared/contract/listing-shapes.ts'
import { searchForm } from '../../shared/search.ts'

/** What stands between letters without being seen, or only keeps them apart. */
const between = /[\s\u200b-\u200d\ufeff\u00ad]+/g
const isBetween = (c: string) => /[\s\u200b-\u200d\ufeff\u00ad]/.test(c)
const isLatin = (c: string) => /[a-z0-9]/.test(c)

/** A word as it is compared: one Unicode form, no case, no spaces. */
export const wordForm = (word: string): string => searchForm(word).replace(between, '')

export interface WordCheck {
  isEmpty: boolean
  /** Each word of the lists that stands in a text, once. */
  in(text: string): ListingWord[]
}

/** Of two entries of one word the one that stops counts, then the market's own. */
const stronger = (a: ListingWord, b: ListingWord) =>
  a.kind === b.kind ? (a.market !== null ? a : b) : a.kind === 'stop' ? a : b

/**
 * One pass over a text for all words, made once for many texts: letters with which no word begins cost a look at a table.
 * A word may be written apart (나 이키) where its writing begins a word, so that 최고 가전 does not hold 고가. Latin
 * letters and digits count as a whole (LG is not in ALGO), and so does a word of one letter.
 */
export function wordCheck(words: readonly ListingWord[]): WordCheck {
  const byForm = new Map<string, ListingWord>()
  for (const word of words) {
    const form = wordForm(word.word)
    const known = byForm.get(form)
    if (form !== '') byForm.set(form, known === undefined ? word : stronger(known, word))
  }
  const begins = new Uint8Array(65_536)
  const byStart = new Map<string, string[]>()
  for (const form of byForm.keys()) {
    begins[form.charCodeAt(0)] = 1
    const start = form.slice(0, 2)
    byStart.set(start, [...(byStart.get(start) ?? []), form])
  }
  return {
    isEmpty: byForm.size === 0,
    in: (text) => {
      if (byForm.size === 0) return []
      const found = new Map<string, ListingWord>()
      // Not `searchForm`: it would make one space of the lines between two paragraphs.
      const whole = text.normalize('NFC').toLowerCase()
      const letters = whole.replace(between, '')
      let places: Int32Array | null = null
      for (let i = 0; i < letters.length; i += 1) {
        if (begins[letters.charCodeAt(i)] === 0) continue
        const near = [...(byStart.get(letters.slice(i, i + 2)) ?? []), ...(byStart.get(letters.charAt(i)) ?? [])]
        for (const form of near) {
          const entry = byForm.get(form)
          if (entry === undefined || found.has(form) || !letters.startsWith(form, i)) continue
          places ??= placesOf(whole, letters.length)
          if (isMeant(whole, places, i, form)) found.set(form, entry)
        }
      }
      return [...found.values()]
    },
  }
}

/** Where each letter stands in the text with its spaces. */
function placesOf(whole: string, count: number): Int32Array {
  const places = new Int32Array(count)
  let n = 0
  for (let i = 0; i < whole.length; i += 1) {
    if (!isBetween(whole.charAt(i))) {
      places[n] = i
      n += 1
    }
  }
  return places
}

function isMeant(whole: string, places: Int32Array, from: number, form: string): boolean {
  const first = places[from] ?? 0
  const last = places[from + form.length - 1] ?? 0
  const before = whole.charAt(first - 1)
  const after = whole.charAt(last + 1)
  if (isLatin(form.charAt(0)) && isLatin(before)) return false
  if (isLatin(form.charAt(form.length - 1)) && isLatin(after)) return false
  const beginsWord = before === '' || isBetween(before)
  if (form.length === 1) return beginsWord && (after === '' || isBetween(after))
  if (last - first === form.length - 1) return true
  if (!beginsWord) return false
  // Letters of two paragraphs are no word.
  for (let n = from + 1; n < from + form.length; n += 1) if ((places[n] ?? 0) - (places[n - 1] ?? 0) > 2) return false
  return true
}
