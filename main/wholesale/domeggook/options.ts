import type { ProductOption } from '../../../shared/product.ts'
import { parseJson } from '../../net/json.ts'
import * as read from '../../net/readers.ts'
import { Unreadable } from '../../net/readers.ts'
import { withOwnKeys } from '../products.ts'

export type Market = 'supply' | 'dome'

/** On which fields of a row each market stands. */
const fields = {
  supply: { sold: 'sup', surcharge: 'supPrice' },
  dome: { sold: 'dom', surcharge: 'domPrice' },
} as const

const parsed = (value: unknown): read.Raw | null => {
  if (read.isRaw(value)) return value
  if (typeof value !== 'string' || value.trim() === '') return null
  try {
    const found = parseJson(value)
    return read.isRaw(found) ? found : null
  } catch {
    throw new Unreadable('옵션(selectOpt)을 JSON으로 읽을 수 없습니다.')
  }
}

/** `00_01` → `색상: 블랙 / 크기: L`; the row's own name where the key points nowhere. */
const nameOf = (key: string, row: read.Raw, sets: readonly read.Raw[], isIndependent: boolean): string => {
  const places = key.split('_')
  const parts = places.map((place, at) => {
    const set = sets[at]
    const value = read.text(read.list(set?.opts)[Number(place)], 500)
    const name = read.text(set?.name, 200)
    return value === null ? null : name === null ? value : `${name}: ${value}`
  })
  const isWhole = places.length === sets.length && parts.every((part) => part !== null)
  // Independent groups do not multiply: a row of one is its own choice and says its own name.
  if (isWhole && !isIndependent) return parts.join(' / ')
  return read.text(row.name, 500) ?? parts.filter((part) => part !== null).join(' / ')
}

/** Surcharges may be negative, never so much that a piece costs nothing. */
const priceWith = (base: number | null, surcharge: unknown): number | null => {
  if (base === null) return null
  const more = surcharge === undefined || surcharge === '' || surcharge === null ? 0 : Math.ceil(read.number(surcharge))
  if (!Number.isSafeInteger(more)) return null
  if (base + more < 0) throw new Unreadable('옵션 추가금이 상품 가격보다 낮습니다.')
  return base + more === 0 ? null : base + more
}

/**
 * selectOpt as options: `data` is the list of SKUs, prices in it are surcharges on the base price. Hidden rows and rows
 * not sold on this market are left out. Null where the product has no options at all.
 */
export function optionsOf(selectOpt: unknown, base: number | null, market: Market): ProductOption[] | null {
  const found = parsed(selectOpt)
  if (found === null) return null
  const sets = read.raws(found.set)
  const isIndependent = found.type === 'independent'
  const { sold, surcharge } = fields[market]
  const options: ProductOption[] = []
  for (const [key, value] of Object.entries(read.raw(found.data))) {
    const row = read.raw(value)
    const hidden = read.text(row.hid) ?? '0'
    if (hidden !== '0' || (row[sold] !== undefined && !read.yes(row[sold]))) continue
    const stock = read.stock(row.qty)
    options.push({
      key: read.keyOf(key) ?? String(options.length),
      name: nameOf(key, row, sets, isIndependent),
      price: priceWith(base, row[surcharge]),
      stock,
      status: stock === 0 ? 'soldout' : 'available',
    })
  }
  return withOwnKeys(options)
}
