import { count, keyOf, list, type Raw, raw, raws, text, yes } from '../../net/readers.ts'
import { failDomeggook } from './errors.ts'

export interface ListedItem {
  no: string
  /** Sold to business accounts only: the list says so, the detail does not. */
  businessOnly: boolean
}

export interface ListPage {
  items: ListedItem[]
  total: number | null
  pages: number | null
}

const bad = (detail: string) => failDomeggook('DOMEGGOOK_BAD_REPLY', { values: { detail } })

/** getItemList: `item` is a list, one object, or absent where nothing was found; numbers come as text as well. */
export const listIn = (reply: Raw): ListPage => {
  const header = raw(reply.header)
  const total = count(header.numberOfItems)
  const rows = raws(raw(reply.list).item)
  // Without rows and without a count it is no list: an empty catalogue must be said.
  if (rows.length === 0 && total === null) throw bad('list')
  const items = rows.flatMap((row) => {
    const no = keyOf(row.no)
    return no === null ? [] : [{ no, businessOnly: yes(row.comOnly) }]
  })
  if (items.length === 0 && rows.length > 0) throw bad('list.item.no')
  return { items, total, pages: count(header.numberOfPages) }
}

/** getItemView: sections directly under `domeggook` for one, `item` (a list or one) for several. */
export const viewsIn = (reply: Raw): Raw[] => {
  if (reply.basis !== undefined) return [reply]
  if (reply.item === undefined || reply.item === null) throw bad('item')
  return raws(reply.item)
}

export const numberOf = (view: Raw): string | null => keyOf(raw(view.basis).no)

export interface CategoryNode {
  code: string
  name: string
  children: CategoryNode[]
}

const DEEPEST = 8

/** getCategoryList: children are objects keyed by numbers in text, or lists. */
export const categoriesIn = (items: unknown, depth = 0): CategoryNode[] => {
  if (depth > DEEPEST) return []
  const nodes = Array.isArray(items) ? list(items) : Object.values(raw(items))
  return nodes.flatMap((value) => {
    const node = raw(value)
    const code = keyOf(node.code)
    const name = text(node.name, 200)
    return code === null || name === null ? [] : [{ code, name, children: categoriesIn(node.child, depth + 1) }]
  })
}
