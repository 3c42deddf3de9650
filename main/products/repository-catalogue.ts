import { setImmediate as breathe } from 'node:timers/promises'
import type { ProductFilter } from '../../shared/contract/products.ts'
import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { Columns, flag, type ListedProduct } from './columns.ts'
import { type Compare, merged, radixSorted } from './sorting.ts'

export type SortKey = 'updatedAt' | 'addedAt' | 'price' | 'stock' | 'name'

type RowValues = [
  id: number,
  wholesaler: ListedProduct['wholesaler'],
  status: ListedProduct['status'],
  price: number | null,
  stock: number | null,
  bars: number,
  watched: number,
  edited: number,
  category: number | null,
  updatedAt: number,
]

const columns = `id, wholesaler, status, price, stock, bars, watched,
  exists (select 1 from product_edit e where e.product = product.id), category, updated_at`

const sql = prepared((db) => ({
  rows: db
    .prepare<[number, number], RowValues>(`select ${columns} from product where id > ? order by id limit ?`)
    .raw(),
  row: db.prepare<[number], RowValues>(`select ${columns} from product where id = ?`).raw(),
  byName: db
    .prepare<[string, number, number], [number, string]>(`select id, coalesce(edited_name, name) as shown from product
      where (coalesce(edited_name, name), id) > (?, ?) order by shown, id limit ?`)
    .raw(),
  parents: db.prepare<[], [number, number | null]>('select id, parent from product_category').raw(),
}))

/** So many rows are read in about 10 ms, after which others get their turn. */
const SLICE = 8000
/** Names are put in order by SQLite; during a collect they may lag behind by this much. */
const NAMES_LAG_MS = 5000

const listed = (values: RowValues): ListedProduct => {
  const [id, wholesaler, status, price, stock, bars, watched, edited, category, updatedAt] = values
  return { id, wholesaler, status, price, stock, bars, watched, edited: edited === 1, category, updatedAt }
}

/** A sort order: ids by value, those without a value at the end. */
export interface Order {
  ids: Int32Array
  /** Where those without a value begin. */
  nulls: number
}

/** Margins by product row in millionths of the price: made where prices are made. */
export interface Margins {
  /** Makes the column of a market true to the rules as they stand; true where it changed. */
  bring(market: Market): Promise<boolean>
  column(market: Market): Int32Array | null
  changed(ids: readonly number[]): void
}
/** Of products that have no price. */
export const NO_MARGIN = -2_000_000_000

/**
 * What lists need to know of every product, in memory: filters and sorts combine freely there, and a million rows are
 * walked in milliseconds, which no index of a table could do for every combination. The tables stay the truth: the
 * catalogue is read from them once, then told which rows a committed transaction touched.
 */
export class Catalogue {
  readonly columns = new Columns()
  /** Grows with every change, so that what was derived from the catalogue knows when it is out of date. */
  revision = 0
  margins: Margins | null = null
  readonly #db: Db
  #loading: Promise<void> | undefined
  #loadedTo = 0
  readonly #orders = new Map<SortKey, Order & { moved: Set<number> }>()
  #names: { ids: Int32Array; rank: Int32Array; at: number; stale: boolean } | undefined
  #naming: Promise<void> | undefined

  constructor(db: Db) {
    this.#db = db
  }

  /** Resolves when everything is read: about a second for a million products, in slices, once. */
  ready(): Promise<void> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  /** `ready`, and the margins where a filter asks for them. */
  async readyToFilter({ margin }: ProductFilter): Promise<void> {
    await this.ready()
    if (margin === undefined || this.margins === null) return
    if (await this.margins.bring(margin.market)) this.revision += 1
  }

  /** `ready`, and for lists by name the order of names, which is read in slices too. */
  async readyFor(sort: SortKey): Promise<void> {
    await this.ready()
    if (sort !== 'name') return
    const known = this.#names
    if (known !== undefined && (!known.stale || performance.now() - known.at < NAMES_LAG_MS)) return
    this.#naming ??= this.#readNames().finally(() => {
      this.#naming = undefined
    })
    // A list that is a little behind is better than one that waits.
    if (known === undefined) await this.#naming
  }

  /** To be told after the commit: these rows are new or different. */
  changed(ids: Iterable<number>): void {
    if (this.#loading === undefined) return
    const { row } = sql(this.#db)
    const touched: number[] = []
    for (const id of ids) {
      // What is not read yet will be.
      if (id > this.#loadedTo && !this.#isLoaded) continue
      const values = row.get(id)
      if (values === undefined) continue
      this.columns.set(listed(values))
      touched.push(id)
      for (const order of this.#orders.values()) order.moved.add(id)
      if (this.#names !== undefined) this.#names.stale = true
    }
    this.margins?.changed(touched)
    this.revision += 1
  }

  #isLoaded = false

  async #load(): Promise<void> {
    const { rows } = sql(this.#db)
    for (;;) {
      const slice = rows.all(this.#loadedTo, SLICE)
      for (const values of slice) this.columns.set(listed(values))
      this.#loadedTo = slice.at(-1)?.[0] ?? this.#loadedTo
      if (slice.length < SLICE) break
      await breathe()
    }
    this.#isLoaded = true
    this.revision += 1
  }

  /** The value products are sorted by, or null for those that have none. */
  keyOf(sort: SortKey): (id: number) => number | null {
    const { flags, price, stock, updated } = this.columns
    if (sort === 'price') return (id) => (((flags[id] as number) & flag.priced) === 0 ? null : (price[id] as number))
    if (sort === 'stock') return (id) => (((flags[id] as number) & flag.counted) === 0 ? null : (stock[id] as number))
    if (sort === 'updatedAt') return (id) => updated[id] as number
    if (sort === 'addedAt') return (id) => id
    const { rank } = this.#nameOrder()
    return (id) => rank[id] ?? rank.length
  }

  /** Ascending by value, then by id, those without a value last. */
  comparing(sort: SortKey): Compare {
    const key = this.keyOf(sort)
    return (a, b) => {
      const [left, right] = [key(a), key(b)]
      if (left === right) return a - b
      if (left === null) return 1
      return right === null ? -1 : left - right
    }
  }

  order(sort: SortKey): Order {
    if (sort === 'addedAt') return this.#whole(this.#ids())
    if (sort === 'name') return this.#whole(this.#nameOrder().ids)
    const known = this.#orders.get(sort)
    if (known === undefined) return this.#built(sort)
    if (known.moved.size === 0) return known
    const key = this.keyOf(sort)
    const compare = this.comparing(sort)
    known.ids = merged(known.ids, known.moved, Int32Array.from(known.moved), compare)
    known.nulls = nullsFrom(known.ids, key)
    known.moved.clear()
    return known
  }

  /** The category and everything below it. */
  subtree(category: number): ReadonlySet<number> {
    const below = new Map<number, number[]>()
    for (const [id, parent] of sql(this.#db).parents.all()) {
      if (parent !== null) below.set(parent, [...(below.get(parent) ?? []), id])
    }
    const found = new Set([category])
    for (const id of found) for (const child of below.get(id) ?? []) found.add(child)
    return found
  }

  #whole(ids: Int32Array): Order {
    return { ids, nulls: ids.length }
  }

  #built(sort: SortKey): Order {
    const order = { ...this.sorted(this.#ids(), sort), moved: new Set<number>() }
    this.#orders.set(sort, order)
    return order
  }

  /** Some ids in order. */
  sorted(ids: Int32Array, sort: SortKey): Order {
    const key = this.keyOf(sort)
    const valued = ids.filter((id) => key(id) !== null)
    const none = ids.filter((id) => key(id) === null).sort()
    const all = new Int32Array(ids.length)
    all.set(radixSorted(valued, (id) => key(id) ?? 0))
    all.set(none, valued.length)
    return { ids: all, nulls: valued.length }
  }

  #ids(): Int32Array {
    const { flags, end } = this.columns
    const ids = new Int32Array(end)
    let count = 0
    for (let id = 1; id < end; id += 1) if (flags[id] !== 0) ids[count++] = id
    return ids.subarray(0, count)
  }

  async #readNames(): Promise<void> {
    const { byName } = sql(this.#db)
    const ids: number[] = []
    const asked = this.revision
    let last: [number, string] = [0, '']
    for (;;) {
      const slice = byName.all(last[1], last[0], SLICE)
      for (const [id] of slice) ids.push(id)
      last = slice.at(-1) ?? last
      if (slice.length < SLICE) break
      await breathe()
    }
    this.#rankNames(ids, asked !== this.revision)
    this.revision += 1
  }

  /** A name changed while they were read may have been met twice or not at all. */
  #rankNames(read: Iterable<number>, stale: boolean): void {
    const rank = new Int32Array(this.columns.end).fill(-1)
    const ids: number[] = []
    const add = (id: number) => {
      if (id >= rank.length || this.columns.flags[id] === 0 || rank[id] !== -1) return
      rank[id] = ids.length
      ids.push(id)
    }
    for (const id of read) add(id)
    for (let id = 1; id < rank.length; id += 1) add(id)
    this.#names = { ids: Int32Array.from(ids), rank, at: performance.now(), stale }
  }

  #nameOrder() {
    const known = this.#names
    if (known !== undefined && known.rank.length < this.columns.end) {
      const { at } = known
      this.#rankNames(known.ids, true)
      if (this.#names !== undefined) this.#names.at = at
    }
    if (this.#names === undefined) throw new Error('names are sorted before they are read')
    return this.#names
  }
}

const nullsFrom = (ids: Int32Array, key: (id: number) => number | null): number => {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (key(ids[middle] as number) === null) high = middle
    else low = middle + 1
  }
  return low
}

const catalogues = new WeakMap<Db, Catalogue>()

/** The one catalogue of an open database. */
export const catalogueOf = (db: Db): Catalogue => {
  const known = catalogues.get(db) ?? new Catalogue(db)
  catalogues.set(db, known)
  return known
}
