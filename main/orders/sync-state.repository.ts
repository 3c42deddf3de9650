import { z } from 'zod'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import { prepared } from '../store/statements.ts'

const state = z.object({ completeUntil: z.int().nullable(), rescannedAt: z.int().nullable() })

/** How far the orders of one shop are complete, and when its last 60 days were read as a whole; ms UTC. */
export type SyncState = z.infer<typeof state>

const key = (site: string) => `order-sync:${site}`

export function readSyncState(db: Db, site: string): SyncState {
  const stored = getMeta(db, key(site))
  if (stored !== null) {
    try {
      return state.parse(JSON.parse(stored))
    } catch {
      // Unreadable is unknown: the next run reads everything again, which loses nothing.
    }
  }
  return { completeUntil: null, rescannedAt: null }
}

export const writeSyncState = (db: Db, site: string, value: SyncState): void =>
  setMeta(db, key(site), JSON.stringify(value))

const sql = prepared((db) => ({
  nthNewest: db
    .prepare<[number], number>('select ordered_at from orders order by ordered_at desc, order_no desc limit 1 offset ?')
    .pluck(),
  setAside: db.prepare<[], number>(`select count(*) from set_aside where service = 'imweb' and kind = 'order'`).pluck(),
}))

/** Order time of our `n`-th newest order, or null when there are fewer. */
export const orderedAtOfNth = (db: Db, n: number): number | null => sql(db).nthNewest.get(n - 1) ?? null

export const countSetAside = (db: Db): number => sql(db).setAside.get() ?? 0
