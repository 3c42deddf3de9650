import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../../../shared/time.ts'
import { pictureAt } from '../catalogue/picture.ts'
import { isLoopbackHost, waitOrHangUp } from '../imweb/exchange.ts'
import { createRecorder } from '../imweb/seen.ts'
import { listen } from '../ports.ts'
import { type Answer, authMessage, maintenance, plain, xml } from './answers.ts'
import { isAnswer, parseError, readBytes, readXmlBody } from './body.ts'
import { makeCategories } from './categories.ts'
import { type EleventhStreetControl, type EleventhStreetLimits, shelfControl } from './control.ts'
import {
  createEleventhStreetFaults,
  type EleventhStreetFault,
  type EleventhStreetFaultSpec,
  type EleventhStreetGroup,
  eleventhStreetFaultNamed,
} from './faults.ts'
import { inboundPlaces, outboundPlaces, sendTemplates } from './places.ts'
import { type Route, routes } from './routes.ts'
import { createShelf } from './shelf.ts'

export interface PracticeEleventhStreetCredentials {
  apiKey: string
}

export interface PracticeEleventhStreetOptions {
  credentials?: Partial<PracticeEleventhStreetCredentials>
  /** null: no limit. Default: 2 calls a second, 500 products a day. */
  limits?: EleventhStreetLimits | null
  /** How long an approval takes, ms. Default 0: on sale at once. */
  reviewMs?: number
  /** Every how many-th review refuses. Default none. */
  refuseEvery?: number
  /** How long a new product is not found by searches, ms. Default 0. */
  visibleAfterMs?: number
  /** Whether 0 pieces can be written. Default accept. */
  zeroStock?: 'accept' | 'refuse'
  /** Further leaves, to make the tree as large as the real one. */
  extraCategories?: number
  /** Null: places say no member number. */
  memNo?: string | null
  port?: number
  clock?: Clock
}

export interface PracticeEleventhStreet {
  url: string
  port: number
  credentials: PracticeEleventhStreetCredentials
  control: EleventhStreetControl
  close(): Promise<void>
}

const defaultLimits: EleventhStreetLimits = { perSecond: 2, perDay: 500 }
const SLOW_MS = 3000
const KEPT_BODIES = 50
const CALLER = '203.0.113.7'
const page =
  '<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>점검</title></head><body><h1>서비스 점검 중입니다.</h1></body></html>'
const bomb =
  '<?xml version="1.0" encoding="EUC-KR"?><!DOCTYPE Product [<!ENTITY a "aaaaaaaaaa">]><Product><prdNo>&a;</prdNo></Product>'

/** Starts the practice 11번가 on 127.0.0.1. */
export async function startPracticeEleventhStreet(
  options: PracticeEleventhStreetOptions = {},
): Promise<PracticeEleventhStreet> {
  const { clock = systemClock, memNo = '10000000' } = options
  const credentials = { apiKey: '0123456789abcdef0123456789abcdef', ...options.credentials }
  let limits = options.limits === undefined ? defaultLimits : options.limits
  let categories = makeCategories(options.extraCategories ?? 0)
  let zeroStock = options.zeroStock ?? 'accept'
  let places = { outbound: outboundPlaces, inbound: inboundPlaces }
  let shift = 0
  let recent: number[] = []
  const bodies: string[] = []
  const now = () => clock.now() + shift
  const faults = createEleventhStreetFaults()
  const seen = createRecorder()
  const shelf = createShelf({
    reviewMs: options.reviewMs ?? 0,
    refuseEvery: options.refuseEvery ?? 0,
    visibleAfterMs: options.visibleAfterMs ?? 0,
    perDay: limits?.perDay ?? null,
  })
  const world = {
    shelf,
    categories: () => categories,
    outbound: () => places.outbound,
    inbound: () => places.inbound,
    templates: () => sendTemplates,
    memNo: memNo ?? '',
    zeroStock: () => zeroStock,
  }

  const routeOf = (method: string, path: string): { route: Route; parts: string[] } | null => {
    for (const route of routes) {
      const match = route.method === method ? route.pattern.exec(path) : null
      if (match === null) continue
      try {
        return { route, parts: match.slice(1).map(decodeURIComponent) }
      } catch {
        return null
      }
    }
    return null
  }

  const isTooFast = (): boolean => {
    if (limits === null) return false
    const at = clock.now()
    recent = recent.filter((time) => time > at - 1000)
    recent.push(at)
    return recent.length > limits.perSecond
  }

  const answerTo = (
    found: ReturnType<typeof routeOf>,
    request: IncomingMessage,
    bytes: Buffer,
    met: Map<EleventhStreetFault, EleventhStreetFaultSpec>,
  ): Answer => {
    if (met.has('ip')) return authMessage('-500', `[IP]인증된 IP가 아닙니다. [${CALLER}]`)
    if (found === null || met.has('route')) return authMessage('-997', '등록된 API 정보가 존재하지 않습니다.')
    if (met.has('not-approved')) return authMessage('300', 'Seller API 이용 승인이 필요합니다.')
    if (met.has('maintenance')) return maintenance()
    const { route, parts } = found
    const called = { parts, body: null, now: now(), met: new Set(met.keys()) }
    const isKnown = request.headers.openapikey === credentials.apiKey && !met.has('key')
    if (!isKnown && route.keyless !== true) return route.keyUnknown(called)
    if (route.body === undefined) {
      return bytes.length > 0 ? parseError('unexpected body') : route.answer(called, world)
    }
    const read = readXmlBody(bytes, request.headers['content-type'])
    if (isAnswer(read)) return read
    if (route.group === 'create') {
      bodies.push(read.text)
      if (bodies.length > KEPT_BODIES) bodies.shift()
    }
    if (read.root.name !== route.body) return parseError(`root ${read.root.name}`)
    return route.answer({ ...called, body: read.root }, world)
  }

  const send = (response: ServerResponse, { status, type, bytes }: Answer, length = bytes.length) => {
    seen.status(status)
    response.writeHead(status, { 'content-type': type, 'content-length': length, 'cache-control': 'no-store' })
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (answer: Answer) => {
      send(response, answer)
      response.end(answer.bytes)
    }
    if (!isLoopbackHost(request)) return reply(plain(403, 'loopback only'))
    const { pathname } = new URL(`http://practice${request.url?.startsWith('/') ? request.url : '/'}`)
    if (request.method === 'GET' && pathname.startsWith('/img/')) {
      const picture = pictureAt(pathname)
      response.writeHead(picture ? 200 : 404, { 'content-type': picture ? 'image/png' : 'text/plain' })
      return void response.end(picture ?? '')
    }
    const bytes = await readBytes(request)
    const found = routeOf(request.method ?? 'GET', pathname)
    const group: EleventhStreetGroup = found?.route.group ?? 'other'
    seen.request(`${request.method} ${group}`, clock.now())
    seen.opened()
    response.on('close', seen.closed)
    const met = faults.take(group)
    const die = () => {
      seen.status(0)
      request.socket.destroy()
    }
    if (met.has('drop')) return die()
    const slow = met.get('slow')
    if (slow) await waitOrHangUp(response, slow.ms ?? SLOW_MS)
    if (bytes === null) return reply(plain(413, ''))
    if (met.has('too-many') || isTooFast()) return reply(plain(429, 'Too Many Requests'))
    if (met.has('500')) return reply(plain(500, 'Internal Server Error'))
    if (met.has('504')) return reply(plain(504, '<html><body><h1>504 Gateway Time-out</h1></body></html>', 'text/html'))
    if (met.has('html')) return reply(plain(200, page, 'text/html; charset=utf-8'))
    if (met.has('empty')) return reply(plain(200, '', 'text/xml;charset=EUC-KR'))
    if (met.has('doctype')) return reply(plain(200, bomb, 'text/xml;charset=EUC-KR'))
    if (met.has('shape')) return reply(xml('<Weather><sky>맑음</sky></Weather>'))
    const answer = answerTo(found, request, bytes, met)
    if (met.has('lost')) return die()
    const half = answer.bytes.subarray(0, Math.floor(answer.bytes.length / 2))
    if (met.has('cut')) {
      send(response, answer)
      response.write(half, () => response.socket?.destroy())
      return
    }
    reply(met.has('truncated') ? { ...answer, bytes: half } : answer)
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent || request.socket.destroyed) return request.socket.destroy()
      const answer = plain(500, error instanceof Error ? error.message : 'error')
      send(response, answer)
      response.end(answer.bytes)
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    credentials,
    control: {
      fault: (spec) => faults.set(spec),
      faultByName: (name, count) => faults.set({ ...eleventhStreetFaultNamed(name), times: count }),
      clearFaults: () => faults.clear(),
      advance: (ms) => {
        shift += Math.max(0, ms)
      },
      seen: () => seen.view(),
      resetSeen: () => seen.reset(),
      setLimits: (wanted) => {
        limits = wanted
        shelf.options.perDay = wanted?.perDay ?? null
      },
      setZeroStock: (answer) => {
        zeroStock = answer
      },
      ...shelfControl(shelf, now),
      closeCategory: (code) => {
        categories = categories.filter((one) => one.code !== code)
      },
      categories: () => {
        const parents = new Set(categories.map(({ parent }) => parent))
        return categories.map(({ code, name }) => ({ code, name, leaf: !parents.has(code) }))
      },
      setPlaces: (wanted) => {
        places = { ...places, ...wanted }
      },
      bodies: () => [...bodies],
      reset: () => {
        shelf.clear()
        bodies.length = 0
        categories = makeCategories(options.extraCategories ?? 0)
        places = { outbound: outboundPlaces, inbound: inboundPlaces }
        faults.clear()
        seen.reset()
      },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
