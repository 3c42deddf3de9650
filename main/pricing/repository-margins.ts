import { setImmediate as breathe } from 'node:timers/promises'
import type { RuleValues } from '../../shared/contract/listing-shapes.ts'
import { AppError } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import { priceFor } from '../../shared/rules/price.ts'
import { catalogueOf, type Margins, NO_MARGIN } from '../products/repository-catalogue.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { RuleBook } from './book.ts'
import type { MarketPlaceOf } from './fees.ts'
import { storedRules } from './repository.ts'
import { chosenPlaces, placesVersion, storedFees } from './repository-fees.ts'

type Row = [
  id: number,
  wholesaler: string,
  productId: string,
  cost: number | null,
  fixedPrice: number | null,
  shipping: number | null,
  category: number | null,
]

const columns = 'id, wholesaler, product_id, price, fixed_price, shipping_fee, category from product'

const sql = prepared((db) => ({
  slice: db.prepare<[number, number], Row>(`select ${columns} where id > ? order by id limit ?`).raw(),
  one: db.prepare<[number], Row>(`select ${columns} where id = ?`).raw(),
  paths: db.prepare<[], [number, string]>('select id, path from product_category').raw(),
}))

/** Priced in about 10 ms, after which others get their turn. */
const SLICE = 6000

interface Column {
  /** The rules that it was made by. */
  version: string
  book: RuleBook
  placeFor: (wholesaler: string, category: string | null) => MarketPlaceOf | null
  paths: Map<number, string>
  values: Int32Array
}

/** The margin of every product under the rules of a market, in memory: filters over a million products are a walk. */
class RuleMargins implements Margins {
  readonly #db: Db
  readonly #marketStep: (market: Market) => number
  readonly #columns = new Map<Market, Column>()
  readonly #making = new Map<Market, Promise<boolean>>()

  constructor(db: Db, marketStep: (market: Market) => number) {
    this.#db = db
    this.#marketStep = marketStep
  }

  bring(market: Market): Promise<boolean> {
    const open = this.#making.get(market)
    if (open !== undefined) return open
    const making = this.#bring(market).finally(() => this.#making.delete(market))
    this.#making.set(market, making)
    return making
  }

  column(market: Market): Int32Array | null {
    return this.#columns.get(market)?.values ?? null
  }

  changed(ids: readonly number[]): void {
    const { one } = sql(this.#db)
    for (const column of this.#columns.values()) {
      for (const id of ids) {
        const row = one.get(id)
        if (row !== undefined) this.#set(column, row)
      }
    }
  }

  async #bring(market: Market): Promise<boolean> {
    const rules = storedRules(this.#db, market)
    const fees = storedFees(this.#db, market)
    const version = JSON.stringify([
      rules.map(({ scope, target, rule }): [string, string, RuleValues] => [scope, target, rule]),
      fees.length === 0 ? '' : placesVersion(this.#db, market),
    ])
    if (this.#columns.get(market)?.version === version) return false
    const column: Column = {
      version,
      book: new RuleBook(market, rules, this.#marketStep(market), fees),
      placeFor: fees.length === 0 ? () => null : chosenPlaces(this.#db, market),
      paths: new Map(sql(this.#db).paths.all()),
      values: new Int32Array(catalogueOf(this.#db).columns.end).fill(NO_MARGIN),
    }
    // From here on it hears of changes; what a slice reads later is newer still.
    this.#columns.set(market, column)
    let after = 0
    for (;;) {
      const rows = sql(this.#db).slice.all(after, SLICE)
      for (const row of rows) this.#set(column, row)
      after = rows.at(-1)?.[0] ?? after
      if (rows.length < SLICE) return true
      await breathe()
    }
  }

  #set(column: Column, [id, wholesaler, productId, cost, fixedPrice, shipping, category]: Row): void {
    if (id >= column.values.length) {
      const wider = new Int32Array(Math.max(id + 1, Math.ceil(column.values.length * 1.5))).fill(NO_MARGIN)
      wider.set(column.values)
      column.values = wider
    }
    const path = this.#path(column, category)
    const rule = column.book.ruleFor({ wholesaler, productId, category: path }, column.placeFor(wholesaler, path))
    const priced = rule instanceof AppError ? null : priceFor({ cost, shipping, fixedPrice }, rule)
    column.values[id] =
      priced?.ok === true ? Math.round((priced.margin.margin / priced.margin.price) * 1_000_000) : NO_MARGIN
  }

  #path({ paths }: Column, category: number | null): string | null {
    if (category === null) return null
    // A category may have come with the product that names it.
    if (!paths.has(category)) for (const [id, path] of sql(this.#db).paths.all()) paths.set(id, path)
    return paths.get(category) ?? null
  }
}

/** Lets lists of products filter by what each would earn on a market. Once an open database. */
export const offerMargins = (db: Db, marketStep: (market: Market) => number): void => {
  catalogueOf(db).margins ??= new RuleMargins(db, marketStep)
}
