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

/** Kinds that are nobody's in particular; of a warehouse of Naver's or abroad nothing can be said. */
const anyUse = new Set(['GENERAL', 'BUSINESS', 'REPRESENTATIVE', '', null, undefined])

const ofType = (addresses: readonly Address[], type: string): MarketPlace[] => {
  const own = addresses.filter(({ addressType }) => addressType === type)
  if (own.length > 0) return own.map((address, at) => placeOf(address, at === 0))
  // A seller who never named one still has addresses to choose from.
  return addresses.filter(({ addressType }) => anyUse.has(addressType)).map((address) => placeOf(address, false))
}

/** Naver takes an address for dispatch or for returns by its type (api/naver.md 2.7). */
export const placesOf = (addresses: readonly Address[]): MarketPlaces => ({
  outbound: ofType(addresses, 'RELEASE'),
  inbound: ofType(addresses, 'REFUND_OR_EXCHANGE'),
})
