import { AppError } from '../../../shared/errors.ts'
import { failKeychain, keychainAdvice } from '../errors.ts'
import type { SecretStore } from '../types.ts'
import { splitting } from './parts.ts'

/** The part of keytar that is used; a test may bring its own. */
export interface KeytarModule {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

export interface KeytarStoreOptions {
  /** What keychain tools show: `jangteo`. */
  service: string
  /** The home id: two data folders never share an entry. */
  prefix: string
  timeoutMs?: number
  platform?: string
  load?: () => Promise<KeytarModule>
}

const loadKeytar = async (): Promise<KeytarModule> => (await import('keytar')).default

const absent =
  /autolaunch|could not connect|cannot spawn|not provided by any|ServiceUnknown|no such (?:interface|object|secret collection)|Object does not exist|machine-id|no (?:default )?keychain|NoReply|Spawn\./i
const locked = /locked|dismissed|cancell?ed|interaction is not allowed|passphrase|authoriz|denied/i

const explain = (thrown: unknown, platform: string): AppError => {
  const words = thrown instanceof Error ? thrown.message : ''
  const lockedHow = { how: keychainAdvice('locked', platform) }
  if (locked.test(words)) return failKeychain('KEYCHAIN_LOCKED', { values: lockedHow, cause: thrown })
  if (absent.test(words)) {
    return failKeychain('KEYCHAIN_ABSENT', { values: { how: keychainAdvice('absent', platform) }, cause: thrown })
  }
  const values = { ...lockedHow, words: words.replace(/\s+/g, ' ').slice(0, 200) || '이유 없음' }
  return failKeychain('KEYCHAIN_FAILED', { values, cause: thrown })
}

/**
 * One call at a time: a call that hangs holds one thread of Node's pool, and those behind it give up at their own limit
 * instead of taking the other threads. A late call still runs before its followers, so writes keep their order.
 */
const oneByOne = (timeoutMs: number, timeout: () => AppError) => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    let givenUp = false
    const turn = last.then(() => {
      if (givenUp) throw timeout()
      return work()
    })
    last = turn.catch(() => {})
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        givenUp = true
        reject(timeout())
      }, timeoutMs)
      turn.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }
}

/** The operating system's keychain. Loaded at its first use: nothing waits for it before. */
export const keytarStore = (options: KeytarStoreOptions): SecretStore => {
  const { service, prefix, timeoutMs = 5000, platform = process.platform, load = loadKeytar } = options
  const timeout = () => {
    const values = { how: keychainAdvice('locked', platform), seconds: Math.ceil(timeoutMs / 1000) }
    return failKeychain('KEYCHAIN_TIMEOUT', { values })
  }
  const queue = oneByOne(timeoutMs, timeout)

  const call = <T>(use: (keytar: KeytarModule) => Promise<T>): Promise<T> =>
    queue(async () => {
      const keytar = await load().catch((cause) => {
        throw failKeychain('KEYCHAIN_ABSENT', { values: { how: keychainAdvice('absent', platform) }, cause })
      })
      return await use(keytar)
    }).catch((thrown) => {
      throw thrown instanceof AppError ? thrown : explain(thrown, platform)
    })

  const account = (name: string) => `${prefix}/${name}`
  const entries: SecretStore = {
    get: (name) => call((keytar) => keytar.getPassword(service, account(name))),
    set: (name, value) => call((keytar) => keytar.setPassword(service, account(name), value)),
    remove: async (name) => void (await call((keytar) => keytar.deletePassword(service, account(name)))),
  }
  const values = splitting(entries)

  /** libsecret answers "nothing there" for a locked collection, too. Only a write tells the two apart. */
  const proveOpen = async () => {
    await entries.set('probe', 'open')
    await entries.remove('probe')
  }

  return {
    get: async (name) => {
      const value = await values.get(name)
      if (value === null) await proveOpen()
      return value
    },
    set: (name, value) => values.set(name, value),
    remove: async (name) => {
      await proveOpen()
      await values.remove(name)
    },
  }
}
