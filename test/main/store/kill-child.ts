import { join } from 'node:path'
import { saveOrders } from '../../../main/orders/repository.ts'
import { setMeta } from '../../../main/store/meta.ts'
import { openStore } from '../../../main/store/open.ts'
import { systemClock } from '../../../shared/time.ts'
import { orderAt } from '../../bench/orders.ts'

/** Saves pages of ten orders and says after each commit how far it got, until somebody kills it. */
const home = process.argv[2] ?? ''
const from = Number(process.argv[3])
const shape = { orders: 100_000, people: 300, products: 20, days: 100 }
const store = await openStore({
  paths: { database: join(home, 'jangteo.db'), backups: join(home, 'backups') },
  clock: systemClock,
})
const save = store.db.transaction((at: number) => {
  saveOrders(
    store.db,
    Array.from({ length: 10 }, (_, n) => orderAt(at + n, shape)),
    1,
  )
  setMeta(store.db, 'test.done', String(at + 10))
})
for (let at = from; ; at += 10) {
  save.immediate(at)
  process.stdout.write(`${at + 10}\n`)
}
