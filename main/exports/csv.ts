/** Excel runs a cell that begins so as a formula, full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const special = /[",\r\n]/

/** Text that Excel would run is defused by a leading apostrophe. */
export const guard = (text: string): string => (formula.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One text cell, safe for Excel. */
export const textCell = (text: string): string => {
  if (text === '') return ''
  const first = text.charCodeAt(0)
  // Nearly all cells begin with a letter or digit: one comparison spares them the guard.
  const safe = (first >= 0x30 && first <= 0x39) || (first >= 0x41 && first < 0xff00 && first !== 0x2212)
  return quoted(safe ? text : guard(text))
}

/** Numbers are written as they are: a negative amount is a number, not a formula. */
export const numberCell = (value: number | null): string => (value === null ? '' : String(value))

export const BOM = '\u{feff}'
export const ROW_END = '\r\n'

/** Cells that `textCell` and `numberCell` made, as one record. */
export const csvRow = (cells: readonly string[]): string => cells.join(',') + ROW_END
