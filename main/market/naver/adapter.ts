import { createHash } from 'node:crypto'
import type { Clock } from '../../../shared/time.ts'
import type { Logger } from '../../net/log.ts'
import type { HttpClient } from '../../net/types.ts'
import type { Sleep } from '../../net/waiting.ts'
import { MarketError, marketError } from '../errors.ts'
import { type PauseStores, pausesInMemory } from '../pause-store.ts'
import type { MarketAdapter, MarketCall, MarketListing } from '../port.ts'
import { createNaverAuth, type NaverCredentials, type TokenStore } from './auth.ts'
import { createNaverClient } from './client.ts'
import { createCreate } from './create.ts'
import { formOf } from './form.ts'
import { createGate, type Gate } from './gate.ts'
import { startingRate } from './limits.ts'
import { listingOf } from './listing.ts'
import { MAX_OPTIONS } from './option-rules.ts'
import { createPictures, type FetchPicture } from './pictures.ts'
import { placesOf } from './places.ts'
import { createReading } from './reading.ts'
import { createSkew } from './skew.ts'
import { createUpkeep, originNoOf } from './upkeep.ts'
import { MAX_NAME, validate } from './validate.ts'

export interface NaverDeps {
  /** Best from `createNaverHttp`. */
  http: HttpClient
  credentials: () => Promise<NaverCredentials>
  clock: Clock
  log: Logger
  /** Pictures are uploaded from here: Naver fetches none itself. */
  picture: FetchPicture
  /** Keeps the token over restarts, so that not every command asks anew. */
  tokenStore?: TokenStore
  /** Pauses kept over restarts. Without it they end with the program. */
  pauses?: PauseStores
  sleep?: Sleep
  random?: () => number
}

/** What is stored of an application in the clear: enough to tell two apart. */
const shortOf = (clientId: string) => createHash('sha256').update(clientId.trim()).digest('hex').slice(0, 16)

/** Naver SmartStore behind the port. */
export function createNaverAdapter(deps: NaverDeps): MarketAdapter {
  const { http, credentials, clock, log, picture, tokenStore, pauses = pausesInMemory(), sleep, random } = deps
  const waits = { ...(sleep ? { sleep } : {}), ...(random ? { random } : {}) }
  const skew = createSkew()
  const gates = new Map<string, Gate>()
  const gateOf = (clientId: string): Gate => {
    const short = shortOf(clientId)
    const gate = gates.get(short) ?? createGate(clock, (name) => pauses(`${short}/${name}`))
    gates.set(short, gate)
    return gate
  }
  const gate = async (): Promise<Gate> => {
    try {
      return gateOf((await credentials()).clientId)
    } catch (thrown) {
      throw marketError(thrown, { write: false })
    }
  }
  const auth = createNaverAuth({ http, credentials, clock, skew, gateOf, tokenStore, waits })
  const client = createNaverClient({ http, auth, skew, gate, clock, ...waits })
  const reading = createReading(client, clock)
  const upkeep = createUpkeep({ client, read: reading.stored })
  const create = createCreate({
    client,
    pictures: createPictures(client, picture),
    originCode: reading.originCode,
    log,
  })
  /** The store's address, learnt when the connection was checked. */
  let storeUrl: string | null = null

  const withReason = async (listing: MarketListing, call: MarketCall): Promise<MarketListing> => {
    const channel = listing.ref.ids.channelProductNo
    if (listing.state !== 'rejected' || channel === undefined) return listing
    return { ...listing, reason: (await reading.reasonFor(channel, call)) ?? listing.stateText }
  }

  return {
    market: 'naver',
    capabilities: {
      maxOptions: MAX_OPTIONS,
      nameLimit: { unit: 'characters', max: MAX_NAME },
      maxImages: 10,
      priceStep: 10,
      priceChange: null,
      fetchesImages: false,
      imageTypes: ['jpeg', 'gif', 'png', 'bmp'],
      suggestsCategory: false,
      reviews: false,
      findsBySku: true,
      // Nothing is documented; a create that timed out may still be at work, and waiting costs less than a double.
      findableAfterMs: 60_000,
      setsPrice: true,
      setsStock: true,
      stops: true,
      resumes: true,
      deletes: true,
      limits: { perSecond: startingRate, perDay: null },
    },
    check: async (call) => {
      const account = await reading.account(call)
      storeUrl = account.url
      return { account: account.account, label: account.label }
    },
    categories: reading.categories,
    form: async (category, call) => {
      const { detail, isUnread } = await reading.category(category, call)
      const type = String(formOf(detail, () => null).facts.noticeType)
      const live = await reading.notice(type, call)
      return formOf(detail, () => live, isUnread)
    },
    places: async (call) => placesOf(await reading.addresses(call)),
    validate,
    createsWait: async () => (await gate()).blocked(),
    create,
    findBySku: async (sku, _options, call) => {
      const numbers = await reading.numbersBySku(sku, call)
      const found: MarketListing[] = []
      for (const { originProductNo, channelProductNo } of numbers) {
        const ids = { originProductNo, ...(channelProductNo === null ? {} : { channelProductNo }) }
        const ref = { marketProductId: originProductNo, sku, ids, options: [] }
        try {
          const listing = listingOf(await reading.stored(ref, call), ref, storeUrl)
          if (listing.state !== 'deleted') found.push(listing)
        } catch (thrown) {
          // Deleted between the two calls.
          if (!(thrown instanceof MarketError) || thrown.code !== 'MARKET_GONE') throw thrown
        }
      }
      return found
    },
    read: async (ref, call) => withReason(listingOf(await reading.stored(ref, call), ref, storeUrl), call),
    setPrice: (ref, prices, _options, call) => upkeep.setPrice(ref, prices, call),
    setStock: upkeep.setStock,
    stop: upkeep.stop,
    resume: upkeep.resume,
    remove: async (ref, call) => {
      const no = originNoOf(ref)
      try {
        await client.call(
          {
            method: 'DELETE',
            path: `/v2/products/origin-products/${no}`,
            template: '/v2/products/origin-products/{originProductNo}',
            write: true,
            mayBeEmpty: true,
            id: no,
          },
          call,
        )
      } catch (thrown) {
        if (!(thrown instanceof MarketError) || thrown.code !== 'MARKET_GONE') throw thrown
      }
    },
  }
}
