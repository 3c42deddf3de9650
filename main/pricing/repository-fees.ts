import type { CategoryFee } from '../../shared/contract/listing-shapes.ts'
import type { Market } from '../../shared/market.ts'
import { searchForm } from '../../shared/search.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'
import { type MarketPlaceOf, SEPARATOR } from './fees.ts'

interface Stored {
  market: Market
  path: string
  code: string | null
  rate: number
  updated_at: number
}

const columns = 'market, path, code, rate, updated_at'

const sql = prepared((db) => ({
  of: db.prepare<[string], Stored>(`select ${columns} from category_fee where market = ? order by path`),
  put: db.prepare<[string, string, string | null, number, number]>(`insert into category_fee
    (market, path, code, rate, updated_at) values (?, ?, ?, ?, ?)
    on conflict (market, path) do update set code = excluded.code, rate = excluded.rate, updated_at = excluded.updated_at`),
  remove: db.prepare<[string, string], Stored>(
    `delete from category_fee where market = ? and path = ? returning ${columns}`,
  ),
  version: db
    .prepare<[string], string>(
      `select count(*) || ' ' || coalesce(max(updated_at), 0) || ' ' || coalesce(sum(id), 0) || ' ' || total(rate)
        from category_fee where market = ?`,
    )
    .pluck(),
  choices: db.prepare<
    [string],
    { wholesaler: string; path: string; category: string; category_path: string; source: string }
  >(
    `select wholesaler, path, category, category_path, source from category_choice where market = ? and ended_at is null`,
  ),
  choiceVersion: db
    .prepare<[string], string>(
      `select count(*) || ' ' || coalesce(max(id), 0) from category_choice where market = ? and ended_at is null`,
    )
    .pluck(),
  listed: db.prepare<[string, string, string], { category: string; category_path: string | null }>(`select category,
    category_path from listing where market = ? and wholesaler = ? and product_id = ? and category is not null
    order by updated_at desc limit 1`),
}))

const toFee = ({ market, path, code, rate, updated_at }: Stored): CategoryFee => ({
  ...{ market, path, code, rate, updatedAt: updated_at },
})

/** The fees of a market, by their paths. */
export const storedFees = (db: Db, market: Market): CategoryFee[] => sql(db).of.all(market).map(toFee)

export const pageOfFees = (db: Db, market: Market, search: string, limit: number) => {
  const words = searchForm(search)
    .split(' ')
    .filter((word) => word !== '')
  const found = storedFees(db, market).filter(({ path, code }) => {
    const text = searchForm(`${path} ${code ?? ''}`)
    return words.every((word) => text.includes(word))
  })
  return { items: found.slice(0, limit), total: found.length }
}

export const putFee = (db: Db, { market, path, code, rate, updatedAt }: CategoryFee): void => {
  sql(db).put.run(market, path, code, rate, updatedAt)
}

/** Those that were there. */
export const removeFees = (db: Db, market: Market, paths: readonly string[]): CategoryFee[] =>
  paths.flatMap((path) => sql(db).remove.all(market, path).map(toFee))

/** Another text after each change of the table. */
export const feesVersion = (db: Db, market: Market): string => sql(db).version.get(market) ?? ''

/** Another text after each change of the fees or of what decides which of them a product meets. */
export const placesVersion = (db: Db, market: Market): string =>
  `${feesVersion(db, market)} ${sql(db).choiceVersion.get(market) ?? ''}`

/** Where the product's listing stands on the market; null where there is none with a category. */
export function listedPlace(
  db: Db,
  market: Market,
  { wholesaler, productId }: { wholesaler: string; productId: string },
): MarketPlaceOf | null {
  const found = sql(db).listed.get(market, wholesaler, productId)
  return found === undefined ? null : { code: found.category, path: found.category_path ?? '' }
}

/** Where a wholesaler's category goes by the choices that stand; without asking the market, so null where it would. */
export function chosenPlaces(db: Db, market: Market) {
  const choices = new Map(
    sql(db)
      .choices.all(market)
      .map((row) => [`${row.wholesaler}\n${row.path}`, row]),
  )
  return (wholesaler: string, category: string | null): MarketPlaceOf | null => {
    for (let path = category ?? ''; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf(SEPARATOR)))) {
      const found = choices.get(`${wholesaler}\n${path}`)
      // A market's guess for a whole branch was made of one product of it: it holds for that category alone.
      if (found !== undefined && (path === category || found.source === 'operator')) {
        return { code: found.category, path: found.category_path }
      }
    }
    return null
  }
}
