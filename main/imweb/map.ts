import { createHash } from 'node:crypto'
import type { Order, OrderLine, OrderSection, PaymentRow } from '../../shared/order.ts'
import { optionText } from './options.ts'
import { code, isRaw, quantity, type Raw, raw, raws, roughWon, text, time, Unreadable, won, yes } from './readers.ts'

/** A row that could not be read. `ref` is the order number or a fingerprint; neither field holds personal data. */
export interface Unread {
  ref: string
  reason: string
}

export type Mapped = { order: Order } | { setAside: Unread }

const paymentOf = (row: Raw): PaymentRow => ({
  paymentNo: text(row.paymentNo, 100) ?? '',
  method: text(row.method, 60),
  pgName: text(row.pgName, 60),
  status: text(row.paymentStatus, 60),
  paidPrice: won(row.paidPrice, 'paidPrice'),
  isCancel: yes(row.isCancel),
  completedAt: time(row.paymentCompleteTime) ?? time(raw(row.bankTransfer).depositCompletedTime),
})

type Claim = Pick<OrderSection, 'claimKind' | 'claimReason' | 'claimAt' | 'refundAmount'>
const noClaim: Claim = { claimKind: null, claimReason: null, claimAt: null, refundAmount: null }
const claimKinds = ['cancel', 'return', 'exchange'] as const

/** A section carries the traces of earlier claims too: its status says which one counts, else the latest request. */
const claimOf = (section: Raw, status: string | null): Claim => {
  const claims = claimKinds.flatMap((kind): Claim[] => {
    const info = section[`${kind}Info`]
    if (!isRaw(info) || Object.keys(info).length === 0) return []
    return [
      {
        claimKind: kind,
        // The buyer's own words (…ReasonDetail) may name people and accounts; the chosen reason is enough.
        claimReason: text(info[`${kind}Reason`], 200),
        claimAt: time(info[`${kind}RequestTime`]),
        refundAmount: roughWon(info.refundAmount),
      },
    ]
  })
  const current = claims.find((claim) => status?.startsWith(`${claim.claimKind?.toUpperCase()}_`))
  return current ?? claims.sort((a, b) => (b.claimAt ?? 0) - (a.claimAt ?? 0))[0] ?? noClaim
}

const sectionOf = (section: Raw, seq: number): OrderSection => {
  const status = text(section.orderSectionStatus, 60)
  return {
    seq,
    code: text(section.orderSectionCode, 100) ?? '',
    sectionNo: text(section.orderSectionNo, 100) ?? '',
    status,
    sentAt: time(section.deliverySendTime),
    deliveredAt: time(section.deliveryCompleteTime),
    ...claimOf(section, status),
  }
}

const lineOf = (item: Raw, section: OrderSection, lineNo: number): OrderLine => {
  // Imweb does not list productInfo among the required fields.
  const product = raw(item.productInfo)
  return {
    lineNo,
    sectionCode: section.code,
    sectionNo: section.sectionNo,
    sectionStatus: section.status,
    itemNo: text(item.orderSectionItemNo, 100) ?? '',
    productNo: code(product.prodNo),
    productName: text(product.prodName) ?? '',
    option: optionText(product.optionInfo, product.optionInfoList),
    quantity: quantity(item.qty),
    unitPrice: roughWon(product.itemPrice),
    isGift: yes(item.isPromotion),
  }
}

const orderOf = (row: Raw, orderNo: string): Order => {
  const orderedAt = time(row.wtime)
  if (orderedAt === null) throw new Unreadable('주문 시각(wtime)을 읽을 수 없습니다.')
  const rawSections = raws(row.sections)
  const sections = rawSections.map((section, index) => sectionOf(section, index + 1))
  const lines: OrderLine[] = []
  for (const [index, section] of sections.entries()) {
    for (const item of raws(rawSections[index]?.sectionItems)) lines.push(lineOf(item, section, lines.length + 1))
  }
  return {
    orderNo,
    channel: text(row.saleChannel, 60) ?? 'IMWEB',
    channelOrderNo: text(row.channelOrderNo, 100),
    orderedAt,
    memberCode: text(row.memberCode, 100),
    ordererName: text(row.ordererName, 200),
    ordererEmail: text(row.ordererEmail, 320),
    ordererPhone: text(row.ordererCall, 60),
    orderStatus: text(row.orderStatus, 60),
    orderType: text(row.orderType, 60),
    currency: text(row.currency, 10) ?? 'KRW',
    itemPrice: roughWon(row.itemPrice) ?? 0,
    deliveryPrice: roughWon(row.deliveryPrice) ?? 0,
    totalPrice: roughWon(row.totalPrice) ?? 0,
    paymentPrice: won(row.totalPaymentPrice, 'totalPaymentPrice'),
    refundedPrice: won(row.totalRefundedPrice, 'totalRefundedPrice'),
    refundPendingPrice: roughWon(row.totalRefundPendingPrice) ?? 0,
    device: text(row.device, 20),
    lines,
    sections,
    payments: raws(row.payments).map(paymentOf),
  }
}

const fingerprint = (row: unknown): string => {
  const json = JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? String(value) : value)) ?? typeof row
  return `row-${createHash('sha256').update(json).digest('hex').slice(0, 16)}`
}

/** One row of `GET /orders` as an order, or why it cannot be one. Never throws. */
export function mapOrder(row: unknown): Mapped {
  const outer = raw(row)
  // Some answers wrap the order once more.
  const inner = outer.orderNo === undefined && isRaw(outer.order) ? outer.order : outer
  const orderNo = code(inner.orderNo)
  try {
    if (!isRaw(row)) throw new Unreadable('주문 자료가 객체가 아닙니다.')
    if (orderNo === null) throw new Unreadable('주문번호(orderNo)를 읽을 수 없습니다.')
    return { order: orderOf(inner, orderNo) }
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown
    return { setAside: { ref: orderNo ?? fingerprint(row), reason: thrown.message } }
  }
}
