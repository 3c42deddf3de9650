import type { ProductFilter } from '../../shared/contract/products.ts'
import { wholesalers } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { dimensionsOf, type Matches, matching } from './matching.ts'
import { type Catalogue, catalogueOf, type SortKey } from './repository-catalogue.ts'
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

/** The matching ids in order. Those without a value stay at the end, also backwards. */
function inOrder(catalogue: Catalogue, matches: Matches, sort: SortKey, descending: boolean): Int32Array {
  const { marks, count } = matches
  const { ids, nulls } = matches.ids === null ? catalogue.order(sort) : catalogue.sorted(matches.ids, sort)
  const out = new Int32Array(count)
  let to = 0
  const last = ids.length - 1
  for (let i = 0; i <= last; i += 1) {
    // Backwards: the valued ones from their end, then the others from theirs.
    const id = ids[descending ? (i < nulls ? nulls - 1 - i : last - (i - nulls)) : i] as number
    if (marks === null || marks[id] === 1) out[to++] = id
  }
  return out
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

const keyOf = (filter: ProductFilter) =>
  JSON.stringify(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .sort(),
  )

/** Answers lists, counts and jumps from the catalogue, which must be ready. One an open database. */
export class Selections {
  readonly #db: Db
  readonly #lists = new Recent<Int32Array>(6)
  readonly #matched = new Recent<Matches>(4)
  readonly #found = new Recent<Int32Array | null>(6)

  constructor(db: Db) {
    this.#db = db
  }

  /** What a search finds, remembered. */
  found(search: string | undefined): Int32Array | null {
    if (search === undefined || search === '') return null
    return this.#found.get(search, catalogueOf(this.#db).revision, () => foundBy(this.#db, search))
  }

  /** Ids in order. */
  list(filter: ProductFilter, sort: SortKey, descending: boolean): Int32Array {
    const catalogue = catalogueOf(this.#db)
    const key = `${sort} ${descending} ${keyOf(filter)}`
    return this.#lists.get(key, catalogue.revision, () => {
      return inOrder(catalogue, this.#matches(filter), sort, descending)
    })
  }

  count(filter: ProductFilter): number {
    return this.#matches(filter).count
  }

  #matches(filter: ProductFilter): Matches {
    const catalogue = catalogueOf(this.#db)
    return this.#matched.get(keyOf(filter), catalogue.revision, () =>
      matching(catalogue, dimensionsOf(catalogue, filter), this.found(filter.search)),
    )
  }
}

const selections = new WeakMap<Db, Selections>()
export const selectionsOf = (db: Db): Selections => {
  const known = selections.get(db) ?? new Selections(db)
  selections.set(db, known)
  return known
}
