import type { ProductFilter } from '../../shared/contract/products.ts'
import { productStatuses, wholesalers } from '../../shared/product.ts'
import { parseKstDay } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { type Catalogue, catalogueOf, type SortKey } from './catalogue.ts'
import { flag } from './columns.ts'
import { matchOf } from './search-text.ts'

const sql = prepared((db) => ({
  match: db.prepare<[string], number>('select rowid from product_search where product_search match ?').pluck(),
  byId: db
    .prepare<[string, string, string, number], number>(
      'select id from product where wholesaler = ? and product_id >= ? and product_id < ? limit ?',
    )
    .pluck(),
}))

/** Products whose id begins like the search; more than this many are not one that is looked for. */
const MAX_BY_ID = 5000

/** Ids of the products a search finds; null where it does not narrow anything down. */
export function foundBy(db: Db, search: string): Int32Array | null {
  const statements = sql(db)
  const match = matchOf(search)
  const code = search.trim()
  const found = new Set<number>()
  if (code !== '' && !/\s/.test(code)) {
    for (const wholesaler of wholesalers) {
      const own = code.startsWith(`${wholesaler}:`) ? code.slice(wholesaler.length + 1) : code
      for (const start of new Set([own, own.toUpperCase(), own.toLowerCase()])) {
        for (const id of statements.byId.all(wholesaler, start, `${start}\u{10FFFF}`, MAX_BY_ID)) found.add(id)
      }
    }
  }
  if (match === null) return found.size === 0 ? null : Int32Array.from(found)
  const matches = statements.match.all(match)
  if (found.size === 0) return Int32Array.from(matches)
  for (const id of matches) found.add(id)
  return Int32Array.from(found)
}

type Test = (id: number) => boolean
export type Dimension = 'wholesaler' | 'status' | 'stock' | 'listable' | 'watched' | 'category' | 'other'

/** A filter as tests over the columns, by what they are about. */
export function testsOf(catalogue: Catalogue, filter: ProductFilter): Partial<Record<Dimension, Test>> {
  const { flags, price, updated, category } = catalogue.columns
  const has =
    (bits: number, wanted = bits) =>
    (id: number) =>
      ((flags[id] as number) & bits) === wanted
  const tests: Partial<Record<Dimension, Test>> = {}
  if (filter.wholesaler !== undefined) {
    tests.wholesaler = has(flag.wholesaler, wholesalers.indexOf(filter.wholesaler) << flag.wholesalerShift)
  }
  if (filter.status !== undefined) {
    tests.status = has(flag.status, productStatuses.indexOf(filter.status) << flag.statusShift)
  }
  if (filter.stock === 'counted') tests.stock = has(flag.counted | flag.zero, flag.counted)
  if (filter.stock === 'zero') tests.stock = has(flag.zero)
  if (filter.stock === 'unknown') tests.stock = has(flag.counted, 0)
  if (filter.listable !== undefined) tests.listable = has(flag.barred, filter.listable ? 0 : flag.barred)
  if (filter.watched === 'chosen') tests.watched = has(flag.chosen)
  if (filter.watched === 'listed') tests.watched = has(flag.listed)
  if (filter.watched === 'any') tests.watched = (id) => ((flags[id] as number) & (flag.chosen | flag.listed)) !== 0
  if (filter.category !== undefined) {
    const within = catalogue.subtree(filter.category)
    tests.category = (id) => within.has(category[id] as number)
  }
  const others: Test[] = []
  const { minPrice, maxPrice, changedSince, edited } = filter
  if (minPrice !== undefined || maxPrice !== undefined) {
    const [least, most] = [minPrice ?? 0, maxPrice ?? Number.POSITIVE_INFINITY]
    others.push((id) => {
      const won = price[id] as number
      return ((flags[id] as number) & flag.priced) !== 0 && won >= least && won <= most
    })
  }
  if (changedSince !== undefined) {
    const since = Math.floor((parseKstDay(changedSince) ?? 0) / 1000)
    others.push((id) => (updated[id] as number) >= since)
  }
  if (edited !== undefined) others.push(has(flag.edited, edited ? flag.edited : 0))
  if (others.length > 0) tests.other = (id) => others.every((test) => test(id))
  return tests
}

const all = (tests: readonly Test[]): Test => {
  const [a, b] = tests
  if (a === undefined) return () => true
  if (b === undefined) return a
  if (tests.length === 2) return (id) => a(id) && b(id)
  return (id) => tests.every((test) => test(id))
}

/** One in so many found: sorting those is quicker than walking everybody. */
const FEW = 30

const marks = (ids: Int32Array, end: number): Uint8Array => {
  const marked = new Uint8Array(end)
  for (const id of ids) marked[id] = 1
  return marked
}

function sortedIds(
  catalogue: Catalogue,
  tests: readonly Test[],
  found: Int32Array | null,
  sort: SortKey,
  descending: boolean,
): Int32Array {
  const test = all(tests)
  const { end, flags } = catalogue.columns
  if (found !== null && found.length * FEW < end) {
    const few = found.filter((id) => id < end && flags[id] !== 0 && test(id)).sort(catalogue.comparing(sort))
    if (!descending) return few
    const key = catalogue.keyOf(sort)
    const nulls = few.findIndex((id) => key(id) === null)
    return reversed(few, nulls === -1 ? few.length : nulls, () => true)
  }
  const marked = found === null ? null : marks(found, end)
  const wanted: Test = marked === null ? test : (id) => marked[id] === 1 && test(id)
  const order = catalogue.order(sort)
  return descending ? reversed(order.ids, order.nulls, wanted) : order.ids.filter(wanted)
}

/** From the last value to the first; those without one stay at the end, also backwards. */
function reversed(ids: Int32Array, nulls: number, wanted: Test): Int32Array {
  const out = new Int32Array(ids.length)
  let to = 0
  for (let i = nulls - 1; i >= 0; i -= 1) if (wanted(ids[i] as number)) out[to++] = ids[i] as number
  for (let i = ids.length - 1; i >= nulls; i -= 1) if (wanted(ids[i] as number)) out[to++] = ids[i] as number
  return out.subarray(0, to)
}

interface Kept<T> {
  revision: number
  value: T
}

/** The last few answers, for as long as nothing changed: scrolling asks the same again and again. */
class Recent<T> {
  readonly #kept = new Map<string, Kept<T>>()
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  get(key: string, revision: number, make: () => T): T {
    const kept = this.#kept.get(key)
    this.#kept.delete(key)
    const fresh = kept !== undefined && kept.revision === revision ? kept : { revision, value: make() }
    this.#kept.set(key, fresh)
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > this.#size && oldest !== undefined) this.#kept.delete(oldest)
    return fresh.value
  }
}

/** Answers lists, counts and jumps from the catalogue. One an open database. */
export class Selections {
  readonly #db: Db
  readonly #lists = new Recent<Int32Array>(6)
  readonly #found = new Recent<Int32Array | null>(6)

  constructor(db: Db) {
    this.#db = db
  }

  /** What a search finds, remembered. */
  found(search: string | undefined): Int32Array | null {
    if (search === undefined || search === '') return null
    return this.#found.get(search, catalogueOf(this.#db).revision, () => foundBy(this.#db, search))
  }

  /** Ids in order. The catalogue must be ready. */
  list(filter: ProductFilter, sort: SortKey, descending: boolean): Int32Array {
    const catalogue = catalogueOf(this.#db)
    const key = JSON.stringify([sort, descending, Object.entries(filter).sort()])
    return this.#lists.get(key, catalogue.revision, () => {
      const tests = Object.values(testsOf(catalogue, filter))
      return sortedIds(catalogue, tests, this.found(filter.search), sort, descending)
    })
  }

  /** Not kept: counting needs no order, and most counts are asked once. */
  count(filter: ProductFilter): number {
    const catalogue = catalogueOf(this.#db)
    const test = all(Object.values(testsOf(catalogue, filter)))
    const { end, flags } = catalogue.columns
    const found = this.found(filter.search)
    let total = 0
    if (found !== null) {
      for (const id of found) if (id < end && flags[id] !== 0 && test(id)) total += 1
      return total
    }
    for (let id = 1; id < end; id += 1) if (flags[id] !== 0 && test(id)) total += 1
    return total
  }
}

const selections = new WeakMap<Db, Selections>()
export const selectionsOf = (db: Db): Selections => {
  const known = selections.get(db) ?? new Selections(db)
  selections.set(db, known)
  return known
}
