import type { Order } from '../../shared/order.ts'
import { DAY0, line, order, payment } from '../support/orders.ts'

/** A made-up history in which anything may be refunded, partly refunded and paid again; step by step the same everywhere. */
export interface AccessHistory {
  people: number
  /** More than people: some have two orders. */
  orders: number
}

const chance = (n: number): number => {
  let t = Math.imul(n + 1, 0x9e3779b1) >>> 0
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

type Status = 'PAYMENT_COMPLETE' | 'REFUND_COMPLETE' | 'PARTIAL_REFUND_COMPLETE'

const statusAt = (step: number, { orders }: AccessHistory): Status => {
  const draw = chance(step)
  if (step < orders) return draw < 0.05 ? 'REFUND_COMPLETE' : 'PAYMENT_COMPLETE'
  return draw < 0.45 ? 'REFUND_COMPLETE' : draw < 0.6 ? 'PARTIAL_REFUND_COMPLETE' : 'PAYMENT_COMPLETE'
}

/** First every order once, then any of them again. */
const orderIndex = (step: number, { orders }: AccessHistory): number =>
  step < orders ? step : Math.floor(chance(step * 31 + 7) * orders)

const email = (person: number) => `buyer${person}@example.kr`

export function orderAtStep(step: number, history: AccessHistory): Order {
  const n = orderIndex(step, history)
  const person = n % history.people
  const status = statusAt(step, history)
  const lines = ['100', '200'].map((productNo, i) =>
    line({
      ...{ lineNo: i + 1, itemNo: `I${i}`, productNo, productName: `상품 ${productNo}`, option: '' },
      sectionStatus: status === 'PARTIAL_REFUND_COMPLETE' && i === 0 ? 'CANCEL_COMPLETE' : 'SHIPPING',
    }),
  )
  return order({
    orderNo: `2026${String(n).padStart(11, '0')}`,
    orderedAt: DAY0 + n * 1000,
    ordererEmail: email(person),
    payments: [payment({ paymentNo: `P${n}`, status, completedAt: DAY0 + n * 1000 })],
    lines,
  })
}

/** Who must be let in after so many steps, and for what: worked out from the steps alone. */
export function truthAfter(steps: number, history: AccessHistory): Map<string, string> {
  const last = new Map<number, Status>()
  for (let step = 0; step < steps; step += 1) last.set(orderIndex(step, history), statusAt(step, history))
  const found = new Map<string, Set<string>>()
  for (const [n, status] of last) {
    if (status === 'REFUND_COMPLETE') continue
    const own = found.get(email(n % history.people)) ?? new Set<string>()
    if (status === 'PAYMENT_COMPLETE') own.add('100')
    own.add('200')
    found.set(email(n % history.people), own)
  }
  return new Map([...found].map(([who, products]) => [who, [...products].sort().join(' ')]))
}
