/**
 * Lenient readers for services' replies: a number may be text, a list may be a single thing, a key may be missing.
 * None of them throws but `Unreadable`, whose Korean sentence becomes the reason why a row was set aside.
 */
export class Unreadable extends Error {}

export type Raw = Record<string, unknown>

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const raw = (value: unknown): Raw => (isRaw(value) ? value : {})

/** A list; one thing alone is a list of one, nothing is none. */
export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value]

export const raws = (value: unknown): Raw[] => list(value).filter(isRaw)

const control = /[\p{Cc}\uFEFF]/u
const controls = /[\p{Cc}\uFEFF]+/gu
const MAX_TEXT = 1000

/** One line of text, trimmed, without control characters; null when there is none. */
export const text = (value: unknown, max = MAX_TEXT): string | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value !== 'string') return null
  const line = (control.test(value) ? value.replace(controls, ' ') : value).trim().slice(0, max).trim()
  return line === '' ? null : line.toWellFormed()
}

/** Markup as given: lines kept, NUL and a byte order mark taken out. */
export const markup = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  const kept = /[\0\uFEFF]/.test(value) ? value.replace(/[\0\uFEFF]/g, '') : value
  return kept.trim() === '' ? null : kept.toWellFormed()
}

/** A product's or option's own key: what could be one, or null. */
export const keyOf = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null
  const found = typeof value === 'string' ? value.trim() : ''
  return /^[\p{L}\p{N}_.:-]{1,100}$/u.test(found) ? found : null
}

const plainNumber = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/

/** A number, also written as text with or without commas and 원; NaN when it is none. */
export const number = (value: unknown): number => {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return Number.NaN
  const bare = value.trim().replace(/\s*원$/, '')
  return plainNumber.test(bare) ? Number(bare.replaceAll(',', '')) : Number.NaN
}

/** A whole number of at least 0, or null. Fractions of a won are rounded up: a cost is never understated. */
export const count = (value: unknown): number | null => {
  const found = Math.ceil(number(value))
  return Number.isSafeInteger(found) && found >= 0 ? found + 0 : null
}

/**
 * What we pay, won. Words (협의), nothing and 0 all mean that the price is not known: a product is never free.
 * Below 0 the row is unreadable.
 */
export const cost = (value: unknown, name: string): number | null => {
  const found = number(value)
  if (found < 0) throw new Unreadable(`가격(${name})이 0보다 작습니다.`)
  if (found > Number.MAX_SAFE_INTEGER) throw new Unreadable(`가격(${name})이 너무 큽니다.`)
  const won = count(found)
  return won === 0 ? null : won
}

/** Pieces left. All nines (9999 and up) and nothing mean that nobody counts; below 0 is sold out. */
export const stock = (value: unknown): number | null => {
  const found = Math.floor(number(value))
  if (Number.isNaN(found) || !Number.isSafeInteger(found)) return null
  if (/^9{4,}$/.test(String(found))) return null
  return Math.max(0, found)
}

export const yes = (value: unknown): boolean =>
  value === true || value === 1 || (typeof value === 'string' && /^(?:true|y|yes|1)$/i.test(value.trim()))

/** Addresses that can be fetched: http and https, without user names, each once. */
export const pictures = (value: unknown): string[] => {
  const found = new Set<string>()
  for (const one of list(value)) {
    const address = typeof one === 'string' ? one.trim().replace(/^\/\//, 'https://') : ''
    if (!/^https?:\/\//i.test(address) || address.length > 2000) continue
    const url = URL.parse(address)
    if (url !== null && url.username === '' && url.password === '') found.add(url.href)
  }
  return [...found]
}

/** Texts of a list, each once. */
export const texts = (value: unknown, max = 100): string[] => [
  ...new Set(list(value).flatMap((one) => text(one, max) ?? [])),
]
