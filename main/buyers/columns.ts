import type { buyerSorts } from '../../shared/contract/buyers.ts'

export type BuyerSort = (typeof buyerSorts)[number]

export const ABSENT = 0
export const NONE = 1
export const FORMER = 2
export const BUYER = 3
const stateNumbers: Record<string, number> = { none: NONE, former: FORMER, buyer: BUYER }

export interface ColumnRow {
  id: number
  state: string
  orders: number
  paid: number
  firstPaidAt: number
  lastPaidAt: number
  name: string
  search: string
}

/** What lists sort and filter by, one array a column, indexed by the person's row number. */
export class BuyerColumns {
  state = new Uint8Array(0)
  search: string[] = []
  readonly #names: string[] = []
  readonly #numbers: Record<Exclude<BuyerSort, 'name'>, Float64Array<ArrayBuffer>> = {
    orders: new Float64Array(0),
    paid: new Float64Array(0),
    firstPaidAt: new Float64Array(0),
    lastPaidAt: new Float64Array(0),
  }
  readonly #sorted = new Map<BuyerSort, Int32Array>()

  put(row: ColumnRow): void {
    this.#room(row.id)
    this.state[row.id] = stateNumbers[row.state] ?? NONE
    this.search[row.id] = row.search
    this.#names[row.id] = row.name
    this.#numbers.orders[row.id] = row.orders
    this.#numbers.paid[row.id] = row.paid
    this.#numbers.firstPaidAt[row.id] = row.firstPaidAt
    this.#numbers.lastPaidAt[row.id] = row.lastPaidAt
  }

  remove(id: number): void {
    if (id < this.state.length) this.state[id] = ABSENT
    this.search[id] = ''
  }

  get firstPaidAt(): Float64Array {
    return this.#numbers.firstPaidAt
  }

  /** The value a row is sorted by, or null for names: a place in a list must not carry one. */
  keyOf(sort: BuyerSort, id: number): number | null {
    return sort === 'name' ? null : (this.#numbers[sort][id] ?? 0)
  }

  /** Everybody who is or was a buyer, least first; equal rows in the order of their numbers. */
  sorted(sort: BuyerSort): Int32Array {
    const known = this.#sorted.get(sort)
    if (known !== undefined) return known
    const ids = this.#listed().sort(this.#compare(sort))
    this.#sorted.set(sort, ids)
    return ids
  }

  /** Brings the sorted lists up to date after these people changed: cheaper than sorting everybody again. */
  resort(touched: ReadonlySet<number>): void {
    for (const [sort, ids] of this.#sorted) {
      const compare = this.#compare(sort)
      const moved = Int32Array.from([...touched].filter((id) => this.#isListed(id))).sort(compare)
      const kept = ids.filter((id) => !touched.has(id))
      this.#sorted.set(sort, merge(kept, moved, compare))
    }
  }

  /** Where a row of this value and number is or would be: how many sorted rows come before it. */
  placeOf(sort: BuyerSort, id: number, key: number | null): number | null {
    const ids = this.sorted(sort)
    if (key === null && !this.#isListed(id)) return null
    const before = (other: number) => {
      const difference = key === null ? this.#compareNames(other, id) : (this.keyOf(sort, other) ?? 0) - key
      return difference < 0 || (difference === 0 && other < id)
    }
    let low = 0
    let high = ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (before(ids[middle] ?? 0)) low = middle + 1
      else high = middle
    }
    return low
  }

  #isListed(id: number): boolean {
    return (this.state[id] ?? ABSENT) >= FORMER
  }

  #listed(): Int32Array {
    let count = 0
    for (const state of this.state) if (state >= FORMER) count += 1
    const ids = new Int32Array(count)
    let at = 0
    for (let id = 0; id < this.state.length; id += 1) {
      if (this.#isListed(id)) {
        ids[at] = id
        at += 1
      }
    }
    return ids
  }

  #compareNames(a: number, b: number): number {
    const left = this.#names[a] ?? ''
    const right = this.#names[b] ?? ''
    return left < right ? -1 : left > right ? 1 : 0
  }

  #compare(sort: BuyerSort): (a: number, b: number) => number {
    if (sort === 'name') return (a, b) => this.#compareNames(a, b) || a - b
    const keys = this.#numbers[sort]
    return (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b
  }

  #room(id: number): void {
    if (id < this.state.length) return
    const size = Math.max(1024, id + 1, this.state.length * 2)
    const state = new Uint8Array(size)
    state.set(this.state)
    this.state = state
    for (const sort of ['orders', 'paid', 'firstPaidAt', 'lastPaidAt'] as const) {
      const bigger = new Float64Array(size)
      bigger.set(this.#numbers[sort])
      this.#numbers[sort] = bigger
    }
  }
}

const merge = (a: Int32Array, b: Int32Array, compare: (a: number, b: number) => number): Int32Array => {
  const merged = new Int32Array(a.length + b.length)
  let i = 0
  let j = 0
  for (let at = 0; at < merged.length; at += 1) {
    const fromA = j >= b.length || (i < a.length && compare(a[i] ?? 0, b[j] ?? 0) < 0)
    merged[at] = (fromA ? a[i++] : b[j++]) ?? 0
  }
  return merged
}
