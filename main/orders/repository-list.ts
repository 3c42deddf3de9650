import type { OrderState } from '../../shared/order.ts'
import type { Db } from '../store/db.ts'

/** A filter as the database understands it; null: no such condition. */
export interface OrderQuery {
  state: OrderState | null
  /** ms UTC, `from` included, `until` not. */
  from: number | null
  until: number | null
  /** Numbers of product names, any of which an order must hold. */
  products: ReadonlySet<number> | null
  search: { people: Uint8Array; products: ReadonlySet<number>; orders: readonly number[] } | null
}

export interface OrderPlace {
  at: number
  no: string
}

export interface ListedOrder {
  id: number
  orderNo: string
  orderedAt: number
  paidAt: number | null
  state: OrderState
  channel: string
  name: string | null
  phone: string | null
  email: string | null
  products: string
  paymentPrice: number
  buyerId: string | null
}

/** So many candidates are quicker to collect and sort than to be met on a walk through all orders. */
const FEW_PEOPLE = 2000
const FEW_LINES = 10_000
const MANY_PEOPLE = 20_000

interface Query {
  text: string
  values: (string | number)[]
}

/** What the current query looks for; the database asks it row by row while a list walks through all orders. */
interface Wanted {
  people: Uint8Array
  searched: ReadonlySet<number>
  orders: ReadonlySet<number>
  products: ReadonlySet<number>
}
const wanted = new WeakMap<Db, Wanted>()
const none: Wanted = { people: new Uint8Array(0), searched: new Set(), orders: new Set(), products: new Set() }

/** Asked for every order of a walk, so it reads the numbers without taking the text apart. */
const anyOf = (list: unknown, set: ReadonlySet<number>): boolean => {
  if (set.size === 0 || typeof list !== 'string' || list === '') return false
  let number = 0
  for (let at = 0; at < list.length; at += 1) {
    const digit = list.charCodeAt(at) - 48
    if (digit >= 0) number = number * 10 + digit
    else {
      if (set.has(number)) return true
      number = 0
    }
  }
  return set.has(number)
}

function prepareFunctions(db: Db): void {
  if (wanted.has(db)) return
  wanted.set(db, none)
  db.function('order_is_found', { directOnly: true }, (id, buyer, products) => {
    const { people, searched, orders } = wanted.get(db) ?? none
    return people[Number(buyer)] === 1 || orders.has(Number(id)) || anyOf(products, searched) ? 1 : 0
  })
  db.function('order_has_product', { directOnly: true }, (products) =>
    anyOf(products, (wanted.get(db) ?? none).products) ? 1 : 0,
  )
}

const json = (numbers: Iterable<number>) => JSON.stringify([...numbers])

const numbersIn = (mask: Uint8Array, most: number): number[] | null => {
  const ids: number[] = []
  for (let id = 0; id < mask.length; id += 1) {
    if (mask[id] !== 1) continue
    if (ids.length === most) return null
    ids.push(id)
  }
  return ids
}

/** Where candidates come from: the fewest that can be collected quickly, else a walk through time. */
function sourceOf(db: Db, query: OrderQuery): Query {
  const { search, products } = query
  if (products !== null && countLines(db, products) <= FEW_LINES) return lineSource(products)
  const people = search === null ? null : numbersIn(search.people, FEW_PEOPLE)
  if (search !== null && people !== null && countLines(db, search.products) <= FEW_LINES) {
    return {
      text: `(select id from orders where buyer in (select value from json_each(?))
        union select value from json_each(?)
        union select order_id from order_line where product in (select value from json_each(?))) c
        cross join orders o on o.id = c.id`,
      values: [json(people), json(search.orders), json(search.products)],
    }
  }
  return { text: `orders o indexed by ${query.state === null ? 'orders_by_time' : 'orders_by_state'}`, values: [] }
}

const lineSource = (products: ReadonlySet<number>): Query => ({
  text: `(select distinct order_id as id from order_line where product in (select value from json_each(?))) c
    cross join orders o on o.id = c.id`,
  values: [json(products)],
})

const countLines = (db: Db, products: ReadonlySet<number>): number => {
  const some = `select 1 from order_line where product in (select value from json_each(?)) limit ?`
  return Number(
    db
      .prepare(`select count(*) from (${some})`)
      .pluck()
      .get(json(products), FEW_LINES + 1),
  )
}

function conditions(query: OrderQuery, after: OrderPlace | null, descending = true): Query {
  const parts: string[] = []
  const values: (string | number)[] = []
  const add = (text: string, ...more: (string | number)[]) => {
    parts.push(text)
    values.push(...more)
  }
  if (query.state !== null) add('o.state = ?', query.state)
  if (query.from !== null) add('o.ordered_at >= ?', query.from)
  if (query.until !== null) add('o.ordered_at < ?', query.until)
  const past = descending ? '<' : '>'
  if (after !== null) {
    add(`o.ordered_at ${past}= ? and (o.ordered_at, o.order_no) ${past} (?, ?)`, after.at, after.at, after.no)
  }
  if (query.products !== null) add('order_has_product(o.products)')
  if (query.search !== null) add('order_is_found(o.id, o.buyer, o.products)')
  return { text: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, values }
}

/** Runs with what is looked for in reach of the database's functions. */
function looking<T>(db: Db, query: OrderQuery, run: () => T): T {
  prepareFunctions(db)
  wanted.set(db, {
    people: query.search?.people ?? none.people,
    searched: query.search?.products ?? none.searched,
    orders: new Set(query.search?.orders),
    products: query.products ?? none.products,
  })
  try {
    return run()
  } finally {
    wanted.set(db, none)
  }
}

/** Where a page begins: after a row, or at a position in the list. */
export interface OrderPage {
  after: OrderPlace | null
  at: number
  descending: boolean
  limit: number
}

/** By order date. */
export const pageOfOrders = (db: Db, query: OrderQuery, page: OrderPage): ListedOrder[] =>
  looking(db, query, () => {
    const source = sourceOf(db, query)
    const where = conditions(query, page.after, page.descending)
    const direction = page.descending ? 'desc' : 'asc'
    return db
      .prepare<(string | number)[], ListedOrder>(
        `select o.id, o.order_no as orderNo, o.ordered_at as orderedAt, o.paid_at as paidAt, o.state, o.channel,
          o.orderer_name as name, o.orderer_phone as phone, o.orderer_email as email, o.products,
          o.payment_price as paymentPrice,
          (select buyer_id from buyer b where b.id = o.buyer and b.state <> 'none') as buyerId
        from ${source.text} ${where.text}
        order by o.ordered_at ${direction}, o.order_no ${direction} limit ? offset ?`,
      )
      .all(...source.values, ...where.values, page.limit, page.at)
  })

export function countOrders(db: Db, query: OrderQuery): number {
  const { state, from, until, products, search } = query
  const onlyProducts = products !== null && search === null && state === null
  if (onlyProducts) return countOfProducts(db, products, from, until)
  const onlyPeople = search !== null && search.products.size === 0 && products === null && state === null
  if (onlyPeople && from === null && until === null) return countOfPeople(db, search.people, search.orders)
  return looking(db, query, () => {
    const source = sourceOf(db, query)
    const where = conditions(query, null)
    const count = db.prepare<(string | number)[], number>(`select count(*) from ${source.text} ${where.text}`).pluck()
    return count.get(...source.values, ...where.values) ?? 0
  })
}

const END = Number.MAX_SAFE_INTEGER

const countOfProducts = (db: Db, products: ReadonlySet<number>, from: number | null, until: number | null): number =>
  db
    .prepare<[string, number, number], number>(`select count(distinct order_id) from order_line
      where product in (select value from json_each(?)) and ordered_at >= ? and ordered_at < ?`)
    .pluck()
    .get(json(products), from ?? -END, until ?? END) ?? 0

/** Counts by person, from an index that holds nothing else: one look a person, or one walk when there are many. */
function countOfPeople(db: Db, people: Uint8Array, orders: readonly number[]): number {
  let total = 0
  const few = numbersIn(people, MANY_PEOPLE)
  if (few === null) {
    const perPerson = db.prepare<[], [buyer: number, orders: number]>(
      'select buyer, count(*) from orders group by buyer',
    )
    for (const [buyer, count] of perPerson.raw().all()) if (people[buyer] === 1) total += count
  } else {
    const ofOne = db.prepare<[number], number>('select count(*) from orders where buyer = ?').pluck()
    for (const id of few) total += ofOne.get(id) ?? 0
  }
  const buyerOf = db.prepare<[number], number>('select buyer from orders where id = ?').pluck()
  for (const id of new Set(orders)) if (people[buyerOf.get(id) ?? 0] !== 1) total += 1
  return total
}
