import type { Order, OrderState } from '../../shared/order.ts'
import type { OrderStatements, StoredOrder } from './repository-rows.ts'

type Value = string | number | null
const text = (value: Value) => (value === null ? null : String(value))

/** Keeps what a later reply of the service changed about an order. Read before its parts are replaced. */
export function recordChanges(
  sql: OrderStatements,
  stored: StoredOrder,
  order: Order,
  state: OrderState,
  at: number,
): void {
  const note = (field: string, before: Value, after: Value) => {
    if (before !== after) sql.addChange.run(stored.id, at, field, text(before), text(after))
  }
  note('state', stored.state, state)
  note('order_status', stored.order_status, order.orderStatus)
  note('total_price', stored.total_price, order.totalPrice)
  note('payment_price', stored.payment_price, order.paymentPrice)
  note('refunded_price', stored.refunded_price, order.refundedPrice)
  note('refund_pending_price', stored.refund_pending_price, order.refundPendingPrice)

  const sections = new Map(sql.sections.all(stored.id).map((section) => [section.code, section.status]))
  for (const section of order.sections) {
    note(`section:${section.sectionNo}`, sections.get(section.code) ?? null, section.status)
  }
  const payments = new Map(sql.payments.all(stored.id).map((payment) => [payment.payment_no, payment.status]))
  for (const payment of order.payments) {
    note(`payment:${payment.paymentNo}`, payments.get(payment.paymentNo) ?? null, payment.status)
  }
}
