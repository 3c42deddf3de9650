import type { Finding } from '../../../shared/market.ts'
import { hasOutside, isSendable } from './encoding.ts'

const AROUND = 8
const MOST_PLACES = 3
const MOST_CHARACTERS = 12

/** Invisible ones by their number, since nobody could look for them. */
const visible = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  const isHidden = /[\p{C}\p{Z}]/u.test(character)
  return isHidden ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character
}

/** Characters in their places: `예쁜 【🎁】 선물 상자`, with what stands around them. */
export function charactersShown(text: string, isBad: (character: string) => boolean): string {
  const characters = [...text]
  const places = characters.flatMap((character, at) => (isBad(character) ? [at] : []))
  const shown: string[] = []
  let from = 0
  for (const at of places) {
    if (at < from) continue
    if (shown.length === MOST_PLACES) break
    const until = Math.min(characters.length, at + AROUND + 1)
    const start = Math.max(from, at - AROUND)
    const part = characters.slice(start, until).map((one) => (isBad(one) ? `【${visible(one)}】` : one))
    shown.push(`${start > 0 ? '…' : ''}${part.join('').replace(/\s+/g, ' ')}${until < characters.length ? '…' : ''}`)
    from = until
  }
  const hidden = places.filter((at) => at >= from).length
  return `“${shown.join('” “')}”${hidden > 0 ? ` 외 ${hidden}곳` : ''}`
}

const listed = (text: string): string => {
  const bad = [...new Set([...text].filter((character) => !isSendable(character)))]
  const more = bad.length > MOST_CHARACTERS ? ` 외 ${bad.length - MOST_CHARACTERS}자` : ''
  return `${bad
    .slice(0, MOST_CHARACTERS)
    .map((character) => `‘${visible(character)}’`)
    .join(', ')}${more}`
}

const shownIn = (text: string) => charactersShown(text, (character) => !isSendable(character))

export interface Finder {
  findings: Finding[]
  red(code: string, field: string, message: string): void
  yellow(code: string, field: string, message: string): void
  /** Red, with the characters that 11st's encoding lacks shown in place. */
  characters(field: string, label: string, text: string): void
  /** Yellow: HTML carries them as references. */
  references(field: string, label: string, html: string): void
}

export function finder(): Finder {
  const findings: Finding[] = []
  const add = (level: Finding['level']) => (code: string, field: string, message: string) => {
    findings.push({ level, code, field, message })
  }
  const [red, yellow] = [add('red'), add('yellow')]
  return {
    findings,
    red,
    yellow,
    characters: (field, label, text) => {
      if (!hasOutside(text)) return
      const message = `${label}에 11번가(EUC-KR)로 보낼 수 없는 글자가 있습니다 (${listed(text)}): ${shownIn(text)}. 빼거나 다른 글자로 바꾸십시오.`
      red('ELEVENST_CHARACTERS', field, message)
    },
    references: (field, label, html) => {
      if (!hasOutside(html)) return
      const message = `${label}에 11번가(EUC-KR)에 없는 글자가 있어 HTML 문자 참조(&#…;)로 바꾸어 보냅니다 (${listed(html)}): ${shownIn(html)}`
      yellow('ELEVENST_CHARACTERS', field, message)
    },
  }
}
