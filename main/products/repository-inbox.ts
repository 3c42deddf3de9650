import { inboxKinds } from '../../shared/contract/products.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import type { InboxKind } from './changes.ts'

export interface StoredNotice {
  id: number
  product: number
  at: number
  kind: InboxKind
  before: string | null
  after: string | null
}

const sql = prepared((db) => ({
  open: db.prepare<[number, string | null, string | null, number], StoredNotice>(`select id, product, at, kind, before,
    after from product_inbox where done_at is null and id < ? and (? is null or kind = ?) order by id desc limit ?`),
  done: db.prepare<[number, string | null, string | null, number], StoredNotice>(`select id, product, at, kind, before,
    after from product_inbox where done_at is not null and id < ? and (? is null or kind = ?) order by id desc limit ?`),
  count: db
    .prepare<[], [InboxKind, number]>('select kind, count(*) from product_inbox where done_at is null group by kind')
    .raw(),
  finish: db.prepare<[number, number]>('update product_inbox set done_at = ? where id = ? and done_at is null'),
  finishKind: db.prepare<[number, string | null, string | null]>(
    'update product_inbox set done_at = ? where done_at is null and (? is null or kind = ?)',
  ),
  reopen: db.prepare<[number]>('update product_inbox set done_at = null where id = ? and done_at is not null'),
}))

export const pageOfInbox = (db: Db, done: boolean, kind: InboxKind | undefined, before: number, limit: number) =>
  (done ? sql(db).done : sql(db).open).all(before, kind ?? null, kind ?? null, limit)

export const inboxCount = (db: Db): { total: number; byKind: Record<InboxKind, number> } => {
  const byKind = Object.fromEntries(inboxKinds.map((kind) => [kind, 0])) as Record<InboxKind, number>
  let total = 0
  for (const [kind, count] of sql(db).count.all()) {
    byKind[kind] = count
    total += count
  }
  return { total, byKind }
}

/** Takes the named entries off, or every open one (of one kind). */
export const finishInbox = (
  db: Db,
  ids: readonly number[] | undefined,
  kind: InboxKind | undefined,
  at: number,
): number =>
  db
    .transaction(() =>
      ids === undefined
        ? sql(db).finishKind.run(at, kind ?? null, kind ?? null).changes
        : ids.reduce((sum, id) => sum + sql(db).finish.run(at, id).changes, 0),
    )
    .immediate()

export const reopenInbox = (db: Db, ids: readonly number[]): number =>
  db.transaction(() => ids.reduce((sum, id) => sum + sql(db).reopen.run(id).changes, 0)).immediate()
