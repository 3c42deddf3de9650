import type { Clock } from '../../../shared/time.ts'
import type { Logger } from '../../net/log.ts'
import { keyOf, raw, text } from '../../net/readers.ts'
import type { HttpClient } from '../../net/types.ts'
import { realSleep, type Sleep } from '../../net/waiting.ts'
import { createCoolDown, type PauseStore } from '../cool-down.ts'
import { wholesaleRates } from '../limits.ts'
import type { CollectPlan, CollectRequest, WholesaleAdapter, WholesaleCategory } from '../port.ts'
import { createOwnerclanAuth, type OwnerclanCredentials } from './auth.ts'
import { changedKeys, changesCost, OLDEST_MS } from './changes.ts'
import { createOwnerclanClient, type OwnerclanClient } from './client.ts'
import { collectItems, KEYS_PER_CALL } from './collect.ts'
import { queries } from './queries.ts'
import { itemPageSizes, walkPages } from './read-pages.ts'
import { checkRequest, keysOf, variablesOf } from './request.ts'
import { pageIn } from './schema.ts'

export interface OwnerclanDeps {
  /** Two hosts: `ownerclan-auth` for the login, `ownerclan` for all else. Best from `createWholesaleHttp`. */
  http: { auth: HttpClient; api: HttpClient }
  credentials: () => Promise<OwnerclanCredentials>
  clock: Clock
  log: Logger
  /** Keeps a pause over a restart; in memory when absent. */
  pauses?: PauseStore
  sleep?: Sleep
  random?: () => number
}

const { perMinute, perDay } = wholesaleRates.ownerclan
const msFor = (calls: number) => Math.ceil((calls * 60_000) / perMinute)
/** Pages counted beforehand, of 1,000 each; beyond that a plan says only "more than". */
const COUNTED_PAGES = 10
const ROOT = '00000000'

async function countItems(client: OwnerclanClient, request: CollectRequest, signal: AbortSignal) {
  let found = 0
  let pages = 0
  const walk = walkPages(client, {
    query: 'Count',
    connection: 'allItems',
    variables: variablesOf(request),
    sizes: [1000, 500, 100],
    after: null,
    options: { signal, priority: 'interactive' },
  })
  for await (const page of walk) {
    found += page.nodes.length
    pages += 1
    if (!page.hasNextPage) return { found, isAll: true }
    if (pages >= COUNTED_PAGES || found >= (request.limit ?? Number.POSITIVE_INFINITY)) break
  }
  return { found, isAll: false }
}

async function readCategories(client: OwnerclanClient, signal: AbortSignal): Promise<WholesaleCategory[]> {
  const found = new Map<string, WholesaleCategory>()
  const pages = walkPages(client, {
    query: 'Categories',
    connection: 'allCategories',
    variables: {},
    sizes: [1000, 100],
    after: null,
    options: { signal },
  })
  for await (const page of pages) {
    for (const node of page.nodes) {
      const category = raw(node)
      const code = keyOf(category.key)
      const name = text(category.name, 200)
      if (code === null || name === null || code === ROOT) continue
      const parent = keyOf(raw(category.parent).key)
      found.set(code, { code, name, parent: parent === ROOT ? null : parent })
    }
  }
  return [...found.values()]
}

/** OwnerClan behind the port: JWT login, GraphQL reads, pages by cursor. */
export function createOwnerclanAdapter(deps: OwnerclanDeps): WholesaleAdapter {
  const { http, credentials, clock, log, pauses, sleep = realSleep, random = Math.random } = deps
  const waits = { sleep, random }
  const auth = createOwnerclanAuth({ http: http.auth, credentials, clock, waits })
  const coolDown = createCoolDown('ownerclan', clock, sleep, pauses)
  const client = createOwnerclanClient({ http: http.api, auth, coolDown, waits })

  const plan = async (request: CollectRequest, signal: AbortSignal): Promise<CollectPlan> => {
    checkRequest(request)
    const limit = request.limit ?? Number.POSITIVE_INFINITY
    if (request.keys !== undefined) {
      const products = Math.min(keysOf(request.keys).keys.length, limit)
      const calls = Math.ceil(products / KEYS_PER_CALL)
      return { calls, ms: msFor(calls), products }
    }
    const { found, isAll } = await countItems(client, request, signal)
    const products = Math.min(found, limit)
    const calls = Math.max(1, Math.ceil(products / itemPageSizes[0]))
    return { calls, ms: msFor(calls), products: isAll || limit <= found ? products : null }
  }

  return {
    wholesaler: 'ownerclan',
    capabilities: {
      byKeys: true,
      bySearch: true,
      byCategory: true,
      byPrice: true,
      changedSince: true,
      wholeCatalogue: false,
      countsStock: true,
      statesShipping: true,
      limits: { perMinute, perDay },
    },
    check: async (signal) => {
      await auth.fresh()
      const options = { signal, priority: 'interactive' } as const
      pageIn(await client.query('Categories', queries.Categories, { first: 1 }, options), 'allCategories')
    },
    plan,
    collect: (request, { after = null, signal }) => {
      checkRequest(request)
      log.info('ownerclan.collect', { byKeys: request.keys?.length ?? 0, resumed: after !== null })
      return collectItems(client, request, after, signal)
    },
    categories: (signal) => readCategories(client, signal),
    changes: {
      cost: changesCost,
      reach: OLDEST_MS,
      read: (since, signal) => changedKeys(client, clock, since, signal),
    },
  }
}
