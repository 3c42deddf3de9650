import type { Clock } from '../../../shared/time.ts'
import type { Logger } from '../../net/log.ts'
import type { HttpClient } from '../../net/types.ts'
import { realSleep, type Sleep } from '../../net/waiting.ts'
import type { DayCount } from '../../store/day-count.ts'
import { createCoolDown } from '../cool-down.ts'
import { wholesaleRates } from '../limits.ts'
import type { CollectPlan, CollectRequest, WholesaleAdapter, WholesaleCategory } from '../port.ts'
import type { DomeggookCredentials } from './auth.ts'
import { createDomeggookClient } from './client.ts'
import { collectProducts, LIST_SIZE } from './collect.ts'
import { createDayLimit, type DayLimit } from './day-limit.ts'
import type { Market } from './options.ts'
import { checkRequest, listQuery, numbersOf } from './request.ts'
import { type CategoryNode, categoriesIn, listIn } from './schema.ts'
import { VIEWS_PER_CALL } from './views.ts'

export interface DomeggookDeps {
  /** Best from `createWholesaleHttp`. */
  http: HttpClient
  credentials: () => Promise<DomeggookCredentials>
  clock: Clock
  log: Logger
  /** Calls of the day and the pause, kept over restarts: `createDayCount(db, 'domeggook')`. */
  dailyCounter: DayCount
  /** `supply` (도매매, single pieces) unless the operator buys in lots. Read at each collect. */
  market?: () => Market
  sleep?: Sleep
  random?: () => number
}

const { perMinute, perDay } = wholesaleRates.domeggook
const PER_DAY = perDay ?? Number.POSITIVE_INFINITY

/** Time for `calls`, the nights included that a day's allowance makes us wait. */
const msFor = (calls: number, day: DayLimit): number => {
  const ms = (count: number) => Math.ceil((count * 60_000) / perMinute)
  if (calls <= day.left()) return ms(calls)
  const later = calls - day.left()
  const fullDays = Math.ceil(later / PER_DAY) - 1
  return day.untilMidnight() + fullDays * 86_400_000 + ms(later - fullDays * PER_DAY)
}

const flat = (nodes: readonly CategoryNode[], parent: string | null): WholesaleCategory[] =>
  nodes.flatMap(({ code, name, children }) => [{ code, name, parent }, ...flat(children, code)])

/** Domeggook and Domeme behind the port: list, then details in batches, within a minute's and a day's calls. */
export function createDomeggookAdapter(deps: DomeggookDeps): WholesaleAdapter {
  const { http, credentials, clock, log, dailyCounter, sleep = realSleep, random = Math.random } = deps
  const market = deps.market ?? (() => 'supply')
  const coolDown = createCoolDown('domeggook', clock, sleep, dailyCounter)
  const day = createDayLimit(dailyCounter, PER_DAY, clock)
  const client = createDomeggookClient({ http, credentials, coolDown, day, waits: { sleep, random } })

  const plan = async (request: CollectRequest, signal: AbortSignal): Promise<CollectPlan> => {
    checkRequest(request)
    const limit = request.limit ?? Number.POSITIVE_INFINITY
    const planFor = (products: number | null): CollectPlan => {
      const count = products ?? 0
      const calls = Math.ceil(count / LIST_SIZE) + Math.ceil(count / VIEWS_PER_CALL)
      return { calls, ms: msFor(calls, day), products }
    }
    if (request.keys !== undefined) return planFor(Math.min(numbersOf(request.keys).numbers.length, limit))
    const query = listQuery(request, market(), 1, 1)
    const { total } = listIn(await client.get('getItemList', query, { signal, priority: 'interactive' }))
    return planFor(total === null ? null : Math.min(total, limit))
  }

  return {
    wholesaler: 'domeggook',
    capabilities: {
      byKeys: true,
      bySearch: true,
      byCategory: true,
      byPrice: true,
      changedSince: false,
      wholeCatalogue: false,
      countsStock: true,
      statesShipping: true,
      limits: { perMinute, perDay },
    },
    check: async (signal) => {
      const query = listQuery({ search: '우산' }, market(), 1, 1)
      listIn(await client.get('getItemList', query, { signal, priority: 'interactive' }))
    },
    plan,
    collect: (request, { after = null, signal }) => {
      checkRequest(request)
      log.info('domeggook.collect', { market: market(), byKeys: request.keys?.length ?? 0, resumed: after !== null })
      return collectProducts(client, request, market(), after, signal)
    },
    categories: async (signal) => {
      const reply = await client.get('getCategoryList', {}, { signal })
      return flat(categoriesIn(reply.items), null)
    },
  }
}
