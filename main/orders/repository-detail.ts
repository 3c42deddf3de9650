import type { OrderState, PaymentRow } from '../../shared/order.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface FoundOrder {
  id: number
  orderNo: string
  channelOrderNo: string | null
  orderedAt: number
  paidAt: number | null
  state: OrderState
  channel: string
  name: string | null
  phone: string | null
  email: string | null
  memberCode: string | null
  currency: string
  itemPrice: number
  deliveryPrice: number
  totalPrice: number
  paymentPrice: number
  refundedPrice: number
  refundPendingPrice: number
  products: string
  buyerId: string | null
}

export interface FoundLine {
  lineNo: number
  productNo: string
  productName: string
  option: string
  quantity: number
  unitPrice: number | null
  sectionStatus: string | null
  isGift: number
}

export interface FoundSection {
  sectionNo: string
  status: string | null
  sentAt: number | null
  deliveredAt: number | null
  claimKind: 'cancel' | 'return' | 'exchange' | null
  claimReason: string | null
  claimAt: number | null
  refundAmount: number | null
}

export interface FoundChange {
  at: number
  field: string
  before: string | null
  after: string | null
}

const sql = prepared((db) => ({
  order: db.prepare<[string], FoundOrder>(`select o.id, o.order_no as orderNo, o.channel_order_no as channelOrderNo,
    o.ordered_at as orderedAt, o.paid_at as paidAt, o.state, o.channel, o.orderer_name as name,
    o.orderer_phone as phone, o.orderer_email as email, o.member_code as memberCode, o.currency,
    o.item_price as itemPrice, o.delivery_price as deliveryPrice, o.total_price as totalPrice,
    o.payment_price as paymentPrice, o.refunded_price as refundedPrice, o.refund_pending_price as refundPendingPrice,
    o.products, (select buyer_id from buyer b where b.id = o.buyer and b.state <> 'none') as buyerId
    from orders o where o.order_no = ?`),
  lines: db.prepare<[number], FoundLine>(`select l.line_no as lineNo, p.product_no as productNo, p.name as productName,
    l.option_text as option, l.quantity, l.unit_price as unitPrice, l.section_status as sectionStatus,
    l.is_gift as isGift
    from order_line l join product_name p on p.id = l.product where l.order_id = ? order by l.line_no`),
  lineCount: db.prepare<[number], number>('select count(*) from order_line where order_id = ?').pluck(),
  sections: db.prepare<[number], FoundSection>(`select section_no as sectionNo, status, sent_at as sentAt,
    delivered_at as deliveredAt, claim_kind as claimKind, claim_reason as claimReason, claim_at as claimAt,
    refund_amount as refundAmount from order_section where order_id = ? order by seq`),
  statuses: db
    .prepare<[number], string>(
      'select status from order_section where order_id = ? and status is not null group by status order by min(seq)',
    )
    .pluck(),
  payments: db.prepare<[number], Omit<PaymentRow, 'isCancel'> & { isCancel: number }>(`select payment_no as paymentNo,
    method, pg_name as pgName, status, paid_price as paidPrice, is_cancel as isCancel, completed_at as completedAt
    from order_payment where order_id = ? order by seq`),
  changes: db.prepare<[number], FoundChange>(
    'select at, field, before, after from order_change where order_id = ? order by at, id',
  ),
  asideCount: db.prepare<[], number>('select count(*) from set_aside').pluck(),
  aside: db.prepare<[number], { ref: string; reason: string; seenAt: number }>(
    'select ref, reason, seen_at as seenAt from set_aside order by seen_at desc, ref limit ?',
  ),
}))

export const findOrder = (db: Db, orderNo: string): FoundOrder | undefined => sql(db).order.get(orderNo)
export const linesOf = (db: Db, id: number): FoundLine[] => sql(db).lines.all(id)
export const lineCountOf = (db: Db, id: number): number => sql(db).lineCount.get(id) ?? 0
export const sectionsOf = (db: Db, id: number): FoundSection[] => sql(db).sections.all(id)
export const sectionStatusesOf = (db: Db, id: number): string[] => sql(db).statuses.all(id)
export const changesOf = (db: Db, id: number): FoundChange[] => sql(db).changes.all(id)
export const paymentsOf = (db: Db, id: number): PaymentRow[] =>
  sql(db)
    .payments.all(id)
    .map((row) => ({ ...row, isCancel: row.isCancel === 1 }))

export const setAsideRows = (db: Db, limit: number) => ({
  total: sql(db).asideCount.get() ?? 0,
  items: sql(db).aside.all(limit),
})
