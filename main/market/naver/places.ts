import type { MarketPlace, MarketPlaces } from '../port.ts'
import type { Address } from './schema.ts'

const placeOf = (address: Address, preferred: boolean): MarketPlace => {
  const { addressBookNo, name, postalCode, baseAddress, detailAddress, phoneNumber1 } = address
  const whole = address.address ?? [baseAddress, detailAddress].filter((part) => part).join(' ')
  return {
    code: addressBookNo,
    name: name?.trim() || whole,
    address: whole,
    zip: postalCode ?? '',
    detail: detailAddress ?? '',
    phone: phoneNumber1 ?? '',
    usable: address.overseasAddress !== true,
    preferred,
    facts: { addressType: address.addressType ?? '' },
  }
}

const ofType = (addresses: readonly Address[], type: string): MarketPlace[] =>
  addresses.filter(({ addressType }) => addressType === type).map((address, at) => placeOf(address, at === 0))

/** Naver takes an address for dispatch or for returns by its type (api/naver.md 2.7). */
export const placesOf = (addresses: readonly Address[]): MarketPlaces => ({
  outbound: ofType(addresses, 'RELEASE'),
  inbound: ofType(addresses, 'REFUND_OR_EXCHANGE'),
})
