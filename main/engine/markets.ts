import type { Emit } from '../../shared/contract.ts'
import type { AppError } from '../../shared/errors.ts'
import { type Market, marketNames } from '../../shared/market.ts'
import type { Clock } from '../../shared/time.ts'
import { type KeyedConnection, keyedConnection } from '../connections/keyed.ts'
import { type RefusedState, refusalOf } from '../connections/refusals.ts'
import { tooManyCalls } from '../connections/silence.ts'
import type { SecretStore } from '../connections/types.ts'
import { marketAccount, saveMarketAccount } from '../listings/repository-account.ts'
import { dropCachedKind } from '../listings/repository-cache.ts'
import {
  coupangFields,
  coupangRefusals,
  coupangSilence,
  createCoupangAdapter,
  createCoupangHttp,
  floodPatience,
} from '../market/coupang/index.ts'
import {
  createEleventhStreetAdapter,
  createEleventhStreetHttp,
  eleventhStreetFields,
  eleventhStreetRefusals,
} from '../market/eleventh-street/index.ts'
import { MarketError } from '../market/errors.ts'
import { createNaverAdapter, createNaverHttp, naverFields, naverNotice, naverRefusals } from '../market/naver/index.ts'
import type { MarketAdapter } from '../market/port.ts'
import type { CallLog } from '../net/api-calls.ts'
import type { Endpoints } from '../net/endpoints.ts'
import type { Logger } from '../net/log.ts'
import { createPictureFetcher } from '../net/picture.ts'
import { createDayCount, latestPause } from '../store/day-count.ts'
import type { Db } from '../store/db.ts'
import { createLastCall } from '../store/last-call.ts'

export interface MarketDeps {
  db: Db
  secrets: SecretStore
  clock: Clock
  emit: Emit
  logger: Logger
  calls: CallLog
  endpoints: Endpoints
  version: string
  /** No limits of our own: simulated floods against practice services. */
  unlimited: boolean
  /** Pictures may come from this computer's own services (practice, JANGTEO_ENDPOINTS). */
  localServices: boolean
}

const NAVER_TOKEN = 'naver/token'

/** A market says with each failure whether only the operator can end it; the table names those that ask for other keys. */
const askedOf =
  (named: Readonly<Record<string, RefusedState>>) =>
  (error: AppError): RefusedState | null =>
    refusalOf(error, named) ?? (error instanceof MarketError && error.kind === 'setup' ? 'needs_setup' : null)

/** The three markets, each as a connection with its adapter, and the fetcher of the pictures that they are sent. */
export function marketConnections(deps: MarketDeps) {
  const { db, secrets, clock, emit, logger, calls, endpoints, version, unlimited } = deps
  const wire = { recordCall: calls.record, clock, version, unlimited }
  const shared = (market: Market) => ({
    ...{ db, secrets, clock, emit },
    service: market,
    name: marketNames[market],
    probe: async (adapter: MarketAdapter, signal: AbortSignal) => {
      const account = await adapter.check({ signal, priority: 'interactive' })
      return () => {
        saveMarketAccount(db, market, account)
        // Who connects again may have done so because a place was missing.
        dropCachedKind(db, market, 'places')
      }
    },
  })
  const adapting = { clock, log: logger }
  // Work asks for many at once and waits for each; only a screen gives up on what has scrolled away.
  const pictures = createPictureFetcher({ localServices: () => deps.localServices, waiting: 1_000_000 })

  const coupang = createCoupangHttp({ baseUrl: endpoints.coupang, lastCall: createLastCall(db, 'coupang'), ...wire })
  const naver = createNaverHttp({
    ...{ baseUrl: endpoints.naver, ...wire },
    lastCall: (api) => createLastCall(db, `naver ${api}`),
  })
  const eleventh = createEleventhStreetHttp({
    baseUrl: endpoints['11st'],
    lastCall: createLastCall(db, '11st'),
    ...wire,
  })
  const tokenStore = { get: () => secrets.get(NAVER_TOKEN), set: (text: string) => secrets.set(NAVER_TOKEN, text) }

  const connections: Record<Market, KeyedConnection<MarketAdapter>> = {
    coupang: keyedConnection({
      ...shared('coupang'),
      fields: coupangFields,
      shown: ({ accessKey }) => accessKey,
      adapter: (credentials) =>
        createCoupangAdapter({
          ...adapting,
          ...{ http: coupang, credentials, pauses: (name: string) => createDayCount(db, `coupang ${name}`) },
          ...(unlimited ? { patience: floodPatience } : {}),
        }),
      limits: () => coupang.limiter,
      silence: () => {
        const vendor = marketAccount(db, 'coupang')?.account
        return vendor === undefined
          ? null
          : coupangSilence(clock, (name) => createDayCount(db, `coupang ${name}`), vendor)
      },
      refusals: askedOf(coupangRefusals),
    }),
    naver: keyedConnection({
      ...shared('naver'),
      fields: naverFields,
      notice: naverNotice,
      shown: ({ clientId }) => clientId,
      adapter: (credentials) =>
        createNaverAdapter({
          ...adapting,
          ...{ http: naver, credentials, picture: pictures.get, tokenStore },
          pauses: (name) => createDayCount(db, `naver ${name}`),
        }),
      limits: () => naver.limiter,
      silence: () => ({ until: latestPause(db, 'naver */block'), why: tooManyCalls('naver') }),
      kept: [NAVER_TOKEN],
      refusals: askedOf(naverRefusals),
    }),
    '11st': keyedConnection({
      ...shared('11st'),
      fields: eleventhStreetFields,
      shown: ({ apiKey }) => apiKey,
      adapter: (credentials) =>
        createEleventhStreetAdapter({
          ...adapting,
          ...{ http: eleventh, credentials },
          dailyCounter: createDayCount(db, '11st'),
        }),
      limits: () => eleventh.limiter,
      refusals: askedOf(eleventhStreetRefusals),
    }),
  }
  return { connections, pictures }
}
