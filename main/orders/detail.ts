import type { OrderDetail } from '../../shared/contract/orders.ts'
import { paymentVerdict } from '../../shared/rules/paid.ts'
import type { BuyerIndex } from '../buyers/repository-index.ts'
import { shown } from '../buyers/unmask.ts'
import type { Db } from '../store/db.ts'
import { changesOf, findOrder, linesOf, paymentsOf, sectionsOf } from './repository-detail.ts'
import { timelineOf } from './timeline.ts'

/** The names of an order's products, first to last. */
export const productNamesOf = (index: BuyerIndex, products: string): string => {
  const names = index.products()
  const all = products === '' ? [] : products.split(' ').map((id) => names.get(Number(id))?.name ?? '')
  return all.filter((name) => name !== '').join(', ')
}

/** One order with all that is known of it, or null when there is none of this number. */
export function orderDetailOf(db: Db, index: BuyerIndex, orderNo: string, unmasked: boolean): OrderDetail | null {
  const order = findOrder(db, orderNo)
  if (order === undefined) return null
  const { id, products, ...rest } = order
  const lines = linesOf(db, id)
  const sections = sectionsOf(db, id)
  const payments = paymentsOf(db, id)
  return {
    ...rest,
    ...shown({ name: order.name ?? '', phone: order.phone ?? '', email: order.email ?? '' }, unmasked),
    products: productNamesOf(index, products),
    lineCount: lines.length,
    sectionStatuses: [...new Set(sections.flatMap((section) => section.status ?? []))],
    why: paymentVerdict(payments).steps,
    lines: lines.map((line) => ({ ...line, productNo: line.productNo || null, isGift: line.isGift === 1 })),
    payments: payments.map(({ paymentNo, method, status, paidPrice, completedAt }) => ({
      paymentNo,
      method,
      status,
      paidPrice,
      completedAt,
    })),
    timeline: timelineOf(order, sections, payments, changesOf(db, id)),
  }
}
