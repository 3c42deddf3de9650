import { emailKey, phoneKey } from '../../shared/people.ts'
import { searchForm } from '../../shared/search.ts'
import { kstDayNumber } from '../../shared/time.ts'

/** What deriving one person needs to know of one order. Newest first: by order time, then by order number. */
export interface PersonOrder {
  orderedAt: number
  isPaid: boolean
  isRefunded: boolean
  paidAt: number | null
  paymentPrice: number
  name: string | null
  phone: string | null
  email: string | null
  firstSeenAt: number
  /** Numbers of its product names, each once. */
  products: readonly number[]
}

export interface DerivedBuyer {
  name: string
  phone: string
  email: string
  orders: number
  paid: number
  firstPaidAt: number
  lastPaidAt: number
  state: 'buyer' | 'former' | 'none'
  firstSeenAt: number
  search: string
  /** Day in Asia/Seoul and product (0: none named) of every paid order, newest first, each pair once. */
  items: Uint32Array
}

const newest = (orders: readonly PersonOrder[], pick: (order: PersonOrder) => string | null): string => {
  for (const order of orders) {
    const value = pick(order)?.trim()
    if (value) return value
  }
  return ''
}

/** Names, phone digits and e-mails of all orders, each once, sorted so that the same orders always give the same text. */
const searchText = (orders: readonly PersonOrder[]): string => {
  const parts = new Set<string>()
  for (const { name, phone, email } of orders) {
    if (name) parts.add(searchForm(name))
    if (phone) parts.add(phoneKey(phone) ?? searchForm(phone))
    if (email) parts.add(emailKey(email) ?? searchForm(email))
  }
  parts.delete('')
  return parts.size < 2 ? (parts.values().next().value ?? '') : [...parts].sort().join('\n')
}

const itemsOf = (paid: readonly PersonOrder[]): Uint32Array => {
  const pairs: number[] = []
  const seen = new Set<string>()
  for (const order of paid) {
    const day = kstDayNumber(order.orderedAt)
    for (const product of order.products.length > 0 ? order.products : [0]) {
      const key = `${day} ${product}`
      if (seen.has(key)) continue
      seen.add(key)
      pairs.push(day, product)
    }
  }
  return Uint32Array.from(pairs)
}

/** What all orders of one person say about that person. `orders` newest first and not empty. */
export function deriveBuyer(orders: readonly PersonOrder[]): DerivedBuyer {
  const paid = orders.filter((order) => order.isPaid)
  const refunded = orders.filter((order) => order.isRefunded)
  const telling = paid.length > 0 ? paid : refunded.length > 0 ? refunded : orders
  let firstPaidAt = Number.POSITIVE_INFINITY
  let lastPaidAt = Number.NEGATIVE_INFINITY
  for (const order of telling) {
    const at = order.paidAt ?? order.orderedAt
    firstPaidAt = Math.min(firstPaidAt, at)
    lastPaidAt = Math.max(lastPaidAt, at)
  }
  return {
    name: newest(telling, (order) => order.name),
    phone: newest(telling, (order) => order.phone),
    email: newest(telling, (order) => order.email),
    orders: paid.length,
    paid: paid.reduce((sum, order) => sum + order.paymentPrice, 0),
    firstPaidAt,
    lastPaidAt,
    state: paid.length > 0 ? 'buyer' : refunded.length > 0 ? 'former' : 'none',
    firstSeenAt: orders.reduce((least, order) => Math.min(least, order.firstSeenAt), Number.POSITIVE_INFINITY),
    search: searchText(orders),
    items: itemsOf(paid),
  }
}
