import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/time.ts'
import type { Logger } from '../../net/log.ts'
import type { HttpClient, HttpReply } from '../../net/types.ts'
import type { Sleep } from '../../net/waiting.ts'
import { safeWords } from '../../net/words.ts'
import { MarketError, marketError } from '../errors.ts'
import type { MarketCall } from '../port.ts'
import { type Query, queryText } from './address.ts'
import { authorization, type CoupangCredentials } from './auth.ts'
import type { Told } from './envelope.ts'
import { failCoupang } from './errors.ts'
import type { Gate, Passed } from './gate.ts'
import { bodyBytes } from './json.ts'
import type { Subject } from './refusals.ts'
import { Expired, isWall, yesIn } from './replies.ts'

export interface CoupangCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string | ((credentials: CoupangCredentials) => string)
  /** What the log shows. */
  template: string
  query?: Query | ((credentials: CoupangCredentials) => Query)
  body?: (credentials: CoupangCredentials) => unknown
  /** Changes something at Coupang: never sent twice, and a lost answer leaves the result open. */
  write?: boolean
  /** Asks the gateway to wait up to 90 s. Only where it is documented to be needed: used everywhere it brings a 429. */
  extended?: boolean
  subject?: Subject
  /** Asks whether Coupang answers at all: may leave while all else is silent, when the operator waits for it. */
  probe?: boolean
}

export interface CoupangClient {
  send(call: CoupangCall, how: MarketCall): Promise<Told>
}

export interface CoupangClientDeps {
  http: HttpClient
  credentials: () => Promise<CoupangCredentials>
  clock: Clock
  log: Logger
  /** Each vendor has its own: another one's silence is nobody's business. */
  gateOf: (vendorId: string) => Gate
  sleep: Sleep
  random: () => number
}

const EXTENDED_MS = 90_000
/** The wait for the limit is in it. */
const DEADLINE_MS = { interactive: 3 * 60_000, background: 30 * 60_000 }
const ATTEMPTS = 3
/** Nobody who watches waits longer for a limit to end. */
const SOON_MS = 30_000
const passing = new Set([
  'NET_UNREACHABLE',
  'NET_BROKEN',
  'NET_TIMEOUT',
  'NET_SERVER_ERROR',
  'NET_NOT_JSON',
  'NET_HTML',
])
/** The header tells whole seconds, and the way takes some. */
const NOTICED_MS = 2000

const difference = (ms: number | null): string => {
  if (ms === null) return '쿠팡의 시각은 답에 없었습니다'
  if (Math.abs(ms) <= NOTICED_MS) return '이 PC의 시계는 쿠팡 서버와 거의 같습니다'
  const seconds = Math.round(Math.abs(ms) / 1000)
  const length = seconds < 120 ? `${seconds}초` : `${Math.round(seconds / 60)}분`
  return `이 PC의 시계가 쿠팡 서버보다 ${length} ${ms > 0 ? '느립니다' : '빠릅니다'}`
}

export function createCoupangClient(deps: CoupangClientDeps): CoupangClient {
  const { http, clock, log, gateOf, sleep, random } = deps
  /** Coupang's clock less ours, ms; kept only after a signature was found expired. */
  let offset = 0

  const blockedMs = () => Math.max(0, (http.limiter.view().blockedUntil ?? 0) - clock.now())

  const skewIn = (reply: HttpReply): number | null => {
    const at = Date.parse(reply.headers.date ?? '')
    return Number.isNaN(at) ? null : at + 500 - clock.now()
  }

  const watch = (reply: HttpReply, gate: Gate) => {
    const warning = reply.headers['x-cag-warnings']
    if (warning !== undefined) {
      log.warn('coupang.near-limit', { warning: safeWords(warning) })
      gate.warned()
    }
    if (reply.status >= 400) gate.noteError()
  }

  const leave = async (call: CoupangCall, how: MarketCall): Promise<HttpReply> => {
    const credentials = await deps.credentials()
    const { method, write = false, extended = false } = call
    const path = typeof call.path === 'string' ? call.path : call.path(credentials)
    const query = queryText(typeof call.query === 'function' ? call.query(credentials) : (call.query ?? []))
    const priority = how.priority ?? 'background'
    const gate = gateOf(credentials.vendorId)
    const mayProbe = call.probe === true && priority === 'interactive' && blockedMs() < SOON_MS
    const pass = await gate.enter(how.signal, { mayProbe })
    let ended: Passed = 'failed'
    try {
      const reply = await http.request({
        method,
        // Already encoded: these very bytes are signed.
        path: query === '' ? path : `${path}?${query}`,
        template: call.template,
        headers: {
          'content-type': 'application/json;charset=UTF-8',
          'x-requested-by': credentials.vendorId,
          ...(extended ? { 'x-extended-timeout': String(EXTENDED_MS) } : {}),
        },
        headersNow: () => {
          pass.mustBeOpen()
          return { authorization: authorization(credentials, { method, path, query, at: clock.now() + offset }) }
        },
        ...(call.body === undefined ? {} : { body: bodyBytes(call.body(credentials)) }),
        idempotent: !write,
        priority,
        deadlineMs: DEADLINE_MS[priority],
        ...(extended ? { timeoutMs: EXTENDED_MS + 5000 } : {}),
        expect: 'any',
        readsServerErrors: true,
        signal: how.signal,
      })
      watch(reply, gate)
      if (isWall(reply)) {
        ended = 'refused'
        throw pass.refused('COUPANG_BLOCKED')
      }
      ended = reply.status < 400 ? 'fine' : 'failed'
      return reply
    } catch (thrown) {
      // With a trace it came from Coupang, without one from our own queue.
      if (thrown instanceof AppError && thrown.code === 'NET_RATE_LIMITED' && thrown.traceId !== undefined) {
        ended = 'refused'
        throw pass.refused('COUPANG_TOO_MANY', blockedMs())
      }
      throw marketError(thrown, { write })
    } finally {
      pass.ended(ended)
    }
  }

  /** The gateway looks at the signature before anything else: what it found expired was not carried out, writes included. */
  const signedRight = async (call: CoupangCall, how: MarketCall): Promise<Told> => {
    const asked = { write: call.write ?? false, subject: call.subject ?? null, route: call.template }
    for (let tries = 1; ; tries += 1) {
      const reply = await leave(call, how)
      try {
        return yesIn(reply, asked)
      } catch (thrown) {
        if (!(thrown instanceof Expired)) throw thrown
        const skew = skewIn(reply)
        const isNews = skew !== null && Math.abs(skew - offset) > NOTICED_MS
        if (isNews) {
          offset = skew
          log.warn('coupang.clock', { seconds: Math.round(skew / 1000) })
        }
        if (isNews && tries === 1) continue
        throw failCoupang(
          'COUPANG_CLOCK',
          { kind: 'setup' },
          { values: { difference: difference(skew), words: thrown.words }, serviceCode: '401', traceId: reply.traceId },
        )
      }
    }
  }

  return {
    send: async (call, how) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await signedRight(call, how)
        } catch (thrown) {
          const mayRepeat = call.write !== true && thrown instanceof MarketError && passing.has(thrown.code)
          if (!mayRepeat || attempt >= (how.priority === 'interactive' ? 2 : ATTEMPTS)) throw thrown
          // At least a second: the signature of the next try shall differ.
          await sleep(Math.round(1000 * 2 ** (attempt - 1) * (1 + random() / 2)), how.signal)
        }
      }
    },
  }
}
