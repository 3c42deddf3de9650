/** More than any product's record is long; a quote that is never closed must not swallow a gigabyte. */
const MAX_CELL = 8 * 1024 * 1024

export class CsvError extends Error {}

/** A record and the line it begins on. */
export interface CsvRow {
  line: number
  cells: string[]
}

/** Which of the usual separators a header line uses. */
export const separatorOf = (header: string): string =>
  [',', '\t', ';'].map((mark) => ({ mark, times: header.split(mark).length })).sort((a, b) => b.times - a.times)[0]
    ?.mark ?? ','

/** CSV piece by piece: quotes, doubled quotes, line breaks in cells, any line ending. Throws CsvError. */
export class CsvReader {
  readonly #separator: string
  #cells: string[] = []
  #cell = ''
  #line = 1
  #startedOn = 1
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  #afterReturn = false

  constructor(separator: string) {
    this.#separator = separator
  }

  write(text: string): CsvRow[] {
    const rows: CsvRow[] = []
    let from = 0
    for (let i = 0; i < text.length; i += 1) {
      const c = text.charAt(i)
      if (this.#state === 'quoted') {
        // To the next quote in one go: most of a long cell is neither.
        const quote = text.indexOf('"', i)
        const end = quote === -1 ? text.length : quote
        const piece = text.slice(i, end)
        this.#take(piece)
        for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) this.#line += 1
        i = end
        if (quote !== -1) this.#state = 'quote'
        from = i + 1
        continue
      }
      if (this.#state === 'quote' && c === '"') {
        this.#take('"')
        this.#state = 'quoted'
        from = i + 1
        continue
      }
      if (c === '\n' && this.#afterReturn) {
        this.#afterReturn = false
        from = i + 1
        continue
      }
      this.#afterReturn = false
      if (c === this.#separator || c === '\n' || c === '\r') {
        this.#take(text.slice(from, i))
        from = i + 1
        this.#cells.push(this.#cell)
        this.#cell = ''
        this.#state = 'start'
        if (c === this.#separator) continue
        this.#afterReturn = c === '\r'
        this.#end(rows)
        continue
      }
      if (this.#state === 'start' && c === '"' && i === from && this.#cell === '') {
        this.#state = 'quoted'
        from = i + 1
        continue
      }
      if (this.#state !== 'plain') this.#state = 'plain'
    }
    if (from < text.length && this.#state !== 'quoted') this.#take(text.slice(from))
    return rows
  }

  end(): CsvRow[] {
    if (this.#state === 'quoted') throw new CsvError(`${this.#startedOn}번째 줄에서 연 따옴표가 닫히지 않음`)
    const rows: CsvRow[] = []
    if (this.#cell !== '' || this.#cells.length > 0 || this.#state === 'quote') {
      this.#cells.push(this.#cell)
      this.#end(rows)
    }
    return rows
  }

  #take(piece: string): void {
    this.#cell += piece
    if (this.#cell.length > MAX_CELL) throw new CsvError(`${this.#startedOn}번째 줄의 칸이 너무 김`)
  }

  #end(rows: CsvRow[]): void {
    const isBlank = this.#cells.every((cell) => cell.trim() === '')
    if (!isBlank) rows.push({ line: this.#startedOn, cells: this.#cells })
    this.#cells = []
    this.#cell = ''
    this.#line += 1
    this.#startedOn = this.#line
  }
}
