import { failMarket, MarketError } from '../../main/market/errors.ts'
import type {
  CategoryForm,
  Created,
  MarketAdapter,
  MarketCapabilities,
  MarketListing,
  MarketPlaces,
  MarketRef,
  OptionValues,
} from '../../main/market/port.ts'
import { failCommon } from '../../shared/errors.ts'
import type { ListingContent, Market } from '../../shared/market.ts'

export const plainCapabilities: MarketCapabilities = {
  ...{ maxOptions: 100, nameLimit: { unit: 'characters', max: 100 }, maxImages: 10, priceStep: 10 },
  ...{ priceChange: { down: 0.5, up: 1 }, fetchesImages: true, suggestsCategory: false, reviews: false },
  imageTypes: ['jpeg', 'png'],
  ...{ findsBySku: true, findableAfterMs: 0, setsPrice: true, setsStock: true, stops: true, resumes: true },
  ...{ deletes: true, limits: { perSecond: 5, perDay: null } },
}

const emptyForm: CategoryForm = { category: '1', path: ['가'], fields: [], axes: [], facts: {} }
const noPlaces: MarketPlaces = { outbound: [], inbound: [] }

export interface Thing {
  number: string
  sku: string
  state: MarketListing['state']
  reason: string | null
  createdAt: number
  options: { sku: string; price: number; stock: number }[]
}

export type Operation = 'create' | 'find' | 'read' | 'price' | 'stock' | 'stop' | 'resume' | 'delete' | 'form'
/**
 * unready: this listing alone has to wait.
 * lost: it takes effect and its answer never comes. drop: it never arrives. later, setup, rejected: as they say.
 * crash: the process ends there, for good.
 */
export type Fault = 'lost' | 'drop' | 'later' | 'unready' | 'setup' | 'rejected' | 'gone' | 'odd'

export interface Asked {
  operation: Operation
  sku: string
  at: number
  values: OptionValues
  priority: string
}

/**
 * A market in memory, as strict as the real ones: it creates whatever it is asked to create, twice if asked twice, hides new
 * listings for a while, refuses large changes of price, and loses answers.
 */
export class FakeMarket {
  readonly things = new Map<string, Thing>()
  readonly asked: Asked[] = []
  /** Consumed in order by the next calls of an operation. */
  readonly faults: Partial<Record<Operation, Fault[]>> = {}
  /** Asked for each call that no fault stands ready for. */
  chance: ((operation: Operation) => Fault | null) | null = null
  /** Called while a call is under way. */
  meanwhile: ((operation: Operation, sku: string) => void | Promise<void>) | null = null
  delayMs = 0
  /** Why no create may leave for now. */
  createsWait: MarketError | null = null
  /** What it says to each create that it takes. */
  remarks: string[] = []
  readonly capabilities: MarketCapabilities
  readonly market: Market
  readonly #now: () => number
  readonly #busy = new Map<string, number>()
  /** Most calls about one listing at one time. */
  mostAtOnce = 0
  inFlight = 0
  mostInFlight = 0
  #next = 1000

  constructor(market: Market, now: () => number, capabilities: Partial<MarketCapabilities> = {}) {
    this.market = market
    this.#now = now
    this.capabilities = { ...plainCapabilities, ...capabilities }
  }

  of(sku: string): Thing[] {
    return [...this.things.values()].filter((thing) => thing.sku === sku && thing.state !== 'deleted')
  }

  count(operation: Operation, sku?: string): number {
    return this.asked.filter((call) => call.operation === operation && (sku === undefined || call.sku === sku)).length
  }

  fault(operation: Operation, ...faults: Fault[]): void {
    this.faults[operation] = [...(this.faults[operation] ?? []), ...faults]
  }

  #error(fault: Fault, write: boolean): MarketError {
    const shape = { message: '시험', nextStep: '시험', retryable: false }
    if (fault === 'gone') return failMarket(this.market, 'MARKET_GONE', { kind: 'rejected' }, { id: '1' })
    if (fault === 'rejected') {
      const fields = [{ field: 'name', message: '상품명에 쓸 수 없는 말이 있습니다.' }]
      return failMarket(this.market, 'MARKET_REJECTED', { kind: 'rejected', fields }, { words: '안 됩니다' }, 'E-1')
    }
    const code = fault === 'setup' ? 'FAKE_KEY' : fault === 'later' ? 'FAKE_BUSY' : 'FAKE_LOST'
    const isLater = fault === 'later' || fault === 'unready' || !write
    const kind = fault === 'setup' ? 'setup' : isLater ? 'later' : 'unknown'
    return new MarketError(failCommon('INTERNAL', { values: shape.message === '' ? {} : { trace: code } }), {
      ...{ kind, ofListing: fault === 'unready' },
    })
  }

  /** Runs one call with its fault; `effect` is what it does on the market. */
  async #call<T>(
    operation: Operation,
    sku: string,
    write: boolean,
    priority: string,
    values: OptionValues,
    effect: () => T,
  ): Promise<T> {
    this.asked.push({ operation, sku, at: this.#now(), values, priority })
    const now = (this.#busy.get(sku) ?? 0) + 1
    this.#busy.set(sku, now)
    this.mostAtOnce = Math.max(this.mostAtOnce, now)
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    try {
      await new Promise((resolve) => (this.delayMs > 0 ? setTimeout(resolve, this.delayMs) : setImmediate(resolve)))
      const fault = this.faults[operation]?.shift() ?? this.chance?.(operation) ?? null
      if (fault === null || fault === 'lost') {
        const answer = effect()
        await this.meanwhile?.(operation, sku)
        if (fault === null) return answer
      }
      if (fault === 'odd') throw new TypeError('cannot read properties of undefined')
      throw this.#error(fault ?? 'lost', write)
    } finally {
      this.#busy.set(sku, (this.#busy.get(sku) ?? 1) - 1)
      this.inFlight -= 1
    }
  }

  #thing(ref: MarketRef): Thing {
    const thing = this.things.get(ref.marketProductId)
    if (thing === undefined || thing.state === 'deleted') throw this.#error('gone', true)
    return thing
  }

  #listing(thing: Thing): MarketListing {
    const { number, sku, state, reason, options } = thing
    const stock = options.reduce((sum, option) => sum + option.stock, 0)
    return {
      ref: {
        marketProductId: number,
        sku,
        ids: {},
        options: options.map((one) => ({ sku: one.sku, id: `${number}-${one.sku}` })),
      },
      state: state === 'on_sale' && stock === 0 ? 'sold_out' : state,
      stateText: state,
      name: null,
      price: Math.min(...options.map(({ price }) => price)),
      stock,
      options: options.map((one) => ({ ...one, id: `${number}-${one.sku}`, onSale: state === 'on_sale' })),
      reason,
      url: null,
    }
  }

  create(content: ListingContent): Thing {
    this.#next += 1
    const number = String(this.#next)
    const options = content.options.length === 0 ? [content] : content.options
    const thing: Thing = {
      ...{ number, sku: content.sku, state: this.capabilities.reviews ? 'in_review' : 'on_sale', reason: null },
      createdAt: this.#now(),
      options: options.map(({ sku, price, stock }) => ({ sku, price, stock })),
    }
    this.things.set(number, thing)
    return thing
  }

  #set(ref: MarketRef, values: OptionValues, what: 'price' | 'stock', force = true): void {
    const thing = this.#thing(ref)
    for (const option of thing.options) {
      const value = values.find(({ sku }) => sku === option.sku)?.value
      if (value === undefined) throw this.#error('rejected', true)
      const limit = this.capabilities.priceChange
      const change = (value - option.price) / option.price
      if (what === 'price' && !force && limit !== null && (change > limit.up || -change > limit.down)) {
        throw this.#error('rejected', true)
      }
      option[what] = value
    }
  }

  adapter(): MarketAdapter {
    const { market, capabilities } = this
    return {
      market,
      capabilities,
      check: async () => ({ account: 'A1', label: '시험 상점' }),
      categories: async () => [],
      form: (category, { priority = 'background' }) =>
        this.#call('form', '', false, priority, [], () => ({ ...emptyForm, category })),
      places: async () => noPlaces,
      validate: () => [],
      createsWait: async () => this.createsWait,
      create: (content, _context, { priority = 'background' }) =>
        this.#call('create', content.sku, true, priority, [], (): Created => {
          const { ref, state } = this.#listing(this.create(content))
          return { ref, state: state === 'in_review' ? 'in_review' : 'on_sale', warnings: [...this.remarks] }
        }),
      findBySku: (sku, { createdAfter }, { priority = 'background' }) =>
        this.#call('find', sku, false, priority, [], () =>
          this.of(sku)
            .filter(({ createdAt }) => this.#now() - createdAt >= capabilities.findableAfterMs)
            .filter(({ createdAt }) => createdAfter === null || createdAt >= createdAfter)
            .map((thing) => this.#listing(thing)),
        ),
      read: (ref, { priority = 'background' }) =>
        this.#call('read', ref.sku, false, priority, [], () => this.#listing(this.#thing(ref))),
      setPrice: (ref, prices, { force }, { priority = 'background' }) =>
        this.#call('price', ref.sku, true, priority, prices, () => this.#set(ref, prices, 'price', force)),
      setStock: (ref, stocks, { priority = 'background' }) =>
        this.#call('stock', ref.sku, true, priority, stocks, () => this.#set(ref, stocks, 'stock')),
      stop: (ref, { priority = 'background' }) =>
        this.#call('stop', ref.sku, true, priority, [], () => {
          this.#thing(ref).state = 'stopped'
        }),
      resume: (ref, stocks, { priority = 'background' }) =>
        this.#call('resume', ref.sku, true, priority, stocks, () => {
          this.#set(ref, stocks, 'stock')
          this.#thing(ref).state = 'on_sale'
        }),
      remove: (ref, { priority = 'background' }) =>
        this.#call('delete', ref.sku, true, priority, [], () => {
          const thing = this.#thing(ref)
          if (thing.state === 'on_sale')
            throw failMarket(this.market, 'MARKET_REJECTED', { kind: 'rejected' }, { words: '판매 중' })
          thing.state = 'deleted'
        }),
    }
  }
}
