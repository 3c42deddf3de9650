import { giftProduct, type PracticeProduct, practiceProducts } from './data/products.ts'
import type { ImwebProductInfo, ImwebSectionItem } from './order-types.ts'
import type { Plan } from './plan.ts'
import { between, type Draw, drawsFor, hexFor, pick } from './random.ts'

export interface Line {
  no: number
  product: PracticeProduct
  options: [string, string][]
  qty: number
  coupon: number
  points: number
  gift: boolean
}

const sample = practiceProducts.find((product) => product.prodNo === 127) ?? practiceProducts[0]
const sold: readonly [PracticeProduct, ...PracticeProduct[]] = [
  practiceProducts[0],
  ...practiceProducts.slice(1).filter((product) => product.price > 0),
]

/** What was ordered. A partial claim needs something that stays, so such orders have two lines at least. */
export function linesOf(plan: Plan, draw: Draw): Line[] {
  const many = draw()
  const wanted = many < 0.62 ? 1 : many < 0.86 ? 2 : many < 0.95 ? 3 : between(4, 5, draw())
  const count = plan.scenario.money === 'free' ? 1 : plan.scenario.share === 'part' ? Math.max(2, wanted) : wanted
  const lines: Line[] = []
  for (let no = 1; no <= count; no++) {
    const product = plan.scenario.money === 'free' ? sample : pick(sold, draw())
    const options = (product.options ?? []).map(([name, values]): [string, string] => [name, pick(values, draw())])
    const qty = plan.scenario.money === 'free' || draw() < 0.8 ? 1 : between(2, 4, draw())
    lines.push({ no, product, options, qty, coupon: 0, points: 0, gift: false })
  }
  const first = lines[0]
  if (first && plan.scenario.money !== 'free') {
    const worth = first.product.price * first.qty
    if (draw() < 0.18) first.coupon = Math.min(between(1, 5, draw()) * 1000, worth - 100)
    if (draw() < 0.1) first.points = Math.min(between(1, 30, draw()) * 100, worth - first.coupon - 100)
    first.points = Math.max(0, first.points)
  }
  if (draw() < 0.06)
    lines.push({ no: count + 1, product: giftProduct, options: [], qty: 1, coupon: 0, points: 0, gift: true })
  return lines
}

export const worthOf = (line: Line): number => line.product.price * line.qty - line.coupon - line.points

export function itemOf(seed: number, plan: Plan, line: Line, claimable: boolean): ImwebSectionItem {
  return {
    orderSectionItemNo: `${plan.orderNo}-${String(line.no).padStart(3, '0')}`,
    orderItemCode: `oi${String(plan.orderNo).slice(0, 8)}${hexFor(seed, plan.id, 200 + line.no, 13)}`,
    ...(plan.channel === 'IMWEB' ? {} : { channelOrderItemNo: `${plan.orderNo}${line.no}` }),
    qty: line.qty,
    gradeDiscount: 0,
    itemCouponDiscount: line.coupon,
    itemPointAmount: line.points,
    itemPromotionDiscount: 0,
    isRestock: 'N',
    possibleClaimType: claimable ? 'return' : undefined,
    isPromotion: line.gift ? 'Y' : 'N',
    productInfo: productInfoOf(seed, line, drawsFor(seed, plan.id, 600 + line.no)),
  }
}

function productInfoOf(seed: number, line: Line, draw: Draw): ImwebProductInfo | undefined {
  const { product, options } = line
  // Imweb does not promise productInfo.
  if (draw() < 0.004) return undefined
  const form = draw()
  const hasOptions = options.length > 0
  return {
    prodNo: product.prodNo,
    optionDetailCode: hasOptions ? `od20250301${hexFor(seed, product.prodNo, 300, 13)}` : undefined,
    isIndividualOption: 'N',
    prodName: product.name,
    baseItemPrice: product.base,
    itemPrice: product.price,
    isTaxFree: product.taxFree ? 'Y' : 'N',
    weight: product.weight,
    isRequireOption: hasOptions ? 'Y' : 'N',
    // Seen as a flat object, as a list, as both; without options as missing, null or empty.
    optionInfo: hasOptions
      ? form < 0.85
        ? Object.fromEntries(options)
        : undefined
      : form < 0.2
        ? null
        : form < 0.3
          ? {}
          : undefined,
    optionInfoList: hasOptions ? (form > 0.5 ? options : undefined) : form > 0.9 ? [] : undefined,
    prodSkuNo: product.sku ?? (form < 0.5 ? '' : undefined),
    customProdCode: form < 0.4 ? null : undefined,
    returnableDay: 7,
    brand: product.brand,
  }
}
