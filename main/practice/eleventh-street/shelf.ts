import { DAY_MS, kstDayNumber } from '../../../shared/time.ts'
import type { PracticeOption } from './option-rules.ts'
import type { Accepted } from './product-rules.ts'

export interface ShelfStock extends PracticeOption {
  prdStckNo: string
  sold: number
  optWght: string
}

export interface ShelfProduct {
  prdNo: string
  sellerPrdCd: string
  name: string
  category: string
  price: number
  /** selStatCd. */
  state: string
  stocks: ShelfStock[]
  createdAt: number
  visibleAt: number
  /** When the review ends; null when there is none under way. */
  reviewedAt: number | null
  refusesReview: boolean
  endsAt: number
}

interface ShelfOptions {
  /** How long an approval takes, ms; 0: on sale at once, as general products are. */
  reviewMs: number
  /** Every how many-th review refuses; 0: none. */
  refuseEvery: number
  /** How long a new product is not found by searches yet, ms. */
  visibleAfterMs: number
  /** Products made in a day, or null for as many as you like. */
  perDay: number | null
}

const FIRST_PRODUCT = 9_990_000_001
const FIRST_STOCK = 99_900_000_001
const PERIOD_MS = 3 * 365 * DAY_MS

export interface Shelf {
  options: ShelfOptions
  add(accepted: Accepted, now: number): ShelfProduct
  get(prdNo: string, now: number): ShelfProduct | undefined
  bySellerCode(code: string, now: number): ShelfProduct[]
  /** In the order of creation, visible ones only. */
  visible(now: number): ShelfProduct[]
  all(now: number): ShelfProduct[]
  replaceOptions(product: ShelfProduct, options: readonly PracticeOption[]): void
  dayIsFull(now: number): boolean
  remove(prdNo: string): boolean
  clear(): void
}

/** 품절 and 판매중 follow the pieces; every other state is somebody's decision. */
export const settle = (product: ShelfProduct): void => {
  const pieces = product.stocks.reduce((sum, { stock, inUse }) => sum + (inUse ? stock : 0), 0)
  if (product.state === '103' && pieces === 0) product.state = '104'
}

export function createShelf(options: ShelfOptions): Shelf {
  const products = new Map<string, ShelfProduct>()
  const codes = new Map<string, ShelfProduct[]>()
  let nextProduct = FIRST_PRODUCT
  let nextStock = FIRST_STOCK
  let reviews = 0
  let day = { number: 0, count: 0 }

  const stocksFor = (rows: readonly PracticeOption[]): ShelfStock[] =>
    rows.map((row) => {
      const prdStckNo = String(nextStock)
      nextStock += 1
      return { ...row, prdStckNo, sold: 0, optWght: '0' }
    })

  const lone = (name: string, stock: number): PracticeOption[] => [
    { axis: '', value: name, surcharge: 0, stock, inUse: true, sellerStockCd: '' },
  ]

  const current = (product: ShelfProduct, now: number): ShelfProduct => {
    if (product.reviewedAt !== null && now >= product.reviewedAt) {
      product.reviewedAt = null
      product.state = product.refusesReview ? '109' : '103'
      settle(product)
    }
    if (now > product.endsAt && /^10[345]$/.test(product.state)) product.state = '106'
    return product
  }

  return {
    options,
    add(accepted, now) {
      const today = kstDayNumber(now)
      if (day.number !== today) day = { number: today, count: 0 }
      day.count += 1
      reviews += 1
      const { name, category, sellerPrdCd, price, stock } = accepted
      const product: ShelfProduct = {
        prdNo: String(nextProduct),
        sellerPrdCd,
        name,
        category,
        price,
        state: options.reviewMs > 0 ? '101' : '103',
        stocks: stocksFor(accepted.options.length === 0 ? lone(name, stock) : accepted.options),
        createdAt: now,
        visibleAt: now + options.visibleAfterMs,
        reviewedAt: options.reviewMs > 0 ? now + options.reviewMs : null,
        refusesReview: options.refuseEvery > 0 && reviews % options.refuseEvery === 0,
        endsAt: now + PERIOD_MS,
      }
      nextProduct += 1
      products.set(product.prdNo, product)
      codes.set(sellerPrdCd, [...(codes.get(sellerPrdCd) ?? []), product])
      return product
    },
    get: (prdNo, now) => {
      const product = products.get(prdNo)
      return product && current(product, now)
    },
    bySellerCode: (code, now) =>
      (codes.get(code) ?? []).filter(({ visibleAt }) => visibleAt <= now).map((one) => current(one, now)),
    visible: (now) =>
      [...products.values()].filter(({ visibleAt }) => visibleAt <= now).map((one) => current(one, now)),
    all: (now) => [...products.values()].map((one) => current(one, now)),
    replaceOptions: (product, rows) => {
      product.stocks = stocksFor(rows)
      settle(product)
    },
    dayIsFull: (now) => options.perDay !== null && day.number === kstDayNumber(now) && day.count >= options.perDay,
    remove: (prdNo) => {
      const product = products.get(prdNo)
      if (product === undefined) return false
      products.delete(prdNo)
      const rest = (codes.get(product.sellerPrdCd) ?? []).filter((one) => one !== product)
      if (rest.length === 0) codes.delete(product.sellerPrdCd)
      else codes.set(product.sellerPrdCd, rest)
      return true
    },
    clear: () => {
      products.clear()
      codes.clear()
      day = { number: 0, count: 0 }
    },
  }
}
