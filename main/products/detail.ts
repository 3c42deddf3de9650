import type { EditableField, ProductDetail, ProductKey } from '../../shared/contract/products.ts'
import type { Shipping } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import { storedBanCheck } from './repository-bans.ts'
import { editsOf, payloadOf, requireProduct } from './repository-detail.ts'

/** One product as the operator sees it: edits over originals, and both of each. */
export function productDetail(db: Db, key: ProductKey): ProductDetail {
  const { facts, row } = requireProduct(db, key)
  const { payload, fetchedAt } = payloadOf(db, facts.id)
  const edits = editsOf(db, facts, payload)
  const edited = new Map(edits.map((edit) => [edit.field, edit.edited]))
  const one = (field: EditableField, original: string | null): string | null => {
    const value = edited.get(field)
    return typeof value === 'string' ? value : original
  }
  const many = (field: EditableField, original: string[]): string[] => {
    const value = edited.get(field)
    return Array.isArray(value) ? value : original
  }
  const { wholesaler, productId } = row
  const original = { wholesaler, productId, name: facts.name, brand: facts.brand, maker: facts.maker }
  return {
    ...row,
    maker: one('maker', facts.maker),
    brand: one('brand', facts.brand),
    model: one('model', facts.model),
    origin: one('origin', facts.origin),
    keywords: many('keywords', payload.keywords),
    images: many('images', payload.images),
    descriptionHtml: one('descriptionHtml', payload.descriptionHtml),
    categoryCode: payload.categoryCode,
    marketCategories: payload.marketCategories,
    tiers: payload.tiers,
    notices: payload.notices,
    certificates: payload.certificates,
    // Written by SharedRows from the same type.
    shipping: JSON.parse(facts.shipping) as Shipping,
    edits,
    banned: storedBanCheck(db)({ ...original, keywords: payload.keywords }),
    statedChangedAt: facts.stated_changed_at,
    fetchedAt,
  }
}
