import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Excel runs a cell that begins with one of these, the full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

const cell = (value: string | number | null): string => {
  const plain = value === null ? '' : String(value)
  const safe = typeof value === 'string' && formula.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) || safe !== plain ? `"${safe.replaceAll('"', '""')}"` : safe
}

export type CsvRow = readonly (string | number | null)[]

/** Writes rows as UTF-8 with BOM and CRLF: whole or not at all. Answers how many. */
export function writeCsvFile(path: string, header: CsvRow, batches: Iterable<readonly CsvRow[]>): number {
  const temporary = `${path}.${process.pid}.tmp`
  const line = (row: CsvRow) => `${row.map(cell).join(',')}\r\n`
  let rows = 0
  try {
    const file = openSync(temporary, 'w', 0o600)
    try {
      writeSync(file, `\uFEFF${line(header)}`)
      for (const batch of batches) {
        writeSync(file, batch.map(line).join(''))
        rows += batch.length
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    return rows
  } catch (thrown) {
    rmSync(temporary, { force: true })
    throw thrown
  }
}
