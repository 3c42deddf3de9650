import { z } from 'zod'
import type { SecretStore } from '../connections/types.ts'
import { failAccess } from './errors.ts'
import type { SigningSecrets } from './signing.ts'

const ENTRY = 'buyer-app/secret'
const shape = z.object({ current: z.string().min(1), previous: z.string().min(1).nullable() })

/** The signing secrets in the keychain, as one entry so that a rotation is whole or not at all; read once, then held. */
export function secretVault(store: SecretStore) {
  let held: SigningSecrets | null = null
  const parse = (text: string): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return null
    }
  }
  const read = async (): Promise<SigningSecrets | null> => {
    if (held !== null) return held
    const text = await store.get(ENTRY)
    const found = text === null ? null : shape.safeParse(parse(text))
    held = found?.success ? found.data : null
    return held
  }
  return {
    read,
    /** Throws ACCESS_SECRET_MISSING, or what the keychain says. */
    needed: async (): Promise<SigningSecrets> => {
      const found = await read()
      if (found === null) throw failAccess('ACCESS_SECRET_MISSING', { service: 'buyer-app' })
      return found
    },
    write: async (secrets: SigningSecrets): Promise<void> => {
      await store.set(ENTRY, JSON.stringify(secrets))
      held = secrets
    },
    remove: async (): Promise<void> => {
      held = null
      await store.remove(ENTRY)
    },
  }
}
export type SecretVault = ReturnType<typeof secretVault>
