import { z } from 'zod'
import { productSorts } from '../../shared/contract/products.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import { cursorOf } from '../store/cursor.ts'
import type { Db } from '../store/db.ts'
import { type Catalogue, catalogueOf, type SortKey } from './repository-catalogue.ts'
import { productRows } from './repository-rows.ts'
import { selectionsOf } from './repository-selection.ts'
import { firstPlace } from './sorting.ts'

const cursor = cursorOf(
  z.object({
    sort: z.enum(productSorts),
    descending: z.boolean(),
    /** What the last row was sorted by; null where it had no value. */
    key: z.number().nullable(),
    id: z.int().positive(),
  }),
)
type Position = ReturnType<typeof cursor.read>

const readCursor = (text: string, sort: SortKey, descending: boolean): Position => {
  const place = cursor.read(text)
  // A cursor of another order would silently skip rows.
  if (place.sort !== sort || place.descending !== descending) {
    throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
  }
  return place
}

/** Where the list goes on after a position, also when that row has moved or gone since. */
function placeAfter(catalogue: Catalogue, list: Int32Array, { sort, descending, key, id }: Position): number {
  const keyOf = catalogue.keyOf(sort)
  // By name the position is the row's own: names have no number of their own that lasts.
  const last = sort === 'name' ? keyOf(id) : key
  return firstPlace(list, (other) => {
    const its = keyOf(other)
    if (its === last) return descending ? other < id : other > id
    if (its === null) return true
    if (last === null) return false
    return descending ? its < last : its > last
  })
}

/** One page of products: after a cursor, at a position, or from the start. */
export async function listProducts(
  db: Db,
  clock: Clock,
  input: Parsed<'products.list'>,
): Promise<Output<'products.list'>> {
  const { sort, descending, after, limit, at, ...filter } = input
  const catalogue = catalogueOf(db)
  await catalogue.readyToFilter(filter)
  await catalogue.readyFor(sort)
  const list = selectionsOf(db).list(filter, sort, descending)
  const from =
    after === undefined
      ? Math.min(at ?? 0, list.length)
      : placeAfter(catalogue, list, readCursor(after, sort, descending))
  const ids = list.subarray(from, from + limit)
  const last = ids.at(-1)
  const next =
    last === undefined || from + limit >= list.length
      ? null
      : cursor.write({ sort, descending, key: catalogue.keyOf(sort)(last), id: last })
  return { items: productRows(db, ids), next, asOf: clock.now() }
}
