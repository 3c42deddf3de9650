import type { Shipping, Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  category: db
    .prepare<[string, string], number>('select id from product_category where wholesaler = ? and path = ?')
    .pluck(),
  addCategory: db
    .prepare<[string, string, string, string | null, number | null], number>(`insert into product_category
      (wholesaler, path, name, code, parent) values (?, ?, ?, ?, ?) returning id`)
    .pluck(),
  nameCode: db.prepare<[string, number, string]>('update product_category set code = ? where id = ? and code is not ?'),
  shipping: db.prepare<[string], number>('select id from product_shipping where terms = ?').pluck(),
  addShipping: db.prepare<[string], number>('insert into product_shipping (terms) values (?) returning id').pluck(),
}))

/** Rows that many products share, found or made. One a save: an id remembered over a rollback would name nothing. */
export class SharedRows {
  readonly #sql: ReturnType<typeof sql>
  readonly #categories = new Map<string, number>()
  readonly #shippings = new Map<string, number>()

  constructor(db: Db) {
    this.#sql = sql(db)
  }

  category(wholesaler: Wholesaler, path: readonly string[], code: string | null): number | null {
    const key = path.join('\n')
    const known = this.#categories.get(key)
    if (known !== undefined) return known
    let parent: number | null = null
    const names: string[] = []
    for (const name of path) {
      names.push(name)
      const text = names.join(' > ')
      const own = names.length === path.length ? code : null
      const id: number | undefined =
        this.#sql.category.get(wholesaler, text) ?? this.#sql.addCategory.get(wholesaler, text, name, own, parent)
      if (id === undefined) throw new Error('a category could not be stored')
      if (own !== null) this.#sql.nameCode.run(own, id, own)
      parent = id
    }
    if (parent !== null) this.#categories.set(key, parent)
    return parent
  }

  shipping(shipping: Shipping): number {
    const terms = JSON.stringify(shipping)
    const id = this.#shippings.get(terms) ?? this.#sql.shipping.get(terms) ?? this.#sql.addShipping.get(terms)
    if (id === undefined) throw new Error('shipping terms could not be stored')
    this.#shippings.set(terms, id)
    return id
  }
}
