import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { homeId } from '../connections/secrets/home-id.ts'
import { keytarStore } from '../connections/secrets/keytar-store.ts'
import { practiceFolderStore } from '../connections/secrets/practice-folder-store.ts'
import type { SecretStore } from '../connections/types.ts'
import type { HomePaths } from './paths.ts'

/** Opened at the first use: reading the list of buyers needs no keychain. */
const lazily = (open: () => Promise<SecretStore>): SecretStore => {
  let opened: Promise<SecretStore> | undefined
  const store = () => {
    opened ??= open()
    return opened
  }
  return {
    get: async (name) => (await store()).get(name),
    set: async (name, value) => (await store()).set(name, value),
    remove: async (name) => (await store()).remove(name),
  }
}

const keychain = (paths: HomePaths) => keytarStore({ service: 'jangteo', prefix: homeId(paths.homeId) })

export const realSecrets = (paths: HomePaths): SecretStore => lazily(async () => keychain(paths))

/** Make-believe tokens: in the keychain like real ones, or in the practice folder where no keychain answers. */
export const practiceSecrets = (paths: HomePaths): SecretStore =>
  lazily(async () => {
    const folder = join(paths.home, 'make-believe-secrets')
    const inFolder = practiceFolderStore(folder)
    if (existsSync(folder)) return inFolder
    const real = keychain(paths)
    return real.get('probe').then(
      () => real,
      () => inFolder,
    )
  })
