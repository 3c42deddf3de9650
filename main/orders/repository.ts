import type { Order } from '../../shared/order.ts'
import { type PaymentVerdict, paymentVerdict } from '../../shared/rules/paid.ts'
import { deriveAccess } from '../access/repository-derive.ts'
import { type Identity, identityOf } from '../buyers/person.ts'
import { deriveBuyers } from '../buyers/repository-derive.ts'
import { People } from '../buyers/repository-people.ts'
import { SalesChange } from '../dashboard/repository-sales.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import { prepared } from '../store/statements.ts'
import { contentHash } from './content-hash.ts'
import { recordChanges } from './repository-changes.ts'
import {
  dropParts,
  insertOrder,
  insertParts,
  type OrderRowValues,
  orderRows,
  productNumbers,
  type StoredOrder,
  updateOrder,
} from './repository-rows.ts'
import type { SaveResult, SetAside } from './types.ts'

const sql = prepared((db) => ({
  siteCode: db.prepare<[], string | null>(`select site_code from connection where service = 'imweb'`).pluck(),
  setAside: db.prepare<[string, string, string, string, number]>(`insert into set_aside
    (service, kind, ref, reason, seen_at) values (?, ?, ?, ?, ?)
    on conflict (service, kind, ref) do update
    set reason = excluded.reason, seen_at = excluded.seen_at, times = times + 1`),
  noLongerAside: db.prepare<[string]>(`delete from set_aside where service = 'imweb' and kind = 'order' and ref = ?`),
  anyAside: db
    .prepare<[], number>(`select 1 from set_aside where service = 'imweb' and kind = 'order' limit 1`)
    .pluck(),
}))

const SITE = 'buyers.site'

/** The shop whose people these are: kept from the first save on, so that a buyer's id never changes by itself. */
function siteOf(db: Db): string {
  const kept = getMeta(db, SITE)
  if (kept !== null) return kept
  const site = sql(db).siteCode.get() ?? ''
  if (site !== '') setMeta(db, SITE, site)
  return site
}

const storedIdentity = (stored: StoredOrder): Identity => ({
  member: stored.member_code,
  email: stored.email_key,
  phone: stored.phone_key,
  knownBy: stored.known_by,
})

const isPaidState = (state: StoredOrder['state']) => state === 'paid' || state === 'partially_refunded'

const sameIdentity = (a: Identity, b: Identity) => a.member === b.member && a.email === b.email && a.phone === b.phone

/** One save: orders go in one by one, people and days are brought up to date once at its end. */
class Save {
  readonly result: SaveResult = { added: 0, updated: 0, unchanged: 0, newBuyers: 0, lostBuyers: 0 }
  readonly #db: Db
  readonly #at: number
  readonly #rows: ReturnType<typeof orderRows>
  readonly #people: People
  readonly #sales = new SalesChange()
  readonly #productOf: ReturnType<typeof productNumbers>
  /** People who gained or lost a paid order by this save itself, not because orders moved between people. */
  readonly #gained = new Set<number>()
  readonly #lost = new Set<number>()

  constructor(db: Db, at: number) {
    this.#db = db
    this.#at = at
    this.#rows = orderRows(db)
    this.#people = new People(db, siteOf(db))
    this.#productOf = productNumbers(db)
  }

  take(order: Order): void {
    const stored = this.#rows.find.get(order.orderNo)
    const hash = contentHash(order)
    if (stored?.content_hash === hash) {
      this.result.unchanged += 1
      return
    }
    if (stored === undefined) this.#add(order, hash)
    else this.#change(order, hash, stored)
  }

  finish(): SaveResult {
    const { became, ceased } = deriveBuyers(this.#db, this.#people.touched)
    for (const person of became) if (this.#gained.has(person)) this.result.newBuyers += 1
    for (const person of ceased) if (this.#lost.has(person)) this.result.lostBuyers += 1
    this.#sales.write(this.#db)
    // In this very transaction: no order is stored whose news to the operator's app could be lost.
    deriveAccess(this.#db, this.#people.touched, this.#at)
    return this.result
  }

  #add(order: Order, hash: string): void {
    const who = identityOf(order)
    const verdict = paymentVerdict(order.payments)
    const person = this.#people.personOf(who, order.orderNo)
    const row = this.#row(order, hash, who, verdict, person)
    const id = insertOrder(this.#rows, row)
    this.#store(id, row, person)
    if (verdict.isBuyer) this.#gained.add(person)
    this.#people.joined(who, person)
    this.result.added += 1
  }

  #change(order: Order, hash: string, stored: StoredOrder): void {
    const before = storedIdentity(stored)
    const who = identityOf(order)
    const verdict = paymentVerdict(order.payments)
    const moved = !sameIdentity(before, who)
    this.#sales.add(this.#sold(stored), -1)
    let person = stored.buyer
    if (moved) {
      // The order belongs to nobody while it changes hands: what it said about its old contacts must be gone before
      // anybody asks who uses them.
      updateOrder(this.#rows, stored.id, this.#row(order, hash, who, verdict, null))
      this.#people.left(before, stored.buyer)
      person = this.#people.personOf(who, order.orderNo)
    }
    const row = this.#row(order, hash, who, verdict, person)
    updateOrder(this.#rows, stored.id, row)
    if (moved) this.#people.joined(who, person)
    recordChanges(this.#rows, stored, order, verdict.state, this.#at)
    dropParts(this.#rows, stored.id)
    this.#store(stored.id, row, person)
    const wasPaid = isPaidState(stored.state)
    if (wasPaid && !verdict.isBuyer) this.#lost.add(stored.buyer)
    if (!wasPaid && verdict.isBuyer) this.#gained.add(person)
    this.result.updated += 1
  }

  #row(order: Order, hash: string, who: Identity, verdict: PaymentVerdict, buyer: number | null): OrderRowValues {
    const { state, paidAt } = verdict
    const products = [...new Set(order.lines.map(this.#productOf))]
    return { order, who, state, paidAt, products, buyer, contentHash: hash, at: this.#at }
  }

  #store(id: number, row: OrderRowValues, person: number): void {
    const { order } = row
    insertParts(this.#rows, id, order, this.#productOf)
    this.#people.touched.add(person)
    const lines = order.lines.map((l) => ({
      product: this.#productOf(l),
      quantity: l.quantity,
      unitPrice: l.unitPrice,
    }))
    this.#sales.add({ state: row.state, orderedAt: order.orderedAt, paymentPrice: order.paymentPrice, lines }, 1)
  }

  #sold(stored: StoredOrder) {
    const lines = this.#rows.soldLines.all(stored.id)
    return { state: stored.state, orderedAt: stored.ordered_at, paymentPrice: stored.payment_price, lines }
  }
}

/**
 * Stores one page of orders inside the caller's transaction and derives the people they touch. An unchanged order costs
 * one look-up and writes nothing; the same order twice in one call counts as a later state of it.
 */
export function saveOrders(db: Db, orders: readonly Order[], at: number): SaveResult {
  const save = new Save(db, at)
  const statements = sql(db)
  const anyAside = statements.anyAside.get() !== undefined
  for (const order of orders) {
    save.take(order)
    if (anyAside) statements.noLongerAside.run(order.orderNo)
  }
  return save.finish()
}

/** Keeps what could not be read, with its reason; the same row again counts up. Inside the caller's transaction. */
export function saveSetAside(db: Db, service: string, kind: string, rows: readonly SetAside[], at: number): void {
  const { setAside } = sql(db)
  for (const row of rows) setAside.run(service, kind, row.ref, row.reason, at)
}
