import type { Clock } from '../../../shared/time.ts'
import { isPassing } from '../../net/repeat.ts'
import { retryAfterMs } from '../../net/retry.ts'
import type { HttpClient, HttpReply, HttpRequest } from '../../net/types.ts'
import { realSleep, type Sleep } from '../../net/waiting.ts'
import { failMarket, type MarketError, marketError } from '../errors.ts'
import type { MarketCall } from '../port.ts'
import type { NaverAuth } from './auth.ts'
import { accessFailure, commonFailure, type FailedCall, isQuota } from './failure.ts'
import type { Gate } from './gate.ts'
import { bodyOf, isRefusalBody, type Refusal, refusalIn } from './refusal.ts'
import { rejection } from './rejected.ts'
import type { Skew } from './skew.ts'

export interface NaverCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Behind `/external`. */
  path: string
  /** The path with its numbers as names: what is logged and what Naver counts by. */
  template: string
  query?: Record<string, string | number | undefined>
  json?: unknown
  multipart?: { bytes: Uint8Array; type: string }
  /** Changes something at Naver: never sent twice unless it certainly was not carried out. */
  write: boolean
  /** A reply without a body is an answer too. */
  mayBeEmpty?: boolean
  /** Shown when Naver does not know it (any more). */
  id?: string
}

export interface NaverClient {
  /** The reply's body. Throws MarketError. */
  call(call: NaverCall, options: MarketCall): Promise<unknown>
}

export interface NaverClientDeps {
  http: HttpClient
  auth: NaverAuth
  skew: Skew
  /** Of the application that is connected now. Throws where there is none. */
  gate: () => Promise<Gate>
  clock: Clock
  sleep?: Sleep
  random?: () => number
}

const ATTEMPTS = 3
const FIRST_PAUSE_MS = 1000
/** 429s in a row before the work is handed back; the limiter waits 1, 2, 4 … seconds after each. */
const PATIENCE = { interactive: 3, background: 6 }
const DEADLINE_MS = { interactive: 90_000, background: 10 * 60_000 }

const groupOf = (template: string) => (template.startsWith('/v1/seller') ? '판매자정보' : '상품')

export function createNaverClient(deps: NaverClientDeps): NaverClient {
  const { http, auth, skew, clock, sleep = realSleep, random = Math.random } = deps

  const failureOf = (refusal: Refusal, call: NaverCall): MarketError => {
    const failed: FailedCall = {
      write: call.write,
      api: `${call.method} ${call.template}`,
      group: groupOf(call.template),
    }
    return commonFailure(refusal, failed) ?? accessFailure(refusal, failed) ?? rejection(refusal, call)
  }

  const requestOf = (
    call: NaverCall,
    { token, mayLeave }: { token: string; mayLeave: () => void },
    { signal, priority = 'background' }: MarketCall,
  ): HttpRequest => ({
    method: call.method,
    path: `/external${call.path}`,
    template: `/external${call.template}`,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json;charset=UTF-8',
      ...(call.multipart ? { 'content-type': call.multipart.type } : {}),
    },
    headersNow: () => {
      mayLeave()
      return {}
    },
    ...(call.query ? { query: call.query } : {}),
    ...(call.json === undefined ? {} : { json: call.json }),
    ...(call.multipart ? { body: call.multipart.bytes } : {}),
    idempotent: !call.write,
    priority,
    signal,
    deadlineMs: DEADLINE_MS[priority],
    timeoutMs: call.multipart || call.write ? 60_000 : 30_000,
  })

  /** What the reply holds; a page or half an answer after a write leaves its result open. */
  const read = (reply: HttpReply, call: NaverCall): unknown => {
    const body = bodyOf(reply)
    if (body !== undefined || (call.mayBeEmpty === true && reply.bytes.length === 0)) return body
    const kind = call.write ? 'unknown' : 'later'
    throw failMarket('naver', 'MARKET_ODD_REPLY', { kind }, { detail: call.template }, String(reply.status))
  }

  return {
    call: async (call, options) => {
      const { signal, priority = 'background' } = options
      const gate = await deps.gate()
      const mayLeave = gate.enter()
      let isRenewed = false
      let refusals = 0
      for (let attempt = 1; ; attempt += 1) {
        mayLeave()
        const token = await auth.token()
        let reply: HttpReply
        try {
          reply = await http.request(requestOf(call, { token, mayLeave }, options))
        } catch (thrown) {
          if (call.write || attempt >= ATTEMPTS || !isPassing(thrown)) throw marketError(thrown, call)
          await pause(attempt, signal)
          continue
        }
        skew.learn(reply.headers.date, clock.now())
        if (reply.status < 300 && !isRefusalBody(bodyOf(reply))) return read(reply, call)
        const refusal = refusalIn(reply)
        const failure = failureOf(refusal, call)
        if (reply.status === 401 && !isRenewed) {
          isRenewed = true
          await auth.afterRejection(token)
          continue
        }
        const said = gate.refused(refusal, failure, retryAfterMs(reply.headers['retry-after'], clock.now()))
        if (reply.status === 429 && !isQuota(refusal) && refusals < PATIENCE[priority]) {
          // Not processed, so a write may go again as well; the limiter holds it for a second or more.
          refusals += 1
          attempt -= 1
          await wait(Math.round(random() * 250), signal)
          continue
        }
        if (!call.write && failure.kind === 'later' && failure.retryAfterMs === null && attempt < ATTEMPTS) {
          await pause(attempt, signal)
          continue
        }
        throw said
      }
    },
  }

  async function wait(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await sleep(ms, signal)
    } catch (thrown) {
      throw marketError(thrown, { write: false })
    }
  }

  function pause(attempt: number, signal: AbortSignal): Promise<void> {
    return wait(Math.round(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + random() / 2)), signal)
  }
}
