import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { csvRow, guard, numberCell, textCell } from '../../../main/exports/csv.ts'
import { cp949Encoder } from '../../../main/exports/encode.ts'

/** RFC 4180, read letter by letter. */
function parse(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let inQuotes = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (inQuotes) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else inQuotes = false
    } else if (letter === '"') inQuotes = true
    else if (letter === ',') {
      row.push(cell)
      cell = ''
    } else if (letter === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      at += 1
    } else cell += letter
  }
  return rows
}

const dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const letters = fc.constantFrom(...dangerous, '"', ',', "'", ' ', '가', '0', 'A', '😀', '\r\n')
const text = fc.oneof(
  fc.array(letters, { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ unit: 'binary' }),
)

describe('CSV rows', () => {
  it('read back as what was written, with formulas defused', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 6 }), { maxLength: 6 }), (rows) => {
        const written = rows.map((row) => csvRow(row.map(textCell))).join('')
        expect(parse(written)).toEqual(rows.map((row) => row.map(guard)))
      }),
      { numRuns: 2000 },
    )
  })

  it.each(dangerous)('never lets a cell begin with %j', (first) => {
    expect(parse(csvRow([textCell(`${first}SUM(A1)`), '']))[0]?.[0]).toBe(`'${first}SUM(A1)`)
  })

  it('leave harmless text alone: phone numbers keep their zeros, numbers their sign', () => {
    expect(csvRow([textCell('010-1234-5678'), textCell('홍길동'), numberCell(-5000), numberCell(null)])).toBe(
      '010-1234-5678,홍길동,-5000,\r\n',
    )
  })

  it('quote a bare line feed and a bare carriage return', () => {
    expect(textCell('a\nb')).toBe('"a\nb"')
    expect(textCell('a\rb')).toBe('"a\rb"')
  })
})

describe('CP949', () => {
  it('counts and samples every character it cannot carry, and carries all others', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('가', '뷁', '똠', 'A', ',', '?', '😀', 'é', '—', '漢', '\ud800'), { maxLength: 30 }),
        (all) => {
          const encoder = cp949Encoder()
          const bytes = encoder.encode(all.join(''))
          const lost = all.join('').match(/😀|é|—|\ud800(?![\udc00-\udfff])/gu) ?? []
          expect(encoder.replaced().count).toBe(lost.length)
          expect(new Set(encoder.replaced().samples)).toEqual(new Set(lost))
          expect(iconv.decode(bytes, 'cp949')).toBe(all.join('').replace(/😀|é|—|\ud800/gu, '?'))
        },
      ),
    )
  })

  it('names ten samples at most', () => {
    const encoder = cp949Encoder()
    encoder.encode('àáâãäåæçèéêëìíîï')
    expect(encoder.replaced()).toMatchObject({ samples: { length: 10 } })
  })
})
