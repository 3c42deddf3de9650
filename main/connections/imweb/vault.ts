import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type ImwebCredentials, imwebCredentials } from '../../../shared/contract/connections.ts'
import type { Slot } from '../repository.ts'
import type { SecretStore } from '../types.ts'

const stored = z.object({ pair: z.string(), token: z.string().min(1), issuedAt: z.int() })
const storedAccess = stored.extend({ expiresAt: z.int() })

export interface StoredTokens {
  access: z.infer<typeof storedAccess> | null
  refresh: z.infer<typeof stored> | null
  /** Both came with one answer. False after a crash between the two writes: the access token is then an older one. */
  matched: boolean
}

export interface NewTokens {
  accessToken: string
  refreshToken: string
  issuedAt: number
  expiresAt: number
}

/** What stands for a token in the database: it cannot be turned back. */
export const fingerprintOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const parts = ['credentials', 'refresh-token', 'access-token'] as const
const nameOf = (slot: Slot, part: (typeof parts)[number]) => `imweb/${slot}/${part}`

const read = async <T>(secrets: SecretStore, name: string, schema: z.ZodType<T>): Promise<T | null> => {
  const text = await secrets.get(name)
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Imweb's secrets in the keychain, one entry each, in two sets of which one is in use. */
export const imwebVault = (secrets: SecretStore) => ({
  credentials: (slot: Slot): Promise<ImwebCredentials | null> =>
    read(secrets, nameOf(slot, 'credentials'), imwebCredentials),

  saveCredentials: (slot: Slot, credentials: ImwebCredentials): Promise<void> =>
    secrets.set(nameOf(slot, 'credentials'), JSON.stringify(credentials)),

  tokens: async (slot: Slot): Promise<StoredTokens> => {
    const refresh = await read(secrets, nameOf(slot, 'refresh-token'), stored)
    const access = await read(secrets, nameOf(slot, 'access-token'), storedAccess)
    return { access, refresh, matched: access !== null && refresh !== null && access.pair === refresh.pair }
  },

  /** The refresh token goes first: with it, a crash before the second write loses nothing. */
  saveTokens: async (slot: Slot, tokens: NewTokens): Promise<void> => {
    const pair = randomBytes(9).toString('base64url')
    const { accessToken, refreshToken, issuedAt, expiresAt } = tokens
    await secrets.set(nameOf(slot, 'refresh-token'), JSON.stringify({ pair, token: refreshToken, issuedAt }))
    await secrets.set(nameOf(slot, 'access-token'), JSON.stringify({ pair, token: accessToken, issuedAt, expiresAt }))
  },

  /** Tokens first: what is left by a crash opens nothing. */
  wipe: async (slot: Slot): Promise<void> => {
    for (const part of [...parts].reverse()) await secrets.remove(nameOf(slot, part))
  },
})

export type ImwebVault = ReturnType<typeof imwebVault>
