import type { Clock } from '../../../shared/time.ts'
import type { Logger } from '../../net/log.ts'
import type { HttpClient } from '../../net/types.ts'
import type { Sleep } from '../../net/waiting.ts'
import type { DayCount } from '../../store/day-count.ts'
import { failMarket, MarketError } from '../errors.ts'
import type { MarketAdapter, MarketCall } from '../port.ts'
import { accountOfKey, type EleventhStreetCredentials, keyIn } from './auth.ts'
import { type CategoryTree, createCategories } from './categories.ts'
import { createEleventhStreetClient } from './client.ts'
import { CREATES_PER_DAY, createDayLimit } from './day-limit.ts'
import { failEleventh, type Refusal } from './errors.ts'
import { findBySku, listingOf, readProduct, readStocks } from './find.ts'
import { formOf } from './form.ts'
import { PER_SECOND } from './http.ts'
import { MAX_IMAGES, productElement } from './map.ts'
import { area } from './places.ts'
import { PRICE_CHANGE, PRICE_STEP } from './price-steps.ts'
import { createdNumber, type SendTemplate, templatesIn } from './schema.ts'
import { resume, setPrices, setStocks, stop } from './upkeep.ts'
import { MAX_OPTIONS, NAME_BYTES, validate } from './validate.ts'

export interface EleventhStreetDeps {
  /** Best from `createEleventhStreetHttp`. */
  http: HttpClient
  credentials: () => Promise<EleventhStreetCredentials>
  clock: Clock
  log: Logger
  /** Creates of the day, kept over restarts: `createDayCount(db, '11st')`. */
  dailyCounter: DayCount
  sleep?: Sleep
  random?: () => number
}

/** A create downloads the pictures before it answers. */
const CREATE_TIMEOUT_MS = 90_000
/** The guide does not say when the search knows a new product; an index of 25 s was met, and waiting costs less than a double. */
const FINDABLE_AFTER_MS = 180_000
const TEMPLATES_MS = 10 * 60_000

/** 11번가 behind the port. */
export function createEleventhStreetAdapter(deps: EleventhStreetDeps): MarketAdapter {
  const { http, credentials, clock, log, dailyCounter, sleep, random } = deps
  const waits = { ...(sleep ? { sleep } : {}), ...(random ? { random } : {}) }
  const client = createEleventhStreetClient({ http, credentials, ...waits })
  const day = createDayLimit(dailyCounter, clock)
  const categories: CategoryTree = createCategories(client, clock)

  /** Templates are the operator's own and optional: a form is none the worse without them. */
  let keptTemplates: { at: number; templates: SendTemplate[] } | null = null
  const templates = async (call: MarketCall): Promise<SendTemplate[]> => {
    if (keptTemplates !== null && clock.now() - keptTemplates.at < TEMPLATES_MS) return keptTemplates.templates
    const path = '/rest/prodservices/sendCloseList'
    try {
      const found = templatesIn(await client.read({ path, template: path, attempts: 1 }, call))
      keptTemplates = { at: clock.now(), templates: found }
      return found
    } catch (thrown) {
      if (!(thrown instanceof MarketError) || call.signal.aborted) throw thrown
      if (thrown.kind === 'setup' && thrown.code !== 'ELEVENST_ROUTE_UNKNOWN') throw thrown
      log.info('11st.templates.none', { code: thrown.code })
      return []
    }
  }

  return {
    market: '11st',
    capabilities: {
      maxOptions: MAX_OPTIONS,
      nameLimit: { unit: 'euckr_bytes', max: NAME_BYTES },
      maxImages: MAX_IMAGES,
      priceStep: PRICE_STEP,
      priceChange: PRICE_CHANGE,
      fetchesImages: true,
      imageTypes: ['jpeg', 'png', 'webp'],
      suggestsCategory: false,
      reviews: false,
      findsBySku: true,
      findableAfterMs: FINDABLE_AFTER_MS,
      setsPrice: true,
      setsStock: true,
      stops: true,
      stopsInOneCall: true,
      resumes: true,
      deletes: false,
      limits: { perSecond: PER_SECOND, perDay: CREATES_PER_DAY },
    },
    check: async (call) => {
      // Categories answer without a key: only this tells whether it is known.
      const places = await area(client, 'outboundarea', { priority: 'interactive', ...call })
      const member = places.map(({ facts }) => facts.memNo).find((memNo) => memNo !== undefined)
      if (member !== undefined) return { account: String(member), label: `11번가 회원 ${member}` }
      const account = accountOfKey(keyIn(await credentials()))
      return { account, label: places[0]?.name ?? '11번가' }
    },
    categories: (call) => categories.all(call),
    form: async (category, call) => {
      const { path, detail } = await categories.leaf(category, call)
      return formOf(category, path, detail, await templates(call))
    },
    places: async (call) => ({
      outbound: await area(client, 'outboundarea', call),
      inbound: await area(client, 'inboundarea', call),
    }),
    validate,
    createsWait: async () => day.spent(),
    create: async (content, { form }, call) => {
      const { category, delivery, sku } = content
      if (category === null) throw failMarket('11st', 'MARKET_CATEGORY_GONE', { kind: 'rejected' }, { category: '-' })
      // Without them 11st takes whatever the default address is on that day.
      for (const [place, code] of [
        ['출고지', delivery.outboundPlace],
        ['반품/교환지', delivery.returnPlace],
      ] as const) {
        if (code === null) throw failEleventh('ELEVENST_PLACE_MISSING', { kind: 'rejected' }, { values: { place } })
      }
      const path = '/rest/prodservices/product'
      const body = productElement(content, form, clock.now())
      // At the last moment: while it waited for its turn another may have been told that the day is over.
      const leaving = () => day.take()
      const asked = { method: 'POST', path, template: path, body, timeoutMs: CREATE_TIMEOUT_MS, leaving } as const
      // Guide 1003 names one meaning of 400 here, the day's products; its words are not documented.
      const refused = (refusal: Refusal) => (refusal.code === '400' ? day.used(refusal) : null)
      const message = await client.write(asked, { category, successes: ['200', '210'], refused }, call)
      const number = createdNumber(message)
      if (number === null) throw failEleventh('ELEVENST_NO_NUMBER', { kind: 'unknown' })
      const options = (content.options.length === 0 ? [{ sku }] : content.options).map((one) => ({
        sku: one.sku,
        id: null,
      }))
      return { ref: { marketProductId: number, sku, ids: {}, options }, state: 'on_sale', warnings: [] }
    },
    findBySku: (sku, { createdAfter }, call) => findBySku(client, sku, { createdAfter, now: clock.now() }, call),
    read: async (ref, call) => {
      const product = await readProduct(client, ref.marketProductId, call)
      return listingOf(ref.sku, product, await readStocks(client, ref.marketProductId, call))
    },
    setPrice: (ref, prices, options, call) => setPrices(client, ref, prices, options, call),
    setStock: (ref, stocks, call) => setStocks(client, ref, stocks, call),
    stop: (ref, call) => stop(client, ref, call),
    resume: (ref, stocks, call) => resume(client, ref, stocks, call),
    remove: () => {
      const what = '상품 삭제. 11번가의 API에는 삭제가 없으므로 판매를 중지하십시오.'
      return Promise.reject(failMarket('11st', 'MARKET_CANNOT', { kind: 'rejected' }, { what }))
    },
  }
}
