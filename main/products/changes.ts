import type { ProductOption, ProductStatus, WholesaleProduct } from '../../shared/product.ts'

/** What is compared of a product as stored. */
export interface Known {
  name: string
  price: number | null
  stock: number | null
  status: ProductStatus
  fixedPrice: number | null
  shippingFee: number | null
  taxFree: boolean
  bars: readonly string[]
  options: readonly ProductOption[]
}

export interface Change {
  field: string
  option: string | null
  before: string | null
  after: string | null
}

/** A product with thousands of options that all changed says so in one line. */
const MAX_OPTION_CHANGES = 100

const textOf = (value: string | number | boolean | null): string | null => (value === null ? null : String(value))

const optionChanges = (before: readonly ProductOption[], after: readonly ProductOption[]): Change[] => {
  const changes: Change[] = []
  const old = new Map(before.map((option) => [option.key, option]))
  const add = (field: string, option: ProductOption, was: string | number | null, is: string | number | null) => {
    if (was !== is) changes.push({ field, option: option.name || option.key, before: textOf(was), after: textOf(is) })
  }
  for (const option of after) {
    const was = old.get(option.key)
    old.delete(option.key)
    if (was === undefined) {
      add('option.added', option, null, option.price ?? '')
      continue
    }
    add('option.name', option, was.name, option.name)
    add('option.price', option, was.price, option.price)
    add('option.stock', option, was.stock, option.stock)
    add('option.status', option, was.status, option.status)
  }
  for (const gone of old.values()) add('option.removed', gone, gone.price ?? '', null)
  if (changes.length <= MAX_OPTION_CHANGES) return changes
  return [{ field: 'options', option: null, before: String(before.length), after: String(after.length) }]
}

/** A single product's only option repeats what the product says. */
const isSingle = (options: readonly ProductOption[]) => options.length === 1 && options[0]?.name === ''

/** What an operator would want to find in the history, oldest value first. */
export function changesBetween(before: Known, after: Known): Change[] {
  const changes: Change[] = []
  const add = (field: string, was: string | number | boolean | null, is: string | number | boolean | null) => {
    if (was !== is) changes.push({ field, option: null, before: textOf(was), after: textOf(is) })
  }
  add('name', before.name, after.name)
  add('price', before.price, after.price)
  add('stock', before.stock, after.stock)
  add('status', before.status, after.status)
  add('fixedPrice', before.fixedPrice, after.fixedPrice)
  add('shippingFee', before.shippingFee, after.shippingFee)
  add('taxFree', before.taxFree, after.taxFree)
  add('bars', before.bars.join(' '), after.bars.join(' '))
  if (!isSingle(before.options) || !isSingle(after.options)) {
    changes.push(...optionChanges(before.options, after.options))
  }
  return changes
}

export type InboxKind = 'sold_out' | 'price_up' | 'restocked' | 'discontinued'

/** What of a change the operator must hear of, for products that matter. `percent`: price rises beyond it are told. */
export function noticesOf(
  before: Pick<Known, 'price' | 'stock' | 'status'>,
  after: Pick<WholesaleProduct, 'price' | 'stock' | 'status'>,
  percent: number,
): { kind: InboxKind; before: string | null; after: string | null }[] {
  const notices: ReturnType<typeof noticesOf> = []
  const sellable = (p: Pick<Known, 'stock' | 'status'>) => p.status === 'available' && p.stock !== 0
  if (after.status === 'discontinued' && before.status !== 'discontinued') {
    notices.push({ kind: 'discontinued', before: before.status, after: after.status })
  } else if (sellable(before) && !sellable(after)) {
    notices.push({ kind: 'sold_out', before: textOf(before.stock), after: textOf(after.stock) })
  } else if (!sellable(before) && sellable(after)) {
    notices.push({ kind: 'restocked', before: textOf(before.stock), after: textOf(after.stock) })
  }
  if (before.price !== null && after.price !== null && after.price * 100 > before.price * (100 + percent)) {
    notices.push({ kind: 'price_up', before: textOf(before.price), after: textOf(after.price) })
  }
  return notices
}
