import type { Db } from './db.ts'
import { getMeta, setMeta } from './meta.ts'

/** When a service was last called, over restarts. A database that is busy or closed costs the note, never the call. */
export function createLastCall(db: Db, service: string): { get(): number | null; set(at: number): void } {
  const key = `last-call:${service}`
  return {
    get: () => {
      const at = Number(getMeta(db, key) ?? Number.NaN)
      return Number.isSafeInteger(at) ? at : null
    },
    set: (at) => {
      try {
        setMeta(db, key, String(at))
      } catch {
        // The next call writes a newer one.
      }
    },
  }
}
