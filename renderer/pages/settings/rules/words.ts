/** The words of a box, one per line, each once, in the order in which they came. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFC')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]
export const mostWords = 5000
export const longestWord = 100
