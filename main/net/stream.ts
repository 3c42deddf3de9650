import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { AppError, failCommon } from '../../shared/errors.ts'
import { systemClock } from '../../shared/time.ts'
import { failNet, serviceName, sizeText } from './errors.ts'
import type { HttpClientOptions } from './http-client.ts'
import { requestUrl } from './request-url.ts'
import { backoffMs, isTransientStatus, retryAfterMs } from './retry.ts'
import { client, failureOf, freshAgents, textHeaders } from './transport.ts'
import type { HttpRequest, LimiterView } from './types.ts'
import { realSleep, throwIfCancelled } from './waiting.ts'

export interface StreamRequest {
  method: 'GET' | 'POST'
  path: string
  form?: Record<string, string>
  headers?: Record<string, string>
  priority?: 'interactive' | 'background'
  /** Everything from the first try to the last byte, ms. Default 10 minutes. */
  deadlineMs?: number
  /** Longest silence, before the first byte and between two, ms. Default 60 s. */
  silenceMs?: number
  /** Longest reply accepted, bytes after decompression. Default 1 GiB. */
  maxBytes?: number
  signal?: AbortSignal
}

export interface StreamReply {
  status: number
  headers: Record<string, string>
  traceId: string
  /** The body once, in the chunks in which it came. Ending the iteration early closes the connection. */
  body: AsyncIterable<Buffer>
}

export interface HttpStreams {
  /**
   * A reply too long to hold. Until its headers are here, it is tried again like any call (408, 425, 429, 5xx,
   * unreachable); what fails later is not: what came so far is already with the caller. Throws as `HttpClient` does.
   * Nothing is concluded from the body: whether it is data or a page is for the caller to see from its first bytes.
   */
  stream(request: StreamRequest): Promise<StreamReply>
  limiter: LimiterView
}

const DEADLINE_MS = 10 * 60_000
const SILENCE_MS = 60_000
const MAX_BYTES = 1024 * 1024 * 1024
const MAX_ATTEMPTS = 4

interface Opened {
  status: number
  headers: Record<string, string>
  body: Readable
}

/** Ends a reply that takes too long as a whole, or falls silent. */
class Watch {
  readonly abort = new AbortController()
  cause: { seconds: number } | null = null
  readonly #whole: NodeJS.Timeout
  #silence: NodeJS.Timeout | undefined
  readonly #silenceMs: number

  constructor(leftMs: number, silenceMs: number) {
    this.#silenceMs = silenceMs
    this.#whole = setTimeout(() => this.#end(leftMs), leftMs)
    this.heard()
  }

  heard(): void {
    if (this.#silence === undefined) this.#silence = setTimeout(() => this.#end(this.#silenceMs), this.#silenceMs)
    else this.#silence.refresh()
  }

  done(): void {
    clearTimeout(this.#whole)
    clearTimeout(this.#silence)
  }

  #end(ms: number): void {
    this.cause = { seconds: Math.max(1, Math.round(ms / 1000)) }
    this.abort.abort()
  }
}

/** `createHttpClient` for replies that are read while they come. */
export function createHttpStreams(options: HttpClientOptions): HttpStreams {
  const { service, limiter, recordCall, maxAttempts = MAX_ATTEMPTS, clock = systemClock } = options
  const { sleep = realSleep, random = Math.random, version = '0' } = options
  const named = { service: serviceName(service) }

  const failure = (thrown: unknown, watch: Watch, request: StreamRequest, traceId: string): AppError => {
    const error = request.signal?.aborted
      ? failCommon('CANCELLED')
      : watch.cause !== null
        ? failNet('NET_TIMEOUT', { service, values: { ...named, ...watch.cause } })
        : thrown instanceof AppError
          ? thrown
          : failureOf(thrown, { service, maxBytes: request.maxBytes ?? MAX_BYTES })
    error.traceId ??= traceId
    return error
  }

  const open = async (request: StreamRequest, url: string, watch: Watch): Promise<Opened> => {
    const form = request.form === undefined ? undefined : new URLSearchParams(request.form).toString()
    const signals = request.signal ? [watch.abort.signal, request.signal] : [watch.abort.signal]
    const response = await client.request<Readable>({
      url,
      method: request.method,
      responseType: 'stream',
      headers: {
        accept: '*/*',
        'user-agent': `Jangteo/${version}`,
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...request.headers,
      },
      ...(form === undefined ? {} : { data: form }),
      signal: AbortSignal.any(signals),
      ...freshAgents,
    })
    return { status: response.status, headers: textHeaders(response), body: response.data }
  }

  async function* read(opened: Opened, request: StreamRequest, watch: Watch, record: Record_, traceId: string) {
    const maxBytes = request.maxBytes ?? MAX_BYTES
    let bytes = 0
    let error: AppError | null = null
    // axios lets go of its signal once the headers are here.
    const ends = AbortSignal.any(request.signal ? [watch.abort.signal, request.signal] : [watch.abort.signal])
    const end = () => opened.body.destroy(new Error('ended early'))
    ends.addEventListener('abort', end, { once: true })
    try {
      if (ends.aborted) end()
      for await (const chunk of opened.body as AsyncIterable<Buffer>) {
        watch.heard()
        bytes += chunk.length
        if (bytes > maxBytes)
          throw failNet('NET_TOO_LARGE', { service, values: { ...named, limit: sizeText(maxBytes) } })
        yield chunk
        // What the caller does between two chunks is not the service's silence.
        watch.heard()
        if (request.signal?.aborted || watch.cause !== null) throw failCommon('CANCELLED')
      }
    } catch (thrown) {
      error = failure(thrown, watch, request, traceId)
      throw error
    } finally {
      watch.done()
      ends.removeEventListener('abort', end)
      opened.body.destroy()
      record(opened.status, error)
    }
  }

  type Record_ = (status: number | null, error: AppError | null) => void

  const stream = async (request: StreamRequest): Promise<StreamReply> => {
    throwIfCancelled(request.signal)
    const traceId = randomBytes(8).toString('hex')
    const deadline = clock.now() + (request.deadlineMs ?? DEADLINE_MS)
    const base = typeof options.baseUrl === 'string' ? options.baseUrl : options.baseUrl()
    const url = requestUrl(service, base, request satisfies HttpRequest)
    for (let attempt = 1; ; attempt += 1) {
      await limiter.acquire(request.priority ?? 'background', { signal: request.signal, deadline })
      const at = clock.now()
      const record: Record_ = (status, error) =>
        recordCall?.({
          at,
          service,
          method: request.method,
          path: request.path,
          status,
          ms: Math.max(0, clock.now() - at),
          attempt,
          traceId,
          errorCode: error?.code ?? null,
        })
      const watch = new Watch(Math.max(1, deadline - at), request.silenceMs ?? SILENCE_MS)
      let opened: Opened | null = null
      let error: AppError | null = null
      try {
        opened = await open(request, url, watch)
      } catch (thrown) {
        error = failure(thrown, watch, request, traceId)
      }
      const wait = opened === null ? null : retryAfterMs(opened.headers['retry-after'], clock.now())
      limiter.settle(opened && { status: opened.status, headers: opened.headers, retryAfterMs: wait })
      if (opened !== null && !isTransientStatus(opened.status)) {
        const { status, headers } = opened
        return { status, headers, traceId, body: read(opened, request, watch, record, traceId) }
      }
      watch.done()
      opened?.body.destroy()
      if (opened !== null) {
        const code = opened.status === 429 ? 'NET_RATE_LIMITED' : 'NET_SERVER_ERROR'
        const { status } = opened
        error = failNet(code, { service, traceId, serviceCode: String(status), values: { ...named, status } })
      }
      const last = error ?? failCommon('INTERNAL')
      record(opened?.status ?? null, last)
      const pause = opened?.status === 429 ? 0 : Math.max(wait ?? 0, backoffMs(attempt, random))
      const isWorthIt = last.retryable && attempt < maxAttempts && clock.now() + Math.max(pause, wait ?? 0) < deadline
      if (!isWorthIt) throw last
      await sleep(pause, request.signal)
    }
  }

  return { stream, limiter: { view: () => limiter.view() } }
}
