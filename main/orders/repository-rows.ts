import type { Order, OrderLine, OrderState } from '../../shared/order.ts'
import type { Identity } from '../buyers/person.ts'
import type { SoldOrder } from '../dashboard/repository-sales.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface StoredOrder {
  id: number
  content_hash: string
  buyer: number
  ordered_at: number
  member_code: string | null
  email_key: string | null
  phone_key: string | null
  known_by: Identity['knownBy']
  state: OrderState
  order_status: string | null
  total_price: number
  payment_price: number
  refunded_price: number
  refund_pending_price: number
}

const columns = [
  'channel',
  'channel_order_no',
  'ordered_at',
  'member_code',
  'orderer_name',
  'orderer_email',
  'orderer_phone',
  'email_key',
  'phone_key',
  'known_by',
  'order_status',
  'order_type',
  'currency',
  'device',
  'item_price',
  'delivery_price',
  'total_price',
  'payment_price',
  'refunded_price',
  'refund_pending_price',
  'state',
  'paid_at',
  'products',
  'buyer',
  'content_hash',
  'updated_at',
] as const

export const orderRows = prepared((db) => ({
  find: db.prepare<[string], StoredOrder>(`select id, content_hash, buyer, ordered_at, member_code, email_key,
    phone_key, known_by, state, order_status, total_price, payment_price, refunded_price, refund_pending_price
    from orders where order_no = ?`),
  add: db.prepare(
    `insert into orders (${columns.join(', ')}, order_no, first_seen_at) values (${columns.map(() => '?').join(', ')}, ?, ?)`,
  ),
  update: db.prepare(`update orders set ${columns.map((column) => `${column} = ?`).join(', ')} where id = ?`),
  product: db
    .prepare<[string, string], number>('select id from product_name where product_no = ? and name = ?')
    .pluck(),
  addProduct: db
    .prepare<[string, string], number>('insert into product_name (product_no, name) values (?, ?) returning id')
    .pluck(),
  addLine: db.prepare(`insert into order_line (order_id, line_no, section, section_status, item_no,
    product, ordered_at, option_text, quantity, unit_price, is_gift) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  addSection: db.prepare(`insert into order_section (order_id, seq, code, section_no, status, sent_at, delivered_at,
    claim_kind, claim_reason, claim_at, refund_amount) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  addPayment: db.prepare(`insert into order_payment (order_id, seq, payment_no, method, pg_name, status, paid_price,
    is_cancel, completed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  soldLines: db.prepare<[number], SoldOrder['lines'][number]>(
    'select product, quantity, unit_price as unitPrice from order_line where order_id = ?',
  ),
  sections: db.prepare<[number], { code: string; section_no: string; status: string | null }>(
    'select code, section_no, status from order_section where order_id = ? order by seq',
  ),
  payments: db.prepare<[number], { payment_no: string; status: string | null }>(
    'select payment_no, status from order_payment where order_id = ? order by seq',
  ),
  dropLines: db.prepare<[number]>('delete from order_line where order_id = ?'),
  dropSections: db.prepare<[number]>('delete from order_section where order_id = ?'),
  dropPayments: db.prepare<[number]>('delete from order_payment where order_id = ?'),
  addChange: db.prepare<[number, number, string, string | null, string | null]>(
    'insert into order_change (order_id, at, field, before, after) values (?, ?, ?, ?, ?)',
  ),
}))
export type OrderStatements = ReturnType<typeof orderRows>

export interface OrderRowValues {
  order: Order
  who: Identity
  state: OrderState
  paidAt: number | null
  /** Numbers of its product names, each once. */
  products: readonly number[]
  /** Null only while the order moves from one person to another. */
  buyer: number | null
  contentHash: string
  at: number
}

const values = ({ order, who, state, paidAt, products, buyer, contentHash, at }: OrderRowValues) => [
  order.channel,
  order.channelOrderNo,
  order.orderedAt,
  who.member,
  order.ordererName,
  order.ordererEmail,
  order.ordererPhone,
  who.email,
  who.phone,
  who.knownBy,
  order.orderStatus,
  order.orderType,
  order.currency,
  order.device,
  order.itemPrice,
  order.deliveryPrice,
  order.totalPrice,
  order.paymentPrice,
  order.refundedPrice,
  order.refundPendingPrice,
  state,
  paidAt,
  products.join(' '),
  buyer,
  contentHash,
  at,
]

export const insertOrder = (sql: OrderStatements, row: OrderRowValues): number =>
  Number(sql.add.run(...values(row), row.order.orderNo, row.at).lastInsertRowid)

export const updateOrder = (sql: OrderStatements, id: number, row: OrderRowValues): void => {
  sql.update.run(...values(row), id)
}

/** Writes lines, sections and payments; the products' numbers are answered in the order of the lines. */
export function insertParts(sql: OrderStatements, id: number, order: Order, productOf: (line: OrderLine) => number) {
  for (const l of order.lines) {
    sql.addLine.run(
      id,
      l.lineNo,
      order.sections.find((section) => section.code === l.sectionCode)?.seq ?? null,
      l.sectionStatus,
      l.itemNo,
      productOf(l),
      order.orderedAt,
      l.option,
      l.quantity,
      l.unitPrice,
      l.isGift ? 1 : 0,
    )
  }
  for (const s of order.sections) {
    const claim = [s.claimKind, s.claimReason, s.claimAt, s.refundAmount]
    sql.addSection.run(id, s.seq, s.code, s.sectionNo, s.status, s.sentAt, s.deliveredAt, ...claim)
  }
  order.payments.forEach((p, seq) => {
    const cancel = p.isCancel ? 1 : 0
    sql.addPayment.run(id, seq, p.paymentNo, p.method, p.pgName, p.status, p.paidPrice, cancel, p.completedAt)
  })
}

export const dropParts = (sql: OrderStatements, id: number): void => {
  sql.dropLines.run(id)
  sql.dropSections.run(id)
  sql.dropPayments.run(id)
}

/** Numbers of products by name, remembered while a save runs. */
export const productNumbers = (db: Db): ((line: OrderLine) => number) => {
  const sql = orderRows(db)
  const known = new Map<string, number>()
  return (line) => {
    const no = line.productNo ?? ''
    const key = `${no}\n${line.productName}`
    const id = known.get(key) ?? sql.product.get(no, line.productName) ?? sql.addProduct.get(no, line.productName)
    if (id === undefined) throw new Error('a product name could not be stored')
    known.set(key, id)
    return id
  }
}
