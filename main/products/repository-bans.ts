import type { Ban } from '../../shared/contract/products.ts'
import type { Wholesaler } from '../../shared/product.ts'
import { searchForm } from '../../shared/search.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { type BanCheck, type BanRule, banCheck, banForm } from './bans.ts'

interface StoredBan {
  id: number
  kind: Ban['kind']
  wholesaler: Wholesaler | ''
  value: string
  note: string
  created_at: number
}

const sql = prepared((db) => ({
  all: db.prepare<[], StoredBan>('select id, kind, wholesaler, value, note, created_at from product_ban'),
  page: db.prepare<
    [number, string | null, string | null, string, string, number],
    StoredBan
  >(`select id, kind, wholesaler, value,
    note, created_at from product_ban where id < ? and (? is null or kind = ?) and (? = '' or instr(form, ?) > 0)
    order by id desc limit ?`),
  add: db.prepare<[string, string, string, string, string, number], StoredBan>(`insert or ignore into product_ban
    (kind, wholesaler, value, form, note, created_at) values (?, ?, ?, ?, ?, ?)
    returning id, kind, wholesaler, value, note, created_at`),
  remove: db.prepare<[number]>('delete from product_ban where id = ?'),
}))

const toBan = ({ id, kind, wholesaler, value, note, created_at }: StoredBan): Ban => ({
  banId: id,
  kind,
  wholesaler: wholesaler === '' ? null : wholesaler,
  value,
  note,
  createdAt: created_at,
})

/** The check as the list stands now. */
export const storedBanCheck = (db: Db): BanCheck => banCheck(sql(db).all.all().map(toBan))

export const pageOfBans = (
  db: Db,
  before: number,
  kind: Ban['kind'] | undefined,
  search: string,
  limit: number,
): Ban[] =>
  sql(db)
    .page.all(before, kind ?? null, kind ?? null, search.trim(), searchForm(search).replace(/\s+/g, ''), limit)
    .map(toBan)

/** Null where it is on the list already. */
export const addBan = (db: Db, rule: BanRule & { note: string }, at: number): Ban | null => {
  const form = banForm(rule.kind, rule.value)
  const row = sql(db).add.get(rule.kind, rule.wholesaler ?? '', rule.value.trim(), form, rule.note, at)
  return row === undefined ? null : toBan(row)
}

export const removeBans = (db: Db, ids: readonly number[]): number =>
  db.transaction(() => ids.reduce((sum, id) => sum + sql(db).remove.run(id).changes, 0)).immediate()
