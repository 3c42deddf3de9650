import { onTestFinished } from 'vitest'
import { formOf } from '../../../../main/market/coupang/form.ts'
import { type CoupangDeps, createCoupangAdapter, createCoupangHttp } from '../../../../main/market/coupang/index.ts'
import { metaIn } from '../../../../main/market/coupang/meta.ts'
import { MarketError } from '../../../../main/market/errors.ts'
import type { CategoryForm, MarketAdapter, MarketPlaces } from '../../../../main/market/port.ts'
import type { CallRecord } from '../../../../main/net/http-client.ts'
import { createLogger } from '../../../../main/net/log.ts'
import { type PracticeCoupangOptions, startPracticeCoupang } from '../../../../main/practice/coupang/index.ts'
import type { ListingContent } from '../../../../shared/market.ts'
import { jumpingTime } from '../../net/virtual-time.ts'

export const silent = createLogger(() => {})
export const how = { signal: new AbortController().signal }

export const failure = async (work: Promise<unknown>): Promise<MarketError> => {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof MarketError) return thrown
    throw thrown
  }
  throw new Error('it did not fail')
}

/** The practice Coupang and the adapter, on one clock that jumps over every wait. */
export const setUp = async (
  options: PracticeCoupangOptions = {},
  deps: Partial<Omit<CoupangDeps, 'http'>> & { clockBehindMs?: number } = {},
) => {
  const time = jumpingTime(Date.UTC(2026, 6, 15, 0, 30))
  const server = await startPracticeCoupang({ clock: time.clock, limits: null, ...options })
  onTestFinished(() => server.close())
  const calls: CallRecord[] = []
  const behind = deps.clockBehindMs ?? 0
  const clock = { now: () => time.clock.now() - behind }
  const http = createCoupangHttp({
    baseUrl: server.url,
    recordCall: (call) => calls.push(call),
    clock,
    sleep: time.sleep,
    version: '1.0.0',
    unlimited: options.limits === undefined || options.limits === null,
  })
  const adapter = createCoupangAdapter({
    http,
    credentials: () => Promise.resolve(server.credentials),
    clock,
    log: silent,
    sleep: time.sleep,
    random: () => 0.5,
    ...deps,
  })
  return { server, control: server.control, adapter, time, calls, http }
}

export const HOLDER = '78877'

/** A complete ordinary listing; the fields as a draft of the form's own defaults fills them. */
export const contentFor = (
  form: CategoryForm,
  places: MarketPlaces,
  more: Partial<ListingContent> = {},
): ListingContent => ({
  sku: 'JT-1',
  name: '하늘공방 송풍구 휴대폰 거치대',
  category: form.category,
  price: 12_900,
  stock: 50,
  options: [],
  images: ['https://img.example.com/p/holder-main.jpg', 'https://img.example.com/p/holder-side.jpg'],
  descriptionHtml: '<p>설명</p>',
  brand: null,
  maker: null,
  model: null,
  origin: null,
  taxFree: false,
  adultOnly: false,
  keywords: ['차량용거치대'],
  delivery: {
    fee: { kind: 'free' },
    returnFee: 3000,
    exchangeFee: 6000,
    jejuFee: 3000,
    islandsFee: 5000,
    remoteAreas: false,
    courier: 'cj',
    dispatchDays: 1,
    outboundPlace: places.outbound.find((one) => one.preferred)?.code ?? null,
    returnPlace: places.inbound.find((one) => one.preferred)?.code ?? null,
  },
  afterService: { phone: '02-0000-0000', guide: '' },
  fields: Object.fromEntries(
    form.fields.flatMap(({ key, usual }) => {
      // A colour is nothing that anything could stand for: the operator typed it.
      const value = usual ?? (key === 'attribute:색상' ? '블랙' : undefined)
      return value === undefined ? [] : [[key, value]]
    }),
  ),
  requestReview: true,
  ...more,
})

export const formFrom = (meta: unknown, category = HOLDER): CategoryForm => {
  const read = metaIn(meta)
  if (read === null) throw new Error('no metadata')
  return formOf(category, [], read)
}

export const options = (axis: string, values: string[]): ListingContent['options'] =>
  values.map((value, at) => ({
    key: String(at),
    sku: `JT-1-${at + 1}`,
    values: [{ axis, value }],
    price: 12_900 + at * 1000,
    stock: 5 + at,
  }))

/** Whatever the adapter needs before a create. */
export const ready = async (adapter: MarketAdapter, category = HOLDER, more: Partial<ListingContent> = {}) => {
  const form = await adapter.form(category, how)
  const places = await adapter.places(how)
  return { form, places, content: contentFor(form, places, more) }
}
