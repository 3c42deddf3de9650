import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../../../shared/time.ts'
import { isLoopbackHost, readBody, send, waitOrHangUp } from '../imweb/exchange.ts'
import { listen } from '../ports.ts'
import { type Admitted, Book, type BookState, eventShape } from './book.ts'
import { type BuyerAppFaultSpec, createBuyerAppFaults, isFault } from './faults.ts'
import { accessPage } from './page.ts'
import { signatureProblem } from './signature.ts'

export interface PracticeBuyerAppCredentials {
  url: string
  secret: string
}

export interface PracticeBuyerAppOptions {
  secret?: string
  port?: number
  clock?: Clock
  /** Where the list of who has access outlives the process. */
  stateFile?: string
  /** Every answer takes so long, ms. */
  answerMs?: number
  /** Share of requests that go wrong at random, in one of the ways a retry must mend. */
  chaos?: number
  random?: () => number
}

export interface SeenEvent {
  id: string
  type: string
  buyerId: string
  body: string
}

export interface BuyerAppControl {
  fault(spec: BuyerAppFaultSpec): void
  faultByName(name: string, count: number): void
  clearFaults(): void
  /** Who has access now. */
  list(): Admitted[]
  /** Events as taken, in order, each once. */
  events(): SeenEvent[]
  /** Refused requests, as words: bad signatures, other bodies, shapes that the contract does not know. */
  problems(): string[]
  /** Requests so far, refused ones too. */
  requests(): number
  /** The app's own doing, unknown to the shop. */
  forget(buyerId: string): void
  add(one: Admitted): void
  /** Secrets that the app takes; several during its own rotation. */
  setSecrets(secrets: string[]): void
  setChaos(share: number): void
  reset(): void
}

export interface PracticeBuyerApp {
  url: string
  port: number
  credentials: PracticeBuyerAppCredentials
  control: BuyerAppControl
  close(): Promise<void>
}

const PATH = '/webhooks/jangteo'
const BODY_MAX = 256 * 1024
const SLOW_MS = 3000
const PAGE = 100
const PRACTICE_SECRET = `whsec_${Buffer.from('practice-buyer-app-signing-key!!').toString('base64')}`
/** What a retry mends. */
const chaosKinds = ['status', 'drop', 'lose-answer', 'lose-answer'] as const

const stored = (file: string | undefined): BookState | undefined => {
  if (file === undefined) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as BookState
  } catch {
    return undefined
  }
}

/** Starts the operator's app as it should be: it believes nothing that is not signed, fresh and of the agreed shape. */
export async function startPracticeBuyerApp(options: PracticeBuyerAppOptions = {}): Promise<PracticeBuyerApp> {
  const { clock = systemClock, stateFile, random = Math.random } = options
  const book = new Book(stored(stateFile))
  const faults = createBuyerAppFaults()
  const secret = options.secret ?? PRACTICE_SECRET
  let secrets = [secret]
  let chaos = options.chaos ?? 0
  let requests = 0
  let saving: ReturnType<typeof setTimeout> | undefined
  const events: SeenEvent[] = []
  const problems: string[] = []

  const save = () => {
    if (stateFile === undefined) return
    clearTimeout(saving)
    saving = undefined
    writeFileSync(`${stateFile}.next`, JSON.stringify(book.state()))
    renameSync(`${stateFile}.next`, stateFile)
  }
  const saveSoon = () => {
    if (stateFile !== undefined) saving ??= setTimeout(save, 200)
  }
  const json = (response: ServerResponse, status: number, value: unknown, headers = {}) =>
    send(response, status, 'application/json', JSON.stringify(value), headers)
  const refuse = (response: ServerResponse, status: number, why: string) => {
    problems.push(`${status} ${why}`)
    json(response, status, { error: why })
  }

  const take = (request: IncomingMessage, body: string): { status: number; why: string } => {
    const problem = signatureProblem(request.headers, body, secrets, clock.now())
    if (problem !== null) return { status: 401, why: problem }
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return { status: 415, why: 'content-type' }
    let value: unknown
    try {
      value = JSON.parse(body)
    } catch {
      return { status: 400, why: 'not JSON' }
    }
    const read = eventShape.safeParse(value)
    if (!read.success) return { status: 400, why: `shape: ${read.error.issues[0]?.path.join('.') ?? ''}` }
    const id = String(request.headers['webhook-id'])
    const taken = book.take(id, body, read.data)
    if (taken === 'other-body') return { status: 409, why: `id ${id} with another body` }
    if (taken === 'overtaken') problems.push(`200 overtaken: ${id}`)
    if (taken !== 'again') {
      events.push({ id, type: read.data.type, buyerId: read.data.data.buyerId, body })
      saveSoon()
    }
    return { status: 200, why: taken }
  }

  const list = (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const problem = signatureProblem(request.headers, '', secrets, clock.now())
    if (problem !== null) return refuse(response, 401, problem)
    const from = Number(url.searchParams.get('cursor') || '0')
    const all = book.admitted()
    const items = all.slice(from, from + PAGE).map(({ buyerId, products, since, until }) => ({
      ...{ buyerId, since, until },
      products: products.map(({ productId, option }) => ({ productId, option })),
    }))
    json(response, 200, { items, next: from + PAGE < all.length ? String(from + PAGE) : null })
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLoopbackHost(request)) return send(response, 403, 'text/plain', 'loopback only')
    const url = new URL(`http://practice${request.url?.startsWith('/') ? request.url : '/'}`)
    if (request.method === 'GET' && url.pathname === '/') {
      return send(response, 200, 'text/html', accessPage(book.admitted(), problems))
    }
    requests += 1
    if (request.method === 'GET' && url.pathname === '/v1/buyers') return list(request, response, url)
    const body = await readBody(request, BODY_MAX)
    if (request.method !== 'POST' || body === null) return refuse(response, 405, 'POST only')
    const met = faults.take()
    if (chaos > 0 && random() < chaos) {
      const kind = chaosKinds[Math.floor(random() * chaosKinds.length)] ?? 'drop'
      met.set(kind, { kind, status: 500 })
    }
    const slow = met.get('slow')?.ms ?? (met.has('slow') ? SLOW_MS : (options.answerMs ?? 0))
    if (slow > 0) await waitOrHangUp(response, slow)
    if (met.has('drop')) return void request.socket.destroy()
    if (met.has('gone')) return json(response, 410, { error: 'gone' })
    if (met.has('redirect')) return json(response, 302, {}, { location: url.pathname })
    const tooMany = met.get('too-many')
    if (tooMany) return json(response, 429, {}, { 'retry-after': String(tooMany.retryAfterSeconds ?? 1) })
    const status = met.get('status')
    if (status) return json(response, status.status ?? 500, { error: 'as told' })
    const { status: answered, why } = take(request, body)
    if (met.has('lose-answer')) return void request.socket.destroy()
    if (answered !== 200) return refuse(response, answered, why)
    if (!met.has('huge')) return json(response, 200, { received: true })
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = Buffer.alloc(64 * 1024, 'x')
    for (let n = 0; n < 64 && !response.destroyed; n += 1) response.write(more)
    response.end()
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  return {
    url: base,
    port,
    credentials: { url: `${base}${PATH}`, secret },
    control: {
      fault: (spec) => faults.set(spec),
      faultByName: (name, count) => {
        if (!isFault(name)) throw new Error(`no fault ${name}`)
        faults.set({ kind: name, times: count })
      },
      clearFaults: () => faults.clear(),
      list: () => book.admitted(),
      events: () => [...events],
      problems: () => [...problems],
      requests: () => requests,
      forget: (buyerId) => book.forget(buyerId),
      add: (one) => book.add(one),
      setSecrets: (given) => {
        secrets = [...given]
      },
      setChaos: (share) => {
        chaos = share
      },
      reset: () => {
        book.clear()
        events.length = 0
        problems.length = 0
        saveSoon()
      },
    },
    close: () =>
      new Promise((resolve) => {
        if (saving !== undefined) save()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
