import type { AccessFilter, AccessRow, OutboxEvent } from '../../shared/contract/access.ts'
import { phoneKey } from '../../shared/people.ts'
import type { AccessProduct, RevokeReason } from '../../shared/rules/access.ts'
import { searchForm } from '../../shared/search.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface AccessPlace {
  since: number
  id: number
}

export interface ListedAccess extends Omit<AccessRow, 'products' | 'current' | 'last'> {
  id: number
  products: AccessProduct[]
  current: boolean
  last: AccessRow['last']
}

interface Stored {
  id: number
  buyerId: string
  name: string | null
  email: string | null
  phone: string | null
  state: 'granted' | 'revoked'
  reason: RevokeReason | null
  products: string
  since: number
  until: number | null
  manual: 'granted' | 'blocked' | null
  announced: number | null
  behind: 0 | 1
  lastState: OutboxEvent['state'] | null
  lastStatus: number | null
}

/** Something was told and not (yet) taken, or was never told. */
const behind = `(a.told_seq is not a.accepted_seq and a.told_seq is not null
  or a.state = 'granted' and a.told_hash is not a.content_hash
  or a.state = 'revoked' and a.told_state = 'granted')`

const from = `from buyer_access a left join buyer b on b.id = a.buyer and b.buyer_id = a.buyer_id
  left join access_manual m on m.buyer_id = a.buyer_id`

const newest = (column: string) =>
  `(select e.${column} from access_event e where e.buyer_id = a.buyer_id order by e.seq desc limit 1)`

const columns = `a.id, a.buyer_id as buyerId, b.name, b.email, b.phone, a.state, a.reason, a.products, a.since, a.until,
  m.kind as manual, a.announced, ${behind} as behind, ${newest('state')} as lastState, ${newest('status')} as lastStatus`

type Values = Record<string, string | number>

const likeOf = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

export interface SearchColumns {
  /** SQL condition, '' for none; `@text` and `@digits` are its values. */
  where: string
  values: Values
}

/** A search as on the buyers' page: a part of a name or e-mail, or digits of a phone number. */
export function searchCondition(search: string | undefined, column: string): SearchColumns {
  const text = searchForm(search ?? '')
  if (text === '') return { where: '', values: {} }
  const digits = /^[\d\s()+.-]+$/.test(text) ? (phoneKey(text) ?? text.replace(/\D/g, '')) : ''
  const values: Values = { text: likeOf(text), ...(digits === '' ? {} : { digits: likeOf(digits) }) }
  const byDigits = digits === '' ? '' : ` or ${column} like @digits escape '\\'`
  return { where: `(${column} like @text escape '\\'${byDigits})`, values }
}

function conditionsOf(filter: AccessFilter): { where: string; values: Values } {
  const parts: string[] = []
  const search = searchCondition(filter.search, 'b.search')
  const values: Values = { ...search.values }
  if (search.where !== '') parts.push(search.where)
  if (filter.state !== undefined) {
    parts.push('a.state = @state')
    values.state = filter.state
  }
  if (filter.reason !== undefined) {
    parts.push('a.reason = @reason')
    values.reason = filter.reason
  }
  if (filter.productNo !== undefined) {
    parts.push(`exists (select 1 from json_each(a.products) p where json_extract(p.value, '$.productId') = @productNo)`)
    values.productNo = filter.productNo
  }
  if (filter.manual === true) parts.push('m.buyer_id is not null')
  if (filter.told !== undefined) parts.push(filter.told === 'behind' ? behind : `not ${behind}`)
  return { where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, values }
}

const rowOf = (stored: Stored): ListedAccess => {
  const { behind: isBehind, lastState, lastStatus, products, name, email, phone, ...row } = stored
  return {
    ...row,
    name: name ?? '',
    email: email ?? '',
    phone: phone ?? '',
    products: JSON.parse(products) as AccessProduct[],
    current: isBehind === 0,
    last: lastState === null ? null : { state: lastState, status: lastStatus },
  }
}

/** Newest access first. */
export function pageOfAccess(
  db: Db,
  filter: AccessFilter,
  place: { after: AccessPlace | null; at: number; limit: number },
): ListedAccess[] {
  const { where, values } = conditionsOf(filter)
  const beyond = place.after === null ? '' : '(a.since, -a.id) < (@since, -@id)'
  const all = [where.replace(/^where /, ''), beyond].filter((part) => part !== '').join(' and ')
  const found = db
    .prepare<[Values], Stored>(
      `select ${columns} ${from} ${all === '' ? '' : `where ${all}`} order by a.since desc, a.id limit @limit offset @at`,
    )
    .all({ ...values, ...(place.after ?? {}), limit: place.limit, at: place.at })
  return found.map(rowOf)
}

export interface AccessCounts {
  total: number
  granted: number
  revoked: number
  manual: number
  behind: number
}

export function countAccess(db: Db, filter: AccessFilter): AccessCounts {
  const { where, values } = conditionsOf(filter)
  const found = db
    .prepare<[Values], { [K in keyof AccessCounts]: number | null }>(`select count(*) as total,
      sum(a.state = 'granted') as granted, sum(a.state = 'revoked') as revoked,
      sum(m.buyer_id is not null) as manual, sum(${behind}) as behind ${from} ${where}`)
    .get(values)
  const { total, granted, revoked, manual, behind: late } = found ?? {}
  return { total: total ?? 0, granted: granted ?? 0, revoked: revoked ?? 0, manual: manual ?? 0, behind: late ?? 0 }
}

const sql = prepared((db) => ({
  one: db.prepare<[string], Stored>(`select ${columns} ${from} where a.buyer_id = ?`),
  granted: db.prepare<[number, number], Stored>(
    `select ${columns} ${from} where a.state = 'granted' and a.id > ? order by a.id limit ?`,
  ),
  products: db.prepare<[], { productNo: string; name: string; option: string }>(`select p.product_no as productNo,
    p.name, l.option_text as option from product_name p join order_line l on l.product = p.id
    group by p.id, l.option_text order by p.id desc, l.option_text`),
}))

export const accessOf = (db: Db, buyerId: string): ListedAccess | null => {
  const stored = sql(db).one.get(buyerId)
  return stored === undefined ? null : rowOf(stored)
}

/** Everybody with access, in portions. */
export function* grantedPeople(db: Db): Generator<ListedAccess> {
  for (let after = 0; ; ) {
    const rows = sql(db).granted.all(after, 1000)
    for (const row of rows) yield rowOf(row)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}

/** What was ever sold with its options; of several names of one product the newest. */
export function soldProducts(db: Db): { productNo: string; name: string; options: string[] }[] {
  const found = new Map<string, { productNo: string; name: string; options: string[] }>()
  for (const { productNo, name, option } of sql(db).products.all()) {
    if (productNo === '') continue
    const product = found.get(productNo) ?? { productNo, name, options: [] }
    if (option !== '' && !product.options.includes(option)) product.options.push(option)
    found.set(productNo, product)
  }
  return [...found.values()]
}
