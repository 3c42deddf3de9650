import iconv from 'iconv-lite'

const BROKEN = 0xfffd
const FIRST_LEAD = 0x81
const FIRST_TRAIL = 0x41
const TRAILS = 0xff - FIRST_TRAIL

/** Code point of each lead and trail byte pair, 0 where there is none; read from iconv-lite once. */
const readTable = (): Uint16Array => {
  const pairs: number[] = []
  for (let lead = FIRST_LEAD; lead < 0xff; lead += 1) {
    for (let trail = FIRST_TRAIL; trail < 0xff; trail += 1) pairs.push(lead, trail, 0x0a)
  }
  const table = new Uint16Array((0xff - FIRST_LEAD) * TRAILS)
  const read = iconv.decode(Buffer.from(pairs), 'cp949').split('\n')
  for (let i = 0; i < table.length; i += 1) {
    const text = read[i] ?? ''
    if (text.length === 1 && text.charCodeAt(0) !== BROKEN) table[i] = text.charCodeAt(0)
  }
  return table
}

let shared: Uint16Array | undefined
const tableOf = () => {
  shared ??= readTable()
  return shared
}

/** Control characters are not allowed in XML, and detail pages written by hand hold some. */
const isControl = (byte: number) => byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09

/**
 * CP949 (EUC-KR with all 11,172 syllables) to text, chunk by chunk: a character may be split anywhere. Node's own
 * `euc-kr` turns 똠 and its kind into something else; iconv-lite's decoder is right but a third as fast as this table.
 */
export class Cp949Decoder {
  /** Bytes that stand for no character, as U+FFFD in the text. */
  broken = 0
  #lead = 0
  #out = new Uint16Array(0)

  write(bytes: Uint8Array): string {
    const table = tableOf()
    if (this.#out.length < bytes.length + 2) this.#out = new Uint16Array(bytes.length + 2)
    const out = this.#out
    let to = 0
    let lead = this.#lead
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] as number
      if (lead === 0) {
        if (byte < 0x80) out[to++] = isControl(byte) ? 0x20 : byte
        else if (byte > 0x80 && byte < 0xff) lead = byte
        else to = this.#bad(out, to)
        continue
      }
      const known =
        byte >= FIRST_TRAIL && byte < 0xff ? (table[(lead - FIRST_LEAD) * TRAILS + byte - FIRST_TRAIL] as number) : 0
      lead = 0
      if (known !== 0) {
        out[to++] = known
        continue
      }
      to = this.#bad(out, to)
      // A stray lead byte must not swallow the `<` that follows it.
      if (byte < 0x80) out[to++] = isControl(byte) ? 0x20 : byte
    }
    this.#lead = lead
    return Buffer.from(out.buffer, out.byteOffset, to * 2).toString('utf16le')
  }

  end(): string {
    if (this.#lead === 0) return ''
    this.#lead = 0
    this.broken += 1
    return '\uFFFD'
  }

  #bad(out: Uint16Array, to: number): number {
    this.broken += 1
    out[to] = BROKEN
    return to + 1
  }
}
