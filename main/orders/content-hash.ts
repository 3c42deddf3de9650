import { hash } from 'node:crypto'
import type { Order } from '../../shared/order.ts'

/** Fingerprint of everything stored of an order: equal means there is nothing to write. */
export const contentHash = (order: Order): string => {
  const { lines, sections, payments } = order
  const content = [
    [order.orderNo, order.channel, order.channelOrderNo, order.orderedAt, order.memberCode],
    [order.ordererName, order.ordererEmail, order.ordererPhone],
    [order.orderStatus, order.orderType, order.currency, order.device],
    [order.itemPrice, order.deliveryPrice, order.totalPrice],
    [order.paymentPrice, order.refundedPrice, order.refundPendingPrice],
    lines.map((l) => [
      [l.lineNo, l.sectionCode, l.sectionNo, l.sectionStatus, l.itemNo],
      [l.productNo, l.productName, l.option, l.quantity, l.unitPrice, l.isGift],
    ]),
    sections.map((s) => [
      [s.seq, s.code, s.sectionNo, s.status, s.sentAt, s.deliveredAt],
      [s.claimKind, s.claimReason, s.claimAt, s.refundAmount],
    ]),
    payments.map((p) => [p.paymentNo, p.method, p.pgName, p.status, p.paidPrice, p.isCancel, p.completedAt]),
  ]
  return hash('sha256', JSON.stringify(content), 'base64url')
}
