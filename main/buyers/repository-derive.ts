import type { OrderState } from '../../shared/order.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import { prepared } from '../store/statements.ts'
import { type DerivedBuyer, deriveBuyer, type PersonOrder } from './derive.ts'

interface OrderFacts {
  id: number
  ordered_at: number
  state: OrderState
  paid_at: number | null
  payment_price: number
  orderer_name: string | null
  orderer_phone: string | null
  orderer_email: string | null
  first_seen_at: number
}

const sql = prepared((db) => ({
  orders: db.prepare<[number], OrderFacts>(`select id, ordered_at, state, paid_at, payment_price, orderer_name,
    orderer_phone, orderer_email, first_seen_at
    from orders where buyer = ? order by ordered_at desc, order_no desc`),
  products: db.prepare<[number], number>('select product from order_line where order_id = ? order by line_no').pluck(),
  before: db.prepare<[number], string>('select state from buyer where id = ?').pluck(),
  update: db.prepare<
    [string, string, string, number, number, number, number, string, number, string, Uint8Array, number, number]
  >(`update buyer set name = ?, phone = ?, email = ?, orders = ?, paid = ?, first_paid_at = ?, last_paid_at = ?,
    state = ?, first_seen_at = ?, search = ?, items = ?, rev = ? where id = ?`),
  remove: db.prepare<[number]>('delete from buyer where id = ?'),
  removed: db.prepare<[number, number]>('insert or ignore into buyer_removed (rev, id) values (?, ?)'),
}))

const REVISION = 'buyers.rev'

/** Counts up with every save that touched a person: what was read at an older revision may be out of date. */
export const buyersRevision = (db: Db): number => Number(getMeta(db, REVISION) ?? 0)

const fact = (row: OrderFacts): PersonOrder => ({
  orderId: row.id,
  orderedAt: row.ordered_at,
  isPaid: row.state === 'paid' || row.state === 'partially_refunded',
  isRefunded: row.state === 'refunded',
  paidAt: row.paid_at,
  paymentPrice: row.payment_price,
  name: row.orderer_name,
  phone: row.orderer_phone,
  email: row.orderer_email,
  firstSeenAt: row.first_seen_at,
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
  const rev = buyersRevision(db) + 1
  setMeta(db, REVISION, String(rev))
  for (const id of people) {
    const before = statements.before.get(id)
    const orders = statements.orders.all(id)
    if (orders.length === 0) {
      statements.remove.run(id)
      statements.removed.run(rev, id)
      if (before === 'buyer') turns.ceased.add(id)
      continue
    }
    const buyer = deriveBuyer(orders.map(fact), (orderId) => statements.products.all(orderId))
    write(statements, id, rev, buyer)
    if (buyer.state === 'buyer' && before !== 'buyer') turns.became.add(id)
    if (buyer.state !== 'buyer' && before === 'buyer') turns.ceased.add(id)
  }
  return turns
}

const write = (statements: ReturnType<typeof sql>, id: number, rev: number, buyer: DerivedBuyer) => {
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
    rev,
    id,
  )
}
