import type { OrderState } from '../../shared/order.ts'
import { kstDayNumber } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface SoldOrder {
  state: OrderState
  orderedAt: number
  paymentPrice: number
  lines: readonly { product: number; quantity: number; unitPrice: number | null }[]
}

const sql = prepared((db) => ({
  day: db.prepare<[number, number, number]>(`insert into day_sales (day, orders, revenue) values (?, ?, ?)
    on conflict (day) do update set orders = orders + excluded.orders, revenue = revenue + excluded.revenue`),
  emptyDay: db.prepare<[number]>('delete from day_sales where day = ? and orders = 0'),
  product: db.prepare<[number, number, number, number]>(`insert into day_product (day, product, quantity, revenue)
    values (?, ?, ?, ?) on conflict (day, product) do update
    set quantity = quantity + excluded.quantity, revenue = revenue + excluded.revenue`),
}))

/** Adds up what one save changes about days and products, and writes each day and product once. */
export class SalesChange {
  readonly #days = new Map<number, { orders: number; revenue: number }>()
  readonly #products = new Map<string, { day: number; product: number; quantity: number; revenue: number }>()

  /** `sign` 1: this order counts from now on; -1: it no longer counts as it did. Unpaid orders change nothing. */
  add(order: SoldOrder, sign: 1 | -1): void {
    if (order.state !== 'paid' && order.state !== 'partially_refunded') return
    const day = kstDayNumber(order.orderedAt)
    const sales = this.#days.get(day) ?? { orders: 0, revenue: 0 }
    sales.orders += sign
    sales.revenue += sign * order.paymentPrice
    this.#days.set(day, sales)
    for (const line of order.lines) {
      const key = `${day} ${line.product}`
      const sold = this.#products.get(key) ?? { day, product: line.product, quantity: 0, revenue: 0 }
      sold.quantity += sign * line.quantity
      sold.revenue += sign * line.quantity * (line.unitPrice ?? 0)
      this.#products.set(key, sold)
    }
  }

  /** Inside the caller's transaction. */
  write(db: Db): void {
    const statements = sql(db)
    for (const [day, { orders, revenue }] of this.#days) {
      if (orders === 0 && revenue === 0) continue
      statements.day.run(day, orders, revenue)
      if (orders < 0) statements.emptyDay.run(day)
    }
    for (const { day, product, quantity, revenue } of this.#products.values()) {
      if (quantity !== 0 || revenue !== 0) statements.product.run(day, product, quantity, revenue)
    }
  }
}
