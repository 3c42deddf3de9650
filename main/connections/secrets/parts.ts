import { randomBytes } from 'node:crypto'
import type { SecretStore } from '../types.ts'

/** Windows Credential Manager takes 2,560 bytes of UTF-16; entries hold plain ASCII, so two bytes a character. */
export const MAX_ENTRY_BYTES = 2500
const MAX_CHARS = MAX_ENTRY_BYTES / 2
const NONCE_CHARS = 12

/** Keychains lose NUL bytes and lone surrogates, and refuse empty values: all else than plain ASCII travels as base64. */
const encode = (value: string): string =>
  /^[\x20-\x7e]*$/.test(value) ? `p${value}` : `b${Buffer.from(value, 'utf16le').toString('base64')}`

const decode = (stored: string): string | null => {
  if (stored.startsWith('p')) return stored.slice(1)
  if (stored.startsWith('b')) return Buffer.from(stored.slice(1), 'base64').toString('utf16le')
  return null
}

type Generation = 'a' | 'b'
interface Header {
  generation: Generation
  nonce: string
  count: number
}

const parseHeader = (stored: string): Header | null => {
  const match = /^m([ab])\.([\w-]+)\.(\d{1,4})$/.exec(stored)
  return match ? { generation: match[1] as Generation, nonce: match[2] ?? '', count: Number(match[3]) } : null
}

const partName = (name: string, generation: Generation, n: number) => `${name}#${generation}${n}`

const cut = (text: string, size: number): string[] => {
  const parts: string[] = []
  for (let at = 0; at < text.length; at += size) parts.push(text.slice(at, at + size))
  return parts
}

/** Removes one generation from its end: what a crash leaves is still found from its start. */
const removeParts = async (entries: SecretStore, name: string, generation: Generation): Promise<void> => {
  let count = 0
  while ((await entries.get(partName(name, generation, count))) !== null) count += 1
  for (let n = count - 1; n >= 0; n -= 1) await entries.remove(partName(name, generation, n))
}

const readParts = async (entries: SecretStore, name: string, header: Header): Promise<string | null> => {
  let text = ''
  for (let n = 0; n < header.count; n += 1) {
    const part = await entries.get(partName(name, header.generation, n))
    if (part === null || !part.startsWith(header.nonce)) return null
    text += part.slice(NONCE_CHARS)
  }
  return text
}

/**
 * Values of any length and content over entries of limited size. A long value is written as a new generation of parts,
 * and becomes the value only when its header replaces the old one, so an interrupted write leaves the old value readable.
 */
export const splitting = (entries: SecretStore): SecretStore => {
  /** Another process may replace the value between the header and the parts: the header is then read again. */
  const get = async (name: string): Promise<string | null> => {
    for (let tries = 0; tries < 3; tries += 1) {
      const stored = await entries.get(name)
      if (stored === null) return null
      const header = parseHeader(stored)
      const text = header ? await readParts(entries, name, header) : stored
      if (text !== null) return decode(text)
    }
    return null
  }

  const set = async (name: string, value: string): Promise<void> => {
    const text = encode(value)
    const old = await entries.get(name)
    const before = old === null ? null : parseHeader(old)
    const generation: Generation = before?.generation === 'a' ? 'b' : 'a'
    if (text.length <= MAX_CHARS) {
      await entries.set(name, text)
      await removeParts(entries, name, generation)
    } else {
      const nonce = randomBytes(9).toString('base64url')
      const parts = cut(text, MAX_CHARS - NONCE_CHARS)
      await removeParts(entries, name, generation)
      for (const [n, part] of parts.entries()) await entries.set(partName(name, generation, n), nonce + part)
      await entries.set(name, `m${generation}.${nonce}.${parts.length}`)
    }
    await removeParts(entries, name, generation === 'a' ? 'b' : 'a')
  }

  const remove = async (name: string): Promise<void> => {
    await removeParts(entries, name, 'a')
    await removeParts(entries, name, 'b')
    await entries.remove(name)
  }

  return { get, set, remove }
}
