import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryStore } from '../../main/connections/secrets/memory-store.ts'
import { marketConnections } from '../../main/engine/markets.ts'
import { createJobQueue } from '../../main/jobs/queue.ts'
import { freshener } from '../../main/listings/freshen.ts'
import { listingHandlers, listingKinds } from '../../main/listings/handlers.ts'
import { createLife } from '../../main/listings/life/life.ts'
import { storedTerms } from '../../main/listings/life/repository-terms.ts'
import { createMarketFacts } from '../../main/listings/market-facts.ts'
import { rederive } from '../../main/listings/rederive.ts'
import { marketAccount } from '../../main/listings/repository-account.ts'
import { saveChoice } from '../../main/listings/repository-choices.ts'
import { createCallLog } from '../../main/net/api-calls.ts'
import { readEndpoints } from '../../main/net/endpoints.ts'
import { saveRule } from '../../main/pricing/repository.ts'
import { ProductSaver } from '../../main/products/repository-save.ts'
import { openStore } from '../../main/store/open.ts'
import { draftProgress } from '../../shared/contract/listings.ts'
import type { Market } from '../../shared/market.ts'
import { plainRule } from '../main/listings/life/plain-rule.ts'
import { option, product } from '../main/products/sample.ts'

export interface UploadPlace {
  market: Market
  folder: string
  url: string
  credentials: Record<string, string>
  /** How far this process's clock is ahead, ms: the practice service's is as far. */
  shift: number
  unlimited: boolean
}

/** The engine's parts that approved listings go through, on the data folder of one market. */
export async function openUploads({ market, folder, url, credentials, shift, unlimited }: UploadPlace) {
  const clock = { now: () => Date.now() + shift }
  const store = await openStore({
    paths: { database: join(folder, 'jangteo.db'), backups: join(folder, 'backups') },
    clock,
  })
  const { db } = store
  const calls = createCallLog(db, clock)
  const emit = () => {}
  const queue = createJobQueue({ db, clock, emit, log: (_level, text) => process.stderr.write(`${text}\n`) })
  const quiet = () => {}
  const { connections, pictures } = marketConnections({
    ...{ db, clock, emit, calls, unlimited, version: '0', localServices: true },
    secrets: memoryStore(new Map([[`${market}/credentials`, JSON.stringify(credentials)]])),
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    endpoints: { ...readEndpoints(undefined), [market]: url },
  })
  const adapters = {
    get coupang() {
      return connections.coupang.adapter
    },
    get naver() {
      return connections.naver.adapter
    },
    get '11st'() {
      return connections['11st'].adapter
    },
  }
  const facts = createMarketFacts({ db, clock, adapters })
  const life = createLife({
    ...{ db, clock, emit, adapters, connections, queue, facts, log: quiet, background: true, patienceMs: 300 },
    terms: storedTerms(db, (one) => adapters[one].capabilities.priceStep),
    account: (one) => marketAccount(db, one)?.account ?? null,
    select: () => [],
    freshen: {
      listings: (ids, signal) => rederive(listing, ids, signal, { quiet: true }),
      market: (one, signal) => freshener(listing)([one], signal),
    },
  })
  const listing = { db, clock, emit, queue, adapters, facts, connections, pictures }
  const drafts = listingKinds(listing, () => true)
  queue.register(drafts.drafting)
  queue.register(drafts.rechecking)
  queue.register(drafts.pictures)
  queue.register(life.kinds.uploading)
  queue.register(life.kinds.syncing)
  queue.open()
  return {
    ...{ db, clock, queue, adapters, connections, facts, life },
    listings: listingHandlers(listing, drafts),
    close: async () => {
      await queue.close()
      calls.close()
      store.close()
    },
  }
}
export type Uploads = Awaited<ReturnType<typeof openUploads>>

const PATH = ['주방', '조리도구']

/** Chooses the first category of the market in which an ordinary product can be sent. */
async function chooseCategory(engine: Uploads, market: Market): Promise<void> {
  const { db, clock, listings } = engine
  const call = { signal: new AbortController().signal }
  const { value } = await engine.facts.categoriesAt(market, call, false)
  const tried: string[] = []
  for (const { code, path } of value.filter(({ leaf }) => leaf)) {
    saveChoice(db, {
      ...{ market, wholesaler: 'zentrade', path: PATH.join(' > '), category: code, categoryPath: path.join(' > ') },
      ...{ source: 'operator', at: clock.now() },
    })
    const drafted = await draft(engine, market, ['P0'])
    if (drafted.red === 0) return
    const { items } = await listings['listings.list']({ sort: 'updatedAt', descending: true, limit: 1 })
    tried.push(`${code}: ${items[0]?.findings.map((one) => one.message).join(' / ')}`)
  }
  throw new Error(`no category of ${market} takes an ordinary product: ${tried.slice(0, 5).join('\n')}`)
}

async function draft({ listings, queue }: Uploads, market: Market, ids: readonly string[]) {
  const products = ids.map((productId) => ({ wholesaler: 'zentrade' as const, productId }))
  const { jobId } = await listings['listings.draft']({ markets: [market], products })
  const job = await queue.wait(jobId)
  if (job.outcome !== 'ok') throw new Error(JSON.stringify(job.lastError))
  return draftProgress.parse(job.progress)
}

/** Connects, stores products, drafts them and approves every one, as an operator would. */
export async function seedUploads(engine: Uploads, place: UploadPlace, count: number): Promise<void> {
  const { db, clock, connections, listings } = engine
  const { market, url, credentials } = place
  await connections[market].connect(credentials)
  saveRule(db, { market, scope: 'market', target: '', rule: plainRule, updatedAt: clock.now() })
  const ids = Array.from({ length: count }, (_, n) => `P${n}`)
  db.transaction(() => {
    const saver = new ProductSaver(db, { at: clock.now(), priceUpPercent: 10 })
    for (const productId of ids) {
      const name = `블랙 실리콘 주걱 ${productId}`
      const images = [`${url}/img/1/1.png`]
      saver.save(product({ productId, name, stock: 50, options: [option({ stock: 50 })], images, categoryPath: PATH }))
    }
  }).immediate()
  await chooseCategory(engine, market)
  for (let from = 0; from < count; from += 5000) {
    const { listingIds } = await draft(engine, market, ids.slice(from, from + 5000))
    const { approved, refused } = await listings['listings.approve']({ listingIds })
    if (approved.length !== listingIds.length) throw new Error(`not approved: ${JSON.stringify(refused.slice(0, 3))}`)
  }
}

/** Uploads until nothing is left that can be done now. */
export async function runUploads({ life, queue }: Uploads, market: Market): Promise<void> {
  for (;;) {
    const { jobIds } = await life.handlers['listings.upload']({ market })
    const [job] = await Promise.all(jobIds.map((jobId) => queue.wait(jobId)))
    if (job?.status === 'succeeded' && job.outcome === 'ok') return
    process.stderr.write(`${market}: ${JSON.stringify(job?.lastError ?? null)}\n`)
    await sleep(200)
  }
}
