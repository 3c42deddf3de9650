import { z } from 'zod'
import type { Emit } from '../../shared/contract.ts'
import type { Wholesaler } from '../../shared/product.ts'
import { wholesalerNames } from '../../shared/product.ts'
import type { Clock } from '../../shared/time.ts'
import { type KeyedConnection, keyedConnection } from '../connections/keyed.ts'
import { tooManyCalls } from '../connections/silence.ts'
import type { SecretStore } from '../connections/types.ts'
import type { CallLog } from '../net/api-calls.ts'
import { type Endpoints, sandboxEndpoint } from '../net/endpoints.ts'
import { createLimiter } from '../net/limiter.ts'
import type { Logger } from '../net/log.ts'
import { createHttpStreams } from '../net/stream.ts'
import { productSettings } from '../products/settings.ts'
import type { Db } from '../store/db.ts'
import { domeggookRefusals } from '../wholesale/domeggook/errors.ts'
import { createDayCount, createDomeggookAdapter } from '../wholesale/domeggook/index.ts'
import { createWholesaleHttp } from '../wholesale/http.ts'
import { perMinuteBucket, wholesaleRates } from '../wholesale/limits.ts'
import { ownerclanRefusals } from '../wholesale/ownerclan/errors.ts'
import { createOwnerclanAdapter } from '../wholesale/ownerclan/index.ts'
import type { WholesaleAdapter } from '../wholesale/port.ts'
import { createZentradeAdapter } from '../wholesale/zentrade/adapter.ts'
import { zentradeRefusals } from '../wholesale/zentrade/errors.ts'

export interface WholesalerDeps {
  db: Db
  secrets: SecretStore
  clock: Clock
  emit: Emit
  logger: Logger
  calls: CallLog
  endpoints: Endpoints
  version: string
}

const zentradeShipping = ({ zentradeShippingFee, zentradeReturnFee }: ReturnType<typeof productSettings>) => ({
  fee: zentradeShippingFee,
  returnFee: zentradeReturnFee,
})

const text = z.string().min(1).max(500)

/** As the wholesaler's adapter keeps it. */
const silenceOf = (db: Db, wholesaler: Wholesaler) => () => ({
  until: createDayCount(db, wholesaler).pausedUntil(),
  why: tooManyCalls(wholesaler),
})

/** The three wholesalers, each as a connection with its adapter. */
export function wholesalerConnections(deps: WholesalerDeps): Record<Wholesaler, KeyedConnection<WholesaleAdapter>> {
  const { db, secrets, clock, emit, logger, calls, endpoints, version } = deps
  const common = { recordCall: calls.record, clock, version }
  const shared = { db, secrets, clock, emit }
  const probe = async (adapter: WholesaleAdapter, signal: AbortSignal): Promise<undefined> => {
    await adapter.check(signal)
    return undefined
  }

  const ownerclanHttp = (baseUrl: string) => createWholesaleHttp({ wholesaler: 'ownerclan', baseUrl, ...common })
  const live = { auth: ownerclanHttp(endpoints['ownerclan-auth']), api: ownerclanHttp(endpoints.ownerclan) }
  const sandbox = {
    auth: ownerclanHttp(sandboxEndpoint(endpoints, 'ownerclan-auth')),
    api: ownerclanHttp(sandboxEndpoint(endpoints, 'ownerclan')),
  }
  const domeggook = createWholesaleHttp({ wholesaler: 'domeggook', baseUrl: endpoints.domeggook, ...common })
  const zentrade = createHttpStreams({
    service: 'zentrade',
    baseUrl: endpoints.zentrade,
    limiter: createLimiter({ ...perMinuteBucket(wholesaleRates.zentrade.perMinute), clock, service: 'zentrade' }),
    ...common,
  })

  return {
    ownerclan: keyedConnection({
      ...shared,
      service: 'ownerclan',
      name: wholesalerNames.ownerclan,
      fields: z.object({ username: text, password: text }),
      shown: ({ username }) => username,
      hasSandbox: true,
      adapter: (credentials, isSandbox) =>
        createOwnerclanAdapter({
          http: isSandbox ? sandbox : live,
          credentials,
          clock,
          log: logger,
          pauses: createDayCount(db, 'ownerclan'),
        }),
      probe,
      limits: (isSandbox) => (isSandbox ? sandbox : live).api.limiter,
      refusals: ownerclanRefusals,
      silence: silenceOf(db, 'ownerclan'),
    }),
    zentrade: keyedConnection({
      ...shared,
      service: 'zentrade',
      name: wholesalerNames.zentrade,
      fields: z.object({ id: text, mSkey: text }),
      shown: ({ id }) => id,
      adapter: (credentials) =>
        createZentradeAdapter({ http: zentrade, credentials, shipping: () => zentradeShipping(productSettings(db)) }),
      probe,
      limits: () => zentrade.limiter,
      refusals: zentradeRefusals,
    }),
    domeggook: keyedConnection({
      ...shared,
      service: 'domeggook',
      name: wholesalerNames.domeggook,
      fields: z.object({ aid: text }),
      shown: ({ aid }) => aid,
      adapter: (credentials) =>
        createDomeggookAdapter({
          http: domeggook,
          credentials,
          clock,
          log: logger,
          dailyCounter: createDayCount(db, 'domeggook'),
          market: () => productSettings(db).domeggookMarket,
        }),
      probe,
      limits: () => domeggook.limiter,
      refusals: domeggookRefusals,
      silence: silenceOf(db, 'domeggook'),
    }),
  }
}
