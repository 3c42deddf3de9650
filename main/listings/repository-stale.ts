import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

const WAITING = `state not in ('in_review', 'on_sale', 'sold_out', 'stopped')`
/** What is being sent now is looked at again when it comes back. */
const FREE = `l.state in ('draft', 'approved', 'rejected')`
const ofMarkets = 'l.market in (select value from json_each(?))'

const sql = prepared((db) => ({
  flagged: db.prepare<[], string>('select market from listing_stale_market').pluck(),
  spread: db.prepare<[string, string]>(`insert into listing_stale (listing)
    select id from listing where (? = '' or market = ?) and ${WAITING}
    on conflict (listing) do update set n = n + 1`),
  unflag: db.prepare<[]>('delete from listing_stale_market'),
  is: db
    .prepare<[number, string], number>(`select exists (select 1 from listing_stale where listing = ?)
      or exists (select 1 from listing_stale_market where market in ('', ?))`)
    .pluck(),
  mark: db.prepare<[number], number>('select n from listing_stale where listing = ?').pluck(),
  clear: db.prepare<[number, number]>('delete from listing_stale where listing = ? and n = ?'),
  next: db
    .prepare<[number, string, number], number>(`select s.listing from listing_stale s join listing l on l.id = s.listing
      where s.listing > ? and ${FREE} and ${ofMarkets} order by s.listing limit ?`)
    .pluck(),
  count: db
    .prepare<[string], number>(
      `select count(*) from listing_stale s join listing l on l.id = s.listing where ${FREE} and ${ofMarkets}`,
    )
    .pluck(),
}))

/** Whether anything that this listing is made of changed since it was derived. */
export const isStale = (db: Db, id: number, market: Market): boolean => sql(db).is.get(id, market) === 1

/** Whether something is said of whole markets that their listings have not been told. */
export const isFlagged = (db: Db): boolean => sql(db).flagged.get() !== undefined

/** Gives what was said of whole markets to each of their listings. */
export function spreadStale(db: Db): void {
  if (!isFlagged(db)) return
  db.transaction(() => {
    for (const market of sql(db).flagged.all()) sql(db).spread.run(market, market)
    sql(db).unflag.run()
  }).immediate()
}

/** What stands against each of them now, by row id: to be given to `clearStale` once they are derived. */
export const staleMarks = (db: Db, ids: readonly number[]): Map<number, number> =>
  new Map(
    ids.flatMap((id) => {
      const n = sql(db).mark.get(id)
      return n === undefined ? [] : [[id, n] as const]
    }),
  )

/** Of what changed since the marks were read the mark stays. */
export const clearStale = (db: Db, id: number, marks: ReadonlyMap<number, number>): void => {
  const n = marks.get(id)
  if (n !== undefined) sql(db).clear.run(id, n)
}

/** Row ids after `after` that wait to be derived anew on these markets. */
export const nextStale = (db: Db, markets: readonly Market[], after: number, limit: number): number[] =>
  sql(db).next.all(after, JSON.stringify(markets), limit)
export const countStale = (db: Db, markets: readonly Market[]): number =>
  sql(db).count.get(JSON.stringify(markets)) ?? 0
