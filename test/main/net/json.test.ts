import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../../main/net/json.ts'

describe('JSON without loss', () => {
  it('keeps every digit of any integer, at the top, in lists and in objects', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.constantFrom('', ' ', '\n\t'), (number, space) => {
        const text = `{"a":${space}${number},"list":[${space}${number},${space}${number}],"deep":{"b":[{"c":${number}}]}}`
        const expected = Number.isSafeInteger(Number(number)) ? Number(number) : String(number)
        expect(parseJson(text)).toEqual({ a: expected, list: [expected, expected], deep: { b: [{ c: expected }] } })
        expect(parseJson(String(number))).toEqual(expected)
      }),
    )
  })

  it('reads everything else as JSON.parse does, on the careful path too', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{16}/.test(text))
        expect(parseJson(text)).toEqual(JSON.parse(text))
        expect(parseJson(`[12345678901234567890,${text}]`)).toEqual(['12345678901234567890', JSON.parse(text)])
      }),
    )
  })

  it('leaves digits inside text, fractions and exponents alone', () => {
    const text = '{"a":"[12345678901234567890","b":1234567890123456.5,"c":1e300,"d":[ 99999999999999999999 ]}'
    expect(parseJson(text)).toEqual({
      a: '[12345678901234567890',
      b: 1234567890123456.5,
      c: 1e300,
      d: ['99999999999999999999'],
    })
  })

  it('accepts a byte order mark and refuses what is not JSON', () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 })
    expect(() => parseJson('{"a":12345678901234567890')).toThrow(SyntaxError)
    expect(() => parseJson('')).toThrow(SyntaxError)
  })
})
