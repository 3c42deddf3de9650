import type { CategoryChoice } from '../../shared/contract/markets.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { Wholesaler } from '../../shared/product.ts'
import { searchForm } from '../../shared/search.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

interface Stored {
  id: number
  market: Market
  wholesaler: Wholesaler
  path: string
  category: string
  category_path: string
  source: CategoryChoice['source']
  at: number
  replaced: number | null
}

const columns = 'id, market, wholesaler, path, category, category_path, source, at, replaced'

const sql = prepared((db) => ({
  open: db.prepare<[string, string, string], Stored>(
    `select ${columns} from category_choice where market = ? and wholesaler = ? and path = ? and ended_at is null`,
  ),
  byId: db.prepare<[number], Stored>(`select ${columns} from category_choice where id = ?`),
  isOpen: db.prepare<[number], number>('select 1 from category_choice where id = ? and ended_at is null').pluck(),
  end: db.prepare<[number, number]>('update category_choice set ended_at = ? where id = ? and ended_at is null'),
  add: db
    .prepare<[string, string, string, string, string, string, number, number | null], number>(
      `insert into category_choice (market, wholesaler, path, category, category_path, source, at, replaced)
        values (?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    )
    .pluck(),
  all: db.prepare<[], Stored>(
    `select ${columns} from category_choice where ended_at is null order by at desc, id desc`,
  ),
  unmapped: db.prepare<[], { market: Market; wholesaler: Wholesaler; path: string; products: number }>(`select l.market,
    l.wholesaler, coalesce(c.path, '') as path, count(*) as products from listing l
    join product p on p.wholesaler = l.wholesaler and p.product_id = l.product_id
    left join product_category c on c.id = p.category
    where l.category is null and l.state in ('draft', 'rejected') group by 1, 2, 3 order by products desc limit 1000`),
  waiting: db
    .prepare<[Market, Wholesaler, string, string, string], number>(
      `select l.id from listing l
        join product p on p.wholesaler = l.wholesaler and p.product_id = l.product_id
        join product_category c on c.id = p.category
        where l.category is null and l.state in ('draft', 'rejected') and l.market = ? and l.wholesaler = ?
          and (c.path = ? or substr(c.path, 1, length(?) + 3) = ? || ' > ') order by l.id`,
    )
    .pluck(),
  pathOf: db
    .prepare<[Wholesaler, string], string | null>(
      `select c.path from product p left join product_category c on c.id = p.category
        where p.wholesaler = ? and p.product_id = ?`,
    )
    .pluck(),
}))

const toChoice = (row: Stored): CategoryChoice => ({
  choiceId: row.id,
  market: row.market,
  wholesaler: row.wholesaler,
  path: row.path,
  category: row.category,
  categoryPath: row.category_path,
  source: row.source,
  at: row.at,
})

export type Choosing = Omit<CategoryChoice, 'choiceId'>

/** The choice that stands for exactly this path. */
export const standingChoice = (db: Db, market: Market, wholesaler: Wholesaler, path: string): CategoryChoice | null => {
  const row = sql(db).open.get(market, wholesaler, path)
  return row === undefined ? null : toChoice(row)
}

/** Takes the place of the choice that stood, which can be brought back. The same one again changes nothing. */
export function saveChoice(db: Db, choosing: Choosing): CategoryChoice {
  const { market, wholesaler, path, category, categoryPath, source, at } = choosing
  return db.transaction(() => {
    const before = sql(db).open.get(market, wholesaler, path)
    if (before !== undefined && before.category === category && before.source === source) return toChoice(before)
    if (before !== undefined) sql(db).end.run(at, before.id)
    const choiceId = sql(db).add.get(market, wholesaler, path, category, categoryPath, source, at, before?.id ?? null)
    if (choiceId === undefined) throw new Error('a choice could not be stored')
    return { choiceId, ...choosing }
  })()
}

/** Ends a choice and brings back the one before it. Throws NOT_FOUND where it does not stand any more. */
export function undoChoice(db: Db, choiceId: number, at: number): CategoryChoice {
  return db.transaction(() => {
    const row = sql(db).byId.get(choiceId)
    if (row === undefined || sql(db).isOpen.get(choiceId) === undefined) {
      throw failCommon('NOT_FOUND', { values: { what: '카테고리 선택' } })
    }
    sql(db).end.run(at, choiceId)
    const before = row.replaced === null ? undefined : sql(db).byId.get(row.replaced)
    if (before !== undefined) {
      const { market, wholesaler, path, category, category_path, source, replaced } = before
      sql(db).add.get(market, wholesaler, path, category, category_path, source, at, replaced)
    }
    return toChoice(row)
  })()
}

export const standingChoices = (
  db: Db,
  {
    market,
    wholesaler,
    search = '',
  }: { market?: Market | undefined; wholesaler?: Wholesaler | undefined; search?: string | undefined },
): CategoryChoice[] => {
  const words = searchForm(search)
  return sql(db)
    .all.all()
    .filter(
      (row) =>
        (market === undefined || row.market === market) && (wholesaler === undefined || row.wholesaler === wholesaler),
    )
    .filter((row) => words === '' || searchForm(`${row.path} ${row.category_path} ${row.category}`).includes(words))
    .map(toChoice)
}

/** Paths of drafts that go nowhere yet, those of most products first. */
/** Drafts that have no category yet although a choice for this path, or one above theirs, now says it. */
export const waitingForChoice = (db: Db, market: Market, wholesaler: Wholesaler, path: string): number[] =>
  path === '' ? [] : sql(db).waiting.all(market, wholesaler, path, path, path)

/** Where the wholesaler puts a product; empty where it does not say. */
export const pathOfProduct = (db: Db, wholesaler: Wholesaler, productId: string): string =>
  sql(db).pathOf.get(wholesaler, productId) ?? ''

export const unmappedPaths = (db: Db) => sql(db).unmapped.all()
