import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface Figure {
  orders: number
  buyers: number
  revenue: number
}

const sql = prepared((db) => ({
  sales: db.prepare<[number, number], { orders: number; revenue: number }>(`select coalesce(sum(orders), 0) as orders,
    coalesce(sum(revenue), 0) as revenue from day_sales where day between ? and ?`),
  buyers: db
    .prepare<[number, number], number>(`select count(distinct buyer) from orders indexed by orders_by_time
      where state in ('paid', 'partially_refunded') and ordered_at >= ? and ordered_at < ?`)
    .pluck(),
  allBuyers: db.prepare<[], number>(`select count(*) from buyer where state = 'buyer'`).pluck(),
  daily: db.prepare<[number, number], { day: number; orders: number; revenue: number }>(
    'select day, orders, revenue from day_sales where day between ? and ? order by day',
  ),
  products: db.prepare<
    [number, number, number],
    { productNo: string; name: string; quantity: number; revenue: number }
  >(
    `select case p.product_no when '' then p.name else p.product_no end as productNo,
      max(p.id) as newest, p.name, sum(d.quantity) as quantity, sum(d.revenue) as revenue
    from day_product d join product_name p on p.id = d.product where d.day between ? and ?
    group by 1 having sum(d.quantity) > 0 order by revenue desc, productNo limit ?`,
  ),
}))

/** Days as counted by `kstDayNumber`, both included; times in ms UTC of the same period, `until` not included. */
export interface Period {
  first: number
  last: number
  from: number
  until: number
}

export const figureOf = (db: Db, period: Period): Figure => ({
  ...(sql(db).sales.get(period.first, period.last) ?? { orders: 0, revenue: 0 }),
  buyers: sql(db).buyers.get(period.from, period.until) ?? 0,
})

export const totalFigure = (db: Db): Figure => ({
  ...(sql(db).sales.get(0, Number.MAX_SAFE_INTEGER) ?? { orders: 0, revenue: 0 }),
  buyers: sql(db).allBuyers.get() ?? 0,
})

export const dailySales = (db: Db, first: number, last: number) => sql(db).daily.all(first, last)

export const topProducts = (db: Db, first: number, last: number, limit: number) =>
  sql(db)
    .products.all(first, last, limit)
    .map(({ productNo, name, quantity, revenue }) => ({ productNo, name, quantity, revenue }))
