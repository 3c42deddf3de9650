import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createJobQueue } from '../../../../main/jobs/queue.ts'
import { contentHash } from '../../../../main/listings/content-hash.ts'
import { createLife } from '../../../../main/listings/life/life.ts'
import { type LifeRow, lifeRowOf } from '../../../../main/listings/life/repository-rows.ts'
import { storedTerms } from '../../../../main/listings/life/repository-terms.ts'
import type { LifeDeps } from '../../../../main/listings/life/types.ts'
import { createMarketFacts } from '../../../../main/listings/market-facts.ts'
import { saveMarketAccount } from '../../../../main/listings/repository-account.ts'
import { setStepSettings } from '../../../../main/listings/settings.ts'
import { optionSkuOf, skuOf } from '../../../../main/listings/sku.ts'
import type { MarketAdapter } from '../../../../main/market/port.ts'
import { saveRule } from '../../../../main/pricing/repository.ts'
import { ProductSaver } from '../../../../main/products/repository-save.ts'
import type { Db } from '../../../../main/store/db.ts'
import type { Job } from '../../../../shared/contract/work.ts'
import type { Emit, EventName } from '../../../../shared/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type ListingContent, type Market, markets } from '../../../../shared/market.ts'
import type { WholesaleProduct } from '../../../../shared/product.ts'
import { tempDatabase } from '../../../support/database.ts'
import { FakeMarket } from '../../../support/fake-market.ts'
import { option, product } from '../../products/sample.ts'
import { plainRule } from './plain-rule.ts'

export const PLAIN_PRICE = 5720

export const goods = (productId: string, over: Partial<WholesaleProduct> = {}): WholesaleProduct =>
  product({ productId, stock: 100, options: [option({ stock: 100 })], ...over })

export const contentOf = (of: WholesaleProduct, price = PLAIN_PRICE): ListingContent => {
  const sku = skuOf(of.wholesaler, of.productId)
  const isSingle = of.options.length <= 1
  const options = isSingle
    ? []
    : of.options.map(({ key, name, stock }) => ({
        ...{ key, sku: optionSkuOf(sku, key), values: [{ axis: '옵션', value: name }] },
        ...{ price, stock: stock ?? 10 },
      }))
  return {
    ...{ sku, name: of.name, category: '1', price, options, images: of.images, descriptionHtml: '<p>설명</p>' },
    stock: isSingle ? (of.stock ?? 10) : options.reduce((sum, one) => sum + one.stock, 0),
    ...{ brand: null, maker: null, model: null, origin: null, taxFree: false, adultOnly: false, keywords: [] },
    delivery: {
      ...{ fee: { kind: 'free' }, returnFee: 3000, exchangeFee: 6000, jejuFee: 3000, islandsFee: 5000 },
      ...{ remoteAreas: true, courier: 'cj', dispatchDays: 2, outboundPlace: '1', returnPlace: '1' },
    },
    ...{ afterService: { phone: '02-0000-0000', guide: '안내' }, fields: {}, requestReview: true },
  }
}

/** An approved listing of a stored product, as the approval leaves it. */
export function approve(
  db: Db,
  market: Market,
  of: WholesaleProduct,
  at: number,
  over: Partial<ListingContent> = {},
): string {
  const content = { ...contentOf(of), ...over }
  const hash = contentHash(content)
  const listingId = randomUUID()
  const text = JSON.stringify(content)
  db.prepare(
    `insert into listing (listing_id, market, account, wholesaler, product_id, sku, state, name, search, option_count,
      content, content_hash, level, price, created_at, updated_at, approved_at, approved_hash, approved_content)
      values (?, ?, 'A1', ?, ?, ?, 'approved', ?, '', 0, ?, ?, 'green', ?, ?, ?, ?, ?, ?)`,
  ).run(
    listingId,
    market,
    of.wholesaler,
    of.productId,
    content.sku,
    content.name,
    text,
    hash,
    content.price,
    at,
    at,
    at,
    hash,
    text,
  )
  return listingId
}

export interface RigOptions {
  db?: Db
  fakes?: Record<Market, FakeMarket>
  background?: boolean
  capabilities?: ConstructorParameters<typeof FakeMarket>[2]
  /** Where listings are really drafted; what is written by hand here has nothing to be derived from again. */
  freshen?: LifeDeps['freshen']
  account?: LifeDeps['account']
}

/** What happens to listings, on a real queue and database, with markets in memory and a clock that waits run on. */
export function startLife(options: RigOptions = {}) {
  const db = options.db ?? tempDatabase()
  const clock = { at: 1_800_000_000_000, now: () => clock.at }
  const events: EventName[] = []
  const emit: Emit = (name) => void events.push(name)
  const queue = createJobQueue({ db, clock, emit, log: () => {}, backoff: () => 0, retries: false })
  onTestFinished(() => queue.close())
  const fake =
    options.fakes ??
    (Object.fromEntries(
      markets.map((market) => [market, new FakeMarket(market, clock.now, options.capabilities)]),
    ) as Record<Market, FakeMarket>)
  const adapters = Object.fromEntries(markets.map((market) => [market, fake[market].adapter()])) as Record<
    Market,
    MarketAdapter
  >
  const told: { market: Market; code: string }[] = []
  const connections = Object.fromEntries(
    markets.map((market) => [
      market,
      {
        refused: (thrown: unknown) => {
          if (thrown instanceof AppError && 'kind' in thrown && thrown.kind === 'setup') {
            told.push({ market, code: thrown.code })
            return true
          }
          return false
        },
        worked: () => {},
        view: () => ({ state: 'connected', problem: null }),
      },
    ]),
  ) as unknown as Parameters<typeof createLife>[0]['connections']
  for (const market of markets) {
    saveMarketAccount(db, market, { account: 'A1', label: '시험 상점' })
    setStepSettings(db, market, { priceChangePerDay: 0.1 })
    saveRule(db, { market, scope: 'market', target: '', rule: plainRule, updatedAt: clock.at })
  }
  const life = createLife({
    ...{ db, clock, emit, log: () => {}, adapters, connections, queue },
    facts: createMarketFacts({ db, clock, adapters }),
    terms: storedTerms(db, (market) => adapters[market].capabilities.priceStep),
    account: options.account ?? (() => 'A1'),
    select: () => [],
    background: options.background ?? false,
    freshen: options.freshen ?? {
      listings: async (ids) =>
        ids.forEach((id) => void db.prepare('delete from listing_stale where listing = ?').run(id)),
      market: async () => void db.prepare('delete from listing_stale_market').run(),
    },
    // Waiting costs nothing but the clock's time.
    sleep: async (ms) => {
      clock.at += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
  })
  queue.register(life.kinds.uploading)
  queue.register(life.kinds.syncing)
  queue.open()

  const save = (...products: WholesaleProduct[]) => {
    db.transaction(() => {
      const saver = new ProductSaver(db, { at: clock.at, priceUpPercent: 10 })
      const changed = products.map((one) => saver.save(one)).filter(({ outcome }) => outcome === 'updated')
      life.productsChanged(
        changed.map(({ id }) => id),
        clock.at,
      )
    }).immediate()
  }
  const ended = async ({ jobIds }: { jobIds: string[] }): Promise<Job[]> =>
    Promise.all(jobIds.map((id) => queue.wait(id)))
  const row = (listingId: string): LifeRow => {
    const found = lifeRowOf(db, listingId)
    if (found === null) throw new Error('no such listing')
    return found
  }
  return {
    ...{ db, clock, events, queue, fake, life, told, save, row, connections },
    approve: (market: Market, of: WholesaleProduct, over?: Partial<ListingContent>) =>
      approve(db, market, of, clock.at, over),
    upload: async (market: Market = 'coupang') => {
      const [job] = await ended(await life.handlers['listings.upload']({ market }))
      return job
    },
    sync: async (market: Market = 'coupang') => {
      clock.at += 1000
      const [job] = await ended(await life.handlers['listings.sync']({ market }))
      return job
    },
    /** A product with an uploaded listing. */
    listed: async (of: WholesaleProduct, market: Market = 'coupang') => {
      save(of)
      const listingId = approve(db, market, of, clock.at)
      await ended(await life.handlers['listings.upload']({ market }))
      return listingId
    },
    updates: () =>
      db
        .prepare<[], { kind: string; status: string; urgency: number; why: string; value: string }>(
          'select kind, status, urgency, why, value from listing_update order by id',
        )
        .all(),
  }
}
