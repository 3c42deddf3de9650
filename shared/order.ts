/** Words of Imweb's orders that both the engine and the screen use. All lists are open: an unknown value stays text. */

export const sectionStatusNames: Record<string, string> = {
  PRODUCT_PREPARATION: '상품준비',
  SHIPPING_READY: '배송대기',
  SHIPPING: '배송중',
  SHIPPING_COMPLETE: '배송완료',
  PURCHASE_CONFIRMATION: '구매확정',
  CANCEL_REQUEST: '취소접수',
  CANCEL_COMPLETE: '취소완료',
  RETURN_REQUEST: '반품접수',
  RETURN_COMPLETE: '반품완료',
  EXCHANGE_REQUEST: '교환접수',
  EXCHANGE_COMPLETE: '교환완료',
  EXCHANGE_PRODUCT_PREPARATION: '교환 상품준비',
  EXCHANGE_SHIPPING_READY: '교환 배송대기',
  EXCHANGE_SHIPPING: '교환 배송중',
  EXCHANGE_SHIPPING_COMPLETE: '교환 배송완료',
  EXCHANGE_PURCHASE_CONFIRMATION: '교환 구매확정',
}

export const paymentStatusNames: Record<string, string> = {
  PAYMENT_PREPARATION: '결제 대기',
  PAYMENT_OVERDUE: '입금 기한 초과',
  PAYMENT_COMPLETE: '결제 완료',
  PARTIAL_REFUND_COMPLETE: '부분 환불',
  REFUND_COMPLETE: '환불 완료',
  PAYMENT_FAILED: '결제 실패',
  PAYMENT_EXIT: '결제 이탈',
  CANCELLED_BEFORE_DEPOSIT: '입금 전 취소',
  REFUND_PROCESSING: '환불 처리 중',
  REFUND_FAILED: '환불 실패',
}

export const paymentMethodNames: Record<string, string> = {
  BANKTRANSFER: '무통장입금',
  CARD: '카드',
  VIRTUAL: '가상계좌',
  TRANSFER: '실시간 계좌이체',
  PHONE: '휴대폰',
  FREE: '무료',
  KAKAOPAY: '카카오페이',
  NAVERPAY: '네이버페이',
  TOSSPAY: '토스페이',
  SUBSCRIPTION: '정기결제',
  PAYCO: '페이코',
  SAMSUNGPAY: '삼성페이',
  APPLEPAY: '애플페이',
  NAVERPAY_ORDER: '네이버페이 주문형',
  TALKCHECKOUT: '톡체크아웃',
  PAYPAL: '페이팔',
}

export const nameOf = (names: Record<string, string>, value: string | null): string =>
  value === null || value === '' ? '' : (names[value] ?? value)

/**
 * What the payments of one order say. `paid` and `partially_refunded` make a buyer; `unpaid` has not paid yet,
 * `refunded` has nothing left, `cancelled` ended before any money came.
 */
export const orderStates = ['paid', 'partially_refunded', 'refunded', 'unpaid', 'cancelled'] as const
export type OrderState = (typeof orderStates)[number]

export interface PaymentRow {
  paymentNo: string
  method: string | null
  pgName: string | null
  status: string | null
  /** Won; a negative amount is a refund. */
  paidPrice: number
  isCancel: boolean
  completedAt: number | null
}

export interface OrderLine {
  lineNo: number
  sectionCode: string
  sectionNo: string
  sectionStatus: string | null
  itemNo: string
  productNo: string | null
  productName: string
  /** `name: value` joined by ` / `. */
  option: string
  quantity: number
  /** Unit price after discounts, in won; null where Imweb sent no product information. */
  unitPrice: number | null
  isGift: boolean
}

export interface OrderSection {
  seq: number
  code: string
  sectionNo: string
  status: string | null
  sentAt: number | null
  deliveredAt: number | null
  claimKind: 'cancel' | 'return' | 'exchange' | null
  claimReason: string | null
  claimAt: number | null
  refundAmount: number | null
}

/** One Imweb order as this app stores it. Entrance passwords, addresses and bank accounts never get this far. */
export interface Order {
  orderNo: string
  channel: string
  channelOrderNo: string | null
  /** wtime, ms UTC. */
  orderedAt: number
  memberCode: string | null
  ordererName: string | null
  ordererEmail: string | null
  ordererPhone: string | null
  orderStatus: string | null
  orderType: string | null
  currency: string
  itemPrice: number
  deliveryPrice: number
  totalPrice: number
  /** Imweb's totalPaymentPrice: what is left after refunds, 0 while unpaid. */
  paymentPrice: number
  refundedPrice: number
  refundPendingPrice: number
  device: string | null
  lines: OrderLine[]
  sections: OrderSection[]
  payments: PaymentRow[]
}
