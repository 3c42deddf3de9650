import { keyOf, type Raw, raw, raws, text, yes } from '../../net/readers.ts'
import type { MarketCall, MarketPlace, MarketPlaces } from '../port.ts'
import { paths } from './address.ts'
import type { CoupangClient } from './client.ts'
import type { Subject } from './refusals.ts'
import { saysNothing } from './side-route.ts'

const PAGE_SIZE = 50
/** 50 pages of 50: nobody has so many, and a service that never ends is not followed. */
const MOST_PAGES = 50

/** Places may have several addresses; the road name's is the one that couriers use. */
const addressOf = (row: Raw): Raw => {
  const all = raws(row.placeAddresses)
  const of = (type: string) => all.find((one) => text(one.addressType)?.toUpperCase() === type)
  return of('ROADNAME') ?? of('JIBUN') ?? all[0] ?? {}
}

const common = (row: Raw) => {
  const address = addressOf(row)
  return {
    name: text(row.shippingPlaceName, 100) ?? '',
    address: text(address.returnAddress, 300) ?? '',
    zip: text(address.returnZipCode, 20) ?? '',
    detail: text(address.returnAddressDetail, 300) ?? '',
    phone: text(address.companyContactNumber, 40) ?? text(address.phoneNumber2, 40) ?? '',
    usable: row.usable === undefined || row.usable === null || yes(row.usable),
    preferred: false,
  }
}

const asked = { name: '반품지 이름', zip: '우편번호', address: '주소', detail: '상세 주소' } as const

/** What each product must repeat of its return centre and the centre does not have; without it Coupang's reader breaks off. */
export const lacking = (place: Pick<MarketPlace, keyof typeof asked>): string[] =>
  (Object.keys(asked) as (keyof typeof asked)[]).filter((key) => place[key].trim() === '').map((key) => asked[key])

const isOverseas = (row: Raw) =>
  raws(row.placeAddresses).some((one) => {
    const country = text(one.countryCode)?.toUpperCase()
    return text(one.addressType)?.toUpperCase() === 'OVERSEA' || (country !== undefined && country !== 'KR')
  })

export const outboundIn = (row: Raw): MarketPlace[] => {
  const code = keyOf(row.outboundShippingPlaceCode)
  if (code === null) return []
  const couriers = raws(row.remoteInfos)
    .filter((one) => one.usable === undefined || one.usable === null || yes(one.usable))
    .flatMap((one) => text(one.deliveryCode, 40) ?? [])
  return [{ code, ...common(row), facts: { couriers: [...new Set(couriers)].join(','), overseas: isOverseas(row) } }]
}

export const inboundIn = (row: Raw): MarketPlace[] => {
  const code = keyOf(row.returnCenterCode)
  if (code === null) return []
  const place = common(row)
  const lacks = lacking(place).join(',')
  // One that no product may name is none: another is preferred, and until there is one Coupang is asked again.
  return [
    {
      ...{ code, ...place, usable: place.usable && lacks === '' },
      facts: { courier: text(row.deliverCode, 40) ?? '', ...(place.usable ? { lacks } : {}) },
    },
  ]
}

/** The first that can be used, a Korean one before one abroad. */
const withPreferred = (places: MarketPlace[]): MarketPlace[] => {
  const best = places.find((one) => one.usable && one.facts.overseas !== true) ?? places.find((one) => one.usable)
  return places.map((one) => ({ ...one, preferred: one === best }))
}

const page = (number: number, size: number) =>
  [
    ['pageNum', String(number)],
    ['pageSize', String(size)],
  ] as const

/** `content` with its pages; the manual's table also calls the bare list `data`. */
const rowsIn = (data: unknown): { rows: Raw[]; pages: number } => {
  if (Array.isArray(data)) return { rows: raws(data), pages: 1 }
  const found = raw(data)
  const pages = Number(raw(found.pagination).totalPages ?? 1)
  return { rows: raws(found.content), pages: Number.isFinite(pages) ? pages : 1 }
}

async function all(read: (number: number) => Promise<unknown>): Promise<Raw[]> {
  const rows: Raw[] = []
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const found = rowsIn(await read(number))
    rows.push(...found.rows)
    if (number >= found.pages || found.rows.length === 0) break
  }
  return rows
}

const outboundPage = async (client: CoupangClient, number: number, size: number, how: MarketCall) =>
  (await client.send({ method: 'GET', path: paths.outbound, template: paths.outbound, query: page(number, size) }, how))
    .data

const inboundPage = async (
  client: CoupangClient,
  number: number,
  size: number,
  how: MarketCall,
  subject: Subject = null,
) =>
  (
    await client.send(
      {
        method: 'GET',
        path: ({ vendorId }) => paths.returnCenters(vendorId),
        template: paths.returnCenters('{vendorId}').replaceAll('%7B', '{').replaceAll('%7D', '}'),
        query: page(number, size),
        subject,
        probe: subject?.kind === 'vendor',
      },
      how,
    )
  ).data

export async function readPlaces(client: CoupangClient, how: MarketCall): Promise<MarketPlaces> {
  const outbound = await all((number) => outboundPage(client, number, PAGE_SIZE, how))
  const inbound = await all((number) => inboundPage(client, number, PAGE_SIZE, how))
  return { outbound: withPreferred(outbound.flatMap(outboundIn)), inbound: withPreferred(inbound.flatMap(inboundIn)) }
}

/**
 * The cheapest call whose address holds the vendor's code, so that a wrong one shows as well as a wrong key. Where it
 * answers oddly, the outbound places tell whether the key opens anything.
 */
export const probe = async (client: CoupangClient, how: MarketCall): Promise<void> => {
  try {
    await inboundPage(client, 1, 10, how, { kind: 'vendor' })
  } catch (thrown) {
    if (!saysNothing(thrown) || thrown.kind === 'setup') throw thrown
    try {
      await outboundPage(client, 1, 10, how)
    } catch {
      throw thrown
    }
  }
}
