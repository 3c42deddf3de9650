import { failCommon } from '../../shared/errors.ts'

/** Waits `ms`; throws CANCELLED as soon as `signal` is aborted. Tests inject one that runs on their own clock. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

export const throwIfCancelled = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw failCommon('CANCELLED')
}

export const realSleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(failCommon('CANCELLED'))
    const onAbort = () => {
      clearTimeout(timer)
      reject(failCommon('CANCELLED'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
