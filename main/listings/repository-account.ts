import { z } from 'zod'
import type { Market } from '../../shared/market.ts'
import type { MarketAccount } from '../market/port.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'

const shape = z.object({ account: z.string().min(1), label: z.string() })
const key = (market: Market) => `market-account:${market}`

/** Remembers whose keys the market's connection holds. Inside the caller's transaction. */
export const saveMarketAccount = (db: Db, market: Market, { account, label }: MarketAccount): void =>
  setMeta(db, key(market), JSON.stringify({ account, label }))

/** The account that was connected last; null before the first connection. */
export function marketAccount(db: Db, market: Market): MarketAccount | null {
  const text = getMeta(db, key(market))
  if (text === null) return null
  const read = shape.safeParse(JSON.parse(text))
  return read.success ? read.data : null
}
