import { kstDateTime } from '../../../shared/time.ts'
import type { Body } from './body-shape.ts'

export const statusNames = {
  SAVED: '임시저장',
  IN_REVIEW: '심사중',
  APPROVING: '승인대기중',
  APPROVED: '승인완료',
  PARTIAL_APPROVED: '부분승인완료',
  DENIED: '승인반려',
  DELETED: '상품삭제',
} as const
export type Status = keyof typeof statusNames

export interface ShopItem {
  sellerProductItemId: number
  /** Eighteen digits: more than a double holds. Null until approved. */
  vendorItemId: string | null
  price: number
  /** Buyers are shown the difference as a discount. */
  originalPrice: number
  stock: number
  onSale: boolean
  /** Stopped by the service itself: not to be resumed by the seller. */
  monitored: boolean
  /** As it was sent. */
  sent: Body
}

export interface ShopProduct {
  sellerProductId: number
  productId: number | null
  status: Status
  createdAt: number
  /** When the review decides; null when it is not asked. */
  reviewAt: number | null
  history: { status: Status; comment: string; createdAt: number }[]
  items: ShopItem[]
  sent: Body
}

interface ReviewPlan {
  /** From the request to the decision, ms. */
  reviewMs: number
  /** Each n-th product is refused; 0 = none. */
  refuseEvery: number
}

const FIRST_PRODUCT = 16_009_990_001
const FIRST_OPTION = 900_000_000_000_000_123n
export const REFUSED = '대표 이미지에 문구나 로고가 포함되어 있습니다.'

export interface ShopState {
  products: ShopProduct[]
  nextProduct: number
  /** Text: more digits than a number holds. */
  nextOption: string
}

/** The products of one vendor, and what becomes of them as time goes by. */
export function createShop(plan: ReviewPlan, kept?: ShopState) {
  const products = new Map<number, ShopProduct>(kept?.products.map((one) => [one.sellerProductId, one]))
  const options = new Map<string, { product: ShopProduct; item: ShopItem }>()
  const bySku = new Map<string, Set<ShopProduct>>()
  let nextProduct = kept?.nextProduct ?? FIRST_PRODUCT
  let nextOption = BigInt(kept?.nextOption ?? FIRST_OPTION)

  const index = (product: ShopProduct) => {
    for (const item of product.items) {
      if (item.vendorItemId !== null) options.set(item.vendorItemId, { product, item })
      const sku = typeof item.sent.externalVendorSku === 'string' ? item.sent.externalVendorSku : null
      if (sku === null) continue
      const there = bySku.get(sku) ?? new Set()
      bySku.set(sku, there.add(product))
    }
  }
  for (const product of products.values()) index(product)

  const note = (product: ShopProduct, status: Status, comment: string, now: number) => {
    product.status = status
    product.history.unshift({ status, comment, createdAt: now })
  }

  const approve = (product: ShopProduct, now: number) => {
    for (const item of product.items) {
      if (item.vendorItemId !== null) continue
      item.vendorItemId = String(nextOption)
      nextOption += 7n
      item.onSale = true
    }
    product.productId ??= 8_000_000_000 + (product.sellerProductId - FIRST_PRODUCT)
    product.reviewAt = null
    note(product, 'APPROVED', '', now)
    index(product)
  }
  const deny = (product: ShopProduct, reason: string, now: number) => {
    product.reviewAt = null
    note(product, 'DENIED', reason, now)
  }

  /** Brings a product's review up to `now`. */
  const settle = (product: ShopProduct, now: number): ShopProduct => {
    if (product.reviewAt === null) return product
    const half = product.reviewAt - plan.reviewMs / 2
    if (product.status === 'IN_REVIEW' && now >= half) note(product, 'APPROVING', '', half)
    if (now >= product.reviewAt) {
      const number = product.sellerProductId - FIRST_PRODUCT + 1
      const isRefused = plan.refuseEvery > 0 && number % plan.refuseEvery === 0
      if (isRefused) deny(product, REFUSED, product.reviewAt)
      else approve(product, product.reviewAt)
    }
    return product
  }

  const ask = (product: ShopProduct, now: number) => {
    product.reviewAt = now + plan.reviewMs
    note(product, 'IN_REVIEW', '승인요청', now)
  }

  return {
    create: (sent: Body, items: Body[], now: number): ShopProduct => {
      const product: ShopProduct = {
        sellerProductId: nextProduct,
        productId: null,
        status: 'SAVED',
        createdAt: now,
        reviewAt: null,
        history: [{ status: 'SAVED', comment: '', createdAt: now }],
        sent,
        items: items.map((item, at) => ({
          sellerProductItemId: nextProduct * 10 + at,
          vendorItemId: null,
          price: Number(item.salePrice),
          originalPrice: Number(item.originalPrice),
          stock: Number(item.maximumBuyCount),
          onSale: false,
          monitored: false,
          sent: item,
        })),
      }
      nextProduct += 1
      products.set(product.sellerProductId, product)
      index(product)
      if (sent.requested === true) ask(product, now)
      return product
    },
    ask,
    approve,
    deny,
    note,
    get: (id: number, now: number) => {
      const product = products.get(id)
      return product === undefined ? null : settle(product, now)
    },
    option: (vendorItemId: string) => options.get(vendorItemId) ?? null,
    ofSku: (sku: string, now: number) => [...(bySku.get(sku) ?? [])].map((one) => settle(one, now)),
    all: (now: number) => [...products.values()].map((one) => settle(one, now)),
    clear: () => {
      products.clear()
      options.clear()
      bySku.clear()
    },
    state: (): ShopState => ({ products: [...products.values()], nextProduct, nextOption: String(nextOption) }),
  }
}
export type Shop = ReturnType<typeof createShop>

export const localTime = (ms: number): string => kstDateTime(ms).replace(' ', 'T')

/** As lists answer a product: no options in it. */
export const summary = ({ sellerProductId, productId, status, createdAt, sent }: ShopProduct) => ({
  sellerProductId,
  sellerProductName: sent.sellerProductName,
  displayCategoryCode: sent.displayCategoryCode,
  productId,
  vendorId: sent.vendorId,
  saleStartedAt: sent.saleStartedAt,
  saleEndedAt: sent.saleEndedAt,
  brand: sent.brand ?? null,
  statusName: statusNames[status],
  createdAt: localTime(createdAt),
})

interface ExactJson {
  rawJSON(text: string): unknown
}
const exact: ExactJson = JSON as JSON & ExactJson
export const bareDigits = (digits: string | null): unknown => (digits === null ? null : exact.rawJSON(digits))

/** A product as its own address answers it. Price and stock stay as they were sent: after the approval `inventories` has the truth. */
export const whole = (product: ShopProduct) => ({
  ...product.sent,
  sellerProductId: product.sellerProductId,
  productId: product.productId,
  statusName: statusNames[product.status],
  items: product.items.map(({ sellerProductItemId, vendorItemId, sent }) => ({
    ...sent,
    sellerProductItemId,
    vendorItemId: bareDigits(vendorItemId),
  })),
})
