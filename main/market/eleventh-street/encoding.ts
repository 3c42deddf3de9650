import iconv from 'iconv-lite'

const FIRST = 0xa1
const LAST = 0xfe
/** Rows of KS X 1001 that are left to the user: what stands there means something else on every computer. */
const privateRows = new Set([0xc9, 0xfe])

/**
 * Where decoders of EUC-KR differ: € and ® came to KS X 1001 only in 1998 (Node's own decoder lacks them), and the filler
 * begins a syllable of eight bytes with some.
 */
const disputed = new Set(['€', '®', '\u3164'])

/** Whether a UTF-16 unit stands for a sendable character; all of them are single units. */
const readTable = (): Uint8Array => {
  const table = new Uint8Array(0x10000)
  for (const code of [0x09, 0x0a, 0x0d]) table[code] = 1
  for (let code = 0x20; code < 0x7f; code += 1) table[code] = 1
  for (let lead = FIRST; lead <= LAST; lead += 1) {
    if (privateRows.has(lead)) continue
    const pairs: number[] = []
    for (let trail = FIRST; trail <= LAST; trail += 1) pairs.push(lead, trail, 0x0a)
    for (const text of iconv.decode(Buffer.from(pairs), 'cp949').split('\n')) {
      if (text.length === 1 && text !== '\uFFFD' && !disputed.has(text)) table[text.charCodeAt(0)] = 1
    }
  }
  return table
}

let shared: Uint8Array | undefined
const sendable = () => {
  shared ??= readTable()
  return shared
}

/** ASCII and KS X 1001. Whether 11st bears windows-949's further syllables (똠, 뷁) nobody has shown, so they are outside. */
export const isSendable = (character: string): boolean =>
  character.length === 1 && sendable()[character.charCodeAt(0)] === 1

/** Quick: descriptions are long, and nearly all are clean. */
export const hasOutside = (text: string): boolean => {
  const table = sendable()
  for (let at = 0; at < text.length; at += 1) if (table[text.charCodeAt(at)] === 0) return true
  return false
}

/** Everything but ASCII takes two bytes; so does, for a measure, what cannot be sent at all. */
export const eucKrLength = (text: string): number => {
  let bytes = 0
  for (const character of text) bytes += character.charCodeAt(0) < 0x80 ? 1 : 2
  return bytes
}

interface Outside {
  character: string
  /** Position in characters, from 0. */
  at: number
}

/** Characters that 11st's encoding lacks, in their places. iconv-lite would silently write `?` for them. */
export const outsideOf = (text: string): Outside[] => {
  const found: Outside[] = []
  if (!hasOutside(text)) return found
  let at = 0
  for (const character of text) {
    if (!isSendable(character)) found.push({ character, at })
    at += 1
  }
  return found
}

/** The bytes of a text that holds sendable characters only. Throws RangeError otherwise: nothing is ever sent as `?`. */
export const encodeEucKr = (text: string): Buffer => {
  const [first] = outsideOf(text)
  if (first !== undefined) throw new RangeError(`not in KS X 1001: U+${first.character.codePointAt(0)?.toString(16)}`)
  return iconv.encode(text, 'euc-kr')
}

const declaredIn = (head: string): string | undefined =>
  /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/i.exec(head)?.[1]
const charsetIn = (contentType: string | undefined): string | undefined =>
  /charset\s*=\s*["']?([\w.-]{1,40})/i.exec(contentType ?? '')?.[1]

const asUtf8 = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A reply's text by its XML declaration, then its Content-Type, else EUC-KR. A declaration that its bytes belie is not believed. */
export const decodeReply = (bytes: Buffer, contentType: string | undefined): string => {
  const head = bytes.subarray(0, 200).toString('latin1')
  const declared = (declaredIn(head) ?? charsetIn(contentType) ?? 'euc-kr').toLowerCase()
  const utf8 = asUtf8(bytes)
  if (utf8 !== null && (declared === 'utf-8' || declared === 'utf8')) return utf8
  const text = iconv.decode(bytes, 'cp949')
  // Korean of two bytes a syllable is never valid UTF-8 for long.
  return text.includes('\uFFFD') && utf8 !== null ? utf8 : text
}
