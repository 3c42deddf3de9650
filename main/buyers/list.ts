import { z } from 'zod'
import { type BuyerRow, buyerSorts } from '../../shared/contract/buyers.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import { cursorOf } from '../store/cursor.ts'
import type { Db } from '../store/db.ts'
import type { BuyerColumns } from './columns.ts'
import { pairsOf } from './items.ts'
import type { ProductNames } from './products.ts'
import type { BuyerIndex, Match } from './repository-index.ts'
import { buyerByNumber, type StoredBuyer } from './repository-rows.ts'
import { shown } from './unmask.ts'

/** The last row shown: its number and sort value, and its place for the case that the row is gone. Never a name. */
const cursor = cursorOf(
  z
    .object({
      sort: z.enum(buyerSorts),
      down: z.boolean(),
      id: z.int().min(1),
      key: z.int().nullable(),
      place: z.int().min(0),
    })
    .strict(),
)

type ListInput = Parsed<'buyers.list'>

/** Places in the sorted list, walked in the wanted direction from `start` on, that match; at most `limit`. */
function* matchingPlaces(ids: Int32Array, mask: Uint8Array, start: number, descending: boolean): Generator<number> {
  const step = descending ? -1 : 1
  for (let place = start; place >= 0 && place < ids.length; place += step) {
    if (mask[ids[place] ?? 0] === 1) yield place
  }
}

function startOf(input: ListInput, columns: BuyerColumns, ids: Int32Array, match: Match): number | null {
  const { sort, descending } = input
  const end = descending ? ids.length - 1 : 0
  if (input.at !== undefined) {
    if (input.at >= match.total) return null
    if (match.total === ids.length) return descending ? end - input.at : input.at
    let left = input.at
    for (const place of matchingPlaces(ids, match.mask, end, descending)) {
      if (left === 0) return place
      left -= 1
    }
    return null
  }
  if (input.after === undefined) return end
  const last = cursor.read(input.after)
  if (last.sort !== sort || last.down !== descending || (sort === 'name') !== (last.key === null)) {
    throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
  }
  const place = columns.placeOf(sort, last.id, last.key) ?? last.place
  if (descending) return place - 1
  return ids[place] === last.id ? place + 1 : place
}

/** Product names of a person's paid orders, newest first: the first two, and how many more. */
export function productsText(items: Uint8Array, products: ProductNames, most = 2): string {
  const pairs = pairsOf(items)
  const names = new Set<string>()
  for (let at = 1; at < pairs.length; at += 2) {
    const name = products.get(pairs[at] ?? 0)?.name
    if (name) names.add(name)
  }
  const all = [...names]
  const rest = all.length - most
  return rest > 0 ? `${all.slice(0, most).join(', ')} 외 ${rest}` : all.join(', ')
}

export const toBuyerRow = (buyer: StoredBuyer, products: ProductNames, unmasked: boolean): BuyerRow => ({
  buyerId: buyer.buyerId,
  ...shown(buyer, unmasked),
  orders: buyer.orders,
  paid: buyer.paid,
  firstPaidAt: buyer.firstPaidAt,
  lastPaidAt: buyer.lastPaidAt,
  state: buyer.state === 'buyer' ? 'buyer' : 'former',
  products: productsText(buyer.items, products),
})

/** One page of buyers. `next` is null when nothing follows. */
export function listBuyers(
  db: Db,
  index: BuyerIndex,
  input: ListInput,
  unmasked: boolean,
  now: number,
): Output<'buyers.list'> {
  const match = index.match(input)
  const columns = index.columns()
  const products = index.products()
  const ids = columns.sorted(input.sort)
  const items: BuyerRow[] = []
  let lastPlace = -1
  let next: string | null = null
  const start = startOf(input, columns, ids, match)
  if (start !== null) {
    for (const place of matchingPlaces(ids, match.mask, start, input.descending)) {
      if (items.length === input.limit) {
        const id = ids[lastPlace] ?? 0
        const key = columns.keyOf(input.sort, id)
        next = cursor.write({ sort: input.sort, down: input.descending, id, key, place: lastPlace })
        break
      }
      const buyer = buyerByNumber(db, ids[place] ?? 0)
      if (buyer !== undefined) items.push(toBuyerRow(buyer, products, unmasked))
      lastPlace = place
    }
  }
  return { items, next, asOf: now }
}
