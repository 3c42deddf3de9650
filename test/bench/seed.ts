import { statSync } from 'node:fs'
import { saveOrders } from '../../main/orders/repository.ts'
import { openStore } from '../../main/store/open.ts'
import { systemClock } from '../../shared/time.ts'
import { type HistoryShape, orderAt } from './orders.ts'
import type { BenchRow } from './row.ts'

/** A million order lines: half a million orders of about a hundred thousand people. */
export const bigShop: HistoryShape = { orders: 500_000, people: 100_000, products: 300, days: 1800 }

const PAGE = 1000

/** Fills the database of `home` through the same door as a sync. */
export async function seed(home: string, shape: HistoryShape = bigShop): Promise<BenchRow[]> {
  const database = `${home}/jangteo.db`
  const store = await openStore({ paths: { database, backups: `${home}/backups` }, clock: systemClock })
  const { db } = store
  // Filling is not what is measured here; everything after it is, with the app's own settings.
  db.pragma('synchronous = OFF')
  const save = db.transaction((from: number) => {
    const count = Math.min(PAGE, shape.orders - from)
    saveOrders(
      db,
      Array.from({ length: count }, (_, n) => orderAt(from + n, shape)),
      from,
    )
  })
  const started = performance.now()
  for (let from = 0; from < shape.orders; from += PAGE) save.immediate(from)
  const seconds = (performance.now() - started) / 1000
  store.close()
  return [
    { name: 'seed orders', value: Math.round(shape.orders / seconds), unit: 'orders/s', target: null },
    { name: 'seeded database', value: Math.round(statSync(database).size / 1e6), unit: 'MB', target: null },
  ]
}
