import type { ProductFilter, ProductKey, ProductRow } from '../../../shared/contract/products.ts'
import { call } from '../../app/api.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { keyOfText, keyText } from './view.ts'

/** More than this cannot be named one by one, so there is no exact way back. */
export const undoable = 10_000
const pageSize = 200

export interface Chosen {
  changed: number
  /** Puts exactly the changed products back; null where there were too many to remember. */
  undo: (() => Promise<unknown>) | null
}

const keyOf = ({ wholesaler, productId }: ProductKey): ProductKey => ({ wholesaler, productId })

/** Marks the named rows whose mark is another, and nothing else. */
export async function chooseRows(rows: readonly ProductRow[], chosen: boolean): Promise<Chosen> {
  const products = rows.filter((row) => row.chosen !== chosen).map(keyOf)
  if (products.length === 0) return { changed: 0, undo: null }
  const { changed } = await call('products.choose', { products, chosen })
  return { changed, undo: () => call('products.choose', { products, chosen: !chosen }) }
}

/** Those that match and have the mark already, as far as they can be remembered. */
async function chosenAmong(filter: ProductFilter): Promise<ProductKey[] | null> {
  const keys: ProductKey[] = []
  let after: string | undefined
  const scope =
    filter.watched === undefined || filter.watched === 'any' ? { ...filter, watched: 'chosen' as const } : filter
  for (;;) {
    const { items, next } = await call('products.list', {
      ...scope,
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    keys.push(...items.filter((row) => row.chosen).map(keyOf))
    if (keys.length > undoable) return null
    if (next === null) return keys
    after = next
  }
}

const chosenOf = async (keys: readonly ProductKey[]): Promise<ProductKey[]> => {
  const rows = await Promise.all(keys.map((key) => call('products.get', key)))
  return rows.filter((row) => row.chosen).map(keyOf)
}

/** Marks all that match but the rows left out, and remembers what had the mark before. */
export async function chooseMatching(filter: ProductFilter, selection: Selection, chosen: boolean): Promise<Chosen> {
  const before = await chosenAmong(filter)
  const leftOut = [...selection.ids].flatMap((id) => keyOfText(id) ?? [])
  const marked = new Set((before ?? (await chosenOf(leftOut))).map(keyText))
  const { changed } = await call('products.choose', { filter, chosen })
  // What was left out keeps the mark it had.
  const restore = leftOut.filter((key) => marked.has(keyText(key)) !== chosen)
  const kept =
    restore.length === 0 ? 0 : (await call('products.choose', { products: restore, chosen: !chosen })).changed
  const undo = async () => {
    if (chosen) await call('products.choose', { filter: { ...filter }, chosen: false })
    if (before !== null && before.length > 0) await call('products.choose', { products: before, chosen: true })
  }
  return { changed: changed - kept, undo: before === null ? null : undo }
}
