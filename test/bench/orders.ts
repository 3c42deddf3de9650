import type { Order, PaymentRow } from '../../shared/order.ts'
import { DAY_MS } from '../../shared/time.ts'

const surnames = [...'김이박최정강조윤장임한오서신권황안송류홍']
const given = '민준서연도윤하은시우지아예준수아주원다은지호채원현우소율건우유진'.match(/../g) ?? []
const first = Date.UTC(2021, 0, 1)

/** Small, fast, the same everywhere: the database is the same on every machine. */
export const randomOf = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface HistoryShape {
  orders: number
  people: number
  products: number
  days: number
}

/** Order `index` of a made-up shop: two lines, one section, one payment; a few unpaid, refunded and partly refunded. */
export function orderAt(index: number, shape: HistoryShape): Order {
  const random = randomOf(index * 2_654_435_761)
  const person = Math.floor(random() ** 1.3 * shape.people)
  const orderedAt = first + Math.floor((index / shape.orders) * shape.days * DAY_MS)
  const day = new Date(orderedAt).toISOString().slice(0, 10).replaceAll('-', '')
  const orderNo = `${day}${String(index).padStart(7, '0')}`
  const isMember = person % 3 !== 0
  const name = `${surnames[person % surnames.length]}${given[Math.floor(person / 20) % given.length]}`
  const status = index % 40 === 7 ? 'REFUND_COMPLETE' : index % 25 === 3 ? 'PAYMENT_PREPARATION' : 'PAYMENT_COMPLETE'
  const lines = [0, 1].map((n) => {
    const product = Math.floor(random() ** 2 * shape.products)
    return {
      lineNo: n + 1,
      sectionCode: `os${orderNo}`,
      sectionNo: `${orderNo}-S1`,
      sectionStatus: 'SHIPPING_COMPLETE',
      itemNo: `${orderNo}-00${n + 1}`,
      productNo: String(1000 + product),
      productName: `수제 상품 ${product}호 도자기 머그`,
      option: product % 2 === 0 ? '색상: 파랑 / 크기: 큰 것' : '',
      quantity: 1 + Math.floor(random() * 3),
      unitPrice: 1000 * (5 + (product % 40)),
      isGift: false,
    }
  })
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const paid = status === 'PAYMENT_COMPLETE'
  const payment: PaymentRow = {
    paymentNo: `${orderNo}-P1`,
    method: 'CARD',
    pgName: 'TOSSPAYMENTS',
    status,
    paidPrice: total,
    isCancel: false,
    completedAt: status === 'PAYMENT_PREPARATION' ? null : orderedAt + 40_000,
  }
  return {
    orderNo,
    channel: 'IMWEB',
    channelOrderNo: null,
    orderedAt,
    memberCode: isMember ? `m2021${person.toString(16).padStart(12, '0')}` : null,
    ordererName: name,
    ordererEmail: person % 7 === 6 ? null : `buyer${person}@example${person % 9}.co.kr`,
    ordererPhone: `010-${String(2000 + (person % 8000)).padStart(4, '0')}-${String((person * 7919) % 10_000).padStart(4, '0')}`,
    orderStatus: 'OPEN',
    orderType: 'SHOPPING',
    currency: 'KRW',
    itemPrice: total,
    deliveryPrice: 0,
    totalPrice: total,
    paymentPrice: paid ? total : 0,
    refundedPrice: status === 'REFUND_COMPLETE' ? total : 0,
    refundPendingPrice: 0,
    device: 'MOBILE',
    lines,
    sections: [
      {
        seq: 0,
        code: `os${orderNo}`,
        sectionNo: `${orderNo}-S1`,
        status: 'SHIPPING_COMPLETE',
        sentAt: orderedAt + DAY_MS,
        deliveredAt: orderedAt + 2 * DAY_MS,
        claimKind: null,
        claimReason: null,
        claimAt: null,
        refundAmount: null,
      },
    ],
    payments: [payment],
  }
}
