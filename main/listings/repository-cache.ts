import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Market } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export type CacheKind = 'categories' | 'form' | 'places' | 'gone'

const sql = prepared((db) => ({
  get: db.prepare<[string, string, string], { body: Buffer; fetched_at: number }>(
    'select body, fetched_at from market_cache where market = ? and kind = ? and key = ?',
  ),
  set: db.prepare<[string, string, string, Uint8Array, number]>(`insert into market_cache
    (market, kind, key, body, fetched_at) values (?, ?, ?, ?, ?)
    on conflict (market, kind, key) do update set body = excluded.body, fetched_at = excluded.fetched_at`),
  removeAll: db.prepare<[string, string]>('delete from market_cache where market = ? and kind = ?'),
  remove: db.prepare<[string, string, string]>('delete from market_cache where market = ? and kind = ? and key = ?'),
}))

export interface Cached<T> {
  value: T
  fetchedAt: number
}

/** What a market last said; only what `putCached` wrote is read. */
export function cached<T>(db: Db, market: Market, kind: CacheKind, key: string): Cached<T> | null {
  const row = sql(db).get.get(market, kind, key)
  if (row === undefined) return null
  const text = zstdDecompressSync(row.body, { maxOutputLength: 256 * 1024 * 1024 }).toString('utf8')
  return { value: JSON.parse(text) as T, fetchedAt: row.fetched_at }
}

export const putCached = (db: Db, market: Market, kind: CacheKind, key: string, value: unknown, at: number): void => {
  sql(db).set.run(market, kind, key, zstdCompressSync(JSON.stringify(value)), at)
}

export const dropCached = (db: Db, market: Market, kind: CacheKind, key: string): void => {
  sql(db).remove.run(market, kind, key)
}

/** Everything of one kind: of places, when the market is connected and whatever it said before may be another's. */
export const dropCachedKind = (db: Db, market: Market, kind: CacheKind): void => {
  sql(db).removeAll.run(market, kind)
}
