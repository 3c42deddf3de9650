import { markets } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  products: db.prepare<[], { products: number; stockValue: number }>(`select count(*) as products,
      coalesce(sum(price * stock) filter (where status = 'available'), 0) as stockValue from product`),
  listings: db
    .prepare<[], [string, string, number]>('select market, state, count(*) from listing group by market, state')
    .raw(),
  margin: db
    .prepare<[], number | null>(
      `select avg(margin_ppm) from listing where margin_ppm is not null and state not in ('draft', 'rejected')`,
    )
    .pluck(),
  count: db.prepare<[], number>('select count(*) from listing').pluck(),
}))

interface ListingReport {
  products: number
  /** Won: price × counted stock of what is available. */
  stockValue: number
  /** Every market and the states that it has listings in. */
  listings: Record<string, Record<string, number>>
  /** Of what is approved or on a market; null where nothing is. */
  averageMarginRate: number | null
}

export function listingReport(db: Db): ListingReport {
  const listings: Record<string, Record<string, number>> = Object.fromEntries(markets.map((market) => [market, {}]))
  for (const [market, state, count] of sql(db).listings.all()) {
    listings[market] = { ...listings[market], [state]: count }
  }
  const ppm = sql(db).margin.get() ?? null
  const { products, stockValue } = sql(db).products.get() ?? { products: 0, stockValue: 0 }
  return { products, stockValue, listings, averageMarginRate: ppm === null ? null : Math.round(ppm) / 1_000_000 }
}

export const listingCount = (db: Db): number => sql(db).count.get() ?? 0
