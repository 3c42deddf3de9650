import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import iconv from 'iconv-lite'
import { type Clock, parseKstDay, systemClock } from '../../../shared/time.ts'
import { createCatalogue } from '../catalogue/catalogue.ts'
import { pictureAt } from '../catalogue/picture.ts'
import type { CatalogueOptions } from '../catalogue/types.ts'
import { isLoopbackHost, readBody, send } from '../imweb/exchange.ts'
import { listen } from '../ports.ts'
import { createZentradeFaults, faultNamed, type ZentradeFault, type ZentradeFaultSpec } from './faults.ts'
import { type Goods, goodsIndex, goodsOf, goodsXml, type Override } from './goods.ts'

export interface PracticeZentradeCredentials {
  id: string
  mSkey: string
}

export interface PracticeZentradeOptions {
  catalogue?: Partial<CatalogueOptions>
  credentials?: Partial<PracticeZentradeCredentials>
  /** How a wrong key is answered; the service documents nothing. Default: a feed without products. */
  wrongKey?: 'empty' | 'page' | 'words'
  port?: number
  clock?: Clock
}

export interface ZentradeControl {
  fault(spec: ZentradeFaultSpec): void
  /** `html`, `cut` … for `count` calls; 0 switches it off. */
  faultByName(name: string, count: number): void
  clearFaults(): void
  /** Moves the service's own time on, so that prices and stock change at once. */
  advance(ms: number): void
  /** Changes one product by hand; null undoes it. */
  set(code: string, override: Override | null): void
  /** Calls so far, as `METHOD name`, without what they carried. */
  calls(): string[]
}

export interface PracticeZentrade {
  url: string
  port: number
  credentials: PracticeZentradeCredentials
  control: ZentradeControl
  /** Every product as the feed would carry it now. */
  truth(): IterableIterator<Goods>
  close(): Promise<void>
}

const PATH = '/shop/proc/product_api.php'
const BODY_MAX = 64 * 1024
const PIECE = 64 * 1024
const SLOW_MS = 3000
const blockPage =
  '<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>400</title></head><body><h1>비정상적인 접근이 차단되었습니다.</h1></body></html>'
const maintenance =
  '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>서비스 점검 중입니다.</body></html>'
const bomb = `<?xml version="1.0" encoding="euc-kr"?>
<!DOCTYPE zentrade [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<zentrade version="ZENTRADE XML 1.0" datetime=""><product code="&c;"></product></zentrade>`
/** What old PHP services send for XML differs from day to day. */
const types = ['text/xml; charset=euc-kr', 'text/html', 'application/xml; charset=utf-8', 'text/xml']

/** Also when the caller hangs up. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.once('drain', done)
    response.once('close', done)
  })

interface Selection {
  goodsno: string | null
  runout: boolean | null
  opened: { from: number; until: number } | null
}

/** Starts the practice Zentrade on 127.0.0.1. */
export async function startPracticeZentrade(options: PracticeZentradeOptions = {}): Promise<PracticeZentrade> {
  const { clock = systemClock, wrongKey = 'empty' } = options
  const credentials = { id: 'practice-zen', mSkey: 'practice0zentrade0key', ...options.credentials }
  const goodsOptions = { seed: 202, size: 3500, charset: 'uhc', ...options.catalogue } as const
  let catalogue = createCatalogue(goodsOptions)
  const faults = createZentradeFaults()
  const overrides = new Map<string, Override>()
  const calls: string[] = []
  let shift = 0
  const now = () => clock.now() + shift

  function* goods(): Generator<Goods> {
    const at = now()
    for (let index = 0; index < catalogue.count(at); index += 1) {
      const product = catalogue.at(index, at)
      const made = goodsOf(catalogue, product, overrides.get(String(index + 1).padStart(6, '0')))
      if (made !== null) yield made
    }
  }

  const selected = function* ({ goodsno, runout, opened }: Selection): Generator<Goods> {
    const wanted = goodsno === null ? null : goodsIndex(goodsno)
    if (goodsno !== null && wanted === null) return
    for (const one of goods()) {
      if (goodsno !== null && one.code !== goodsno) continue
      if (runout !== null && one.runout !== runout) continue
      const at = parseKstDay(one.openDate) ?? 0
      if (opened !== null && (at < opened.from || at > opened.until)) continue
      yield one
    }
  }

  /** The feed as text, a product at a time. */
  function* texts(selection: Selection | null, met: Map<ZentradeFault, ZentradeFaultSpec>): Generator<string> {
    yield '<?xml version="1.0" encoding="euc-kr"?>\n<zentrade version="ZENTRADE XML 1.0" datetime="">\n'
    let number = 0
    for (const one of selection === null ? [] : selected(selection)) {
      number += 1
      const xml = goodsXml(one)
      yield met.has('broken-product') && number === 3 ? xml.replace('</prdtname>', '') : xml
    }
    yield '</zentrade>\n'
  }

  /** The feed's bytes in pieces that end anywhere, also within a character. */
  function* pieces(source: Iterable<string>, encoding: 'cp949' | 'utf-8', size: number): Generator<Buffer> {
    let rest: Buffer = Buffer.alloc(0)
    for (const text of source) {
      rest = Buffer.concat([rest, encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, 'cp949')])
      let from = 0
      for (; rest.length - from >= size; from += size) yield rest.subarray(from, from + size)
      rest = rest.subarray(from)
    }
    if (rest.length > 0) yield rest
  }

  const stream = async (
    response: ServerResponse,
    source: Iterable<string>,
    met: Map<ZentradeFault, ZentradeFaultSpec>,
  ): Promise<void> => {
    const type = types[calls.length % types.length] ?? 'text/xml'
    response.writeHead(200, { 'content-type': type })
    const stops = met.has('cut') || met.has('truncated')
    const drip = met.get('drip')
    const all = stops ? middleOf(source) : source
    for (const piece of pieces(all, met.has('wrong-encoding') ? 'utf-8' : 'cp949', drip ? 7 : PIECE)) {
      if (response.destroyed) return
      if (drip) await sleep(drip.ms ?? 5)
      if (!response.write(piece)) await drained(response)
    }
    if (met.has('cut')) response.destroy()
    else response.end()
  }

  /** The first half, cut within a product. */
  function* middleOf(source: Iterable<string>): Generator<string> {
    const [head = '', ...rest] = [...source]
    yield head
    const half = Math.floor(rest.length / 2)
    yield* rest.slice(0, half)
    const cut = rest[half] ?? ''
    yield cut.slice(0, Math.floor(cut.length / 2))
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLoopbackHost(request)) return send(response, 403, 'text/plain', 'loopback only')
    const url = new URL(`http://practice${request.url?.startsWith('/') ? request.url : '/'}`)
    if (request.method === 'GET' && url.pathname.startsWith('/img/')) {
      const picture = pictureAt(url.pathname)
      response.writeHead(picture ? 200 : 404, { 'content-type': picture ? 'image/png' : 'text/plain' })
      return void response.end(picture ?? '')
    }
    const body = await readBody(request, BODY_MAX)
    calls.push(`${request.method} ${url.pathname}`)
    if (!/Mozilla\/\d/.test(request.headers['user-agent'] ?? '')) return send(response, 400, 'text/html', blockPage)
    if (url.pathname !== PATH || body === null) return send(response, 404, 'text/html', '<html><body>404</body></html>')
    const values = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams
    const met = faults.take()
    if (met.has('drop')) return void request.socket.destroy()
    if (met.has('500')) return send(response, 500, 'text/html', '<html><body>Internal Server Error</body></html>')
    if (met.has('too-many')) return send(response, 429, 'text/html', '<html><body>Too Many Requests</body></html>')
    if (met.has('html')) return send(response, 200, 'text/html', maintenance)
    if (met.has('empty')) return send(response, 200, 'text/xml', '')
    if (met.has('entity-bomb')) return send(response, 200, 'text/xml', bomb)
    if (met.has('shape'))
      return send(response, 200, 'text/xml', '<?xml version="1.0"?><orders><order no="1"/></orders>')
    const slow = met.get('slow')
    if (slow) await sleep(slow.ms ?? SLOW_MS)
    const isKnown = values.get('id') === credentials.id && values.get('m_skey') === credentials.mSkey
    if (!isKnown && wrongKey === 'page') return send(response, 200, 'text/html', blockPage)
    if (!isKnown && wrongKey === 'words') {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(iconv.encode('인증키가 올바르지 않습니다.', 'cp949'))
      return
    }
    const selection = isKnown && !met.has('no-products') ? selectionOf(values) : null
    if (selection === 'half') return send(response, 200, 'text/html', 'opendate_s, opendate_e required')
    await stream(response, texts(selection, met), met)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy())
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  // The goods' pictures are served here too, so their addresses are known only now.
  catalogue = createCatalogue({ imageBase: `http://127.0.0.1:${port}/img`, ...goodsOptions })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    credentials,
    control: {
      fault: (spec) => faults.set(spec),
      faultByName: (name, count) => faults.set({ kind: faultNamed(name), times: count }),
      clearFaults: () => faults.clear(),
      advance: (ms) => {
        shift += Math.max(0, ms)
      },
      set: (code, override) => {
        if (override === null) overrides.delete(code)
        else overrides.set(code, override)
      },
      calls: () => [...calls],
    },
    truth: goods,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** `half` when one of the two dates is missing: the service wants both. */
const selectionOf = (values: URLSearchParams): Selection | 'half' => {
  const from = parseKstDay(values.get('opendate_s') ?? '')
  const until = parseKstDay(values.get('opendate_e') ?? '')
  if (values.has('opendate_s') !== values.has('opendate_e')) return 'half'
  const runout = values.get('runout')
  return {
    goodsno: values.get('goodsno') || null,
    runout: runout === '1' ? true : runout === '0' ? false : null,
    opened: from === null || until === null ? null : { from, until },
  }
}
