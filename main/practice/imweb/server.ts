import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Authorize, PageAnswer } from './authorize.ts'
import { maintenancePage } from './consent-page.ts'
import { isLoopbackHost, readBody, send, sendCut, waitOrHangUp } from './exchange.ts'
import type { FaultGroup, FaultKind, FaultSpec, Faults } from './faults.ts'
import type { Bucket } from './limiter.ts'
import { nonsenseBody } from './nonsense.ts'
import { type ApiDeps, type Route, routes } from './routes.ts'
import { scopeAllows } from './scopes.ts'
import type { Recorder } from './seen.ts'
import { answerToken, type TokenDeps } from './token.ts'
import { errorBody, okBody, Refusal, refuse, type WireShape } from './wire.ts'

export interface ServerDeps {
  api: ApiDeps
  token: TokenDeps
  authorize: Authorize
  faults: Faults
  seen: Recorder
  wire: WireShape
  bucket(): { bucket: Bucket; capacity: number; retryAfter: boolean } | null
  now(): number
  /** POST /__practice/…; null when that door is shut. */
  control: ((path: string, body: string, response: ServerResponse) => Promise<void>) | null
}

interface Work {
  name: string
  group: FaultGroup
  run(faults: Map<FaultKind, FaultSpec>): string | Promise<string>
}

const BODY_MAX = 64 * 1024
const CONTROL_BODY_MAX = 1024 * 1024
const SLOW_MS = 3000
const JSON_TYPE = 'application/json'

export function createPracticeServer(deps: ServerDeps): Server {
  const { wire, seen } = deps
  let turn = 0

  const fail = (error: unknown): { status: number; body: string } => {
    if (error instanceof Refusal) {
      return { status: error.status, body: errorBody(wire, error.status, error.errorCode, error.message, error.data) }
    }
    return { status: 500, body: errorBody(wire, 500, '10000', '서버 내부 오류입니다.') }
  }

  /** One call of the limited API: faults, limiter, work, and what becomes of its answer. */
  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
    { name, group, run }: Work,
  ): Promise<void> => {
    seen.request(name, deps.now())
    seen.opened()
    response.on('close', seen.closed)
    const met = deps.faults.take(group)
    turn += 1
    if (met.has('expire')) deps.token.auth.expireAccess()
    if (met.has('revoke')) deps.token.auth.revokeRefresh()
    if (met.has('drop')) {
      seen.status(0)
      request.socket.destroy()
      return
    }
    const slow = met.get('slow')
    if (slow) await waitOrHangUp(response, slow.ms ?? SLOW_MS)

    const headers: Record<string, string | number> = {}
    const reply = (status: number, body: string, type = JSON_TYPE) => {
      seen.status(status)
      send(response, status, type, body, headers)
    }
    const limited = deps.bucket()
    const taken = limited?.bucket.take(deps.now())
    if (limited && taken) {
      headers['x-ratelimit-limit'] = limited.capacity
      headers['x-ratelimit-remaining'] = taken.remaining
      if (!taken.allowed && limited.retryAfter) headers['retry-after'] = Math.ceil(taken.waitMs / 1000)
    }
    if (taken?.allowed === false || met.has('429'))
      return reply(429, errorBody(wire, 429, '429', '요청이 너무 많습니다.'))
    if (met.has('500')) return reply(500, errorBody(wire, 500, '10000', '서버 내부 오류입니다.'))
    if (met.has('html')) return reply(200, maintenancePage, 'text/html')
    if (met.has('garbage')) return reply(200, nonsenseBody(turn))

    let status = 200
    let body: string
    try {
      body = await run(met)
    } catch (error) {
      ;({ status, body } = fail(error))
    }
    if (met.has('lost-answer')) {
      seen.status(0)
      request.socket.destroy()
      return
    }
    if (met.has('cut')) {
      seen.status(status)
      return sendCut(response, status, body)
    }
    if (met.has('keepalive-close')) response.on('finish', () => request.socket.destroy())
    reply(status, met.has('truncated') ? body.slice(0, Math.floor(body.length / 2)) : body)
  }

  const apiWork = (request: IncomingMessage, url: URL, route: Route, params: string[]): Work => ({
    name: route.name,
    group: route.group,
    run(met) {
      const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
      if (bearer === undefined) throw refuse(30105)
      if (!scopeAllows(deps.token.auth.scopeOf(bearer), route.scope)) throw refuse(30103)
      return route.answer(deps.api, { query: url.searchParams, params, faults: met, turn })
    },
  })

  const tokenWork = (request: IncomingMessage, url: URL, body: string): Work => ({
    name: 'POST /oauth2/token',
    group: 'token',
    run: () =>
      okBody(
        answerToken(deps.token, {
          contentType: request.headers['content-type'] ?? '',
          query: url.searchParams,
          authorization: request.headers.authorization,
          body,
        }),
      ),
  })

  const sendPage = (response: ServerResponse, { status, html, location, formTarget }: PageAnswer) => {
    // Chromium holds the redirect after a form to form-action, so the shop's registered address is named there.
    const target = formTarget === undefined ? '' : ` ${new URL(formTarget).origin}`
    send(response, status, 'text/html', html, {
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'${target}`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(location === undefined ? {} : { location }),
    })
  }

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLoopbackHost(request)) return send(response, 403, 'text/plain', 'loopback only')
    const url = new URL(`http://practice${request.url?.startsWith('/') ? request.url : '/'}`)
    const at = `${request.method} ${url.pathname}`
    // A browser asks for this beside the consent page; it is no call of the API.
    if (at === 'GET /favicon.ico') return void response.writeHead(204).end()
    if (at === 'GET /oauth2/authorize') return sendPage(response, deps.authorize.ask(url.searchParams))
    if (request.method === 'GET' || request.method === 'PATCH') {
      for (const one of routes) {
        const found = one.method === request.method ? one.path.exec(url.pathname) : null
        if (found) return serve(request, response, apiWork(request, url, one, found.slice(1).map(decoded)))
      }
    }
    if (at === 'POST /oauth2/token' || at === 'POST /oauth2/authorize') {
      const body = await readBody(request, BODY_MAX)
      if (body === null) return send(response, 413, JSON_TYPE, errorBody(wire, 413, '10001', '본문이 너무 큽니다.'))
      if (at === 'POST /oauth2/authorize') return sendPage(response, deps.authorize.answer(new URLSearchParams(body)))
      return serve(request, response, tokenWork(request, url, body))
    }
    if (deps.control && request.method === 'POST' && url.pathname.startsWith('/__practice/')) {
      const foreign = request.headers.origin !== undefined
      const body = foreign ? null : await readBody(request, CONTROL_BODY_MAX)
      if (body === null) return send(response, 403, JSON_TYPE, '{"error":"refused"}')
      return deps.control(url.pathname.slice('/__practice/'.length), body, response)
    }
    const unknown: Work = { name: 'unknown', group: 'site-info', run: () => Promise.reject(refuse(10002)) }
    return serve(request, response, unknown)
  }

  const server = createServer({ keepAliveTimeout: 65_000, maxHeaderSize: 32 * 1024 }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      // The caller hung up, or this server has a fault; either way this connection is done.
      if (response.headersSent || request.socket.destroyed) return request.socket.destroy()
      const { status, body } = fail(error)
      send(response, status, JSON_TYPE, body)
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
