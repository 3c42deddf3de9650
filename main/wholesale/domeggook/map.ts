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
import { lowestPrice, statusOf, stockOf } from '../products.ts'
import { bandsOf, stepsOf } from '../shipping.ts'
import { type Market, optionsOf } from './options.ts'
import { pricesOf } from './prices.ts'

export type Mapped = { product: WholesaleProduct } | { rejected: Rejected }

export interface MapContext {
  market: Market
  /** What the list said; null where it was not asked or did not name the product. */
  businessOnly: boolean | null
}

/** Every other word (기간미지정, 승인대기, 아웃벌점 제재, new ones) means that it cannot be sold now. */
const statuses = new Map<string, ProductStatus>([
  ['판매중', 'available'],
  ['기간종료', 'discontinued'],
  ['판매종료', 'discontinued'],
])

const paymentOf = (pay: string): Shipping['payment'] => {
  if (/선택/.test(pay)) return 'choice'
  if (/무료/.test(pay)) return 'free'
  if (/착불/.test(pay)) return 'on_arrival'
  return /선결제|선불/.test(pay) ? 'prepaid' : 'unknown'
}

const ruleOf = (type: string, deli: read.Raw): ShippingRule => {
  if (type === '수량별차등') return bandsOf(deli.tbl)
  if (type === '수량별비례') return stepsOf(deli.tbl)
  // 금액비노출: the seller does not show it.
  if (type !== '고정배송비' && type !== '') return { kind: 'unknown' }
  const fee = read.count(deli.fee)
  return fee === null ? { kind: 'unknown' } : fee === 0 ? { kind: 'free' } : { kind: 'flat', fee }
}

const shippingOf = (view: read.Raw, market: Market): Shipping => {
  const deli = read.raw(view.deli)
  const own = read.raw(deli[market])
  const pay = read.text(own.pay) ?? read.text(deli.pay) ?? ''
  const type = read.text(own.type) ?? ''
  const payment = paymentOf(pay)
  const rule: ShippingRule = payment === 'free' ? { kind: 'free' } : ruleOf(type, own)
  const extra = read.raw(deli.feeExtra)
  const amount = read.text(own.tbl) ?? read.text(own.fee)
  return {
    rule,
    payment: rule.kind === 'free' ? 'free' : payment,
    stated: [pay, type, amount ?? ''].filter((word) => word !== '').join(' · '),
    returnFee: read.count(read.raw(view.return).deliAmt),
    extraJeju: read.count(extra.jeju),
    extraIslands: read.count(extra.islands),
  }
}

/** Personal and firm data never reach the database, and of the description only what the licence allows. */
export const withoutPeople = (view: read.Raw): read.Raw => {
  const { company: _company, ...seller } = read.raw(view.seller)
  const { addr: _addr, ...back } = read.raw(view.return)
  const desc = read.raw(view.desc)
  const item = read.yes(read.raw(desc.license).usable) ? read.raw(desc.contents).item : undefined
  return {
    ...view,
    ...(view.seller === undefined ? {} : { seller }),
    ...(view.return === undefined ? {} : { return: back }),
    ...(view.desc === undefined
      ? {}
      : { desc: { license: desc.license, ...(item === undefined ? {} : { contents: { item } }) } }),
  }
}

const certificates = (value: unknown): string[] => [
  ...new Set(
    read.list(value).flatMap((one) => {
      const parts = read.isRaw(one) ? Object.values(one).flatMap((part) => read.text(part, 200) ?? []) : read.texts(one)
      return parts.length === 0 ? [] : [parts.join(' ')]
    }),
  ),
]

const minimumOf = (qty: read.Raw, market: Market, firstTier: number | undefined): number => {
  const own = market === 'dome' ? [qty.domeMoq, qty.domeUnit] : [qty.supplyUnit]
  return Math.max(1, firstTier ?? 1, ...own.map((value) => read.count(value) ?? 1))
}

const productOf = (view: read.Raw, productId: string, { market, businessOnly }: MapContext): WholesaleProduct => {
  const basis = read.raw(view.basis)
  const name = read.text(basis.title, 500)
  if (name === null) throw new read.Unreadable('상품명(title)이 없습니다.')
  const qty = read.raw(view.qty)
  const detail = read.raw(view.detail)
  const desc = read.raw(view.desc)
  const category = read.raw(view.category)
  const current = read.raw(category.current)
  const channel = read.raw(view.channel)
  const thumb = read.raw(view.thumb)
  const licence = read.yes(read.raw(desc.license).usable)
  const adult = read.yes(basis.adult)

  const prices = pricesOf(read.raw(view.price)[market])
  // No price at all, or a channel that says no: not sold on this market.
  const isSoldHere = prices !== null && (channel[market] === undefined || read.yes(channel[market]))
  const base = prices?.price ?? null
  const inventory = read.stock(qty.inventory)
  const single: ProductOption = {
    key: '0',
    name: '',
    price: base,
    stock: inventory,
    status: inventory === 0 ? 'soldout' : 'available',
  }
  const options = optionsOf(view.selectOpt, base, market) ?? [single]
  const stated = statuses.get(read.text(basis.status) ?? '') ?? 'soldout'
  const status = stated === 'available' && !isSoldHere ? 'soldout' : statusOf(stated, options)
  const minimumQuantity = minimumOf(qty, market, prices?.tiers[0]?.from)

  const bars: ListingBar[] = []
  if (businessOnly === true) bars.push('business_only')
  if (!licence) bars.push('licence_refused')
  if (adult) bars.push('adult')
  if (minimumQuantity > 1 || !isSoldHere) bars.push('not_for_single_sale')

  return {
    wholesaler: 'domeggook',
    productId,
    name,
    price: lowestPrice(options) ?? base,
    fixedPrice: null,
    stock: options.length === 0 ? inventory : stockOf(options),
    status,
    options,
    minimumQuantity,
    tiers: prices?.tiers ?? [],
    shipping: shippingOf(view, market),
    taxFree: read.text(basis.tax) === '면세상품',
    adultOnly: adult,
    bars,
    origin: read.text(detail.country),
    maker: read.text(detail.manufacturer),
    brand: null,
    model: read.text(detail.model),
    categoryPath: [...read.raws(read.raw(category.parents).elem), current].flatMap(
      (step) => read.text(step.name, 200) ?? [],
    ),
    categoryCode: read.text(current.code, 60),
    marketCategories: {},
    keywords: read.texts(read.raw(basis.keywords).kw),
    images: read.pictures(thumb.original ?? thumb.large ?? thumb.small),
    descriptionHtml: licence ? read.markup(read.raw(desc.contents).item) : null,
    notices: read.raws(read.raw(detail.infoDuty).item).flatMap((row) => {
      const [title, value] = [read.text(row.name, 200), read.text(row.desc, 2000)]
      return title === null || value === null ? [] : [{ name: title, value }]
    }),
    certificates: certificates(detail.safetyCert),
    changedAt: null,
    // The same reply means other prices and lots on the other market.
    raw: JSON.stringify({ ...withoutPeople(view), market }),
  }
}

/** One getItemView as a product, or why it cannot be one. Never throws. `place` names it where it has no number. */
export function mapView(view: unknown, place: string, context: MapContext): Mapped {
  const row = read.raw(view)
  const productId = read.keyOf(read.raw(row.basis).no)
  const rejected = (reason: string): Mapped => ({ rejected: { productId: productId ?? place, reason } })
  if (!read.isRaw(view)) return rejected('상품 자료가 객체가 아닙니다.')
  if (productId === null) return rejected('상품번호(basis.no)를 읽을 수 없습니다.')
  try {
    return { product: productOf(row, productId, context) }
  } catch (thrown) {
    if (!(thrown instanceof read.Unreadable)) throw thrown
    return rejected(thrown.message)
  }
}
