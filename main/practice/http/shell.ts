import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../../../shared/time.ts'
import { pictureAt } from '../catalogue/picture.ts'
import { isLoopbackHost, readBytes, send, sendCut, waitOrHangUp } from '../imweb/exchange.ts'
import { createRecorder, type Seen } from '../imweb/seen.ts'
import { listen } from '../ports.ts'
import { createFaults, type FaultKind, type FaultSpec, faultNamed } from './faults.ts'

export interface Exchange {
  method: string
  url: URL
  /** Path and query as they stood on the wire: what signatures are made of. */
  target: string
  headers: IncomingMessage['headers']
  body: string
  /** The body as it came: files, and texts in other encodings. */
  bytes: Buffer
  /** The service's own time, ms UTC. */
  now: number
  /** Counts the calls served, from 1. */
  turn: number
}

export interface Answer {
  status: number
  body: string
  /** Default `application/json`. */
  type?: string
  headers?: Record<string, string | number>
}

export interface Service {
  groupOf(exchange: Exchange): string
  /** The refusal of a caller that is too fast, or null. */
  limit(exchange: Exchange, group: string): Answer | null
  answer(exchange: Exchange): Answer
  tooMany(exchange: Exchange): Answer
  /** A well-formed answer of a shape nobody documented. */
  nonsense(exchange: Exchange): Answer
  /** Ends the logins given so far. */
  expire(): void
}

/** What tests, the practice panel and other threads can do to any practice wholesaler. */
export interface ShellControl {
  fault(spec: FaultSpec): void
  /** `html`, `api:slow` … for `count` calls; 0 switches it off. */
  faultByName(name: string, count: number): void
  clearFaults(): void
  /** Moves the service's own time on, so that prices and stock change at once. */
  advance(ms: number): void
  seen(): Seen
  resetSeen(): void
}

export interface Shell {
  url: string
  port: number
  control: ShellControl
  now(): number
  /** What answers from now on. In a second step, because a service may name its own address in its answers. */
  serve(service: Service): void
  close(): Promise<void>
}

export interface ShellOptions {
  /** Groups of calls that faults can be limited to. */
  groups: readonly string[]
  clock?: Clock | undefined
  /** Preferred port; another is taken when it is busy. */
  port?: number | undefined
  /** Longest body read, bytes. Default 2 MiB. */
  bodyMax?: number | undefined
}

const BODY_MAX = 2 * 1024 * 1024
const SLOW_MS = 3000
const page =
  '<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>점검</title></head><body><h1>서비스 점검 중입니다.</h1></body></html>'

/** A local HTTP server with switchable faults around one service. It serves the goods' pictures as well, unlimited. */
export async function startShell({
  groups,
  clock = systemClock,
  port,
  bodyMax = BODY_MAX,
}: ShellOptions): Promise<Shell> {
  let service: Service | null = null
  const faults = createFaults(groups)
  const seen = createRecorder()
  let shift = 0
  let turn = 0
  const now = () => clock.now() + shift

  const sendPicture = (response: ServerResponse, path: string) => {
    const picture = pictureAt(path)
    response.writeHead(picture ? 200 : 404, { 'content-type': picture ? 'image/png' : 'text/plain' })
    response.end(picture ?? '')
  }

  const answer = async (service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLoopbackHost(request)) return send(response, 403, 'text/plain', 'loopback only')
    const url = new URL(`http://practice${request.url?.startsWith('/') ? request.url : '/'}`)
    if (request.method === 'GET' && url.pathname.startsWith('/img/')) return sendPicture(response, url.pathname)
    const bytes = await readBytes(request, bodyMax)
    const body = bytes === null ? null : bytes.toString('utf8')
    turn += 1
    const exchange: Exchange = {
      method: request.method ?? 'GET',
      url,
      target: request.url ?? '/',
      headers: request.headers,
      body: body ?? '',
      bytes: bytes ?? Buffer.alloc(0),
      now: now(),
      turn,
    }
    const group = service.groupOf(exchange)
    seen.request(`${exchange.method} ${group}`, clock.now())
    seen.opened()
    response.on('close', seen.closed)
    const met: Map<FaultKind, FaultSpec> = faults.take(group)
    if (met.has('expire')) service.expire()
    if (met.has('drop')) {
      seen.status(0)
      request.socket.destroy()
      return
    }
    const slow = met.get('slow')
    if (slow) await waitOrHangUp(response, slow.ms ?? SLOW_MS)
    const reply = (answer: Answer) => {
      seen.status(answer.status)
      send(response, answer.status, answer.type ?? 'application/json', answer.body, answer.headers)
    }
    if (body === null) return reply({ status: 413, body: '' })
    if (met.has('too-many')) return reply(service.tooMany(exchange))
    const refusal = service.limit(exchange, group)
    if (refusal) return reply(refusal)
    if (met.has('500')) return reply({ status: 500, type: 'text/plain', body: 'Internal Server Error' })
    if (met.has('html')) return reply({ status: 200, type: 'text/html', body: page })
    if (met.has('empty')) return reply({ status: 200, body: '' })
    if (met.has('shape')) return reply(service.nonsense(exchange))
    const answered = service.answer(exchange)
    if (met.has('lost')) {
      seen.status(0)
      request.socket.destroy()
      return
    }
    if (met.has('504')) return reply({ status: 504, type: 'text/plain', body: 'Gateway Timeout' })
    if (met.has('cut')) {
      seen.status(answered.status)
      return sendCut(response, answered.status, answered.body)
    }
    const { body: whole } = answered
    reply(met.has('truncated') ? { ...answered, body: whole.slice(0, Math.floor(whole.length / 2)) } : answered)
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (service === null) return send(response, 503, 'text/plain', 'starting')
    answer(service, request, response).catch((error: unknown) => {
      if (response.headersSent || request.socket.destroyed) return request.socket.destroy()
      seen.status(500)
      send(response, 500, 'text/plain', error instanceof Error ? error.message : 'error')
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await listen(server, port)
  const at = (server.address() as AddressInfo).port

  return {
    url: `http://127.0.0.1:${at}`,
    port: at,
    now,
    serve: (made) => {
      service = made
    },
    control: {
      fault: (spec) => faults.set(spec),
      faultByName: (name, count) => faults.set({ ...faultNamed(name), times: count }),
      clearFaults: () => faults.clear(),
      advance: (ms) => {
        shift += Math.max(0, ms)
      },
      seen: () => seen.view(),
      resetSeen: () => seen.reset(),
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
