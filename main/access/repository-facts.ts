import type { OrderState } from '../../shared/order.ts'
import type { AccessLine, BuyerFacts, ManualAccess } from '../../shared/rules/access.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import type { Person } from './body.ts'

interface StoredLine {
  orderNo: string
  state: OrderState
  paidAt: number
  lineNo: number
  sectionStatus: string | null
  productNo: string
  productName: string
  option: string
}

export interface StoredManual extends ManualAccess {
  reason: string
}

const sql = prepared((db) => ({
  person: db.prepare<[number], Person>('select buyer_id as buyerId, name, email, phone from buyer where id = ?'),
  number: db.prepare<[string], number>('select id from buyer where buyer_id = ?').pluck(),
  lines: db.prepare<[number], StoredLine>(`select o.order_no as orderNo, o.state,
    coalesce(o.paid_at, o.ordered_at) as paidAt, l.line_no as lineNo, l.section_status as sectionStatus,
    p.product_no as productNo, p.name as productName, l.option_text as option
    from orders o join order_line l on l.order_id = o.id join product_name p on p.id = l.product
    where o.buyer = ? and o.state in ('paid', 'partially_refunded', 'refunded')`),
  manual: db.prepare<[string], StoredManual>('select kind, reason, at, until from access_manual where buyer_id = ?'),
  anyManual: db.prepare<[], number>('select 1 from access_manual limit 1').pluck(),
  setManual: db.prepare<[string, string, string, number, number | null]>(
    'insert or replace into access_manual (buyer_id, kind, reason, at, until) values (?, ?, ?, ?, ?)',
  ),
  clearManual: db.prepare<[string]>('delete from access_manual where buyer_id = ?'),
  moveManual: db.prepare<[string, string]>('update or ignore access_manual set buyer_id = ? where buyer_id = ?'),
  some: db.prepare<[number, number], { id: number; buyerId: string }>(
    'select id, buyer_id as buyerId from buyer where id > ? order by id limit ?',
  ),
  users: db.prepare<[string], number>('select distinct buyer from buyer_contact where contact = ? limit 2').pluck(),
}))

/** A claim in these states is over for its lines; within a partial refund it says which lines the money was for. */
const returnedSections = new Set(['CANCEL_COMPLETE', 'RETURN_COMPLETE'])

const lineOf = ({ state, sectionStatus, ...line }: StoredLine): AccessLine => ({
  ...line,
  // Only payments tell whether money went back; the section tells which line of a partly refunded order it was.
  refunded: state === 'refunded' || (state === 'partially_refunded' && returnedSections.has(sectionStatus ?? '')),
})

/** As the newest orders name the person; undefined once no order is theirs. */
export const personOf = (db: Db, buyer: number): Person | undefined => sql(db).person.get(buyer)
export const numberOf = (db: Db, buyerId: string): number | undefined => sql(db).number.get(buyerId)

export const manualOf = (db: Db, buyerId: string): StoredManual | null => sql(db).manual.get(buyerId) ?? null

/** Whether anything was ever decided by hand: asked once, it spares a question about each of many. */
export const anyManual = (db: Db): boolean => sql(db).anyManual.get() !== undefined

/** Everything the rule of access asks about one person. */
export const factsOf = (db: Db, buyer: number, buyerId: string, mayHaveManual = true): BuyerFacts => ({
  lines: sql(db).lines.all(buyer).map(lineOf),
  manual: mayHaveManual ? manualOf(db, buyerId) : null,
})

export const writeManual = (db: Db, buyerId: string, manual: StoredManual): void =>
  void sql(db).setManual.run(buyerId, manual.kind, manual.reason, manual.at, manual.until)

export const removeManual = (db: Db, buyerId: string): boolean => sql(db).clearManual.run(buyerId).changes > 0

/** What was decided about somebody goes with their orders to whoever alone uses the same contact now. */
export function inheritManual(db: Db, gone: string, contact: string | null): number | null {
  const statements = sql(db)
  if (contact === null || statements.manual.get(gone) === undefined) return null
  const [heir, another] = statements.users.all(contact)
  const person = heir === undefined || another !== undefined ? undefined : personOf(db, heir)
  if (heir === undefined || person === undefined) return null
  return statements.moveManual.run(person.buyerId, gone).changes > 0 ? heir : null
}

/** Everybody's facts, one after another. Nothing is held open while the caller thinks. */
export function* eachFacts(db: Db): Generator<BuyerFacts> {
  for (let after = 0; ; ) {
    const rows = sql(db).some.all(after, 500)
    for (const { id, buyerId } of rows) yield factsOf(db, id, buyerId)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}
