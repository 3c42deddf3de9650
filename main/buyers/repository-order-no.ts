import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import type { SearchTerms } from './search.ts'

const ordersOf = (where: string) => `select buyer as buyer, id as id from orders where ${where}`

const sql = prepared((db) => ({
  starting: db.prepare<[string, string], Found>(ordersOf('order_no >= ? and order_no < ?')),
  ending: db.prepare<[string, string], Found>(ordersOf(`substr(order_no, -5) = ? and order_no like '%' || ?`)),
  channel: db.prepare<[string, string], Found>(ordersOf('channel_order_no >= ? and channel_order_no < ?')),
}))

interface Found {
  buyer: number
  id: number
}

/** Shorter texts would mean half of all orders: every number begins with its date. */
const LEAST_START = 8
const LEAST_END = 5

/**
 * Orders whose number begins with the searched text (its date at least) or ends with it (five digits at least), and those
 * of an outside channel's number that begins with it.
 */
export function ordersOfNumber(db: Db, terms: SearchTerms): Found[] {
  const text = terms.text.toUpperCase()
  if (!/^[A-Z0-9-]+$/.test(text)) return []
  const found: Found[] = []
  const after = `${text}\u{10ffff}`
  if (text.length >= LEAST_START) {
    found.push(...sql(db).starting.all(text, after), ...sql(db).channel.all(text, after))
  }
  if (/^\d+$/.test(text) && text.length >= LEAST_END) found.push(...sql(db).ending.all(text.slice(-5), text))
  return found
}

export const buyersOfOrderNo = (db: Db, terms: SearchTerms): Set<number> =>
  new Set(ordersOfNumber(db, terms).map((order) => order.buyer))
