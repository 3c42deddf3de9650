import { cdata, type Element, element } from './xml.ts'

/** `area.xlsx` of 11st, as far as it is public (api/11st.md B3). What is not here goes out as 기타 with its name. */
const overseas: readonly (readonly [RegExp, string])[] = [
  [/^(?:중국|중국산|중화인민공화국|china|prc)$/i, '1287'],
  [/^(?:미국|미국산|usa|us|united states(?: of america)?)$/i, '1405'],
  [/^(?:일본|일본산|japan)$/i, '1285'],
  [/^(?:베트남|베트남산|월남|vietnam|viet nam)$/i, '1265'],
]
const provinces: readonly (readonly [RegExp, string])[] = [
  [/^서울(?:특별시|시)?$/, '1009'],
  [/^경기(?:도)?$/, '1002'],
]
const country = /^(?:국내산?|국산|대한민국|한국산?|korea|south korea|republic of korea)$/i

/** `수입산(중국)`, `해외|아시아|중국`, `Made in China`: the words that may name a place. */
const wordsOf = (stated: string): string[] =>
  stated
    .replace(/made\s+in/gi, ' ')
    .split(/[|/>,()[\]:;=·\s]+/)
    .map((word) => word.replace(/\.$/, '').trim())
    .filter((word) => word !== '')

const codeOf = (table: readonly (readonly [RegExp, string])[], words: readonly string[]): string[] => [
  ...new Set(words.flatMap((word) => table.find(([pattern]) => pattern.test(word))?.[1] ?? [])),
]

export type Origin = { type: '01' | '02'; area: string } | { type: '03'; name: string }

/** Where the product comes from, as 11st wants it. Two places at once are nobody's code: they go out by name. */
export function originOf(stated: string): Origin {
  const words = [stated.trim(), ...wordsOf(stated)]
  const abroad = codeOf(overseas, words)
  const province = codeOf(provinces, words)
  const isHome = words.some((word) => country.test(word)) || province.length > 0
  const [area] = abroad
  if (area !== undefined && abroad.length === 1 && !isHome) return { type: '02', area }
  const [at] = province
  if (at !== undefined && province.length === 1 && abroad.length === 0) return { type: '01', area: at }
  return { type: '03', name: stated.trim() }
}

export const originElements = (stated: string): Element[] => {
  const origin = originOf(stated)
  return origin.type === '03'
    ? [element('orgnTypCd', origin.type), cdata('orgnNmVal', origin.name)]
    : [element('orgnTypCd', origin.type), element('orgnTypDtlsCd', origin.area)]
}
