import { CsvReader, type CsvRow, separatorOf } from '../products/import/csv.ts'
import { SEPARATOR } from './fees.ts'

export interface ReadFee {
  line: number
  /** The line as it stands, for the eye. */
  text: string
  code: string | null
  path: string | null
  /** Null where no number was found. */
  rate: number | null
}

type Column = 'rate' | 'code' | 'path'

const columnOf = (header: string): Column | null => {
  const name = header.replace(/\s+/g, '').toLowerCase()
  if (/수수료|요율|비율|rate|fee|%/.test(name)) return 'rate'
  if (/코드|번호|code|^id$|categoryid/.test(name)) return 'code'
  if (/카테고리|분류|경로|이름|category|path|name/.test(name)) return 'path'
  return null
}

const numeric = /^[+-]?\d+(?:[.,]\d+)?\s*%?$/

/** `10.8%`, `10,8`, `0.108`; null for anything else. */
function numberIn(cell: string): { value: number; percent: boolean } | null {
  const text = cell.trim().replace('％', '%')
  if (!numeric.test(text)) return null
  return { value: Number(text.replace('%', '').trim().replace(',', '.')), percent: text.endsWith('%') }
}

const decimal = (value: number) => Number(value.toFixed(8))

function columnsOf(first: CsvRow): { columns: (Column | null)[]; headed: boolean } {
  const named = first.cells.map(columnOf)
  if (named.includes('rate') && numberIn(first.cells[named.indexOf('rate')] ?? '') === null) {
    return { columns: named, headed: true }
  }
  // Without a header: the last number is the rate, a first cell of digits the code, and the rest names.
  const rate = first.cells.findLastIndex((cell) => numberIn(cell) !== null)
  const columns = first.cells.map(
    (cell, n): Column => (n === rate ? 'rate' : n === 0 && /^\d+$/.test(cell.trim()) ? 'code' : 'path'),
  )
  return { columns, headed: false }
}

/**
 * Categories and their rates from the text of a table. A category is named by its code or by its names, in one cell or in
 * one for each level. Rates are percentages where the file says so or any of them is 1 or more, else fractions.
 */
export function readFees(text: string): ReadFee[] {
  const plain = text.replace(/^\uFEFF/, '').normalize('NFC')
  const reader = new CsvReader(separatorOf(plain.split(/\r?\n/, 1)[0] ?? ''))
  const rows = [...reader.write(plain), ...reader.end()]
  const [first] = rows
  if (first === undefined) return []
  const { columns, headed } = columnsOf(first)
  const rateAt = columns.indexOf('rate')
  const body = headed ? rows.slice(1) : rows
  const numbers = body.map(({ cells }) => numberIn(cells[rateAt] ?? ''))
  const allPercent =
    (headed && /%|퍼센트|percent/i.test(first.cells[rateAt] ?? '')) ||
    numbers.some((number) => number !== null && (number.percent || number.value >= 1))
  return body.map(({ line, cells }, n) => {
    const at = (column: Column) =>
      cells
        .filter((_, i) => columns[i] === column)
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
    const names = at('path')
      .flatMap((cell) => cell.split('>'))
      .map((name) => name.replace(/\s+/g, ' ').trim())
      .filter((name) => name !== '')
    const number = numbers[n] ?? null
    return {
      line,
      text: cells.join(', ').slice(0, 200),
      code: at('code')[0] ?? (names.length === 1 && /^\d{3,}$/.test(names[0] ?? '') ? (names[0] ?? null) : null),
      path: names.length === 0 ? null : names.join(SEPARATOR),
      rate: number === null ? null : decimal(allPercent ? number.value / 100 : number.value),
    }
  })
}
