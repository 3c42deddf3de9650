import { failMarket } from '../../main/market/errors.ts'
import type {
  CategoryForm,
  FormField,
  MarketAdapter,
  MarketCapabilities,
  MarketCategory,
  MarketListing,
  MarketPlace,
  MarketPlaces,
} from '../../main/market/port.ts'
import type { Finding, ListingContent, Market } from '../../shared/market.ts'

export const place = (over: Partial<MarketPlace> = {}): MarketPlace => ({
  ...{
    code: 'P1',
    name: '본사 창고',
    address: '서울 중구 세종대로 1',
    zip: '04520',
    detail: '1층',
    phone: '02-123-4567',
  },
  ...{ usable: true, preferred: true, facts: {} },
  ...over,
})

const capabilities: MarketCapabilities = {
  maxOptions: 20,
  nameLimit: { unit: 'characters', max: 50 },
  maxImages: 10,
  priceStep: 10,
  priceChange: null,
  fetchesImages: true,
  imageTypes: ['jpeg', 'png'],
  suggestsCategory: true,
  reviews: false,
  findsBySku: true,
  findableAfterMs: 0,
  setsPrice: true,
  setsStock: true,
  stops: true,
  resumes: true,
  deletes: true,
  limits: { perSecond: 10, perDay: null },
}

export interface FakeMarket {
  adapter: MarketAdapter
  capabilities: MarketCapabilities
  /** Leaf codes with their forms. */
  forms: Map<string, CategoryForm>
  places: MarketPlaces
  categories: MarketCategory[]
  /** What it guesses for every product; null = nothing. */
  suggestion: { code: string; path: string[] } | null
  /** What the next calls throw instead of answering. */
  faults: {
    form?: Error | undefined
    places?: Error | undefined
    suggest?: Error | undefined
    find?: Error | undefined
  }
  /** Numbers of what is on it already, by our code. */
  skus: Map<string, string>
  /** What `validate` finds. */
  refusals: (content: ListingContent, form: CategoryForm | null) => Finding[]
  calls: Record<string, number>
}

export const formOf = (category: string, fields: FormField[] = [], path = ['주방용품', '조리도구']): CategoryForm => ({
  ...{ category, path, fields, axes: [], facts: {} },
})

const listingOn = (marketProductId: string, sku: string): MarketListing => ({
  ref: { marketProductId, sku, ids: {}, options: [] },
  ...{
    state: 'on_sale',
    stateText: '판매중',
    name: null,
    price: null,
    stock: null,
    options: [],
    reason: null,
    url: null,
  },
})

/** A market of a test's own: it knows what it was given and refuses everything else, as the real ones do. */
export function fakeMarket(market: Market = 'coupang', over: Partial<MarketCapabilities> = {}): FakeMarket {
  const fake: FakeMarket = {
    adapter: undefined as unknown as MarketAdapter,
    capabilities: { ...capabilities, ...over },
    forms: new Map([['100', formOf('100')]]),
    places: { outbound: [place()], inbound: [place({ code: 'R1', name: '반품지' })] },
    categories: [{ code: '100', name: '조리도구', path: ['주방용품', '조리도구'], leaf: true }],
    suggestion: { code: '100', path: ['주방용품', '조리도구'] },
    faults: {},
    skus: new Map(),
    refusals: () => [],
    calls: {},
  }
  const count = (name: string) => {
    fake.calls[name] = (fake.calls[name] ?? 0) + 1
  }
  const never = (name: string) => async () => {
    throw new Error(`${name} is not for drafts`)
  }
  fake.adapter = {
    market,
    capabilities: fake.capabilities,
    check: async () => ({ account: 'A1', label: '연습 판매자' }),
    categories: async () => {
      count('categories')
      return fake.categories
    },
    suggestCategory: async () => {
      count('suggest')
      if (fake.faults.suggest !== undefined) throw fake.faults.suggest
      return fake.suggestion
    },
    form: async (category) => {
      count('form')
      if (fake.faults.form !== undefined) throw fake.faults.form
      const form = fake.forms.get(category)
      if (form !== undefined) return form
      throw failMarket(market, 'MARKET_CATEGORY_GONE', { kind: 'rejected' }, { category })
    },
    places: async () => {
      count('places')
      if (fake.faults.places !== undefined) throw fake.faults.places
      return fake.places
    },
    validate: (content, form) => fake.refusals(content, form),
    create: never('create'),
    findBySku: async (sku) => {
      count('findBySku')
      if (fake.faults.find !== undefined) throw fake.faults.find
      const number = fake.skus.get(sku)
      return number === undefined ? [] : [listingOn(number, sku)]
    },
    read: never('read'),
    setPrice: never('setPrice'),
    setStock: never('setStock'),
    stop: never('stop'),
    resume: never('resume'),
    remove: never('remove'),
  }
  return fake
}
