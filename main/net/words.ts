import { redactText } from './redact.ts'

const MAX_WORDS = 200

/** A service's own words fit for a sentence: without tags, secrets and control characters, cut to a line. */
export const safeWords = (value: unknown): string => {
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  const plain = String(value)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return redactText(plain.slice(0, MAX_WORDS)).toWellFormed()
}
