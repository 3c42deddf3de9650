import { parseIso } from '../../shared/time.ts'
import type { HttpClient, HttpReply } from '../net/types.ts'
import { failImweb, imwebCode, imwebFailure, safeWords } from './errors.ts'

/** `site-info:write` must be part of every request (30156 otherwise); write includes read. */
export const IMWEB_SCOPES = ['site-info:write', 'order:read'] as const

/** Imweb documents no `expiresIn`; an access token lives two hours. */
const ACCESS_LIFE_MS = 2 * 60 * 60 * 1000
const LONGEST_LIFE_MS = 400 * 24 * 60 * 60 * 1000
const CLOCK_SKEW_MS = 5 * 60 * 1000

export interface ImwebClient {
  clientId: string
  clientSecret: string
}

export interface TokenPair {
  accessToken: string
  refreshToken: string
  scopes: string[]
}

export interface ImwebUnit {
  unitCode: string
  name: string
  currency: string
}

export interface ImwebSite {
  siteCode: string
  firstOrderAt: number | null
  units: ImwebUnit[]
}

/** The consent page. `base` is the service's address as configured; every name is camelCase, unlike the RFC's. */
export const authorizeUrl = (
  base: string,
  request: { clientId: string; redirectUri: string; siteCode: string; state: string; scopes?: readonly string[] },
): string => {
  const query = new URLSearchParams({
    responseType: 'code',
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    scope: (request.scopes ?? IMWEB_SCOPES).join(' '),
    state: request.state,
    siteCode: request.siteCode,
  })
  // Form encoding writes a blank as `+`; the documented examples show %20.
  return `${base.replace(/\/+$/, '')}/oauth2/authorize?${query.toString().replaceAll('+', '%20')}`
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const badReply = (reply: HttpReply, detail: string) =>
  failImweb('IMWEB_BAD_REPLY', { service: 'imweb', traceId: reply.traceId, values: { detail } })

/** `data` of a reply that said yes. Refusals sometimes come with HTTP 200 and say so in their body only. */
const dataOf = (reply: HttpReply): unknown => {
  if (reply.status < 200 || reply.status > 299) throw imwebFailure(reply)
  const body = reply.json()
  if (!isObject(body)) throw badReply(reply, '응답이 객체가 아닙니다')
  if (isObject(body.error) || Number(body.statusCode) >= 400) throw imwebFailure(reply)
  return body.data
}

/** Tokens travel in headers: what cannot be one must not get there. */
const asToken = (value: unknown): string | null =>
  typeof value === 'string' && /^[\x21-\x7e]{8,8000}$/.test(value) ? value : null

const asScopes = (value: unknown): string[] => {
  const words = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : []
  return words.filter((word) => typeof word === 'string' && /^[\w:.-]{1,60}$/.test(word)).slice(0, 50)
}

const pairOf = (reply: HttpReply): TokenPair => {
  const data = dataOf(reply)
  if (!isObject(data)) throw badReply(reply, '토큰')
  // One client in the field once met snake_case answers (api/imweb.md 1.5).
  const accessToken = asToken(data.accessToken ?? data.access_token)
  const refreshToken = asToken(data.refreshToken ?? data.refresh_token)
  if (accessToken === null) throw badReply(reply, 'accessToken')
  if (refreshToken === null) throw badReply(reply, 'refreshToken')
  return { accessToken, refreshToken, scopes: asScopes(data.scope) }
}

/** Never sent twice: a code and a refresh token are used up by the first request that arrives. */
const tokenCall = async (http: HttpClient, form: Record<string, string>, signal?: AbortSignal): Promise<TokenPair> => {
  const call = { method: 'POST', path: '/oauth2/token', form, idempotent: false, timeoutMs: 30_000 } as const
  return pairOf(await http.request({ ...call, ...(signal ? { signal } : {}) }))
}

/** First tokens. `redirectUri` must be the very one of the authorize request (30123 otherwise). */
export const exchangeCode = (
  http: HttpClient,
  client: ImwebClient,
  code: string,
  redirectUri: string,
  signal?: AbortSignal,
) => {
  const { clientId, clientSecret } = client
  return tokenCall(http, { grantType: 'authorization_code', clientId, clientSecret, redirectUri, code }, signal)
}

/** Both tokens are new afterwards; the one sent is worth nothing any more. */
export const refreshTokens = (http: HttpClient, client: ImwebClient, refreshToken: string) =>
  tokenCall(http, {
    grantType: 'refresh_token',
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    refreshToken,
  })

const bearer = (accessToken: string) => ({ Authorization: `Bearer ${accessToken}` })

/** Moves the app from 연동중 to 연동완료. 30128 (already complete, or test-linked) is as good. */
export const completeIntegration = async (http: HttpClient, accessToken: string, signal?: AbortSignal) => {
  const reply = await http.request({
    method: 'PATCH',
    path: '/site-info/integration-complete',
    headers: bearer(accessToken),
    idempotent: true,
    ...(signal ? { signal } : {}),
  })
  if (imwebCode(reply) !== '30128') dataOf(reply)
}

export const requestSite = (http: HttpClient, accessToken: string, signal?: AbortSignal): Promise<HttpReply> =>
  http.request({
    method: 'GET',
    path: '/site-info',
    headers: bearer(accessToken),
    ...(signal ? { signal } : {}),
  })

const unitOf = (value: unknown): ImwebUnit | null => {
  if (!isObject(value) || typeof value.unitCode !== 'string' || !/^[\w-]{1,200}$/.test(value.unitCode)) return null
  const currency = typeof value.currency === 'string' ? safeWords(value.currency).slice(0, 10) : ''
  return { unitCode: value.unitCode, name: safeWords(value.name), currency }
}

export const siteOf = (reply: HttpReply): ImwebSite => {
  const data = dataOf(reply)
  if (!isObject(data) || typeof data.siteCode !== 'string' || !/^[\w-]{1,100}$/.test(data.siteCode)) {
    throw badReply(reply, 'siteCode')
  }
  const list = Array.isArray(data.unitList) ? data.unitList : []
  const units = list.map(unitOf).filter((unit) => unit !== null)
  return { siteCode: data.siteCode, firstOrderAt: parseIso(data.firstOrderTime), units }
}

const claimsOf = (jwt: string): Record<string, unknown> => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return isObject(claims) ? claims : {}
  } catch {
    return {}
  }
}

/**
 * When an access token that came at `issuedAt` ends, ms UTC: its own `exp`, else two hours later. Where `iat` shows that
 * this machine's clock is off, the life it names is counted from now.
 */
export const accessExpiry = (accessToken: string, issuedAt: number): number => {
  const { exp, iat } = claimsOf(accessToken)
  const fallback = issuedAt + ACCESS_LIFE_MS
  if (typeof exp !== 'number') return fallback
  const offset = typeof iat === 'number' ? iat * 1000 - issuedAt : 0
  const end = Math.abs(offset) > CLOCK_SKEW_MS ? exp * 1000 - offset : exp * 1000
  return end > issuedAt && end < issuedAt + LONGEST_LIFE_MS ? Math.round(end) : fallback
}
