import { Cp949Decoder } from './cp949.ts'
import { failZentrade } from './errors.ts'

export interface TextDecoding {
  write(bytes: Uint8Array): string
  end(): string
  /** Bytes that stood for no character so far. */
  readonly broken: number
}

const declaredIn = (head: Buffer): string =>
  /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]{1,40})["']/i.exec(
    head.toString('latin1'),
  )?.[1] ?? ''

class Utf8 implements TextDecoding {
  readonly broken = 0
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })

  write(bytes: Uint8Array): string {
    return this.#run(() => this.#decoder.decode(bytes, { stream: true }))
  }

  end(): string {
    return this.#run(() => this.#decoder.decode())
  }

  #run(decode: () => string): string {
    try {
      return decode().replace(/[^\P{Cc}\t\n\r]/gu, ' ')
    } catch (cause) {
      throw failZentrade('ZENTRADE_ENCODING', { service: 'zentrade', values: { declared: 'utf-8' }, cause })
    }
  }
}

/** Korean text of two bytes a syllable is never valid UTF-8 for long: bytes that are, are. */
const isCertainlyUtf8 = (head: Buffer): boolean => {
  const highBytes = head.reduce((n, byte) => n + (byte >= 0x80 ? 1 : 0), 0)
  if (highBytes < 12) return false
  try {
    // The head may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * The decoder for a reply that begins with `head`. The charset of the HTTP header is not asked: it is often wrong. Throws
 * ZENTRADE_ENCODING rather than let garbled text into the catalogue.
 */
export function decodingOf(head: Buffer): TextDecoding {
  const declared = declaredIn(head).toLowerCase()
  if (declared === 'utf-8' || declared === 'utf8') return new Utf8()
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  if (hasMark && declared === '') return new Utf8()
  if (isCertainlyUtf8(head)) {
    throw failZentrade('ZENTRADE_ENCODING', { service: 'zentrade', values: { declared: declared || 'euc-kr' } })
  }
  return new Cp949Decoder()
}
