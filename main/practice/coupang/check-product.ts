import { type Body, itemShape, mustFit, productShape, rows, words } from './body-shape.ts'
import { checkItem, purchaseSet } from './check-item.ts'
import type { Leaf } from './metas.ts'
import { badInput, type ErrorItem, Refusal } from './refusal.ts'
import { outboundPlaces, returnCenters } from './vendor-places.ts'

export interface Rules {
  vendorId: string
  vendorUserId: string
  leafOf(code: number): Leaf | null
  /** Pictures cannot be fetched. */
  refusesPictures: boolean
}

const NAME_MAX = 100
const MOST_ITEMS = 200
const time = /^(\d{4})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/

const returnWords = [
  'returnChargeName',
  'companyContactNumber',
  'returnZipCode',
  'returnAddress',
  'returnAddressDetail',
] as const

function checkDelivery(body: Body): void {
  const number = (name: string) => Number(body[name])
  const place = outboundPlaces.find(
    (one) => String(one.outboundShippingPlaceCode) === String(body.outboundShippingPlaceCode),
  )
  if (!place?.usable) throw new Refusal('올바른 출고지 코드를 입력 하세요.')
  const isOverseas = place.placeAddresses.some((one) => one.addressType === 'OVERSEA')
  if ((body.deliveryMethod === 'AGENT_BUY') !== isOverseas) throw new Refusal('배송방법을 확인해 주시기 바랍니다.')
  const couriers = place.remoteInfos.filter((one) => one.usable).map((one) => one.deliveryCode)
  if (body.remoteAreaDeliverable === 'Y' && !couriers.includes(String(body.deliveryCompanyCode))) {
    throw new Refusal('도서산간 배송이 가능한 [택배사 코드]를 확인해 주세요.')
  }
  const center = returnCenters.find((one) => one.returnCenterCode === body.returnCenterCode)
  if (!center?.usable || center.shippingPlaceName !== body.returnChargeName)
    throw new Refusal('올바른 반품지 센터코드를 입력 하세요.')
  for (const name of returnWords) {
    // An empty word is no word to it.
    if (typeof body[name] === 'string' && body[name].trim() === '')
      throw new Refusal(`java.lang.NullPointerException: ${name}`)
  }
  words(body.companyContactNumber, 'companyContactNumber', 30)
  words(body.returnZipCode, 'returnZipCode', 10)
  words(body.returnAddress, 'returnAddress', 200)
  words(body.returnAddressDetail, 'returnAddressDetail', 200)
  const [first, back] = [number('deliveryChargeOnReturn'), number('returnCharge')]
  const kind = body.deliveryChargeType
  if (kind === 'FREE' && (number('deliveryCharge') !== 0 || number('freeShipOverAmount') !== 0)) {
    throw badInput('deliveryCharge')
  }
  if (number('freeShipOverAmount') % 100 !== 0) throw badInput('freeShipOverAmount')
  if (kind === 'CONDITIONAL_FREE') {
    if (number('freeShipOverAmount') === 0) throw badInput('freeShipOverAmount')
    if (first !== 0) throw new Refusal('배송비 종류가 얼마 이상 무료배송이면 초도배송비가 0원이어야 합니다.')
  }
  if (first > 0 && (back < first || back > first * 1.5)) throw badInput('returnCharge')
}

/** Documents that products of this kind need; papers of imports are needed by imports alone. */
function checkDocuments(body: Body, leaf: Leaf): void {
  const given = rows(body.requiredDocuments, 'requiredDocuments')
  for (const one of given) words(one.vendorDocumentPath ?? one.documentPath, 'requiredDocuments', 150)
  for (const { templateName, required } of leaf.meta.requiredDocumentNames) {
    if (required === 'MANDATORY' && !given.some((one) => one.templateName === templateName)) {
      throw new Refusal(`구비서류[${templateName}]가 필요합니다.`)
    }
  }
}

/** Throws what the service would refuse. Answers its remarks: things that it accepts, and shows less. */
export function checkProduct(body: Body, rules: Rules): ErrorItem[] {
  mustFit(body, productShape)
  if (body.vendorId !== rules.vendorId || body.vendorUserId !== rules.vendorUserId) throw new Refusal('UNAUTHORIZATION')
  const leaf = rules.leafOf(Number(body.displayCategoryCode))
  if (leaf === null) throw new Refusal(`유효하지 않은 카테고리입니다. [${String(body.displayCategoryCode)}]`)
  words(body.sellerProductName, 'sellerProductName', NAME_MAX)
  for (const name of ['displayProductName', 'generalProductName']) {
    if (body[name] !== undefined) words(body[name], name, NAME_MAX)
  }
  const [start, end] = [String(body.saleStartedAt), String(body.saleEndedAt)]
  if (!time.test(start) || !time.test(end) || start >= end || Number(end.slice(0, 4)) > 2099)
    throw badInput('saleEndedAt')
  if (body.brand !== undefined && body.brandId === undefined) throw badInput('brandId')
  checkDelivery(body)
  checkDocuments(body, leaf)
  const items = rows(body.items, 'items')
  if (items.length === 0 || items.length > MOST_ITEMS) throw badInput('items')
  const remarks = items.flatMap((item, at) => {
    mustFit(item, itemShape, `items[${at}].`)
    return checkItem(item, at, leaf, rules)
  })
  const names = items.map((item) => item.itemName)
  if (new Set(names).size !== names.length) throw new Refusal('옵션명이 중복되었습니다.', { details: 'itemName' })
  const sets = items.map((item) => purchaseSet(item))
  if (new Set(sets).size !== sets.length) throw new Refusal('구매옵션이 동일한 옵션이 존재합니다.')
  const categories = new Set(
    items.flatMap((item) => rows(item.notices, 'notices').map((one) => one.noticeCategoryName)),
  )
  if (categories.size > 1) throw new Refusal('상품필수 고지정보는 한 종류만 입력할 수 있습니다.')
  return remarks
}
