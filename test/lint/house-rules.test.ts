import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const sources = ['main', 'shared', 'renderer'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((name) => join(room, name).split(sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name)),
)
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
const filesWith = (pattern: RegExp, among = sources) => among.filter((file) => pattern.test(textOf(file)))

/** A statement as it stands in a string, not the words in a comment. */
const sql =
  /[`'"]\s*(?:select\s[\s\S]{1,400}?\sfrom\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(?:table|index)\s)/i
const holdsSql = (file: string) =>
  /^main\/store\//.test(file) || /repository[\w.-]*\.ts$/.test(file) || /\.sql\.ts$/.test(file)

/** A comparison with one market's name. */
const marketCheck =
  /[!=]==?\s*['"](?:coupang|naver|11st)['"]|['"](?:coupang|naver|11st)['"]\s*[!=]==?|\bcase\s+['"](?:coupang|naver|11st)['"]/
/** The adapters and the practice services, each of which is one market's. */
const knowsMarkets = /^main\/(?:market\/(?:coupang|naver|eleventh-street)|practice)\//

describe('rules that the linter cannot say', () => {
  it('recognises a statement, and not a sentence about one', () => {
    expect(sql.test('db.prepare(`select a from b`)')).toBe(true)
    expect(sql.test("db.exec('delete from b')")).toBe(true)
    expect(sql.test('// select the rows from the table')).toBe(false)
  })

  it('SQL is only in main/store and in repository files', () => {
    expect(filesWith(sql).filter((file) => !holdsSql(file))).toEqual([])
  })

  it('what differs between markets is decided in their adapters alone', () => {
    for (const told of ["if (market === 'naver')", "'11st' !== service", 'market == "coupang"', "case 'naver':"])
      expect(marketCheck.test(told), told).toBe(true)
    for (const plain of ["{ market: 'naver' }", "markets: ['coupang', 'naver']", 'one.market === market'])
      expect(marketCheck.test(plain), plain).toBe(false)
    expect(filesWith(marketCheck).filter((file) => !knowsMarkets.test(file))).toEqual([])
  })

  it('handlers of the window are registered in one place', () => {
    expect(filesWith(/\.handle(?:Once)?\(callChannel|ipcMain\.handle(?:Once)?\(/)).toEqual(['main/shell/ipc.ts'])
  })

  it('no check is switched off in place', () => {
    expect(filesWith(/biome-ignore|@ts-(?:ignore|expect-error|nocheck)/)).toEqual([])
  })

  it('nothing is left for later', () => {
    expect(filesWith(/\b(?:TODO|FIXME|XXX)\b/)).toEqual([])
  })

  it('a file has 400 lines at most; tables of words are data', () => {
    const code = sources.filter((file) => !file.startsWith('renderer/strings/'))
    expect(code.filter((file) => textOf(file).split('\n').length > 401)).toEqual([])
  })

  it('nothing of the app knows its stand-in', () => {
    expect(filesWith(/test\/host|JANGTEO_STAND_IN|stand-in/i)).toEqual([])
  })

  it('the page is never given Node, and evaluates nothing', () => {
    expect(
      filesWith(/nodeIntegration: true|contextIsolation: false|webSecurity: false|allowRunningInsecureContent/),
    ).toEqual([])
    expect(filesWith(/\beval\(|new Function\(|dangerouslySetInnerHTML|executeJavaScript/)).toEqual([])
  })
})
