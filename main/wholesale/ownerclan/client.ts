import { AppError } from '../../../shared/errors.ts'
import { failNet, serviceName } from '../../net/errors.ts'
import { parseJson } from '../../net/json.ts'
import { isRaw, type Raw } from '../../net/readers.ts'
import { type RepeatOptions, repeat } from '../../net/repeat.ts'
import type { HttpClient, HttpReply } from '../../net/types.ts'
import type { CoolDown } from '../cool-down.ts'
import type { OwnerclanAuth } from './auth.ts'
import { failOwnerclan, type GraphqlError, graphqlErrors, ownerclanFailure, saysTooMany } from './errors.ts'

export interface QueryOptions {
  signal?: AbortSignal | undefined
  priority?: 'interactive' | 'background'
  /** Codes that are not worth another try of the same query. */
  except?: readonly string[]
}

export interface Answer {
  data: Raw
  /** Errors beside the data: parts of it may be missing. */
  errors: GraphqlError[]
  traceId: string
}

export interface OwnerclanClient {
  /** Reads only: a query may be sent again. Throws when there is no data. */
  query(name: string, document: string, variables: Raw, options?: QueryOptions): Promise<Answer>
}

export interface OwnerclanClientDeps {
  http: HttpClient
  auth: OwnerclanAuth
  coolDown: CoolDown
  waits?: Pick<RepeatOptions, 'sleep' | 'random'>
}

/** Measured: after an overrun the service refuses for more than a minute. */
export const SILENCE_MS = 95_000
const PATIENCE_MS = { interactive: 0, background: 10 * 60_000 }
const TRY_MS = 90_000
const OVERRUNS = 3
/** In the background long enough to outlast the minute for which a gateway answers 502. */
const ATTEMPTS = { interactive: 3, background: 7 }

/** Bodies may begin with a byte order mark and hold raw NULs, which no JSON parser takes. */
const parsed = (reply: HttpReply): unknown => {
  const text = reply.text().replace(/[\uFEFF\0]/g, '')
  try {
    return parseJson(text)
  } catch {
    try {
      // Raw control characters inside texts: a blank in their place changes nothing between the texts.
      return parseJson(text.replace(/\p{Cc}/gu, ' '))
    } catch {
      return undefined
    }
  }
}

export function createOwnerclanClient({ http, auth, coolDown, waits = {} }: OwnerclanClientDeps): OwnerclanClient {
  const post = async (name: string, query: string, variables: Raw, options: QueryOptions): Promise<HttpReply> => {
    const { signal, priority = 'background' } = options
    const send = (token: string) =>
      http.request({
        method: 'POST',
        path: '/v1/graphql',
        template: `/v1/graphql ${name}`,
        headers: { authorization: `Bearer ${token}` },
        json: { query, variables, operationName: name },
        idempotent: true,
        priority,
        timeoutMs: TRY_MS,
        deadlineMs: 5 * 60_000,
        ...(signal ? { signal } : {}),
      })
    const token = await auth.token()
    const reply = await send(token)
    if (reply.status !== 401) return reply
    const again = await send(await auth.afterRejection(token))
    if (again.status === 401) throw failOwnerclan('OWNERCLAN_TOKEN_REFUSED', { traceId: again.traceId })
    return again
  }

  const read = (reply: HttpReply): Answer => {
    const { status, traceId } = reply
    const body = parsed(reply)
    const errors = isRaw(body) && body.errors !== undefined ? graphqlErrors(body.errors) : []
    if (saysTooMany(errors)) throw ownerclanFailure(errors, traceId)
    if (isRaw(body) && isRaw(body.data)) return { data: body.data, errors, traceId }
    if (errors.length > 0) throw ownerclanFailure(errors, traceId)
    const http = { traceId, serviceCode: String(status), values: { status } }
    if (status === 403) throw failOwnerclan('OWNERCLAN_FORBIDDEN', http)
    if (status >= 300) throw failOwnerclan('OWNERCLAN_HTTP', http)
    if (body === undefined) {
      throw failNet('NET_NOT_JSON', { service: 'ownerclan', traceId, values: { service: serviceName('ownerclan') } })
    }
    throw failOwnerclan('OWNERCLAN_BAD_REPLY', { traceId, values: { detail: 'data' } })
  }

  return {
    query: async (name, document, variables, options = {}) => {
      const { signal, priority = 'background', except = [] } = options
      for (let overruns = 1; ; overruns += 1) {
        await coolDown.pass(PATIENCE_MS[priority], signal)
        try {
          return await repeat({ attempts: ATTEMPTS[priority], except, signal, ...waits }, async () =>
            read(await post(name, document, variables, options)),
          )
        } catch (thrown) {
          const refused = thrown instanceof AppError && /^(?:OWNERCLAN_TOO_MANY|NET_RATE_LIMITED)$/.test(thrown.code)
          if (!refused) throw thrown
          coolDown.begin(SILENCE_MS)
          if (priority === 'interactive' || overruns >= OVERRUNS) throw thrown
        }
      }
    },
  }
}
