import type { ProductFilter } from '../../shared/contract/products.ts'
import type { Output } from '../../shared/contract.ts'
import { productStatuses, wholesalers } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { flag } from './columns.ts'
import { type Dimension, dimensionsOf, earns, type FlagTest, passes } from './matching.ts'
import { catalogueOf } from './repository-catalogue.ts'
import { selectionsOf } from './repository-selection.ts'

type Facets = Output<'products.facets'>

/**
 * How many products there are of each value, under all other filters: a value's number is what choosing it would show.
 * One walk over everybody.
 */
export function facetsOf(db: Db, filter: ProductFilter): Facets {
  const catalogue = catalogueOf(db)
  const { columns } = catalogue
  const { flags: flagTests, within, price, since, margin } = dimensionsOf(catalogue, filter)
  const tests = Object.entries(flagTests) as [Dimension, FlagTest][]
  const isOutside = (id: number, flags: number) =>
    (columns.updated[id] as number) < since ||
    (margin !== null && !earns(margin, id)) ||
    (price !== null &&
      ((flags & flag.priced) === 0 ||
        (columns.price[id] as number) < price[0] ||
        (columns.price[id] as number) > price[1]))
  const counts = {
    wholesaler: new Uint32Array(wholesalers.length),
    status: new Uint32Array(productStatuses.length),
    stock: new Uint32Array(3),
    listable: new Uint32Array(2),
    watched: new Uint32Array(2),
  }
  const categories = new Map<number, number>()
  let total = 0
  const add = (to: Uint32Array, at: number) => {
    to[at] = (to[at] as number) + 1
  }
  const take = (id: number) => {
    const flags = columns.flags[id] as number
    if (isOutside(id, flags)) return
    let failed: Dimension | null = within !== null && within[columns.category[id] as number] !== 1 ? 'category' : null
    for (const [dimension, test] of tests) {
      if (passes(flags, test)) continue
      if (failed !== null || dimension === 'other') return
      failed = dimension
    }
    const counted = (dimension: Dimension) => failed === null || failed === dimension
    if (failed === null) total += 1
    if (counted('wholesaler')) add(counts.wholesaler, (flags & flag.wholesaler) >> flag.wholesalerShift)
    if (counted('status')) add(counts.status, (flags & flag.status) >> flag.statusShift)
    if (counted('stock')) add(counts.stock, (flags & flag.counted) === 0 ? 2 : (flags & flag.zero) === 0 ? 0 : 1)
    if (counted('listable')) add(counts.listable, (flags & flag.barred) === 0 ? 0 : 1)
    if (counted('watched')) {
      if ((flags & flag.chosen) !== 0) add(counts.watched, 0)
      if ((flags & flag.listed) !== 0) add(counts.watched, 1)
    }
    if (counted('category')) {
      const category = columns.category[id] as number
      categories.set(category, (categories.get(category) ?? 0) + 1)
    }
  }
  const found = selectionsOf(db).found(filter.search)
  if (found !== null) for (const id of found) if (columns.flags[id]) take(id)
  if (found === null) for (let id = 1; id < columns.end; id += 1) if (columns.flags[id] !== 0) take(id)
  const list = <T>(values: readonly T[], numbers: Uint32Array) =>
    values.map((value, i) => ({ value, count: numbers[i] as number })).filter(({ count }) => count > 0)
  categories.delete(0)
  return {
    total,
    wholesaler: list(wholesalers, counts.wholesaler),
    status: list(productStatuses, counts.status),
    stock: list(['counted', 'zero', 'unknown'] as const, counts.stock),
    listable: list([true, false], counts.listable),
    watched: list(['chosen', 'listed'] as const, counts.watched),
    category: [...categories].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
  }
}
