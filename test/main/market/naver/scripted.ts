import { createNaverAdapter, type NaverDeps } from '../../../../main/market/naver/index.ts'
import type { HttpClient, HttpReply, HttpRequest } from '../../../../main/net/types.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { silent } from '../../wholesale/support.ts'
import { byEnding } from './harness.ts'

export interface Scripted {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}
type Answer = Scripted | Error

export const replyOf = ({ status = 200, body, headers = {} }: Scripted, traceId = 't'): HttpReply => {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, bytes: Buffer.from(text), traceId, text: () => text, json: () => JSON.parse(text) }
}

export const goodToken: Scripted = { body: { access_token: 'token-1', expires_in: 10_800, token_type: 'Bearer' } }
export const keys = { clientId: 'aaaabbbbcccc', clientSecret: '$2a$04$abcdefghijklmnopqrstuv' }

/** The adapter against answers written down beforehand; the token call is answered well unless `token` says otherwise. */
export function scripted(
  answer: (request: HttpRequest, turn: number) => Answer,
  token: (turn: number) => Answer = () => goodToken,
  more: Partial<NaverDeps> = {},
) {
  const time = jumpingTime()
  const sent: HttpRequest[] = []
  const asked: HttpRequest[] = []
  const http: HttpClient = {
    limiter: { view: () => ({ capacity: 1, perSecond: 1, available: 1, queued: 0, blockedUntil: null }) },
    request: async (request) => {
      const isToken = request.path === '/external/v1/oauth2/token'
      const list = isToken ? asked : sent
      list.push(request)
      const given = isToken ? token(asked.length) : answer(request, sent.length)
      if (given instanceof Error) throw given
      return replyOf(given)
    },
  }
  const adapter = createNaverAdapter({
    http,
    credentials: () => Promise.resolve(keys),
    clock: time.clock,
    log: silent,
    picture: byEnding,
    sleep: time.sleep,
    random: () => 0.5,
    ...more,
  })
  return { adapter, sent, asked, time }
}
