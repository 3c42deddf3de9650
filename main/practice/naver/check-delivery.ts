import type { Raw, Reader } from './reader.ts'
import { isAddress } from './seller.ts'

const couriers =
  'CJGLS HANJIN HYUNDAI KGB EPOST KDEXP DAESIN ILYANG CHUNIL HDEXP KUNYOUNG CVSNET CUPARCEL REGISTPOST GENERALPOST DHL FEDEX UPS EMS'.split(
    ' ',
  )
const AT = 'originProduct.deliveryInfo'

function checkFee(read: Reader, info: Raw): void {
  const at = `${AT}.deliveryFee`
  const fee = read.object(info, 'deliveryFee', AT, true)
  if (fee === null) return
  read.only(fee, at, ['deliveryFeeType', 'baseFee', 'freeConditionalAmount', 'deliveryFeePayType', 'deliveryFeeByArea'])
  const type =
    read.oneOf(fee, 'deliveryFeeType', at, [
      'FREE',
      'CONDITIONAL_FREE',
      'PAID',
      'UNIT_QUANTITY_PAID',
      'RANGE_QUANTITY_PAID',
    ]) ?? 'FREE'
  const isPaid = type !== 'FREE'
  const base = read.whole(fee, 'baseFee', at, { due: isPaid, max: 100_000 })
  if (isPaid && base === 0) read.fault(`${at}.baseFee`, 'Range', '유료 배송의 기본 배송비는 0보다 커야 합니다.')
  read.whole(fee, 'freeConditionalAmount', at, { due: type === 'CONDITIONAL_FREE', min: 1, max: 999_999_990 })
  read.oneOf(fee, 'deliveryFeePayType', at, ['COLLECT', 'PREPAID', 'COLLECT_OR_PREPAID'], isPaid)
  const area = read.object(fee, 'deliveryFeeByArea', at, false)
  if (area === null) return
  const kind = read.oneOf(area, 'deliveryAreaType', `${at}.deliveryFeeByArea`, ['AREA_2', 'AREA_3'], true)
  read.whole(area, 'area2extraFee', `${at}.deliveryFeeByArea`, { due: true, max: 200_000 })
  read.whole(area, 'area3extraFee', `${at}.deliveryFeeByArea`, { due: kind === 'AREA_3', max: 200_000 })
}

function checkClaim(read: Reader, info: Raw): void {
  const at = `${AT}.claimDeliveryInfo`
  const claim = read.object(info, 'claimDeliveryInfo', AT, true)
  if (claim === null) return
  read.only(claim, at, [
    'returnDeliveryCompanyPriorityType',
    'returnDeliveryFee',
    'exchangeDeliveryFee',
    'shippingAddressId',
    'returnAddressId',
    'freeReturnInsuranceYn',
  ])
  const priorities = ['PRIMARY', ...Array.from({ length: 9 }, (_, step) => `SECONDARY_${step + 1}`)]
  read.oneOf(claim, 'returnDeliveryCompanyPriorityType', at, priorities)
  read.whole(claim, 'returnDeliveryFee', at, { due: true, max: 1_000_000 })
  read.whole(claim, 'exchangeDeliveryFee', at, { due: true, max: 1_000_000 })
  for (const [name, type] of [
    ['shippingAddressId', 'RELEASE'],
    ['returnAddressId', 'REFUND_OR_EXCHANGE'],
  ] as const) {
    const no = read.whole(claim, name, at, { due: true })
    if (no !== null && !isAddress(no, type))
      read.fault(`${at}.${name}`, 'NotExist.addressBook', '주소록에 없는 주소이거나 종류가 다릅니다.')
  }
}

/** `deliveryInfo`; without one the product is stored as one that is not delivered. */
export function checkDelivery(read: Reader, product: Raw): void {
  const info = read.object(product, 'deliveryInfo', 'originProduct', false)
  if (info === null) return
  read.only(info, AT, [
    'deliveryType',
    'deliveryAttributeType',
    'deliveryCompany',
    'deliveryBundleGroupUsable',
    'deliveryBundleGroupId',
    'deliveryFee',
    'claimDeliveryInfo',
  ])
  const type = read.oneOf(info, 'deliveryType', AT, ['DELIVERY', 'DIRECT'], true)
  read.oneOf(info, 'deliveryAttributeType', AT, ['NORMAL', 'TODAY', 'HOPE'], true)
  read.oneOf(info, 'deliveryCompany', AT, couriers, type === 'DELIVERY')
  read.flag(info, 'deliveryBundleGroupUsable', AT)
  checkFee(read, info)
  checkClaim(read, info)
}
