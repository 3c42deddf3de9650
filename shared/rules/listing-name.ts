/** What a pattern may name of a product. */
export interface NameFacts {
  name: string
  brand: string | null
  maker: string | null
  model: string | null
  origin: string | null
  productId: string
  /** Names of the options, joined. */
  option: string
}

/** A pattern with its `{name}`, `{brand}` … filled in; what is not known leaves nothing behind. */
export const filled = (pattern: string, facts: NameFacts): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(facts, key) ? (facts[key as keyof NameFacts] ?? '') : whole,
  )

/** As one line without doubled spaces: how names go to markets. */
export const tidyName = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** How long a text is in a market's measure: characters as people count them, or bytes in EUC-KR. */
export function measured(text: string, unit: 'characters' | 'euckr_bytes'): number {
  let length = 0
  for (const character of text) {
    const isWide = unit === 'euckr_bytes' && (character.codePointAt(0) ?? 0) > 0x7f
    length += isWide ? 2 : 1
  }
  return length
}
