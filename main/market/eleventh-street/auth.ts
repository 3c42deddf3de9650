import { createHash } from 'node:crypto'
import { z } from 'zod'
import { failEleventh } from './errors.ts'

export const eleventhStreetFields = z.object({ apiKey: z.string().min(1).max(500) })
export type EleventhStreetCredentials = z.infer<typeof eleventhStreetFields>

/** The key as sent in its header: white space pasted along is taken off, what cannot be a key never leaves. */
export const keyIn = ({ apiKey }: EleventhStreetCredentials): string => {
  const key = apiKey.replace(/\s+/g, '')
  if (!/^[\w.=+/-]{8,200}$/.test(key)) throw failEleventh('ELEVENST_KEY_MISSING', { kind: 'setup' })
  return key
}

/**
 * What stands for an account whose member number 11st did not tell: 64 bits of a hash, from which a key of 32 characters
 * cannot be had back. It changes with the key, which a member number does not.
 */
export const accountOfKey = (key: string): string =>
  `key-${createHash('sha256').update(`jangteo 11st account\n${key}`).digest('hex').slice(0, 16)}`
