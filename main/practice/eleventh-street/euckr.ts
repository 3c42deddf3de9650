/**
 * KS X 1001 from Node's own decoder, which is right within these rows (and wrong beyond them). The adapter uses another
 * library, so that neither is believed because of the other.
 */
const build = () => {
  const decoder = new TextDecoder('euc-kr')
  const toText = new Map<number, string>()
  const toBytes = new Map<string, number>()
  for (let lead = 0xa1; lead <= 0xfe; lead += 1) {
    if (lead === 0xc9 || lead === 0xfe) continue
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(new Uint8Array([lead, trail]))
      if ([...text].length !== 1 || text === '\uFFFD') continue
      toText.set((lead << 8) | trail, text)
      toBytes.set(text, (lead << 8) | trail)
    }
  }
  return { toText, toBytes }
}

let tables: ReturnType<typeof build> | undefined
const table = () => {
  tables ??= build()
  return tables
}

/** The text of strict EUC-KR bytes, or null at the first byte that is none. */
export function decodeStrict(bytes: Uint8Array): string | null {
  const { toText } = table()
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) {
      parts.push(String.fromCharCode(byte))
      continue
    }
    at += 1
    const text = toText.get((byte << 8) | (bytes[at] ?? 0))
    if (text === undefined) return null
    parts.push(text)
  }
  return parts.join('')
}

/** What 11st cannot say it says with a question mark. */
export function encodeLoose(text: string): Buffer {
  const { toBytes } = table()
  const out: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const pair = toBytes.get(character)
    if (code < 0x80) out.push(code)
    else if (pair === undefined) out.push(0x3f)
    else out.push(pair >> 8, pair & 0xff)
  }
  return Buffer.from(out)
}

export const byteLength = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0)
