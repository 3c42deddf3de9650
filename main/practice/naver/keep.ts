import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { StoredProduct } from './types.ts'

export interface Kept {
  products: StoredProduct[]
  pictures: string[]
}

const SOON_MS = 500

/** Keeps what was listed over restarts, so that links of the practice folder stay good. Without a file nothing is kept. */
export function createKeep(file: string | undefined, now: () => Kept) {
  let timer: NodeJS.Timeout | null = null
  let tookMs = 0
  const write = () => {
    timer = null
    if (file === undefined) return
    const start = performance.now()
    writeFileSync(`${file}.next`, JSON.stringify(now()))
    renameSync(`${file}.next`, file)
    tookMs = performance.now() - start
  }
  return {
    load: (): Kept | null => {
      try {
        const value: unknown = file === undefined ? null : JSON.parse(readFileSync(file, 'utf8'))
        const isKept = typeof value === 'object' && value !== null && 'products' in value && 'pictures' in value
        return isKept && Array.isArray(value.products) && Array.isArray(value.pictures) ? (value as Kept) : null
      } catch {
        return null
      }
    },
    changed: () => {
      if (file === undefined || timer !== null) return
      // Ten thousand products take a while: most of the time must be left for answers.
      timer = setTimeout(write, Math.max(SOON_MS, tookMs * 20))
      timer.unref()
    },
    close: () => {
      if (timer === null) return
      clearTimeout(timer)
      write()
    },
  }
}
