import type { BuyerFilter } from '../../shared/contract/buyers.ts'
import { kstDayNumberStart } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { BUYER, BuyerColumns, type ColumnRow, FORMER } from './columns.ts'
import { ItemPool } from './items.ts'
import { dayOf, hasPeriod, periodOf } from './period.ts'
import { ProductNames } from './products.ts'
import { buyersOfOrderNo } from './repository-order-no.ts'
import { matchesText, searchTerms } from './search.ts'

const columns = `id, state, orders, paid, first_paid_at as firstPaidAt, last_paid_at as lastPaidAt, name, search`

const sql = prepared((db) => ({
  newest: db.prepare<[], number | null>('select max(rev) from buyer_touched').pluck(),
  oldest: db.prepare<[], number | null>('select min(rev) from buyer_touched').pluck(),
  touched: db.prepare<[number], number>('select distinct buyer from buyer_touched where rev > ?').pluck(),
  some: db.prepare<[number], ColumnRow>(`select ${columns} from buyer where id > ? order by id limit 5000`),
  one: db.prepare<[number], ColumnRow>(`select ${columns} from buyer where id = ?`),
  someItems: db
    .prepare<[number], [id: number, items: Buffer]>('select id, items from buyer where id > ? order by id limit 5000')
    .raw(),
  items: db.prepare<[number], Buffer>('select items from buyer where id = ?').pluck(),
  products: db.prepare<[number], { id: number; productNo: string; name: string }>(
    'select id, product_no as productNo, name from product_name where id > ?',
  ),
}))

/** Who matches a filter: 1 for each person's row number. */
export interface Match {
  mask: Uint8Array
  total: number
}

/** More people than this changed at once: reading everybody again is quicker. */
const MANY = 20_000
const KEPT_MATCHES = 16

/**
 * What the buyers' list sorts and filters by, held in memory and brought up to date from the people that saves touched.
 * One pass over plain arrays answers any filter in a few milliseconds, which no set of indexes does for all of them.
 */
export class BuyerIndex {
  readonly #db: Db
  #rev = -1
  #columns = new BuyerColumns()
  #items: ItemPool | null = null
  #names = new ProductNames()
  /** The revision at which the names were read. */
  #namesRev = -1
  readonly #matches = new Map<string, Match>()

  constructor(db: Db) {
    this.#db = db
  }

  /** Up to date with the database as it is now. */
  columns(): BuyerColumns {
    this.#refresh()
    return this.#columns
  }

  /** Names alone do not need the people: a file or a list of orders is not worth reading all of them. */
  products(): ProductNames {
    if (this.#rev >= 0) this.#refresh()
    else this.#readNames()
    return this.#names
  }

  items(): ItemPool {
    this.#refresh()
    this.#items ??= this.#loadItems()
    return this.#items
  }

  match(filter: BuyerFilter): Match {
    this.#refresh()
    const key = JSON.stringify([
      filter.search,
      filter.product,
      filter.products,
      filter.since,
      filter.until,
      filter.state,
      filter.newSince,
    ])
    const known = this.#matches.get(key)
    if (known !== undefined) return known
    const mask = this.#mask(filter)
    const match = { mask, total: countOnes(mask) }
    this.#matches.set(key, match)
    const [oldest] = this.#matches.keys()
    if (this.#matches.size > KEPT_MATCHES && oldest !== undefined) this.#matches.delete(oldest)
    return match
  }

  /** People, buyers or not, any of whose orders bears this text as name, phone or e-mail. */
  peopleWith(search: string): Uint8Array {
    this.#refresh()
    const { state, search: texts } = this.#columns
    const mask = new Uint8Array(state.length)
    const terms = searchTerms(search)
    if (terms === null) return mask
    for (let id = 0; id < mask.length; id += 1) {
      if (state[id] !== 0 && matchesText(texts[id] ?? '', terms)) mask[id] = 1
    }
    return mask
  }

  #mask(filter: BuyerFilter): Uint8Array {
    const { state, firstPaidAt } = this.#columns
    const mask = new Uint8Array(state.length)
    const wanted = filter.state ?? 'buyer'
    const newSince =
      filter.newSince === undefined ? Number.NEGATIVE_INFINITY : kstDayNumberStart(dayOf(filter.newSince))
    const least = wanted === 'buyer' ? BUYER : FORMER
    const most = wanted === 'former' ? FORMER : BUYER
    for (let id = 0; id < mask.length; id += 1) {
      const is = state[id] ?? 0
      if (is >= least && is <= most && (firstPaidAt[id] ?? 0) >= newSince) mask[id] = 1
    }
    const products = this.#names.wanted(filter)
    if (products !== null || hasPeriod(filter)) {
      const { first, last } = periodOf(filter)
      const bought = new Uint8Array(mask.length)
      this.items().mark(bought, mask, first, last, products)
      both(mask, bought)
    }
    const terms = searchTerms(filter.search)
    if (terms !== null) {
      const found = new Uint8Array(mask.length)
      const texts = this.#columns.search
      for (let id = 0; id < mask.length; id += 1) {
        if (mask[id] === 1 && matchesText(texts[id] ?? '', terms)) found[id] = 1
      }
      const named = this.#names.withName(terms.text)
      if (named.size > 0) this.items().mark(found, mask, 0, 0xffff_ffff, named)
      for (const id of buyersOfOrderNo(this.#db, terms)) found[id] = 1
      both(mask, found)
    }
    return mask
  }

  #refresh(): void {
    const statements = sql(this.#db)
    const newest = statements.newest.get() ?? 0
    if (newest === this.#rev) return
    this.#matches.clear()
    const oldest = statements.oldest.get() ?? 0
    const canCatchUp = this.#rev >= 0 && newest > this.#rev && oldest <= this.#rev + 1
    const touched = canCatchUp && newest - this.#rev < MANY ? new Set(statements.touched.all(this.#rev)) : null
    if (touched === null) this.#reload()
    else this.#catchUp(touched)
    this.#rev = newest
  }

  #reload(): void {
    this.#columns = new BuyerColumns()
    this.#items = null
    this.#names = new ProductNames()
    this.#namesRev = -1
    this.#readNames()
    const { some } = sql(this.#db)
    for (let last = 0; ; ) {
      const rows = some.all(last)
      for (const row of rows) this.#columns.put(row)
      const end = rows.at(-1)
      if (end === undefined) return
      last = end.id
    }
  }

  #catchUp(touched: ReadonlySet<number>): void {
    this.#readNames()
    const statements = sql(this.#db)
    for (const id of touched) {
      const row = statements.one.get(id)
      if (row === undefined) this.#columns.remove(id)
      else this.#columns.put(row)
      if (this.#items === null) continue
      const items = statements.items.get(id)
      if (items === undefined) this.#items.remove(id)
      else this.#items.set(id, items)
    }
    this.#columns.resort(touched)
  }

  #readNames(): void {
    const statements = sql(this.#db)
    // A gap in the touches: the shop was changed, and its products are numbered anew.
    if ((statements.oldest.get() ?? 0) > this.#namesRev + 1) this.#names = new ProductNames()
    this.#namesRev = statements.newest.get() ?? 0
    for (const product of statements.products.all(this.#names.newest)) this.#names.add(product)
  }

  #loadItems(): ItemPool {
    const pool = new ItemPool()
    const { someItems } = sql(this.#db)
    for (let last = 0; ; ) {
      const rows = someItems.all(last)
      for (const [id, items] of rows) pool.set(id, items)
      const end = rows.at(-1)
      if (end === undefined) return pool
      last = end[0]
    }
  }
}

const countOnes = (mask: Uint8Array): number => {
  let total = 0
  for (let id = 0; id < mask.length; id += 1) total += mask[id] ?? 0
  return total
}

const both = (mask: Uint8Array, other: Uint8Array) => {
  for (let id = 0; id < mask.length; id += 1) if (other[id] !== 1) mask[id] = 0
}
