import { parseKstDay } from '../../shared/time.ts'

/** A day as an operator types it (`20261121`, `2026.11.21`, `2026. 11. 21.`, `2026-1-5`), or null when it is none. */
export function dayFrom(text: string): string | null {
  const trimmed = text.normalize('NFKC').trim()
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ?? /^(\d{4})[-./년\s]+(\d{1,2})[-./월\s]+(\d{1,2})[일.\s]*$/.exec(trimmed)
  if (match === null) return null
  const [, year = '', month = '', day = ''] = match
  const whole = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return parseKstDay(whole) !== null && whole >= '2000-01-01' ? whole : null
}
