import type {
  ListingBar,
  ProductOption,
  ProductStatus,
  Shipping,
  ShippingRule,
  WholesaleProduct,
} from '../../../shared/product.ts'
import * as read from '../../net/readers.ts'
import type { Rejected } from '../port.ts'
import { lowestPrice, statusOf, stockOf, withOwnKeys } from '../products.ts'
import { certificatesOf, marketCategoriesOf, metadataOf, noticesOf, returnFeeOf } from './metadata.ts'

export type Mapped = { product: WholesaleProduct } | { rejected: Rejected }

/** Unknown words are never sold from. */
const statuses = new Map<string, ProductStatus>([
  ['available', 'available'],
  ['soldout', 'soldout'],
  ['unavailable', 'soldout'],
  ['discontinued', 'discontinued'],
])

const optionOf = (value: read.Raw, at: number): ProductOption => {
  const stock = read.stock(value.quantity)
  const attributes = read.raws(value.optionAttributes).flatMap((attribute) => {
    const name = read.text(attribute.name, 200)
    const chosen = read.text(attribute.value, 500)
    return chosen === null ? [] : [name === null ? chosen : `${name}: ${chosen}`]
  })
  return {
    key: read.keyOf(value.key) ?? String(at),
    name: attributes.join(' / '),
    // OwnerClan's option prices are full prices, not surcharges.
    price: read.cost(value.price, 'options.price'),
    stock,
    status: value.status === 'available' && stock !== 0 ? 'available' : 'soldout',
  }
}

const payments = new Map<string, Shipping['payment']>([
  ['inAdvance', 'prepaid'],
  ['uponArrival', 'on_arrival'],
  ['all', 'choice'],
  ['free', 'free'],
])
const paymentWords: Record<Shipping['payment'], string> = {
  prepaid: '선결제',
  on_arrival: '착불',
  choice: '구매자 선택',
  free: '무료배송',
  unknown: '',
}

const shippingOf = (item: read.Raw, returnFee: number | null): Shipping => {
  const fee = read.count(item.shippingFee)
  const box = read.count(item.boxQuantity) ?? 0
  const type = read.text(item.shippingType, 40) ?? ''
  const payment = payments.get(type) ?? 'unknown'
  const rule: ShippingRule =
    payment === 'free' || fee === 0
      ? { kind: 'free' }
      : fee === null
        ? { kind: 'unknown' }
        : box > 0
          ? { kind: 'per_box', fee, boxQuantity: box }
          : { kind: 'flat', fee }
  const words = [
    paymentWords[payment] || type,
    fee === null ? '' : `${fee.toLocaleString('ko-KR')}원`,
    box > 0 ? `${box}개마다` : '',
  ]
  return {
    rule,
    payment: rule.kind === 'free' ? 'free' : payment,
    stated: words.filter((word) => word !== '').join(' · '),
    returnFee,
    // OwnerClan states no extra fee for Jeju and the islands.
    extraJeju: null,
    extraIslands: null,
  }
}

const barsOf = (item: read.Raw): ListingBar[] => {
  const attributes = new Set(read.texts(item.attributes))
  const bars: ListingBar[] = []
  // Required by the schema: only a clear yes allows it.
  if (!read.yes(item.openmarketSellable)) bars.push('openmarket_refused')
  if (attributes.has('PROHIBIT')) bars.push('prohibited')
  if (attributes.has('ATTR_H_FOOD') || attributes.has('ATTR_MEDICAL')) bars.push('permit_needed')
  if (read.yes(item.adultOnly)) bars.push('adult')
  return bars
}

const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
/** Timestamps are Unix ms. */
const timeOf = (value: unknown): number | null => {
  const at = Math.floor(read.number(value))
  return at >= EARLIEST && at < LATEST ? at : null
}

const pathOf = (category: read.Raw): string[] => {
  const full = read.text(category.fullName, 500)
  const path = (full ?? '').split('>').flatMap((step) => read.text(step, 200) ?? [])
  return path.length > 0 ? path : read.texts(category.name)
}

const productOf = (item: read.Raw, productId: string): WholesaleProduct => {
  const name = read.text(item.name, 500)
  if (name === null) throw new read.Unreadable('상품명(name)이 없습니다.')
  const stated = statuses.get(read.text(item.status) ?? '') ?? 'soldout'
  const options = withOwnKeys(read.raws(item.options).map(optionOf))
  const category = read.raw(item.category)
  const metadata = metadataOf(item.metadata)
  return {
    wholesaler: 'ownerclan',
    productId,
    name,
    price: lowestPrice(options) ?? read.cost(item.price, 'price'),
    fixedPrice: item.pricePolicy === 'fixed' ? read.cost(item.fixedPrice, 'fixedPrice') : null,
    stock: stockOf(options),
    status: options.length === 0 ? stated : statusOf(stated, options),
    options,
    minimumQuantity: 1,
    tiers: [],
    shipping: shippingOf(item, returnFeeOf(metadata)),
    taxFree: read.yes(item.taxFree),
    adultOnly: read.yes(item.adultOnly),
    bars: barsOf(item),
    origin: read.text(item.origin),
    maker: read.text(item.production),
    brand: null,
    model: read.text(item.model),
    categoryPath: pathOf(category),
    categoryCode: read.text(category.key, 60),
    marketCategories: marketCategoriesOf(metadata),
    keywords: read.texts(item.searchKeywords),
    images: read.pictures(item.images),
    descriptionHtml: read.markup(item.content),
    notices: noticesOf(metadata),
    certificates: certificatesOf(metadata.certificateInformation),
    changedAt: timeOf(item.updatedAt),
    raw: JSON.stringify(item),
  }
}

/** One Item as a product, or why it cannot be one. Never throws. `place` names it where it has no key. */
export function mapItem(item: unknown, place: string): Mapped {
  const row = read.raw(item)
  const productId = read.keyOf(row.key)
  const rejected = (reason: string): Mapped => ({ rejected: { productId: productId ?? place, reason } })
  if (!read.isRaw(item)) return rejected('상품 자료가 객체가 아닙니다.')
  if (productId === null) return rejected('상품코드(key)를 읽을 수 없습니다.')
  try {
    return { product: productOf(row, productId) }
  } catch (thrown) {
    if (!(thrown instanceof read.Unreadable)) throw thrown
    return rejected(thrown.message)
  }
}
