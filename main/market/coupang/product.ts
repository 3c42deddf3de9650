import { count, keyOf, type Raw, raw, raws, text, yes } from '../../net/readers.ts'
import type { MarketListing, MarketRef } from '../port.ts'

interface ProductItem {
  name: string | null
  /** Null until approved. */
  vendorItemId: string | null
  sku: string | null
  price: number | null
  stock: number | null
}

/** A product as Coupang keeps it; `items` is empty in lists. */
export interface CoupangProduct {
  id: string
  name: string | null
  /** What buyers' addresses are made of; null until approved. */
  productId: string | null
  status: string
  items: ProductItem[]
}

/** What an option has now: `inventories` alone is true after the approval. */
export interface Inventory {
  price: number | null
  stock: number | null
  onSale: boolean | null
}

const idOf = (value: unknown): string | null => {
  const id = keyOf(value)
  return id === null || id === '0' ? null : id
}

const itemIn = (row: Raw): ProductItem => ({
  name: text(row.itemName, 200),
  vendorItemId: idOf(row.vendorItemId),
  sku: text(row.externalVendorSku ?? row.externalVendorSkuCode, 200),
  price: count(row.salePrice),
  stock: count(row.maximumBuyCount),
})

export const productIn = (data: unknown): CoupangProduct | null => {
  const row = raw(data)
  const id = idOf(row.sellerProductId)
  if (id === null) return null
  return {
    id,
    name: text(row.sellerProductName, 300),
    productId: idOf(row.productId),
    status: text(row.statusName, 60) ?? text(row.status, 60) ?? '',
    items: raws(row.items).map(itemIn),
  }
}

export const productsIn = (data: unknown): CoupangProduct[] => {
  const rows = Array.isArray(data) ? raws(data) : raws(raw(data).content ?? raw(data).products ?? data)
  return rows.flatMap((row) => productIn(row) ?? [])
}

export const inventoryIn = (data: unknown): Inventory => {
  const row = raw(data)
  return {
    price: count(row.salePrice),
    stock: count(row.amountInStock),
    onSale: row.onSale === undefined || row.onSale === null ? null : yes(row.onSale),
  }
}

type Known = 'saved' | 'in_review' | 'approved' | 'rejected' | 'deleted'

/** Both the English codes of filters and the Korean words of answers. */
const statuses: Record<string, Known> = {
  SAVED: 'saved',
  임시저장: 'saved',
  임시저장중: 'saved',
  IN_REVIEW: 'in_review',
  심사중: 'in_review',
  APPROVING: 'in_review',
  승인대기중: 'in_review',
  승인요청: 'in_review',
  APPROVED: 'approved',
  승인완료: 'approved',
  PARTIAL_APPROVED: 'approved',
  부분승인완료: 'approved',
  DENIED: 'rejected',
  승인반려: 'rejected',
  DELETED: 'deleted',
  상품삭제: 'deleted',
}

export const statusOf = (word: string): Known | null => statuses[word.replace(/\s/g, '').toUpperCase()] ?? null

const total = (numbers: readonly (number | null)[]): number | null =>
  numbers.length === 0 || numbers.includes(null) ? null : numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0)

/** An approved product is what its options are. */
const stateOfApproved = (options: MarketListing['options']): MarketListing['state'] => {
  const sold = options.filter(({ id }) => id !== null)
  // Approved, but its options have no numbers yet.
  if (sold.length === 0) return 'in_review'
  if (sold.every(({ onSale }) => onSale === false)) return 'stopped'
  const open = sold.filter(({ onSale }) => onSale !== false)
  return open.every(({ stock }) => stock === 0) ? 'sold_out' : 'on_sale'
}

/** Our code of each item: Coupang's copy of it, or the place in the order in which it was created. */
const skusOf = (items: readonly ProductItem[], ref: Pick<MarketRef, 'sku' | 'options'>): string[] =>
  items.map(({ sku }, at) => {
    if (sku !== null) return sku
    const byPlace = items.length === ref.options.length ? ref.options[at]?.sku : undefined
    return byPlace ?? (items.length === 1 ? ref.sku : `${ref.sku}#${at + 1}`)
  })

/** `known`: what we already remember of it; its ids are never forgotten because an answer lacked them. */
export function listingOf(
  product: CoupangProduct,
  known: Pick<MarketRef, 'sku' | 'options'> & { ids?: MarketRef['ids'] },
  inventories: ReadonlyMap<string, Inventory>,
  reason: string | null,
): MarketListing {
  const skus = skusOf(product.items, known)
  const remembered = new Map(known.options.map(({ sku, id }) => [sku, id]))
  const status = statusOf(product.status)
  const isLive = status === 'approved'
  const options = product.items.map((item, at): MarketListing['options'][number] => {
    const sku = skus[at] ?? known.sku
    const id = item.vendorItemId ?? remembered.get(sku) ?? null
    const now = id === null ? undefined : inventories.get(id)
    return {
      sku,
      id,
      price: now?.price ?? (isLive && id !== null ? null : item.price),
      stock: now?.stock ?? (isLive && id !== null ? null : item.stock),
      onSale: isLive ? (now?.onSale ?? null) : false,
    }
  })
  const prices = options.flatMap(({ price }) => price ?? [])
  return {
    ref: {
      marketProductId: product.id,
      sku: known.sku,
      ids: { ...known.ids, ...(product.productId === null ? {} : { productId: product.productId }) },
      options:
        options.length === 0 ? known.options.map((one) => ({ ...one })) : options.map(({ sku, id }) => ({ sku, id })),
    },
    state: status === 'approved' ? stateOfApproved(options) : (status ?? 'unknown'),
    stateText: product.status,
    name: product.name,
    price: prices.length === 0 ? null : Math.min(...prices),
    stock: total(options.map(({ stock }) => stock)),
    options,
    reason,
    url: product.productId === null || !isLive ? null : `https://www.coupang.com/vp/products/${product.productId}`,
  }
}
