export type ParticlePair = '을/를' | '이/가' | '은/는' | '과/와' | '으로/로'

/** Whether Korean reads the last sound of these digits with a final consonant: 0 영 1 일 3 삼 6 육 7 칠 8 팔. */
const closedDigits = new Set(['0', '1', '3', '6', '7', '8'])
/** Letters whose Korean name or usual reading ends in a consonant: L 엘, M 엠, N 엔, R 알. */
const closedLetters = new Set(['l', 'm', 'n', 'r'])

/** The final consonant's index of the last readable character (0: none, 8: ㄹ), or null when nothing can be read. */
function finalOf(word: string): number | null {
  const letter = [...word.normalize('NFC')].findLast((c) => /[가-힣0-9a-z]/i.test(c))
  if (letter === undefined) return null
  const code = letter.charCodeAt(0)
  if (code >= 0xac00 && code <= 0xd7a3) return (code - 0xac00) % 28
  if (/[0-9]/.test(letter)) return closedDigits.has(letter) ? ('178'.includes(letter) ? 8 : 1) : 0
  const small = letter.toLowerCase()
  return closedLetters.has(small) ? (small === 'l' || small === 'r' ? 8 : 1) : 0
}

/** The word with the particle its last sound asks for: `josa('주문', '을/를')` is `주문을`. ㄹ takes 로, not 으로. */
export function josa(word: string, pair: ParticlePair): string {
  const [closed = '', open = ''] = pair.split('/')
  const final = finalOf(word)
  if (final === null) return `${word}${closed}(${open})`
  const takesOpen = final === 0 || (pair === '으로/로' && final === 8)
  return `${word}${takesOpen ? open : closed}`
}
