import { randomBytes } from 'node:crypto'
import { AppError, failCommon } from '../../shared/errors.ts'
import { type Clock, systemClock } from '../../shared/time.ts'
import { failNet, serviceName } from './errors.ts'
import { parseJson } from './json.ts'
import type { Limiter } from './limiter.ts'
import { requestUrl } from './request-url.ts'
import { backoffMs, isTransientStatus, retryAfterMs } from './retry.ts'
import { sniff } from './sniff.ts'
import { type Outgoing, type RawReply, sendOnce } from './transport.ts'
import type { HttpClient, HttpReply, HttpRequest } from './types.ts'
import { realSleep, type Sleep, throwIfCancelled } from './waiting.ts'

/** One outgoing try as the operator may see it: a path template, never the address that was called. */
export interface CallRecord {
  at: number
  service: string
  method: string
  path: string
  status: number | null
  ms: number
  attempt: number
  traceId: string
  errorCode: string | null
}

export interface HttpClientOptions {
  service: string
  /** Read at each call: an endpoint may be changed by the operator (buyer app). */
  baseUrl: string | (() => string)
  limiter: Limiter
  recordCall?: (call: CallRecord) => void
  /** The service's own code in an error reply, for the log and for NET_SERVER_ERROR. Must not throw. */
  readErrorCode?: (reply: HttpReply) => string | null | undefined
  version?: string
  maxAttempts?: number
  clock?: Clock
  sleep?: Sleep
  random?: () => number
}

const DEADLINE_MS = 60_000
const TIMEOUT_MS = 30_000
const MAX_BYTES = 32 * 1024 * 1024
const MAX_ATTEMPTS = 6

const body = (request: HttpRequest): { body: Uint8Array | string | undefined; type?: string } => {
  if (request.form) {
    return { body: new URLSearchParams(request.form).toString(), type: 'application/x-www-form-urlencoded' }
  }
  if (request.json !== undefined) return { body: JSON.stringify(request.json), type: 'application/json' }
  return { body: request.body }
}

/** The one way out of this program. See `HttpClient` for what it promises. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { service, limiter, recordCall, readErrorCode, maxAttempts = MAX_ATTEMPTS } = options
  const { clock = systemClock, sleep = realSleep, random = Math.random, version = '0' } = options
  const named = { service: serviceName(service) }

  const replyOf = (raw: RawReply, traceId: string): HttpReply => {
    let parsed: { value: unknown } | undefined
    const text = () => raw.bytes.toString('utf8')
    const json = () => {
      if (parsed) return parsed.value
      try {
        parsed = { value: parseJson(text()) }
      } catch {
        throw failNet('NET_NOT_JSON', { service, traceId, values: named })
      }
      return parsed.value
    }
    return { ...raw, traceId, text, json }
  }

  /** What is wrong with a reply by itself, before anybody reads what it says. */
  const faultOf = (reply: HttpReply, request: HttpRequest): AppError | null => {
    const { status, traceId } = reply
    const serviceCode = status >= 400 ? (readErrorCode?.(reply) ?? undefined) : undefined
    const details = { service, traceId, ...(serviceCode === undefined ? {} : { serviceCode }) }
    if (status === 429) return failNet('NET_RATE_LIMITED', { ...details, values: named })
    if (isTransientStatus(status) && !(request.readsServerErrors === true && status >= 500)) {
      return failNet('NET_SERVER_ERROR', {
        ...details,
        serviceCode: serviceCode ?? String(status),
        values: { ...named, status },
      })
    }
    if (request.expect === 'any') return null
    const kind = sniff(reply.headers['content-type'], reply.bytes)
    if (kind === 'html') return failNet('NET_HTML', { ...details, values: { ...named, status } })
    if (kind === 'doctype') return failNet('NET_DOCTYPE', { ...details, values: named })
    if (request.expect !== 'json' || status >= 400) return null
    try {
      reply.json()
      return null
    } catch (thrown) {
      return thrown as AppError
    }
  }

  const outgoing = (request: HttpRequest, url: string, idempotent: boolean): Outgoing => {
    const payload = body(request)
    return {
      service,
      url,
      method: request.method,
      headers: {
        accept: 'application/json, */*',
        ...(payload.type ? { 'content-type': payload.type } : {}),
        ...request.headers,
        'user-agent': `Jangteo/${version}`,
      },
      body: payload.body,
      timeoutMs: request.timeoutMs ?? TIMEOUT_MS,
      maxBytes: request.maxBytes ?? MAX_BYTES,
      idempotent,
      signal: request.signal,
    }
  }

  interface Tried {
    reply: HttpReply | null
    failure: AppError | null
    /** What the server asked us to wait, ms. */
    wait: number | null
  }

  const attemptOnce = async (out: Outgoing, request: HttpRequest, traceId: string, attempt: number): Promise<Tried> => {
    const at = clock.now()
    let reply: HttpReply | null = null
    let failure: AppError | null = null
    try {
      reply = replyOf(await sendOnce(out), traceId)
      failure = faultOf(reply, request)
    } catch (thrown) {
      failure = thrown instanceof AppError ? thrown : failCommon('INTERNAL', { cause: thrown })
    }
    out.onLeft?.()
    const wait = reply && failure ? retryAfterMs(reply.headers['retry-after'], clock.now()) : null
    limiter.settle(reply && { status: reply.status, headers: reply.headers, retryAfterMs: wait })
    if (request.signal?.aborted) failure = failCommon('CANCELLED')
    if (failure) failure.traceId = traceId
    const refused = reply && reply.status >= 400 ? (readErrorCode?.(reply) ?? null) : null
    recordCall?.({
      at,
      service,
      method: request.method,
      path: request.template ?? request.path.split('?')[0] ?? '',
      status: reply?.status ?? null,
      ms: Math.max(0, clock.now() - at),
      attempt,
      traceId,
      errorCode: refused ?? failure?.code ?? null,
    })
    return { reply, failure, wait }
  }

  const headersNow = (request: HttpRequest, left: () => void): Record<string, string> => {
    try {
      return request.headersNow?.() ?? {}
    } catch (thrown) {
      left()
      limiter.settle(null)
      throw thrown
    }
  }

  /** Never-sent and 429 included: a call that may not be repeated is the caller's to decide about. */
  const mayRepeat = ({ reply, failure }: Tried) =>
    failure?.retryable === true && (reply === null || reply.status < 400 || isTransientStatus(reply.status))

  const request = async (asked: HttpRequest): Promise<HttpReply> => {
    throwIfCancelled(asked.signal)
    const traceId = randomBytes(8).toString('hex')
    const deadline = clock.now() + (asked.deadlineMs ?? DEADLINE_MS)
    const idempotent = asked.idempotent ?? asked.method === 'GET'
    const base = typeof options.baseUrl === 'string' ? options.baseUrl : options.baseUrl()
    const out = outgoing(asked, requestUrl(service, base, asked), idempotent)
    let last: AppError | null = null
    for (let attempt = 1; ; attempt += 1) {
      let left: () => void
      try {
        left = await limiter.acquire(asked.priority ?? 'interactive', { signal: asked.signal, deadline })
      } catch (thrown) {
        // The queue's own deadline says less than what made us wait.
        throw last && thrown instanceof AppError && thrown.code === 'NET_RATE_LIMITED' ? last : thrown
      }
      const timeoutMs = Math.max(1, Math.min(out.timeoutMs, deadline - clock.now()))
      const headers = { ...out.headers, ...headersNow(asked, left) }
      const tried = await attemptOnce({ ...out, headers, timeoutMs, onLeft: left }, asked, traceId, attempt)
      if (tried.failure === null && tried.reply !== null) return tried.reply
      last = tried.failure ?? failCommon('INTERNAL')
      if (!idempotent || attempt >= maxAttempts || !mayRepeat(tried)) throw last
      // After a 429 the limiter holds everybody back for as long as the service asked.
      const pause = tried.reply?.status === 429 ? 0 : Math.max(tried.wait ?? 0, backoffMs(attempt, random))
      if (clock.now() + Math.max(pause, tried.wait ?? 0) >= deadline) throw last
      await sleep(pause, asked.signal)
    }
  }

  return { request, limiter: { view: () => limiter.view() } }
}
