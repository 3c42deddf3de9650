import { onTestFinished } from 'vitest'
import {
  createEleventhStreetAdapter,
  createEleventhStreetHttp,
  type EleventhStreetCredentials,
} from '../../../../main/market/eleventh-street/index.ts'
import { MarketError } from '../../../../main/market/errors.ts'
import type { CategoryForm, MarketAdapter, MarketPlaces } from '../../../../main/market/port.ts'
import type { CallRecord } from '../../../../main/net/http-client.ts'
import { createLogger } from '../../../../main/net/log.ts'
import {
  type PracticeEleventhStreetOptions,
  startPracticeEleventhStreet,
} from '../../../../main/practice/eleventh-street/index.ts'
import { type DayCount, dayCountInMemory } from '../../../../main/store/day-count.ts'
import type { ListingContent, ListingOption } from '../../../../shared/market.ts'
import { jumpingTime } from '../../net/virtual-time.ts'

export const silent = createLogger(() => {})
export const calm = () => ({ signal: new AbortController().signal })

/** An ordinary product; its fields stay empty, as before anybody drafted. */
export const content = (more: Partial<ListingContent> = {}): ListingContent => ({
  sku: 'JT-11-1',
  name: '하늘공방 송풍구 휴대폰 거치대',
  category: '1001003',
  price: 12900,
  stock: 50,
  options: [],
  images: ['https://img.example.com/p/holder-main.jpg', 'https://img.example.com/p/holder-side.jpg'],
  descriptionHtml: '<div><img src="https://img.example.com/p/holder-detail-1.jpg" alt="상세 1" /></div>',
  brand: null,
  maker: '하늘공방',
  model: 'SKY-H1',
  origin: '중국',
  taxFree: false,
  adultOnly: false,
  keywords: [],
  delivery: {
    fee: { kind: 'free' },
    returnFee: 3000,
    exchangeFee: 6000,
    jejuFee: 3000,
    islandsFee: 5000,
    remoteAreas: true,
    courier: 'cj',
    dispatchDays: 2,
    outboundPlace: '4',
    returnPlace: '8',
  },
  afterService: { phone: '02-0000-0000', guide: '하늘공방' },
  fields: {},
  requestReview: true,
  ...more,
})

export const option = (sku: string, value: string, price: number, stock: number, axis = '색상'): ListingOption => ({
  key: sku,
  sku,
  values: [{ axis, value }],
  price,
  stock,
})

/** What a draft does with a form: facts of the product, else what is usual. */
export const filled = (made: ListingContent, form: CategoryForm): ListingContent => {
  const facts: Record<string, string | null> = {
    name: made.name,
    maker: made.maker,
    brand: made.brand,
    model: made.model,
    origin: made.origin,
    phone: made.afterService.phone,
  }
  const values = form.fields.flatMap(({ key, source, usual }) => {
    const fact = source === undefined ? undefined : facts[source]
    const value = fact ?? usual
    return value === undefined ? [] : [[key, value]]
  })
  return { ...made, fields: { ...Object.fromEntries(values), ...made.fields } }
}

export const failureOf = async (work: Promise<unknown>): Promise<MarketError> => {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof MarketError) return thrown
    throw thrown
  }
  throw new Error('it did not fail')
}

interface More {
  credentials?: Partial<EleventhStreetCredentials>
  dailyCounter?: DayCount
  /** How long each wait takes in truth, ms, so that answers arrive while others wait. Default not at all. */
  waitMs?: number
}

/** The real adapter over HTTP against the practice 11st; both live in a time that jumps instead of waiting. */
export async function eleventhStreet(options: PracticeEleventhStreetOptions = {}, more: More = {}) {
  const time = jumpingTime()
  const practice = await startPracticeEleventhStreet({ clock: time.clock, ...options })
  onTestFinished(() => practice.close())
  const calls: CallRecord[] = []
  const sleep: typeof time.sleep = async (ms, signal) => {
    if (more.waitMs !== undefined) await new Promise((resolve) => setTimeout(resolve, more.waitMs))
    await time.sleep(ms, signal)
  }
  const dailyCounter = more.dailyCounter ?? dayCountInMemory()
  const adapter: MarketAdapter = createEleventhStreetAdapter({
    http: createEleventhStreetHttp({
      baseUrl: practice.url,
      clock: time.clock,
      sleep,
      recordCall: (call) => calls.push(call),
      version: '1',
    }),
    credentials: () => Promise.resolve({ ...practice.credentials, ...more.credentials }),
    clock: time.clock,
    log: silent,
    dailyCounter,
    sleep: time.sleep,
    random: () => 0.5,
  })
  const { control } = practice
  const leafNamed = (name: string): string => {
    const found = control.categories().find((one) => one.name === name && one.leaf)
    if (found === undefined) throw new Error(`no leaf ${name}`)
    return found.code
  }
  /** Everything a listing needs before it can be made in a category. */
  const ready = async (category: string, made: Partial<ListingContent> = {}) => {
    const form = await adapter.form(category, calm())
    const places: MarketPlaces = await adapter.places(calm())
    return { form, places, content: filled(content({ category, ...made }), form) }
  }
  const create = async (category: string, made: Partial<ListingContent> = {}) => {
    const { content: draft, form, places } = await ready(category, made)
    return adapter.create(draft, { form, places }, calm())
  }
  return { time, practice, control, adapter, calls, dailyCounter, leafNamed, ready, create }
}

export const onlyProduct = <T>(rows: readonly T[]): T => {
  const [first] = rows
  if (first === undefined || rows.length !== 1) throw new Error(`${rows.length} rows, not one`)
  return first
}
