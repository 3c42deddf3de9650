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
  const write = () => {
    timer = null
    if (file === undefined) return
    writeFileSync(`${file}.next`, JSON.stringify(now()))
    renameSync(`${file}.next`, file)
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
      timer = setTimeout(write, SOON_MS)
      timer.unref()
    },
    close: () => {
      if (timer === null) return
      clearTimeout(timer)
      write()
    },
  }
}
