import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createJobQueue } from '../../main/jobs/queue.ts'
import { listingHandlers, listingKinds } from '../../main/listings/handlers.ts'
import { createMarketFacts } from '../../main/listings/market-facts.ts'
import { saveMarketAccount } from '../../main/listings/repository-account.ts'
import { saveChoice } from '../../main/listings/repository-choices.ts'
import { createCoupangAdapter, createCoupangHttp } from '../../main/market/coupang/index.ts'
import { createEleventhStreetAdapter, createEleventhStreetHttp } from '../../main/market/eleventh-street/index.ts'
import { createNaverAdapter, createNaverHttp } from '../../main/market/naver/index.ts'
import type { MarketAdapter } from '../../main/market/port.ts'
import { createLogger } from '../../main/net/log.ts'
import { startPractice } from '../../main/practice/index.ts'
import { saveRule } from '../../main/pricing/repository.ts'
import { ProductSaver } from '../../main/products/repository-save.ts'
import { createDayCount } from '../../main/store/day-count.ts'
import type { Db } from '../../main/store/db.ts'
import { openStore } from '../../main/store/open.ts'
import { listingSorts } from '../../shared/contract/listing-shapes.ts'
import { draftProgress } from '../../shared/contract/listings.ts'
import { type Market, markets } from '../../shared/market.ts'
import { systemClock } from '../../shared/time.ts'
import { product } from '../main/products/sample.ts'
import { quantile, rounded } from './measure.ts'
import { randomOf } from './orders.ts'
import { benchProduct } from './products-feed.ts'
import type { BenchRow } from './row.ts'

const PATHS = 20
const words = ['실리콘', '주걱', '스테인리스', '텀블러', '무선', '충전기', '방수팩', '캠핑', '의자', '수건', '선반']
const colours = ['검정', '흰색', '파랑', '회색', '분홍']

const description = (i: number) =>
  Array.from(
    { length: 12 },
    (_, n) =>
      `<p style="text-align:center"><img src="https://img.example.test/detail/${i}/${n}.jpg"></p><p>상세 설명 ${n}</p>`,
  ).join('\n')

function fill(db: Db, count: number): void {
  db.transaction(() => {
    const saver = new ProductSaver(db, { at: 1, priceUpPercent: 5 })
    for (let i = 0; i < count; i += 1) {
      const { code, price, options } = benchProduct(i, 0)
      const name = `${words[i % words.length]} ${words[(i * 7 + 3) % words.length]} ${i}`
      saver.save(
        product({
          ...{ wholesaler: 'ownerclan', productId: code, name, price, keywords: [name] },
          ...{ stock: 5 + (i % 90), descriptionHtml: description(i), raw: `${i}` },
          categoryPath: ['분류', `세부 ${i % PATHS}`],
          options: options.map((option, n) => ({
            ...{ key: String(n), name: `색상: ${colours[n % colours.length]} ${n}`, price: option.price },
            ...{ stock: 5 + ((i + n) % 40), status: 'available' as const },
          })),
          images: [1, 2, 3, 4].map((n) => `https://img.example.test/${i}/${n}.jpg`),
          notices: [{ name: '재질', value: '실리콘' }],
        }),
      )
    }
  })()
}

async function connect(db: Db) {
  const practice = await startPractice({
    coupang: { limits: null },
    naver: { perSecond: null },
    '11st': { limits: null },
  })
  const { endpoints, credentials } = practice
  const wire = { recordCall: () => {}, clock: systemClock, version: '0', unlimited: true }
  const log = createLogger(() => {})
  const adapting = { clock: systemClock, log }
  let token: string | null = null
  const tokenStore = {
    get: async () => token,
    set: async (text: string) => {
      token = text
    },
  }
  const adapters: Record<Market, MarketAdapter> = {
    coupang: createCoupangAdapter({
      ...adapting,
      http: createCoupangHttp({ baseUrl: endpoints.coupang, ...wire }),
      credentials: async () => credentials.coupang,
    }),
    naver: createNaverAdapter({
      ...adapting,
      http: createNaverHttp({ baseUrl: endpoints.naver, ...wire }),
      credentials: async () => credentials.naver,
      picture: async () => {
        throw new Error('drafting sends no picture')
      },
      tokenStore,
    }),
    '11st': createEleventhStreetAdapter({
      ...adapting,
      http: createEleventhStreetHttp({ baseUrl: endpoints['11st'], ...wire }),
      credentials: async () => credentials['11st'],
      dailyCounter: createDayCount(db, '11st'),
    }),
  }
  return { adapters, close: () => practice.close() }
}

/** Where each of the wholesaler's categories goes: leaves of the market, in turn. */
async function choose(db: Db, market: Market, adapter: MarketAdapter): Promise<void> {
  const call = { signal: AbortSignal.timeout(60_000) }
  saveMarketAccount(db, market, await adapter.check(call))
  const leaves = (await adapter.categories(call)).filter(({ leaf }) => leaf)
  let taken = 0
  for (const { code, path } of leaves) {
    if (taken === PATHS) break
    try {
      await adapter.form(code, call)
    } catch {
      continue
    }
    const choosing = { market, wholesaler: 'ownerclan', path: `분류 > 세부 ${taken}`, category: code } as const
    saveChoice(db, { ...choosing, categoryPath: path.join(' > '), source: 'operator', at: 1 })
    taken += 1
  }
  for (let i = taken; i < PATHS; i += 1) {
    const code = leaves[0]?.code ?? ''
    const choosing = { market, wholesaler: 'ownerclan', path: `분류 > 세부 ${i}`, category: code } as const
    saveChoice(db, { ...choosing, categoryPath: '', source: 'operator', at: 1 })
  }
  const rule = { feeRate: 0.108, targetMarginRate: 0.15, minMarginRate: 0.05, shipping: 3000, roundTo: 100 }
  saveRule(db, {
    market,
    scope: 'market',
    target: '',
    rule: { ...rule, roundDirection: 'up', minPrice: null },
    updatedAt: 1,
  })
}

/** Ten thousand products drafted for three markets, forms and places known; then lists over all the drafts. */
export async function measureDrafts(home: string, count = 10_000): Promise<BenchRow[]> {
  mkdirSync(home, { recursive: true })
  const paths = { database: join(home, 'jangteo.db'), backups: join(home, 'backups') }
  const { db, close } = await openStore({ paths, clock: systemClock })
  fill(db, count)
  const { adapters, close: end } = await connect(db)
  for (const market of markets) await choose(db, market, adapters[market])
  const queue = createJobQueue({ db, clock: systemClock, emit: () => {}, log: () => {} })
  const facts = createMarketFacts({ db, clock: systemClock, adapters })
  const pictures = { get: async () => ({ type: 'image/jpeg' as const }) }
  const deps = { db, clock: systemClock, emit: () => {}, queue, adapters, facts, pictures }
  const kinds = listingKinds(deps, () => true)
  queue.register(kinds.drafting)
  queue.open()
  const handlers = listingHandlers(deps, kinds)
  const draft = async (asked: Parameters<(typeof handlers)['listings.draft']>[0]) => {
    const { jobId } = await handlers['listings.draft'](asked)
    const job = await queue.wait(jobId)
    if (job.outcome !== 'ok') throw new Error(job.lastError?.message ?? job.status)
    return draftProgress.parse(job.progress)
  }
  const few = Array.from({ length: PATHS }, (_, i) => ({
    wholesaler: 'ownerclan' as const,
    productId: benchProduct(i, 0).code,
  }))
  await draft({ markets: [...markets], products: few })
  let longest = 0
  let last = performance.now()
  const pulse = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5)
    last = performance.now()
  }, 5)
  const started = performance.now()
  const { red, yellow, green, done } = await draft({ markets: [...markets], filter: {} })
  const taken = (performance.now() - started) / 1000
  clearInterval(pulse)
  if (done !== count || red + yellow + green !== count * markets.length) throw new Error(`only ${done} were drafted`)
  const random = randomOf(3)
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const filter = () => ({
    ...(random() < 0.5 ? { market: any(markets) } : {}),
    ...(random() < 0.4 ? { level: any(['red', 'yellow', 'green'] as const) } : {}),
    ...(random() < 0.3 ? { search: any(['스텐', '주걱', '12', '무선 충전']) } : {}),
    ...(random() < 0.2 ? { minMarginRate: 0.16 } : {}),
  })
  const times = (n: number, call: () => unknown) => {
    const all: number[] = []
    for (let i = 0; i < n; i += 1) {
      const from = performance.now()
      call()
      all.push(performance.now() - from)
    }
    return all.sort((a, b) => a - b)
  }
  const pages = times(200, () =>
    handlers['listings.list']({
      ...{ ...filter(), sort: any(listingSorts), descending: random() < 0.5, limit: 100 },
      ...(random() < 0.5 ? { at: Math.floor(random() * count) } : {}),
    }),
  )
  const scrolled = times(200, () =>
    handlers['listings.list']({ sort: 'level', descending: false, limit: 100, at: Math.floor(random() * count * 3) }),
  )
  const facets = times(20, () => handlers['listings.facets'](filter()))
  const row = (name: string, value: number, target: string | null, unit = 'ms'): BenchRow => ({
    ...{ name, value: rounded(value), unit, target },
  })
  const levels = `${green} green, ${yellow} yellow, ${red} red`
  const rows = [
    row(`drafts with readiness of ${count} products for three markets (${levels})`, taken, '≤ 10', 's'),
    row('longest time the engine answered nobody meanwhile', longest, null),
    row(`a page of ${count * 3} drafts, any filter and order, p95`, quantile(pages, 0.95), null),
    row('a jump while scrolling the same list, p95', quantile(scrolled, 0.95), null),
    row('facets over all drafts, p95', quantile(facets, 0.95), null),
  ]
  await queue.close()
  await end()
  close()
  return rows
}
