import { sniff } from '../../net/sniff.ts'
import type { HttpReply } from '../../net/types.ts'
import { safeWords } from '../../net/words.ts'

export interface InvalidInput {
  /** Empty where Naver did not name a field; it may also name a wrong one (api/naver.md 2.8). */
  name: string
  type: string
  message: string
}

/** What Naver says when it says no; everything may be missing. */
export interface Refusal {
  status: number
  code: string
  /** Its own words, fit for a sentence; empty when it gave none. */
  words: string
  /** A page: not the API's word, but that of something before it. */
  isPage: boolean
  inputs: InvalidInput[]
  /** The address that called, where the answer names it. */
  address: string | null
  quota: { period: string; limit: string } | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const line = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

export const bodyOf = (reply: Pick<HttpReply, 'json' | 'bytes'>): unknown => {
  if (reply.bytes.length === 0) return undefined
  try {
    return reply.json()
  } catch {
    return undefined
  }
}

/** `GW.RATE_LIMIT`, `BAD_REQUEST`: the service's own code, for the log. */
export const gatewayCode = (reply: HttpReply): string | null => {
  const body = bodyOf(reply)
  const code = isRecord(body) ? line(body.code).slice(0, 80) : ''
  return code === '' ? null : code
}

const inputsIn = (value: unknown): InvalidInput[] =>
  (Array.isArray(value) ? value : []).filter(isRecord).map(({ name, type, message }) => ({
    name: line(name).slice(0, 200),
    type: line(type).slice(0, 120),
    message: safeWords(message),
  }))

const ipv4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/

export function refusalIn(reply: HttpReply): Refusal {
  const body = bodyOf(reply)
  const isPage = sniff(reply.headers['content-type'], reply.bytes) === 'html'
  const said = isRecord(body) ? body : {}
  const { headers, status } = reply
  const period = headers['gncp-gw-quota-period']
  return {
    status,
    code: line(said.code).slice(0, 80),
    words: isPage ? '내용 대신 웹 페이지(HTML)를 보냈습니다.' : safeWords(said.message),
    isPage,
    inputs: inputsIn(said.invalidInputs),
    address: ipv4.exec(line(said.message))?.[0] ?? null,
    quota:
      period === undefined
        ? null
        : { period: period.trim().toUpperCase(), limit: headers['gncp-gw-quota-limit'] ?? '' },
  }
}

/** `BadRequest` and `BAD_REQUEST` are the same word. */
const sameCode = (one: string, other: string): boolean =>
  one.replaceAll('_', '').toUpperCase() === other.replaceAll('_', '').toUpperCase()

const refusing = ['BAD_REQUEST', 'UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND', 'INTERNAL_SERVER_ERROR']

/** A no inside HTTP 200. */
export const isRefusalBody = (body: unknown): boolean => {
  if (!isRecord(body)) return false
  if (Array.isArray(body.invalidInputs) && body.invalidInputs.length > 0) return true
  const code = line(body.code)
  return code.startsWith('GW.') || refusing.some((word) => sameCode(word, code))
}
