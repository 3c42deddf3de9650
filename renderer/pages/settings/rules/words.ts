import type { ListingWord } from '../../../../shared/contract/listing-shapes.ts'

type Word = Pick<ListingWord, 'word' | 'reason'>

const header = /^(?:낱말|단어|금칙어|경고어|금지어|상표|word|words|keyword)$/i
const unquoted = (cell: string) =>
  cell
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll('""', '"')
    .trim()

/** The words of a box or a file, one per line, what follows a comma being the reason; each word once, as it came. */
export const wordsOf = (text: string): Word[] => {
  const words = new Map<string, Word>()
  for (const line of text
    .replace(/^\uFEFF/, '')
    .normalize('NFC')
    .split(/\r\n|[\r\n]/)) {
    const [, first = '', rest = ''] = /^\s*("(?:[^"]|"")*"|[^,\t]*)[,\t]?(.*)$/s.exec(line) ?? []
    const word = unquoted(first)
    if (word !== '' && !words.has(word)) words.set(word, { word, reason: unquoted(rest) })
  }
  const [first] = words.keys()
  if (first !== undefined && header.test(first) && words.size > 1) words.delete(first)
  return [...words.values()]
}

/** The words as they stand in the box. */
export const textOf = (words: readonly Word[]): string =>
  words
    .map(
      ({ word, reason }) =>
        `${/[,"\t]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word}${reason === '' ? '' : `, ${reason}`}`,
    )
    .join('\n')

export const mostWords = 5000
export const longestWord = 100
export const longestReason = 300
