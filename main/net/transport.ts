import http, { Agent as HttpAgent } from 'node:http'
import https, { Agent as HttpsAgent } from 'node:https'
import axios, { AxiosError, type AxiosResponse } from 'axios'
import type { AppError } from '../../shared/errors.ts'
import { failNet, serviceName, sizeText } from './errors.ts'

export interface RawReply {
  status: number
  headers: Record<string, string>
  bytes: Buffer
}

export interface Outgoing {
  service: string
  url: string
  method: string
  headers: Record<string, string>
  body: Uint8Array | string | undefined
  timeoutMs: number
  maxBytes: number
  /** Sent again after a broken connection; such calls may use a kept-alive one. */
  idempotent: boolean
  signal: AbortSignal | undefined
  /** The last byte has been handed to the network. Called once at most; not called where that is not known. */
  onLeft?: () => void
}

const kept = { keepAlive: true, keepAliveMsecs: 5_000, maxSockets: 8, maxFreeSockets: 4 }
export const keptAgents = { httpAgent: new HttpAgent(kept), httpsAgent: new HttpsAgent(kept) }
// A kept-alive socket may be closed by the server just as a request leaves, and nobody can tell whether it was read.
// What must not be sent twice therefore always gets a connection of its own.
export const freshAgents = { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() }

export const client = axios.create({
  adapter: 'http',
  responseType: 'arraybuffer',
  maxRedirects: 0,
  proxy: false,
  validateStatus: () => true,
  transformRequest: [(data) => data],
  transformResponse: [(data) => data],
  maxBodyLength: 32 * 1024 * 1024,
  timeout: 0,
})

const neverSentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EHOSTUNREACH', 'EHOSTDOWN'])
const connectCodes = new Set(['ETIMEDOUT', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'])
const tlsCode = /^(?:CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/

interface SystemError {
  code?: string
  syscall?: string
  errors?: SystemError[]
}

/** axios tells when an answer comes, not when the question has left. */
const leaving = (url: string, onLeft: () => void) => {
  const { request } = url.startsWith('https:') ? https : http
  return {
    request: (options: http.RequestOptions, answered: (reply: http.IncomingMessage) => void) =>
      request(options, answered).once('finish', onLeft),
  }
}

/** Several addresses were tried: the first failure names the trouble, and each must be a failure to connect. */
const isNeverSent = (error: SystemError): boolean =>
  error.errors && error.errors.length > 0
    ? error.errors.every(isNeverSent)
    : neverSentCodes.has(error.code ?? '') || (error.syscall === 'connect' && connectCodes.has(error.code ?? ''))

/** axios' own error holds the request with its secrets, so nothing of it but the code goes on. */
export const failureOf = (thrown: unknown, { service, maxBytes }: Pick<Outgoing, 'service' | 'maxBytes'>): AppError => {
  const error = (thrown instanceof AxiosError ? (thrown.cause ?? thrown) : thrown) as SystemError & { message?: string }
  const code = error.code ?? (thrown as SystemError).code ?? 'UNKNOWN'
  const values = { service: serviceName(service), detail: code }
  if (thrown instanceof AxiosError && /maxContentLength/.test(thrown.message)) {
    return failNet('NET_TOO_LARGE', { service, values: { ...values, limit: sizeText(maxBytes) } })
  }
  if (isNeverSent(error) || isNeverSent(thrown as SystemError)) return failNet('NET_UNREACHABLE', { service, values })
  if (tlsCode.test(code)) return failNet('NET_TLS', { service, values })
  return failNet('NET_BROKEN', { service, values })
}

export const textHeaders = (response: AxiosResponse): Record<string, string> => {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value)
  }
  return headers
}

/**
 * One try. The time limit is ours and covers everything from name lookup to the last byte; axios' own only watches for
 * silence. Throws AppError; CANCELLED is told apart by the caller's signal.
 */
export async function sendOnce(out: Outgoing): Promise<RawReply> {
  // Not AbortSignal.any: a sync's signal lives for thousands of calls, and each would leave a trace on it.
  const stop = new AbortController()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    stop.abort()
  }, out.timeoutMs)
  const cancel = () => stop.abort()
  out.signal?.addEventListener('abort', cancel, { once: true })
  if (out.signal?.aborted) stop.abort()
  try {
    const response: AxiosResponse<Buffer> = await client.request({
      url: out.url,
      method: out.method,
      headers: out.headers,
      ...(out.body === undefined ? {} : { data: typeof out.body === 'string' ? out.body : Buffer.from(out.body) }),
      signal: stop.signal,
      maxContentLength: out.maxBytes,
      ...(out.idempotent ? keptAgents : freshAgents),
      ...(out.onLeft === undefined ? {} : { transport: leaving(out.url, out.onLeft) }),
    })
    return { status: response.status, headers: textHeaders(response), bytes: response.data }
  } catch (thrown) {
    if (isLate) {
      const seconds = Math.max(1, Math.round(out.timeoutMs / 1000))
      throw failNet('NET_TIMEOUT', { service: out.service, values: { service: serviceName(out.service), seconds } })
    }
    throw failureOf(thrown, out)
  } finally {
    clearTimeout(timer)
    out.signal?.removeEventListener('abort', cancel)
  }
}
