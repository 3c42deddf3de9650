import { josa } from '../../../shared/particles.ts'
import type { Clock } from '../../../shared/time.ts'
import type { Logger } from '../../net/log.ts'
import { keyOf } from '../../net/readers.ts'
import type { HttpClient } from '../../net/types.ts'
import { realSleep, type Sleep } from '../../net/waiting.ts'
import { failMarket } from '../errors.ts'
import { type PauseStores, pausesInMemory } from '../pause-store.ts'
import type { MarketAdapter } from '../port.ts'
import { paths } from './address.ts'
import type { CoupangCredentials } from './auth.ts'
import { createBrands } from './brands.ts'
import { createCategories } from './categories.ts'
import { createCoupangClient } from './client.ts'
import { remarks } from './envelope.ts'
import { failCoupang } from './errors.ts'
import { createReader } from './find.ts'
import { createGate, defaultPatience, type Gate, type Patience } from './gate.ts'
import { CALLS_PER_SECOND } from './http.ts'
import { MOST_IMAGES, MOST_OPTIONS, NAME_MAX, PRICE_STEP, placesOf, toProduct } from './map.ts'
import { createOptionWrites, DOWN, UP } from './option-values.ts'
import { probe, readPlaces } from './places.ts'
import { validateContent } from './validate.ts'

export interface CoupangDeps {
  /** Best from `createCoupangHttp`. */
  http: HttpClient
  credentials: () => Promise<CoupangCredentials>
  clock: Clock
  log: Logger
  /** The silences after a 429 and a block, kept over restarts by name. Default: in memory. */
  pauses?: PauseStores
  patience?: Partial<Patience>
  sleep?: Sleep
  random?: () => number
}

/** Documented: a minute after the create at the earliest; sent anew too early, it would be sold twice. */
const FINDABLE_AFTER_MS = 90_000

/** Coupang behind the port: one queue for each vendor, signed anew for each try. */
export function createCoupangAdapter(deps: CoupangDeps): MarketAdapter {
  const { http, credentials, clock, log, sleep = realSleep, random = Math.random } = deps
  const { pauses = pausesInMemory() } = deps
  const gates = new Map<string, Gate>()
  const gateOf = (vendorId: string): Gate => {
    const known = gates.get(vendorId)
    if (known !== undefined) return known
    const patience = { ...defaultPatience, ...deps.patience }
    const made = createGate(clock, sleep, (name) => pauses(`${vendorId}/${name}`), patience)
    gates.set(vendorId, made)
    return made
  }
  const client = createCoupangClient({ http, credentials, clock, log, gateOf, sleep, random })
  const categories = createCategories(client)
  const brands = createBrands(client)
  const reader = createReader(client, clock)
  const { setPrice, setStock, stop, resume, remove } = createOptionWrites(client, reader, log)

  return {
    market: 'coupang',
    capabilities: {
      maxOptions: MOST_OPTIONS,
      nameLimit: { unit: 'characters', max: NAME_MAX },
      maxImages: MOST_IMAGES,
      priceStep: PRICE_STEP,
      priceChange: { down: DOWN, up: UP },
      fetchesImages: true,
      imageTypes: ['jpeg', 'png'],
      suggestsCategory: true,
      reviews: true,
      findsBySku: true,
      findableAfterMs: FINDABLE_AFTER_MS,
      setsPrice: true,
      pricesInParts: true,
      setsStock: true,
      stops: true,
      resumes: true,
      deletes: true,
      limits: { perSecond: CALLS_PER_SECOND, perDay: null },
    },
    check: async (call) => {
      await probe(client, call)
      const { vendorId } = await credentials()
      return { account: vendorId, label: vendorId }
    },
    categories: categories.all,
    suggestCategory: categories.suggest,
    form: categories.form,
    places: (call) => readPlaces(client, call),
    validate: validateContent,
    create: async (content, { form, places }, call) => {
      const wrong = validateContent(content, form, places).filter(({ level }) => level === 'red')
      const { outbound, inbound } = placesOf(content, places)
      if (wrong.length > 0 || outbound === null || inbound === null) {
        const fields = wrong.map(({ field, message }) => ({ field, message }))
        throw failCoupang(
          'COUPANG_INCOMPLETE',
          { kind: 'rejected', fields },
          { values: { words: wrong[0]?.message ?? '' } },
        )
      }
      const brandName = content.brand?.trim() ?? ''
      const brand = brandName === '' ? null : await brands.find(brandName, call)
      const now = clock.now()
      const found = await client.send(
        {
          method: 'POST',
          path: paths.products,
          template: paths.products,
          body: ({ vendorId, vendorUserId }) =>
            toProduct(content, { form, outbound, inbound, vendorId, vendorUserId, now, brand }),
          write: true,
          extended: true,
        },
        call,
      )
      const marketProductId = keyOf(found.data)
      if (marketProductId === null) {
        throw failMarket('coupang', 'MARKET_ODD_REPLY', { kind: 'unknown' }, { detail: 'seller-products data' })
      }
      const skus = content.options.length === 0 ? [content.sku] : content.options.map(({ sku }) => sku)
      const leftOut =
        brandName !== '' && brand === null
          ? [`브랜드 ${josa(`"${brandName}"`, '은/는')} 쿠팡의 브랜드 번호를 찾지 못해 보내지 않았습니다.`]
          : []
      return {
        ref: { marketProductId, sku: content.sku, ids: {}, options: skus.map((sku) => ({ sku, id: null })) },
        state: content.requestReview ? 'in_review' : 'saved',
        warnings: [...remarks(found).map((words) => `등록되었지만 노출이 제한될 수 있습니다: ${words}`), ...leftOut],
      }
    },
    findBySku: reader.find,
    read: async (ref, call) => reader.listing(ref, await reader.product(ref.marketProductId, call), call),
    setPrice,
    setStock,
    stop,
    resume,
    remove,
  }
}
