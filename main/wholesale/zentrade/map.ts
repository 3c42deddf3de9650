import type { ProductOption, Shipping, WholesaleProduct } from '../../../shared/product.ts'
import { cost, pictures, Unreadable } from '../../net/readers.ts'
import type { Rejected } from '../port.ts'
import { codeIn, type FeedProduct, parseProduct } from './parse.ts'

/** What the operator told us, because the feed does not say it. Won; null = not told. */
export interface ZentradeShipping {
  fee: number | null
  returnFee: number | null
}

/** Entries joined by `↑=↑`, fields by `^|^`; the price of an entry is the full price, never a surcharge. */
export function optionsOf(product: FeedProduct, soldOut: boolean): ProductOption[] {
  const status = soldOut ? 'soldout' : 'available'
  const seen = new Map<string, number>()
  const options: ProductOption[] = []
  for (const entry of product.optionText.split('↑=↑')) {
    const fields = entry.trim().split('^|^')
    const name = fields[0]?.trim() ?? ''
    if (name === '') continue
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    options.push({
      // The feed gives options no code, so the name is what stays the same from one collect to the next.
      key: times === 1 ? name : `${name}#${times}`,
      name: product.optionName === '' ? name : `${product.optionName}: ${name}`,
      price: cost(fields[1], `옵션 ${name.slice(0, 40)}`),
      stock: null,
      status,
    })
  }
  return options
}

const shippingOf = ({ fee, returnFee }: ZentradeShipping): Shipping => ({
  rule: fee === null ? { kind: 'unknown' } : fee === 0 ? { kind: 'free' } : { kind: 'flat', fee },
  payment: fee === null ? 'unknown' : fee === 0 ? 'free' : 'prepaid',
  stated: '',
  returnFee,
  extraJeju: null,
  extraIslands: null,
})

const orNull = (text: string): string | null => (text === '' ? null : text)

/** The product as this app knows it, or why it cannot be taken. `raw` is its text in the feed. */
export function toProduct(raw: string, shipping: ZentradeShipping): WholesaleProduct | Rejected {
  try {
    return productOf(parseProduct(raw), raw, shipping)
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown
    return { productId: codeIn(raw), reason: thrown.message }
  }
}

function productOf(feed: FeedProduct, raw: string, shipping: ZentradeShipping): WholesaleProduct {
  if (feed.code === '') throw new Unreadable('상품 코드가 없습니다.')
  if (feed.name === '') throw new Unreadable('상품명이 없습니다.')
  // Only what is plainly said to be for sale is: an unknown value must not be sold from.
  if (feed.runout !== '0' && feed.runout !== '1') {
    throw new Unreadable(`품절 여부를 읽지 못했습니다 (runout="${feed.runout.slice(0, 20)}").`)
  }
  if (feed.taxMode !== 'Y' && feed.taxMode !== 'N') {
    throw new Unreadable(`과세 구분을 읽지 못했습니다 (taxmode="${feed.taxMode.slice(0, 20)}").`)
  }
  const base = cost(feed.buyPrice, 'buyprice')
  const soldOut = feed.runout === '1'
  const options = optionsOf(feed, soldOut)
  const prices = options.flatMap((option) => (option.price === null ? [] : [option.price]))
  const price = prices.length > 0 ? Math.min(...prices) : base
  return {
    wholesaler: 'zentrade',
    productId: feed.code,
    name: feed.name,
    price,
    fixedPrice: null,
    stock: null,
    status: soldOut ? 'soldout' : 'available',
    options:
      options.length > 0
        ? options
        : [{ key: 'single', name: '', price, stock: null, status: soldOut ? 'soldout' : 'available' }],
    minimumQuantity: 1,
    tiers: [],
    shipping: shippingOf(shipping),
    taxFree: feed.taxMode === 'N',
    adultOnly: false,
    bars: [],
    origin: orNull(feed.origin),
    maker: orNull(feed.maker),
    brand: orNull(feed.brand),
    model: orNull(feed.model),
    categoryPath: feed.category === '' ? [] : [feed.category],
    categoryCode: orNull(feed.categoryCode),
    marketCategories: Object.fromEntries(
      [
        ['playauto-emp', feed.empCode],
        ['esellers', feed.esellersCode],
        ['notice-group', feed.noticeGroup],
      ].filter(([, code]) => code !== ''),
    ) as Record<string, string>,
    keywords: feed.keywords
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    images: pictures(feed.images),
    descriptionHtml: orNull(feed.content),
    notices: [],
    certificates: [],
    // `opendate` is when the product was new; the feed does not say when it changed.
    changedAt: null,
    raw,
  }
}
