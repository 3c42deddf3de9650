import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { en } from '../../../renderer/strings/en.ts'
import { ko } from '../../../renderer/strings/ko.ts'
import { josa } from '../../../shared/particles.ts'

describe('particles', () => {
  it.each([
    ['주문', '을/를', '주문을'],
    ['구매자', '을/를', '구매자를'],
    ['상점', '이/가', '상점이'],
    ['기간', '은/는', '기간은'],
    ['솔바람 공방', '과/와', '솔바람 공방과'],
    ['아임웹', '으로/로', '아임웹으로'],
    ['서울', '으로/로', '서울로'],
    ['파일', '으로/로', '파일로'],
    ['주문 3', '을/를', '주문 3을'],
    ['주문 2', '을/를', '주문 2를'],
    ['7', '으로/로', '7로'],
    ['CSV', '을/를', 'CSV를'],
    ['URL', '이/가', 'URL이'],
    ['월말 정산용 (1월)', '을/를', '월말 정산용 (1월)을'],
  ] as const)('%s takes %s as %s', (word, pair, expected) => {
    expect(josa(word, pair)).toBe(expected)
  })

  it('names both where nothing can be read', () => {
    expect(josa('★', '을/를')).toBe('★을(를)')
    expect(josa('', '이/가')).toBe('이(가)')
  })

  it('always keeps the word and adds one of the two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        const rest = josa(word, '을/를').slice(word.length)
        return josa(word, '을/를').startsWith(word) && ['을', '를', '을(를)'].includes(rest)
      }),
    )
  })
})

type Tree = { [key: string]: unknown }
const leaves = (tree: Tree, path = ''): [string, unknown][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? leaves(value as Tree, `${path}.${key}`) : [[`${path}.${key}`, value]],
  )
const textOf = (value: unknown): string => {
  if (typeof value !== 'function') return String(value)
  try {
    return String(value(2, 2, 2))
  } catch {
    return String(value('상점', 2, 2))
  }
}

describe('sentences', () => {
  it('have the same keys in both languages', () => {
    expect(leaves(en).map(([key]) => key)).toEqual(leaves(ko).map(([key]) => key))
  })

  it('are neutral: no exclamation marks, no empty words', () => {
    for (const [key, value] of [...leaves(ko), ...leaves(en)]) {
      expect(textOf(value), key).not.toMatch(/[!！]/)
      expect(textOf(value).trim(), key).not.toBe('')
    }
  })

  it('end in 합니다체 wherever they end as a Korean sentence', () => {
    for (const [key, value] of leaves(ko)) {
      for (const sentence of textOf(value).match(/[^.]*[가-힣]\./g) ?? []) {
        expect(sentence, key).toMatch(/(니다|십시오|까)\.$/)
      }
    }
  })
})
