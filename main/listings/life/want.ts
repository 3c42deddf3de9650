import type { Template } from '../../../shared/contract/listing-shapes.ts'
import type { ProductStatus, Wholesaler } from '../../../shared/product.ts'
import type { Cost } from '../../../shared/rules/price.ts'
import type { SoldThing } from './types.ts'

/** A product as far as selling it goes on. */
export interface ProductNow {
  id: number
  wholesaler: Wholesaler
  productId: string
  name: string
  brand: string | null
  maker: string | null
  status: ProductStatus
  price: number | null
  fixedPrice: number | null
  /** Null = not counted. */
  stock: number | null
  /** Why it may not be on an open market, in words; empty when it may. */
  bars: readonly string[]
  shippingFee: number | null
  category: string | null
  watched: number
  options: readonly { key: string; price: number | null; stock: number | null; soldout: boolean }[]
}

export interface WantedThing {
  sku: string
  key: string
  /** Pieces to offer; 0 = none. */
  stock: number
  cost: Cost
}

type StockTerms = Pick<Template, 'safetyStock' | 'maxStock' | 'uncountedStock'>

/** Pieces to offer of what the wholesaler has; what is not counted is never a number to sell from but the template's. */
export const offeredStock = (counted: number | null, { safetyStock, maxStock, uncountedStock }: StockTerms): number =>
  counted === null ? (uncountedStock ?? 0) : Math.min(maxStock, Math.max(0, counted - safetyStock))

/** A product that is sold whole has one option at most; with more to choose from, nobody can say what was bought, nor its cost. */
const soleOf = ({ options }: ProductNow): ProductNow['options'][number] | null | undefined =>
  options.length > 1 ? undefined : (options[0] ?? null)

/** What each thing of a listing should be offered with now. Unknown cost or an option that is gone: none is offered. */
export function wantedThings(things: readonly SoldThing[], product: ProductNow, terms: StockTerms): WantedThing[] {
  const byKey = new Map(product.options.map((option) => [option.key, option]))
  const isSold = product.status === 'available' && product.bars.length === 0
  const costOf = (cost: number | null): Cost => ({
    cost,
    shipping: product.shippingFee,
    fixedPrice: product.fixedPrice,
  })
  return things.map(({ sku, key }) => {
    const option = key === '' ? soleOf(product) : byKey.get(key)
    if (option === undefined) return { sku, key, stock: 0, cost: costOf(null) }
    const isWhole = key === ''
    const price = isWhole ? product.price : (option?.price ?? null)
    const isOffered = isSold && price !== null && option?.soldout !== true
    const counted = isWhole ? product.stock : (option?.stock ?? null)
    return { sku, key, stock: isOffered ? offeredStock(counted, terms) : 0, cost: costOf(price) }
  })
}

const statusWords: Record<ProductStatus, string> = { available: '판매중', soldout: '품절', discontinued: '단종' }

/** Why nothing of the product may be sold now; null where something may. */
export function notSold(
  product: ProductNow,
  wanted: readonly WantedThing[],
  banned: string | null = null,
): string | null {
  if (product.status !== 'available') return `도매처에서 ${statusWords[product.status]}되었습니다.`
  if (product.bars.length > 0) return `오픈마켓에 올릴 수 없는 상품이 되었습니다: ${product.bars.join(', ')}`
  if (banned !== null) return banned
  if (wanted.every(({ cost }) => cost.cost === null)) return '원가를 알 수 없게 되었습니다.'
  if (wanted.every(({ stock }) => stock === 0)) return '도매처에 팔 수 있는 재고가 없습니다.'
  return null
}
