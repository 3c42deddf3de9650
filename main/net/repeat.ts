import { AppError } from '../../shared/errors.ts'
import { realSleep, type Sleep } from './waiting.ts'

/** Failures after which the same read may succeed. 429 is not among them: an adapter knows how long its service sulks. */
const passing = new Set([
  'NET_UNREACHABLE',
  'NET_BROKEN',
  'NET_SERVER_ERROR',
  'NET_NOT_JSON',
  'NET_HTML',
  'NET_TIMEOUT',
])

export const isPassing = (thrown: unknown): boolean => thrown instanceof AppError && passing.has(thrown.code)

export interface RepeatOptions {
  attempts: number
  /** Codes that the caller handles itself. */
  except?: readonly string[]
  sleep?: Sleep
  random?: () => number
  signal?: AbortSignal | undefined
}

const FIRST_MS = 2000
const LONGEST_MS = 60_000

/** Repeats a read that failed in passing, with doubling waits that differ by chance. */
export async function repeat<T>(options: RepeatOptions, read: () => Promise<T>): Promise<T> {
  const { attempts, except = [], sleep = realSleep, random = Math.random, signal } = options
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read()
    } catch (thrown) {
      const code = thrown instanceof AppError ? thrown.code : ''
      if (attempt >= attempts || !isPassing(thrown) || except.includes(code)) throw thrown
      await sleep(Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2)), signal)
    }
  }
}
