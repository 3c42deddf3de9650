import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const filesOf = (room: string, kinds: RegExp) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((name) => join(room, name).split(sep).join('/'))
    .filter((name) => kinds.test(name))
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

const catalogues = [...filesOf('main', /\.ts$/), ...filesOf('shared', /\.ts$/)].filter((file) =>
  /\bsatisfies ErrorCatalogue\b/.test(textOf(file)),
)
const codesIn = (text: string): string[] =>
  [...text.matchAll(/^ {2}'?([A-Z][A-Z0-9_]+)'?: \{/gm)].map(([, code]) => code ?? '')

const tests = filesOf('test', /\.(?:ts|mjs|js)$/)
  .filter((file) => !file.startsWith('test/lint/'))
  .map(textOf)

/** A code whose end is the service's own number may be named by it, in a test that makes codes of the service's numbers. */
const isNamed = (code: string): boolean => {
  const whole = new RegExp(`(?<![A-Z0-9_])${code}(?![A-Z0-9_])`)
  if (tests.some((text) => whole.test(text))) return true
  const [, prefix, number] = /^([A-Z0-9]+_)(\d{4,})$/.exec(code) ?? []
  if (prefix === undefined || number === undefined) return false
  const alone = new RegExp(`(?<!\\d)${number}(?!\\d)`)
  return tests.some((text) => text.includes(`${prefix}\${`) && alone.test(text))
}

describe('error codes', () => {
  it('are found in every catalogue', () => {
    expect(catalogues.length).toBeGreaterThan(15)
    expect(catalogues.filter((file) => codesIn(textOf(file)).length === 0)).toEqual([])
    expect(codesIn("  ODD_CODE: {\n  CANCELLED: { message: 'm' },\n    DEEPER: {\n  lower: {")).toEqual([
      'ODD_CODE',
      'CANCELLED',
    ])
  })

  it('stand in one catalogue each, so that a code says where it comes from', () => {
    const codes = catalogues.flatMap((file) => codesIn(textOf(file)))
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
  })

  it.each(catalogues)('%s: a test meets each by its name', (file) => {
    expect(codesIn(textOf(file)).filter((code) => !isNamed(code))).toEqual([])
  })

  it('that no test names are noticed', () => {
    expect(isNamed(['NOBODY', 'NAMES', 'THIS'].join('_'))).toBe(false)
    expect(isNamed(['IMWEB', '98765'].join('_'))).toBe(false)
    expect(isNamed('COLLECT')).toBe(false)
  })
})
