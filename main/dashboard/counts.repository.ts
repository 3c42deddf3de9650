import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const sql = prepared((db) => ({
  orders: db.prepare<[], number>('select count(*) from orders').pluck(),
  anyOrder: db.prepare<[], number>('select 1 from orders limit 1').pluck(),
  buyers: db.prepare<[], number>("select count(*) from buyer where state = 'buyer'").pluck(),
}))

/** Stored orders of every state, and people who are buyers now. */
export const countOrders = (db: Db): number => sql(db).orders.get() ?? 0
export const countBuyers = (db: Db): number => sql(db).buyers.get() ?? 0
export const hasOrders = (db: Db): boolean => sql(db).anyOrder.get() !== undefined
