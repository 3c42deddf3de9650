import type { OrderState } from '../../shared/order.ts'
import type { Db } from '../store/db.ts'

export type OrderSlice = [
  id: number,
  orderNo: string,
  orderedAt: number,
  paymentPrice: number,
  name: string | null,
  phone: string | null,
  email: string | null,
  state: OrderState,
  buyer: number,
]

export type LineSlice = [
  orderId: number,
  product: number,
  option: string,
  quantity: number,
  unitPrice: number | null,
  sectionStatus: string | null,
]

export type BuyerSlice = [
  name: string,
  phone: string,
  email: string,
  orders: number,
  paid: number,
  firstPaidAt: number,
  lastPaidAt: number,
  items: Buffer,
]

const SLICE = 200
const END = Number.MAX_SAFE_INTEGER

/** Paid orders newest first, a few hundred at a time, each slice with all lines of its orders. */
export function* paidOrders(
  db: Db,
  from: number | null,
  until: number | null,
): Generator<{ orders: OrderSlice[]; linesOf: (orderId: number) => LineSlice[] }> {
  const page = db
    .prepare<[number, number, number, string, number], OrderSlice>(`select id, order_no, ordered_at, payment_price,
      orderer_name, orderer_phone, orderer_email, state, buyer from orders indexed by orders_by_time
      where ordered_at >= ? and ordered_at <= ? and (ordered_at, order_no) < (?, ?)
        and state in ('paid', 'partially_refunded')
      order by ordered_at desc, order_no desc limit ?`)
    .raw()
  const lines = db
    .prepare<[number], LineSlice>(`select order_id, product, option_text, quantity, unit_price, section_status
      from order_line where order_id = ? order by line_no`)
    .raw()
  let at = (until ?? END) - 1
  let no = '\u{10ffff}'
  for (;;) {
    const orders = page.all(from ?? -END, at, at, no, SLICE)
    const last = orders.at(-1)
    if (last === undefined) return
    yield { orders, linesOf: (orderId) => lines.all(orderId) }
    at = last[2]
    no = last[1]
  }
}

/** Buyers by number, in the order given, a few hundred at a time. */
export function* buyersIn(db: Db, ids: Int32Array): Generator<BuyerSlice[]> {
  const one = db
    .prepare<[number], BuyerSlice>(`select name, phone, email, orders, paid, first_paid_at, last_paid_at, items
      from buyer where id = ?`)
    .raw()
  for (let at = 0; at < ids.length; at += SLICE) {
    const rows: BuyerSlice[] = []
    for (const id of ids.subarray(at, at + SLICE)) {
      const row = one.get(id)
      if (row !== undefined) rows.push(row)
    }
    yield rows
  }
}

/** The stable public number of each buyer: what equal rows are ordered by, so that equal data gives equal files. */
export const buyerIdsOf = (db: Db, ids: readonly number[]): Map<number, string> => {
  const one = db.prepare<[number], string>('select buyer_id from buyer where id = ?').pluck()
  return new Map(ids.map((id) => [id, one.get(id) ?? '']))
}
