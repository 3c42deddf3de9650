import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { failKeychain, keychainAdvice } from '../errors.ts'
import type { SecretStore } from '../types.ts'

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * Make-believe secrets of the practice shop as files only this user can read. They open nothing real; a real connection
 * never uses this store.
 */
export const practiceFolderStore = (folder: string): SecretStore => {
  const fileOf = (name: string) => join(folder, createHash('sha256').update(name).digest('hex').slice(0, 32))
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      const words = cause instanceof Error && 'code' in cause ? String(cause.code) : '알 수 없는 이유'
      const values = { words, how: keychainAdvice('locked', process.platform) }
      throw failKeychain('KEYCHAIN_FAILED', { values, cause })
    }
  }
  return {
    get: (name) =>
      guarded(() =>
        readFile(fileOf(name), 'utf16le').catch((error) => (isMissing(error) ? null : Promise.reject(error))),
      ),
    set: (name, value) =>
      guarded(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const draft = `${fileOf(name)}.${randomUUID()}`
        try {
          const file = await open(draft, 'wx', 0o600)
          await file.writeFile(value, 'utf16le')
          await file.sync()
          await file.close()
          await rename(draft, fileOf(name))
        } catch (error) {
          await rm(draft, { force: true })
          throw error
        }
      }),
    remove: (name) => guarded(() => rm(fileOf(name), { force: true })),
  }
}
