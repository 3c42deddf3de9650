import type { Courier, ListingDelivery } from '../../../shared/market.ts'
import { digits } from './digits.ts'

/** Naver's courier codes (api/naver.md 3.5). */
export const courierCodes: Readonly<Record<Courier, string>> = {
  cj: 'CJGLS',
  hanjin: 'HANJIN',
  lotte: 'HYUNDAI',
  logen: 'KGB',
  epost: 'EPOST',
  kdexp: 'KDEXP',
  daesin: 'DAESIN',
  ilyang: 'ILYANG',
  chunil: 'CHUNIL',
  hdexp: 'HDEXP',
}

const byArea = ({ jejuFee, islandsFee }: ListingDelivery): Record<string, unknown> => {
  if (jejuFee === 0 && islandsFee === 0) return {}
  const fees =
    jejuFee === islandsFee
      ? { deliveryAreaType: 'AREA_2', area2extraFee: jejuFee }
      : { deliveryAreaType: 'AREA_3', area2extraFee: jejuFee, area3extraFee: islandsFee }
  return { deliveryFeeByArea: fees }
}

const feeOf = (delivery: ListingDelivery): Record<string, unknown> => {
  const { fee } = delivery
  const area = byArea(delivery)
  if (fee.kind === 'free') return { deliveryFeeType: 'FREE', ...area }
  const paid = { baseFee: fee.fee, deliveryFeePayType: 'PREPAID', ...area }
  if (fee.kind === 'flat') return { deliveryFeeType: 'PAID', ...paid }
  return { deliveryFeeType: 'CONDITIONAL_FREE', freeConditionalAmount: fee.over, ...paid }
}

/** `deliveryInfo`. Days until dispatch are the store's setting with Naver, not the product's. */
export const deliveryInfo = (delivery: ListingDelivery): Record<string, unknown> => ({
  deliveryType: 'DELIVERY',
  deliveryAttributeType: 'NORMAL',
  deliveryCompany: courierCodes[delivery.courier],
  // A bundle group would bring its own surcharges for Jeju and the islands.
  deliveryBundleGroupUsable: false,
  deliveryFee: feeOf(delivery),
  claimDeliveryInfo: {
    returnDeliveryCompanyPriorityType: 'PRIMARY',
    returnDeliveryFee: delivery.returnFee,
    exchangeDeliveryFee: delivery.exchangeFee,
    ...(delivery.outboundPlace === null ? {} : { shippingAddressId: digits(delivery.outboundPlace) }),
    ...(delivery.returnPlace === null ? {} : { returnAddressId: digits(delivery.returnPlace) }),
  },
})
