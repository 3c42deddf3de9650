import type { ImwebOrder, ImwebPayment, ImwebSection } from './order-types.ts'
import { type OrderChange, type OrderStep, orderSteps } from './types.ts'
import { refuse } from './wire.ts'

const iso = (ms: number) => new Date(ms).toISOString()
const isPaid = (row: ImwebPayment) => row.paymentStatus === 'PAYMENT_COMPLETE' && row.paidPrice >= 0

const allSections = (order: ImwebOrder, patch: Partial<ImwebSection>): ImwebSection[] =>
  order.sections.map((section) => ({ ...section, ...patch }))

const dueOf = (order: ImwebOrder) => order.totalPrice - order.totalDiscountPrice - order.totalPoint

function cancelInfo(amount: number, now: number, done: boolean): ImwebSection['cancelInfo'] {
  return {
    isCustomerRequest: 'Y',
    cancelReason: '단순 변심',
    cancelReasonDetail: '',
    refundPriceType: 'PRODUCT_PRICE',
    deliveryExtraPrice: 0,
    etcPrice: 0,
    refundAmount: amount,
    refundTaxFreeAmount: 0,
    refundPoint: 0,
    isRefund: done ? 'Y' : 'N',
    isAlternativeRefund: 'N',
    cancelRequestTime: iso(now),
  }
}

function pay(order: ImwebOrder, now: number): Partial<ImwebOrder> {
  const row: ImwebPayment = {
    paymentNo: `${order.orderNo}-P1`,
    pgName: 'TOSSPAYMENTS',
    isCancel: 'N',
    method: 'CARD',
    paidPrice: dueOf(order),
    taxFreePrice: 0,
    ...order.payments?.[0],
    paymentStatus: 'PAYMENT_COMPLETE',
    paymentCompleteTime: iso(now),
  }
  return {
    payments: [row, ...(order.payments ?? []).slice(1)],
    totalPaymentPrice: row.paidPrice,
    isRequestPayment: 'N',
  }
}

function refundAll(order: ImwebOrder, now: number, asRow: boolean): Partial<ImwebOrder> {
  const rows = order.payments ?? []
  const amount = order.totalPaymentPrice
  const back: ImwebPayment = {
    paymentNo: `${order.orderNo}-P${rows.length + 1}`,
    pgName: rows[0]?.pgName,
    isCancel: 'Y',
    method: rows[0]?.method,
    paymentStatus: 'REFUND_COMPLETE',
    paidPrice: -amount,
    taxFreePrice: 0,
    paymentCompleteTime: iso(now),
  }
  const refunded = rows.map((row) => (row.paidPrice >= 0 ? { ...row, paymentStatus: 'REFUND_COMPLETE' } : row))
  return {
    payments: asRow ? [...rows, back] : refunded,
    totalPaymentPrice: 0,
    totalRefundedPrice: order.totalRefundedPrice + amount,
    totalRefundPendingPrice: 0,
    orderStatus: 'CLOSED',
    isCancelReq: 'N',
    sections: allSections(order, { orderSectionStatus: 'CANCEL_COMPLETE', cancelInfo: cancelInfo(amount, now, true) }),
  }
}

function refundPart(order: ImwebOrder): Partial<ImwebOrder> {
  const amount = Math.max(1, Math.floor(order.totalPaymentPrice / 2))
  const payments = (order.payments ?? []).map((row) =>
    isPaid(row) ? { ...row, paymentStatus: 'PARTIAL_REFUND_COMPLETE' } : row,
  )
  return {
    payments,
    totalPaymentPrice: order.totalPaymentPrice - amount,
    totalRefundedPrice: order.totalRefundedPrice + amount,
  }
}

const steps: Record<OrderStep, (order: ImwebOrder, now: number) => Partial<ImwebOrder>> = {
  pay,
  ship: (order, now) => ({
    sections: allSections(order, { orderSectionStatus: 'SHIPPING', deliverySendTime: iso(now) }),
    isCancelReq: 'N',
  }),
  deliver: (order, now) => ({
    sections: allSections(order, { orderSectionStatus: 'SHIPPING_COMPLETE', deliveryCompleteTime: iso(now) }),
  }),
  confirm: (order) => ({
    sections: allSections(order, { orderSectionStatus: 'PURCHASE_CONFIRMATION' }),
    orderStatus: 'CLOSED',
  }),
  'request-cancel': (order, now) => ({
    sections: allSections(order, {
      orderSectionStatus: 'CANCEL_REQUEST',
      cancelInfo: cancelInfo(order.totalPaymentPrice, now, false),
    }),
    totalRefundPendingPrice: order.totalPaymentPrice,
    isCancelReq: 'N',
  }),
  refund: (order, now) => refundAll(order, now, false),
  'refund-row': (order, now) => refundAll(order, now, true),
  'partial-refund': refundPart,
}

const isStep = (value: unknown): value is OrderStep => (orderSteps as readonly unknown[]).includes(value)

/** The order after a step or with fields replaced. Its number and time never change. */
export function changedBy(order: ImwebOrder, change: OrderChange, now: number): ImwebOrder {
  if (typeof change === 'string' && !isStep(change)) throw refuse(10001, { change: orderSteps })
  const patch = typeof change === 'string' ? steps[change](order, now) : change
  return { ...order, ...patch, orderNo: order.orderNo, wtime: order.wtime }
}
