import type { OrderState } from '../../shared/order.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { type DerivedBuyer, deriveBuyer, type PersonOrder } from './derive.ts'

type OrderFacts = [
  orderedAt: number,
  state: OrderState,
  paidAt: number | null,
  paymentPrice: number,
  name: string | null,
  phone: string | null,
  email: string | null,
  firstSeenAt: number,
  products: string,
]

const sql = prepared((db) => ({
  orders: db
    .prepare<[number], OrderFacts>(`select ordered_at, state, paid_at, payment_price, orderer_name, orderer_phone,
      orderer_email, first_seen_at, products from orders where buyer = ? order by ordered_at desc, order_no desc`)
    .raw(),
  before: db.prepare<[number], string>('select state from buyer where id = ?').pluck(),
  update: db.prepare<
    [string, string, string, number, number, number, number, string, number, string, Uint8Array, number]
  >(`update buyer set name = ?, phone = ?, email = ?, orders = ?, paid = ?, first_paid_at = ?, last_paid_at = ?,
    state = ?, first_seen_at = ?, search = ?, items = ? where id = ?`),
  remove: db.prepare<[number]>('delete from buyer where id = ?'),
  touch: db.prepare<[number]>('insert into buyer_touched (buyer) values (?)'),
  forget: db.prepare<[number]>('delete from buyer_touched where rev <= ?'),
  revision: db.prepare<[], number | null>('select max(rev) from buyer_touched').pluck(),
  oldest: db.prepare<[], number | null>('select min(rev) from buyer_touched').pluck(),
}))

/** How many touches are kept: enough for every list on screen to catch up, few enough to stay small. */
const KEPT_TOUCHES = 50_000

const fact = ([
  orderedAt,
  state,
  paidAt,
  paymentPrice,
  name,
  phone,
  email,
  firstSeenAt,
  products,
]: OrderFacts): PersonOrder => ({
  orderedAt,
  isPaid: state === 'paid' || state === 'partially_refunded',
  isRefunded: state === 'refunded',
  paidAt,
  paymentPrice,
  name,
  phone,
  email,
  firstSeenAt,
  products: products === '' ? [] : products.split(' ').map(Number),
})

/** People who are buyers now and were not, and the reverse. */
export interface BuyerTurns {
  became: Set<number>
  ceased: Set<number>
}

/** Derives these people anew from all their orders; a person without orders is removed. Inside the caller's transaction. */
export function deriveBuyers(db: Db, people: ReadonlySet<number>): BuyerTurns {
  const turns: BuyerTurns = { became: new Set(), ceased: new Set() }
  if (people.size === 0) return turns
  const statements = sql(db)
  for (const id of people) {
    const before = statements.before.get(id)
    statements.touch.run(id)
    const orders = statements.orders.all(id)
    if (orders.length === 0) {
      statements.remove.run(id)
      if (before === 'buyer') turns.ceased.add(id)
      continue
    }
    const buyer = deriveBuyer(orders.map(fact))
    write(statements, id, buyer)
    if (buyer.state === 'buyer' && before !== 'buyer') turns.became.add(id)
    if (buyer.state !== 'buyer' && before === 'buyer') turns.ceased.add(id)
  }
  const newest = statements.revision.get() ?? 0
  if (newest - (statements.oldest.get() ?? newest) > 2 * KEPT_TOUCHES) statements.forget.run(newest - KEPT_TOUCHES)
  return turns
}

const write = (statements: ReturnType<typeof sql>, id: number, buyer: DerivedBuyer) => {
  const { items } = buyer
  statements.update.run(
    buyer.name,
    buyer.phone,
    buyer.email,
    buyer.orders,
    buyer.paid,
    buyer.firstPaidAt,
    buyer.lastPaidAt,
    buyer.state,
    buyer.firstSeenAt,
    buyer.search,
    new Uint8Array(items.buffer, items.byteOffset, items.byteLength),
    id,
  )
}
