import type { Clock } from '../../../shared/time.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { createCatalogue } from '../catalogue/catalogue.ts'
import type { CatalogueOptions, OfficeChange } from '../catalogue/types.ts'
import { type Answer, type Exchange, type ShellControl, startShell } from '../http/shell.ts'
import { callWindow } from '../http/window.ts'
import { buildCategories } from './categories.ts'
import { execute } from './graphql/execute.ts'
import { QueryRefused } from './graphql/parse.ts'
import { createHistories } from './histories.ts'
import { type Item, indexOfKey, itemAt } from './items.ts'
import { resolversOf } from './resolvers.ts'
import { createTokens } from './token.ts'

export interface PracticeOwnerclanCredentials {
  username: string
  password: string
}

export interface OwnerclanLimits {
  /** Refused from this many calls within a minute on; measured between 190 and 200. */
  perMinute: number
  /** How long it then stays shut, ms. */
  blockMs: number
}

export interface PracticeOwnerclanOptions {
  catalogue?: Partial<CatalogueOptions>
  credentials?: Partial<PracticeOwnerclanCredentials>
  /** null: no limit. */
  limits?: OwnerclanLimits | null
  /** Default 30 days. */
  tokenLifeMs?: number
  /** How the login answers: as documented, or in the other forms clients have met. */
  tokenForm?: 'text' | 'quoted' | 'object'
  port?: number
  clock?: Clock
}

export interface OwnerclanControl extends ShellControl {
  expireTokens(): void
  setLimits(limits: OwnerclanLimits | null): void
  /** As the wholesaler's office would: sold out, back again, another price. null: as it would be by itself. */
  setProduct(key: string, change: OfficeChange | null): void
}

export interface PracticeOwnerclan {
  /** Serves both hosts: `/auth` and `/v1/graphql`. */
  url: string
  port: number
  credentials: PracticeOwnerclanCredentials
  control: OwnerclanControl
  /** Every item as it would be served now. */
  truth(): IterableIterator<Item>
  close(): Promise<void>
}

const defaultLimits: OwnerclanLimits = { perMinute: 190, blockMs: 60_000 }
const MINUTE_MS = 60_000

const json = (status: number, value: unknown, headers?: Answer['headers']): Answer => ({
  status,
  body: JSON.stringify(value),
  ...(headers ? { headers } : {}),
})
const graphqlError = (status: number, message: string) => json(status, { errors: [{ message }] })
const tooMany = () => json(200, { errors: [{ message: 'Too many requests.' }], data: null })

const nonsense = ['{"data":{"allItems":"점검"}}', '[]', 'null', '42', '{"data":{"allItems":{"edges":{}}}}', '{}']

const isJson = ({ headers }: Exchange) => /^application\/json\b/i.test(headers['content-type'] ?? '')

/** The object in a body; null when there is none. */
const objectIn = (body: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** Starts the practice OwnerClan on 127.0.0.1. */
export async function startPracticeOwnerclan(options: PracticeOwnerclanOptions = {}): Promise<PracticeOwnerclan> {
  const { tokenForm = 'text', tokenLifeMs = 30 * DAY_MS, clock, port } = options
  const credentials = { username: 'practice-seller', password: 'practice-오너-1', ...options.credentials }
  const shell = await startShell({ groups: ['auth', 'api'], clock, port })
  const catalogue = createCatalogue({ seed: 101, imageBase: `${shell.url}/img`, ...options.catalogue })
  const categories = buildCategories()
  const histories = createHistories(catalogue)
  const tokens = createTokens(`practice ${credentials.username}`, tokenLifeMs)
  const calls = callWindow(MINUTE_MS)
  let limits: OwnerclanLimits | null = options.limits === undefined ? defaultLimits : options.limits
  let shutUntil = 0

  const login = ({ body, now, ...exchange }: Exchange): Answer => {
    const given = objectIn(body)
    if (exchange.method !== 'POST') return json(405, { message: 'Method Not Allowed' })
    if (!isJson({ body, now, ...exchange }) || given === null) return json(400, { message: 'Bad Request' })
    const { service, userType, username, password } = given
    const isOurs = service === 'ownerclan' && userType === 'seller'
    if (!isOurs || username !== credentials.username || password !== credentials.password) {
      return json(401, { message: 'Unauthorized' })
    }
    const token = tokens.issue(now)
    if (tokenForm === 'object') return json(200, { token })
    return { status: 200, type: 'text/html', body: tokenForm === 'quoted' ? JSON.stringify(token) : token }
  }

  const graphql = (exchange: Exchange): Answer => {
    const { method, url, headers, body, now, turn } = exchange
    const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
    if (bearer === undefined || !tokens.isGood(bearer, now)) return graphqlError(401, 'Unauthorized')
    if (method !== 'GET' && method !== 'POST') return json(405, { message: 'Method Not Allowed' })
    const asked =
      method === 'GET' ? { query: url.searchParams.get('query') ?? '' } : isJson(exchange) ? objectIn(body) : null
    if (asked === null || typeof asked.query !== 'string') return graphqlError(400, 'Must provide query string.')
    const { query, variables, operationName } = asked as { query: string; variables?: unknown; operationName?: unknown }
    const given = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {}
    try {
      const world = { catalogue, categories, histories, now }
      const name = typeof operationName === 'string' ? operationName : null
      const text = JSON.stringify({ data: execute(query, given, name, resolversOf(world)) })
      // Replies may begin with a byte order mark, and descriptions may hold raw NULs.
      return {
        status: 200,
        body: `${turn % 3 === 0 ? '\uFEFF' : ''}${turn % 5 === 0 ? text.replaceAll('\\u0000', '\0') : text}`,
      }
    } catch (error) {
      if (error instanceof QueryRefused) return graphqlError(400, error.message)
      throw error
    }
  }

  shell.serve({
    groupOf: ({ url }) => (url.pathname === '/auth' ? 'auth' : 'api'),
    limit: ({ now }, group) => {
      if (limits === null || group !== 'api') return null
      if (now < shutUntil)
        return {
          status: 502,
          type: 'text/html',
          body: '<html><body>502 Bad Gateway</body></html>',
          headers: { 'retry-after': 60 },
        }
      if (calls.add(now) <= limits.perMinute) return null
      shutUntil = now + limits.blockMs
      calls.clear()
      return tooMany()
    },
    answer: (exchange) => {
      if (exchange.url.pathname === '/auth') return login(exchange)
      if (exchange.url.pathname === '/v1/graphql') return graphql(exchange)
      return json(404, { message: 'Not Found' })
    },
    tooMany,
    nonsense: ({ turn }) => ({ status: 200, body: nonsense[turn % nonsense.length] ?? 'null' }),
    expire: () => tokens.expire(),
  })

  return {
    url: shell.url,
    port: shell.port,
    credentials,
    control: {
      ...shell.control,
      expireTokens: () => tokens.expire(),
      setLimits: (wanted) => {
        limits = wanted
      },
      setProduct: (key, change) => {
        const index = indexOfKey(key)
        if (index === null || index >= catalogue.count(shell.now())) throw new Error(`no product ${key}`)
        catalogue.set(index, change, shell.now())
      },
    },
    *truth() {
      const now = shell.now()
      for (let index = 0; index < catalogue.count(now); index += 1) yield itemAt(catalogue, categories, index, now)
    },
    close: shell.close,
  }
}
