import { phoneKey } from '../../shared/people.ts'
import { searchForm } from '../../shared/search.ts'

export interface SearchTerms {
  /** Compared with names, e-mails and product names. */
  text: string
  /** Digits of what looks like a part of a phone number; null when it does not. */
  digits: string | null
}

/** Null when there is nothing to search for. */
export function searchTerms(search: string | undefined): SearchTerms | null {
  const text = searchForm(search ?? '')
  if (text === '') return null
  const plain = text.normalize('NFKC')
  if (!/^[+(]?[\d\s().-]+$/.test(plain)) return { text, digits: null }
  const digits = plain.startsWith('+') ? (phoneKey(plain) ?? plain.replace(/\D/g, '')) : plain.replace(/\D/g, '')
  return { text, digits: digits.length >= 2 ? digits : null }
}

export const matchesText = (haystack: string, terms: SearchTerms): boolean =>
  haystack.includes(terms.text) || (terms.digits !== null && haystack.includes(terms.digits))
