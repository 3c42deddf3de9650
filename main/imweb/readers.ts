import { parseIso } from '../../shared/time.ts'

/**
 * Lenient readers for Imweb's rows: keys may be missing, null or empty, numbers may be text and text may be numbers.
 * Hand-written, because 3,000 orders a second leave no time for a schema walk over 150 fields each.
 */

/** Thrown inside a row only; `map.ts` turns it into a set-aside row. The sentence never holds the value. */
export class Unreadable extends Error {}

export type Raw = Record<string, unknown>

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object, or an empty one. */
export const raw = (value: unknown): Raw => (isRaw(value) ? value : {})

/** The objects of a list; a single object counts as a list of one. */
export const raws = (value: unknown): Raw[] =>
  Array.isArray(value) ? value.filter(isRaw) : isRaw(value) ? [value] : []

const MAX_TEXT = 500
const control = /\p{Cc}/u
const controls = /\p{Cc}+/gu

/** Trimmed text without control characters, cut at `max`; null when there is none. Numbers are taken as they are written. */
export const text = (value: unknown, max = MAX_TEXT): string | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  if (typeof value !== 'string' || value === '') return null
  let clean = control.test(value) ? value.replace(controls, ' ') : value
  clean = clean.trim()
  if (clean.length > max) clean = clean.slice(0, max)
  return clean === '' ? null : clean.isWellFormed() ? clean : clean.toWellFormed()
}

/** A code or number that names something: never rounded, never with blanks. */
export const code = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  const found = text(value, 100)
  return found !== null && /^[\w.:-]+$/.test(found) ? found : null
}

const isAbsent = (value: unknown) => value === undefined || value === null || value === ''
const decimal = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^[+-]?\d+(?:\.\d+)?$/

/** Rounded: unit prices after a discount, and units in another currency, come with a fraction. */
const whole = (value: unknown): number | null => {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && decimal.test(value.trim())
        ? Number(value.trim().replaceAll(',', ''))
        : Number.NaN
  const rounded = Math.round(number)
  // -0 would be stored as a real number.
  return Number.isSafeInteger(rounded) ? rounded + 0 : null
}

/** Won that decide nothing: what cannot be read is as good as absent and does not cost the order. */
export const roughWon = (value: unknown): number | null => (isAbsent(value) ? null : whole(value))

/** Whole won, 0 when absent. Anything else that cannot be counted in won makes the row unreadable. */
export const won = (value: unknown, name: string): number => {
  if (isAbsent(value)) return 0
  const number = whole(value)
  if (number === null) throw new Unreadable(`금액(${name})을 숫자로 읽을 수 없습니다.`)
  return number
}

/** How many; an item line that gives no count stands for one piece. */
export const quantity = (value: unknown): number => {
  if (isAbsent(value)) return 1
  const number = whole(value)
  if (number === null || number < 0) throw new Unreadable('수량(qty)을 0 이상의 숫자로 읽을 수 없습니다.')
  return number
}

export const yes = (value: unknown): boolean => value === 'Y' || value === 'y' || value === true

const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
// Imweb's own shape, read without a general date parser: it is on every row several times.
const imwebTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?Z$/

const fromText = (value: string): number => {
  const match = imwebTime.exec(value)
  if (match) {
    const [, y, mo, d, h, mi, s, f = ''] = match
    const at = Date.UTC(
      Number(y),
      Number(mo) - 1,
      Number(d),
      Number(h),
      Number(mi),
      Number(s),
      Number(f.padEnd(3, '0')),
    )
    // 2026-02-31 would silently become March.
    return new Date(at).getUTCDate() === Number(d) ? at : Number.NaN
  }
  if (/^\d{10}(?:\d{3})?$/.test(value)) return value.length === 10 ? Number(value) * 1000 : Number(value)
  return parseIso(value) ?? Number.NaN
}

/** ms UTC from ISO text or a Unix time (seconds or ms); null when absent or not a time of this century. */
export const time = (value: unknown): number | null => {
  const at =
    typeof value === 'string'
      ? fromText(value.trim())
      : typeof value === 'number'
        ? fromText(String(value))
        : Number.NaN
  return at >= EARLIEST && at < LATEST ? at : null
}
