import type { EditableField, ProductKey } from '../../shared/contract/products.ts'
import type { ListingBar, ProductOption, ProductStatus, Shipping, Wholesaler } from '../../shared/product.ts'
import { editsOf, payloadOf } from '../products/repository-detail.ts'
import { productByKey } from '../products/repository-rows.ts'
import type { Db } from '../store/db.ts'

/** A wholesale product as listings are made of it: the operator's edits over what was collected. */
export interface ProductFacts {
  id: number
  wholesaler: Wholesaler
  productId: string
  name: string
  originalName: string
  price: number | null
  fixedPrice: number | null
  stock: number | null
  status: ProductStatus
  options: ProductOption[]
  minimumQuantity: number
  shipping: Shipping
  /** One piece; null = not stated. */
  shippingFee: number | null
  taxFree: boolean
  adultOnly: boolean
  bars: ListingBar[]
  origin: string | null
  maker: string | null
  brand: string | null
  model: string | null
  /** Names joined by ` > `; '' = none. */
  category: string
  marketCategories: Record<string, string>
  keywords: string[]
  images: string[]
  descriptionHtml: string | null
  notices: { name: string; value: string }[]
  certificates: string[]
}

const shippings = new Map<string, Shipping>()
/** Thousands of products share a few terms. */
const shippingOf = (terms: string): Shipping => {
  const known = shippings.get(terms)
  if (known !== undefined) return known
  if (shippings.size > 5000) shippings.clear()
  // Written by SharedRows from the same type.
  const shipping = JSON.parse(terms) as Shipping
  shippings.set(terms, shipping)
  return shipping
}

/** Null where no such product is stored. */
export function productFacts(db: Db, key: ProductKey): ProductFacts | null {
  const found = productByKey(db, key.wholesaler, key.productId)
  if (found === null) return null
  const { facts, row } = found
  const { payload } = payloadOf(db, facts.id)
  const edits = row.editedFields.length === 0 ? [] : editsOf(db, facts, payload)
  const edited = new Map(edits.map((edit) => [edit.field, edit.edited]))
  const one = (field: EditableField, original: string | null): string | null => {
    const value = edited.get(field)
    return typeof value === 'string' ? value : original
  }
  const many = (field: EditableField, original: string[]): string[] => {
    const value = edited.get(field)
    return Array.isArray(value) ? value : original
  }
  const { wholesaler, productId, name, originalName, price, fixedPrice, stock, status, options } = row
  const { minimumQuantity, taxFree, adultOnly, bars } = row
  return {
    ...{ id: facts.id, wholesaler, productId, name, originalName, price, fixedPrice, stock, status, options },
    ...{ minimumQuantity, taxFree, adultOnly, bars },
    shipping: shippingOf(facts.shipping),
    shippingFee: facts.shipping_fee,
    maker: one('maker', facts.maker),
    brand: one('brand', facts.brand),
    model: one('model', facts.model),
    origin: one('origin', facts.origin),
    category: row.category,
    marketCategories: payload.marketCategories,
    keywords: many('keywords', payload.keywords),
    images: many('images', payload.images),
    descriptionHtml: one('descriptionHtml', payload.descriptionHtml),
    notices: payload.notices,
    certificates: payload.certificates,
  }
}
