import type { Db } from '../store/db.ts'
import { prepared } from '../store/statements.ts'

export interface ListingNeeds {
  rejected: number
  unresolved: number
  doubled: number
  soldOutListed: number
  pricesWaiting: number
  restocksWaiting: number
  updatesFailed: number
}

const sql = prepared((db) => ({
  states: db.prepare<[], Pick<ListingNeeds, 'rejected' | 'unresolved' | 'doubled'>>(`select
    count(*) filter (where state = 'rejected') as rejected,
    count(*) filter (where state = 'unresolved') as unresolved,
    count(*) filter (where state not in ('draft', 'approved', 'rejected')
      and last_error like '%"LISTING_DOUBLED"%') as doubled from listing
    where state in ('rejected', 'unresolved') or last_error is not null`),
  // Gone at the wholesaler and not yet confirmed as off sale by the market.
  soldOut: db
    .prepare<[], number>(`select count(*) from listing l join product p
      on p.wholesaler = l.wholesaler and p.product_id = l.product_id
      where l.state in ('in_review', 'on_sale') and l.held = 0 and l.zero_confirmed_at is null
        and l.read_state is not 'deleted' and (p.status <> 'available' or p.stock = 0)`)
    .pluck(),
  waiting: db
    .prepare<[], [string, number]>(`select kind, count(*) from listing_update where status = 'waiting' group by kind`)
    .raw(),
  failed: db
    .prepare<[], number>(`select count(*) from listing_update u where u.status = 'failed' and not exists
      (select 1 from listing_update n where n.listing = u.listing and n.kind = u.kind and n.id > u.id)`)
    .pluck(),
  approved: db.prepare<[], number>('select 1 from listing_approval limit 1').pluck(),
}))

/** What of the listings only the operator can mend. */
export function listingNeeds(db: Db): ListingNeeds {
  const states = sql(db).states.get() ?? { rejected: 0, unresolved: 0, doubled: 0 }
  const waiting = new Map(sql(db).waiting.all())
  const prices = waiting.get('price') ?? 0
  const all = [...waiting.values()].reduce((sum, count) => sum + count, 0)
  return {
    ...states,
    soldOutListed: sql(db).soldOut.get() ?? 0,
    pricesWaiting: prices,
    restocksWaiting: all - prices,
    updatesFailed: sql(db).failed.get() ?? 0,
  }
}

/** Whether the operator has ever approved a listing. */
export const hasApproved = (db: Db): boolean => sql(db).approved.get() !== undefined
