import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface StoredBuyer {
  id: number
  buyerId: string
  personKey: string
  memberCode: string | null
  name: string
  phone: string
  email: string
  orders: number
  paid: number
  firstPaidAt: number
  lastPaidAt: number
  state: 'buyer' | 'former' | 'none'
  items: Buffer
}

const columns = `id, buyer_id as buyerId, person_key as personKey, member_code as memberCode, name, phone, email, orders,
  paid, first_paid_at as firstPaidAt, last_paid_at as lastPaidAt, state, items`

const sql = prepared((db) => ({
  byNumber: db.prepare<[number], StoredBuyer>(`select ${columns} from buyer where id = ?`),
  byId: db.prepare<[string], StoredBuyer>(`select ${columns} from buyer where buyer_id = ?`),
  knownBy: db
    .prepare<[number], string>('select distinct known_by from orders where buyer = ? order by known_by')
    .pluck(),
  orderNos: db
    .prepare<[number, number], string>(
      'select order_no from orders where buyer = ? order by ordered_at desc, order_no desc limit ?',
    )
    .pluck(),
}))

export const buyerByNumber = (db: Db, id: number): StoredBuyer | undefined => sql(db).byNumber.get(id)
export const buyerById = (db: Db, buyerId: string): StoredBuyer | undefined => sql(db).byId.get(buyerId)

/** By what this person's orders are recognised: 'm', 'e', 'p', 'o'. */
export const knownByOf = (db: Db, id: number): string[] => sql(db).knownBy.all(id)
export const orderNosOf = (db: Db, id: number, limit: number): string[] => sql(db).orderNos.all(id, limit)
