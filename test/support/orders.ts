import type { Order, OrderLine, PaymentRow } from '../../shared/order.ts'

export const DAY0 = Date.UTC(2026, 0, 10, 3)

export const payment = (more: Partial<PaymentRow> = {}): PaymentRow => ({
  paymentNo: 'P1',
  method: 'CARD',
  pgName: 'TOSSPAYMENTS',
  status: 'PAYMENT_COMPLETE',
  paidPrice: 10_000,
  isCancel: false,
  completedAt: DAY0,
  ...more,
})

export const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  lineNo: 1,
  sectionCode: 'os1',
  sectionNo: 'S1',
  sectionStatus: 'SHIPPING',
  itemNo: 'I1',
  productNo: '100',
  productName: '도자기 머그',
  option: '색상: 파랑',
  quantity: 1,
  unitPrice: 10_000,
  isGift: false,
  ...more,
})

/** A paid order of one line; say what differs. */
export const order = (more: Partial<Order> = {}): Order => ({
  orderNo: '202601100000001',
  channel: 'IMWEB',
  channelOrderNo: null,
  orderedAt: DAY0,
  memberCode: null,
  ordererName: '홍길동',
  ordererEmail: null,
  ordererPhone: null,
  orderStatus: 'OPEN',
  orderType: 'SHOPPING',
  currency: 'KRW',
  itemPrice: 10_000,
  deliveryPrice: 0,
  totalPrice: 10_000,
  paymentPrice: 10_000,
  refundedPrice: 0,
  refundPendingPrice: 0,
  device: 'PC',
  lines: [line()],
  sections: [
    {
      seq: 0,
      code: 'os1',
      sectionNo: 'S1',
      status: 'SHIPPING',
      sentAt: null,
      deliveredAt: null,
      claimKind: null,
      claimReason: null,
      claimAt: null,
      refundAmount: null,
    },
  ],
  payments: [payment()],
  ...more,
})
