import type { Finding, ListingDelivery } from '../../shared/market.ts'
import type { MarketPlace, MarketPlaces } from '../market/port.ts'
import type { DraftFacts } from './facts.ts'
import { find } from './findings.ts'

const RETURN_FEE = 3000
const JEJU_FEE = 3000
const ISLANDS_FEE = 5000

interface Choice {
  code: string | null
  finding: Finding | null
}

/** The place that was set, else the market's own default, else the first that can be used. */
function choose(set: string | null | undefined, places: readonly MarketPlace[], field: string, place: string): Choice {
  const usable = places.filter((one) => one.usable)
  if (set !== null && set !== undefined && set !== '') {
    const isThere = usable.some(({ code }) => code === set)
    return { code: set, finding: isThere ? null : find('red', 'PLACE_GONE', field, { place, code: set }) }
  }
  const preferred = usable.find((one) => one.preferred)
  const chosen = preferred ?? usable[0]
  if (chosen === undefined) return { code: null, finding: find('red', 'PLACE_MISSING', field, { place }) }
  const isSure = preferred !== undefined || usable.length === 1
  return {
    code: chosen.code,
    finding: isSure ? null : find('yellow', 'PLACE_UNSURE', field, { place, name: chosen.name }),
  }
}

/** Whether the places that are set are among those that the market has. */
export const hasPlaces = (
  { outbound, inbound }: MarketPlaces,
  set: { outboundPlace?: string | null | undefined; returnPlace?: string | null | undefined },
): boolean =>
  [choose(set.outboundPlace, outbound, '', ''), choose(set.returnPlace, inbound, '', '')].every(
    ({ finding }) => finding?.level !== 'red',
  )

export interface Delivered {
  delivery: ListingDelivery
  phone: string
  findings: Finding[]
}

const phoneOf = (places: MarketPlaces | null, outbound: string | null, inbound: string | null): string => {
  const of = (list: readonly MarketPlace[] | undefined, code: string | null) =>
    list?.find((place) => place.code === code)?.phone.trim() ?? ''
  return of(places?.inbound, inbound) || of(places?.outbound, outbound)
}

/** What buyers are told of delivery: the draft's own words, else the template's, else what the wholesaler states, else the usual. */
export function delivered({ product, edits, template, places }: DraftFacts): Delivered {
  const own = edits.delivery ?? {}
  const set = { ...template.delivery, ...own }
  const known = 'value' in places ? places.value : null
  const outbound = choose(set.outboundPlace, known?.outbound ?? [], 'delivery.outboundPlace', '출고지')
  const inbound = choose(set.returnPlace, known?.inbound ?? [], 'delivery.returnPlace', '반품지')
  const returnFee = set.returnFee ?? product.shipping.returnFee ?? RETURN_FEE
  const phone = edits.afterService?.phone || template.afterServicePhone || phoneOf(known, outbound.code, inbound.code)
  const findings: Finding[] = []
  if ('error' in places) {
    const { message } = places.error
    findings.push(find('red', 'PLACES_UNAVAILABLE', 'delivery.outboundPlace', { reason: message }))
  } else {
    for (const { finding } of [outbound, inbound]) if (finding !== null) findings.push(finding)
  }
  if (phone === '' && known !== null) findings.push(find('red', 'PHONE_MISSING', 'afterService.phone'))
  if (product.shippingFee === null) findings.push(find('yellow', 'SHIPPING_UNKNOWN', 'price'))
  return {
    delivery: {
      fee: set.fee ?? { kind: 'free' },
      returnFee,
      exchangeFee: set.exchangeFee ?? returnFee * 2,
      jejuFee: set.jejuFee ?? product.shipping.extraJeju ?? JEJU_FEE,
      islandsFee: set.islandsFee ?? product.shipping.extraIslands ?? ISLANDS_FEE,
      remoteAreas: set.remoteAreas ?? true,
      courier: set.courier ?? 'cj',
      dispatchDays: set.dispatchDays ?? 2,
      outboundPlace: outbound.code,
      returnPlace: inbound.code,
    },
    phone,
    findings,
  }
}
