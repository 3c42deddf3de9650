import type { CategoryFee } from '../../shared/contract/listing-shapes.ts'
import { searchForm } from '../../shared/search.ts'

/** Where a product stands on a market. */
export interface MarketPlaceOf {
  code: string
  /** Names joined by ` > `; '' where only the code is known. */
  path: string
}

export const SEPARATOR = ' > '

/** Paths are compared without case and spaces: files write them in many ways. */
export const pathForm = (path: string): string => searchForm(path).replace(/\s+/g, '')

/** The fees of one market: the category's own, else the nearest one's above it. Made once for many products. */
export class FeeTable {
  readonly #byPath = new Map<string, CategoryFee>()
  readonly #byCode = new Map<string, CategoryFee>()
  readonly #known = new Map<string, CategoryFee | null>()

  constructor(fees: readonly CategoryFee[]) {
    for (const fee of fees) {
      this.#byPath.set(pathForm(fee.path), fee)
      if (fee.code !== null) this.#byCode.set(fee.code, fee)
    }
  }

  get isEmpty(): boolean {
    return this.#byPath.size === 0
  }

  feeFor({ code, path }: MarketPlaceOf): CategoryFee | null {
    const key = `${code}\n${path}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = this.#byCode.get(code) ?? this.#above(pathForm(path))
    this.#known.set(key, found)
    return found
  }

  #above(form: string): CategoryFee | null {
    for (let rest = form; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('>')))) {
      const found = this.#byPath.get(rest)
      if (found !== undefined) return found
    }
    return null
  }
}
