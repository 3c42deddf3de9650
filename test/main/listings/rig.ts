import type { z } from 'zod'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import { type ListingDeps, listingHandlers, listingKinds } from '../../../main/listings/handlers.ts'
import { createMarketFacts } from '../../../main/listings/market-facts.ts'
import { saveMarketAccount } from '../../../main/listings/repository-account.ts'
import { failPicture } from '../../../main/net/picture-errors.ts'
import type { PictureType } from '../../../main/net/picture-type.ts'
import { saveRule } from '../../../main/pricing/repository.ts'
import { ProductSaver } from '../../../main/products/repository-save.ts'
import type { ListingEdits, PriceRule } from '../../../shared/contract/listing-shapes.ts'
import { draftProgress } from '../../../shared/contract/listings.ts'
import type { Finding, Market } from '../../../shared/market.ts'
import { markets } from '../../../shared/market.ts'
import type { WholesaleProduct } from '../../../shared/product.ts'
import { tempDatabase } from '../../support/database.ts'
import { type FakeMarket, fakeMarket } from '../../support/market.ts'
import { product } from '../products/sample.ts'

export const rule: PriceRule = {
  ...{ feeRate: 0.1, targetMarginRate: 0.2, minMarginRate: 0.1, shipping: 3000, roundTo: 100 },
  ...{ roundDirection: 'up', minPrice: null },
}

/** A database with one product, three markets that are connected, and the engine's part that drafts. */
export function rig() {
  const db = tempDatabase()
  const clock = { now: () => rig.now }
  const fakes: Record<Market, FakeMarket> = {
    coupang: fakeMarket('coupang'),
    naver: fakeMarket('naver', { fetchesImages: false }),
    '11st': fakeMarket('11st', { nameLimit: { unit: 'euckr_bytes', max: 100 } }),
  }
  const adapters = { coupang: fakes.coupang.adapter, naver: fakes.naver.adapter, '11st': fakes['11st'].adapter }
  const emitted: string[] = []
  const emit = (name: string) => void emitted.push(name)
  const queue = createJobQueue({ db, clock, emit, log: () => {} })
  /** Addresses that do not answer with a picture. */
  const broken = new Set<string>()
  const types = new Map<string, PictureType>()
  const deps: ListingDeps = {
    ...{ db, clock, emit, queue, adapters },
    facts: createMarketFacts({ db, clock, adapters }),
    pictures: {
      get: async (address) => {
        if (broken.has(address)) throw failPicture('PICTURE_STATUS', { values: { status: 404 } })
        return { type: types.get(address) ?? 'image/jpeg' }
      },
    },
  }
  const kinds = listingKinds(deps, () => true)
  queue.register(kinds.drafting)
  queue.register(kinds.rechecking)
  queue.register(kinds.pictures)
  queue.register(kinds.freshening)
  queue.open()
  const handlers = listingHandlers(deps, kinds)
  for (const market of markets) {
    saveMarketAccount(db, market, { account: 'A1', label: '연습 판매자' })
    saveRule(db, { market, scope: 'market', target: '', rule, updatedAt: 1 })
  }
  const store = (over: Partial<WholesaleProduct> = {}) =>
    new ProductSaver(db, { at: rig.now, priceUpPercent: 5 }).save(product({ stock: 30, ...over })).id

  const draft = async (
    overrides: ListingEdits = {},
    { market = 'coupang', ids = ['000001'] }: { market?: Market | Market[]; ids?: string[] } = {},
  ): Promise<z.infer<typeof draftProgress>> => {
    const asked = Array.isArray(market) ? market : [market]
    const products = ids.map((productId) => ({ wholesaler: 'zentrade' as const, productId }))
    const { jobId } = await handlers['listings.draft']({ markets: asked, products, overrides })
    const job = await queue.wait(jobId)
    if (job.status !== 'succeeded' || job.outcome !== 'ok')
      throw Object.assign(new Error(job.lastError?.code), job.lastError)
    return draftProgress.parse(job.progress)
  }
  /** The one listing of a draft, as its page shows it. */
  const drafted = async (overrides: ListingEdits = {}, market: Market = 'coupang') => {
    const [listingId = ''] = (await draft(overrides, { market })).listingIds
    return handlers['listings.get']({ listingId })
  }
  /** What the scheduler starts when something changed; answers how many were looked at. */
  const freshen = async () => {
    const { jobId } = queue.add(kinds.freshening, {}, { key: 'all' })
    return (await queue.wait(jobId)).progress?.done
  }
  return { db, clock, deps, queue, kinds, handlers, fakes, broken, types, store, draft, drafted, freshen, emitted }
}
rig.now = 1_800_000_000_000

export const codes = ({ findings }: { findings: Finding[] }) => findings.map(({ code }) => code)
export const found = ({ findings }: { findings: Finding[] }, code: string) => findings.find((one) => one.code === code)
