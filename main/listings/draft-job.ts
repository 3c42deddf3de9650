import { z } from 'zod'
import { listingEdits, market } from '../../shared/contract/listing-shapes.ts'
import { draftProgress } from '../../shared/contract/listings.ts'
import { productFilter, productKey } from '../../shared/contract/products.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { JobEnd, JobKind, JobQueue, JobRun } from '../jobs/types.ts'
import { priceFactsById } from '../pricing/repository-products.ts'
import { failProducts } from '../products/errors.ts'
import { storedBanCheck } from '../products/repository-bans.ts'
import { catalogueOf } from '../products/repository-catalogue.ts'
import { selectionsOf } from '../products/repository-selection.ts'
import type { Resolved } from './categories.ts'
import { type DraftDeps, type MarketRun, marketRun } from './drafter.ts'
import { failListing } from './errors.ts'
import type { ChosenCategory } from './facts.ts'
import { levelOf } from './findings.ts'
import { learn } from './learn.ts'
import { checkPictures, type PictureDeps, picturesKind } from './pictures.ts'
import { type ProductFacts, productFacts } from './product-facts.ts'
import { type ListingKey, listingOf, type StoredListing } from './repository.ts'
import { forgetPictures, mergedEdits, refusalOf, restarted, saveAgain, saveNew } from './save-draft.ts'
import { skuOf } from './sku.ts'

export type DraftProgress = z.infer<typeof draftProgress>

const payload = z.object({
  markets: z.array(market),
  products: z.array(productKey).optional(),
  filter: productFilter.optional(),
  overrides: listingEdits.default({}),
  /** Products of which every market is done. */
  done: z.int().default(0),
  tally: draftProgress.nullable().default(null),
})
export type DraftPayload = z.infer<typeof payload>

/** Products of one transaction. */
const BATCH = 50
const CHECKPOINT_EVERY = 10
const KEPT_IDS = 10_000
const KEPT_REFUSED = 1000
/** More than this would be a mistake more often than a wish. */
export const MOST_PRODUCTS = 100_000
/** Up to so many drafts their pictures are tried before the job ends. */
const PICTURES_AT_ONCE = 50

interface Work {
  run: MarketRun
  product: ProductFacts
  key: ListingKey
  resolved: Resolved
}

const emptyTally = (total: number): DraftProgress => ({
  ...{ done: 0, total, red: 0, yellow: 0, green: 0, listingIds: [], refused: [] },
})

type Key = z.infer<typeof productKey>

/** The products asked for, as keys, in an order that a second run repeats. */
async function productsOf({ db }: DraftDeps, { products, filter }: DraftPayload): Promise<(from: number) => Key[]> {
  if (products !== undefined) return (from) => products.slice(from, from + BATCH)
  await catalogueOf(db).readyToFilter(filter ?? {})
  const ids = selectionsOf(db).list(filter ?? {}, 'addedAt', false)
  if (ids.length > MOST_PRODUCTS) {
    throw failListing('LISTING_TOO_MANY', { values: { limit: MOST_PRODUCTS, count: ids.length } })
  }
  return (from) =>
    priceFactsById(db, ids.subarray(from, from + BATCH)).map(({ wholesaler, productId }) => ({ wholesaler, productId }))
}

const totalOf = async (deps: DraftDeps, { products, filter }: DraftPayload): Promise<number> => {
  if (products !== undefined) return products.length
  await catalogueOf(deps.db).readyToFilter(filter ?? {})
  return selectionsOf(deps.db).count(filter ?? {})
}

const placed = (listing: StoredListing | null): ChosenCategory | null =>
  listing?.category == null ? null : { code: listing.category, path: listing.categoryPath ?? '', source: 'market' }

/** So many questions wait at a time; how fast they go is the limiter's. */
const AT_ONCE = 24

async function inTurns<T>(asks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < asks.length; at = next++) {
      const answer = await asks[at]?.()
      if (answer !== undefined) answers[at] = answer
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return answers
}

/** Drafts of one run, batch by batch: what has to be asked of markets first, then one transaction. */
class DraftRun {
  readonly tally: DraftProgress
  /** Of this run, for their pictures. */
  readonly ids: number[] = []
  readonly #deps: DraftDeps
  readonly #runs: MarketRun[]
  readonly #request: DraftPayload

  constructor(deps: DraftDeps, runs: MarketRun[], request: DraftPayload, tally: DraftProgress) {
    this.#deps = deps
    this.#runs = runs
    this.#request = request
    this.tally = tally
  }

  refuse(product: string, at: Market, error: AppError, listingId?: string): void {
    if (this.tally.refused.length >= KEPT_REFUSED) return
    const { code, message, nextStep } = error
    this.tally.refused.push({
      ...{ product, market: at, code, message: `${message} ${nextStep}` },
      ...(listingId === undefined ? {} : { listingId }),
    })
  }

  /** Everything that may have to be asked; nothing is written but what markets answered. */
  async prepare(keys: readonly Key[]): Promise<Work[]> {
    const { db } = this.#deps
    const { overrides } = this.#request
    const asks: (() => Promise<Work>)[] = []
    for (const { wholesaler, productId } of keys) {
      const product = productFacts(db, { wholesaler, productId })
      for (const run of this.#runs) {
        if (product === null) {
          const name = `${wholesaler}:${productId}`
          this.refuse(name, run.market, failProducts('PRODUCT_UNKNOWN', { values: { product: name } }))
          continue
        }
        const key = { market: run.market, account: run.account, wholesaler, productId }
        asks.push(async () => {
          const listing = listingOf(db, key)
          const edit = overrides.category === undefined ? listing?.edits.category : overrides.category
          await run.knowsPlaces(mergedEdits(listing?.edits ?? {}, overrides))
          return { run, product, key, resolved: await run.resolver.resolve(product, edit ?? null, placed(listing)) }
        })
      }
    }
    return inTurns(asks)
  }

  write(work: readonly Work[]): void {
    const { db, clock } = this.#deps
    const { overrides } = this.#request
    for (const { run, product, key, resolved } of work) {
      const listing = listingOf(db, key)
      const refusal = refusalOf(listing, key, db, skuOf(key.wholesaler, key.productId))
      if (refusal !== null) {
        this.refuse(`${key.wholesaler}:${key.productId}`, key.market, refusal, listing?.listingId)
        continue
      }
      const edits = mergedEdits(listing?.edits ?? {}, overrides)
      const at = clock.now()
      const drafted = run.drafted(product, edits, resolved, listing)
      const saved = listing ?? saveNew(db, key, drafted, at)
      if (listing !== null) {
        saveAgain(db, restarted(db, listing, at), drafted, at)
        forgetPictures(db, listing.id)
      }
      if (overrides.category != null && resolved.category !== null)
        learn(db, key.market, product, resolved.category, at)
      this.tally[levelOf(drafted.findings)] += 1
      this.ids.push(saved.id)
      if (this.tally.listingIds.length < KEPT_IDS) this.tally.listingIds.push(saved.listingId)
    }
  }
}

async function runsOf(deps: DraftDeps, markets: readonly Market[], signal: AbortSignal) {
  const runs: MarketRun[] = []
  const refused: { market: Market; error: AppError }[] = []
  const banned = storedBanCheck(deps.db)
  for (const one of new Set(markets)) {
    try {
      runs.push(await marketRun(deps, one, { signal, priority: 'interactive' }, banned))
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MARKET_NOT_CONNECTED') throw error
      refused.push({ market: one, error })
    }
  }
  return { runs, refused }
}

/** Drafts with what they lack. Goes on where it was cut off; a draft that stands is made anew and keeps what was set by hand. */
export const draftKind = (deps: DraftDeps & PictureDeps & { queue: Pick<JobQueue, 'add'> }): JobKind<DraftPayload> => ({
  kind: 'listing-draft',
  payload,
  maxAttempts: 3,
  run: (run) => draft(deps, run),
})

async function draft(
  deps: DraftDeps & PictureDeps & { queue: Pick<JobQueue, 'add'> },
  run: JobRun<DraftPayload>,
): Promise<JobEnd> {
  const { db, emit, queue } = deps
  const { markets } = run.payload
  const { runs, refused } = await runsOf(deps, markets, run.signal)
  const [first] = refused
  if (runs.length === 0 && first !== undefined) return { outcome: 'needs_setup', error: first.error.toShape() }
  const batch = await productsOf(deps, run.payload)
  const drafts = new DraftRun(
    deps,
    runs,
    run.payload,
    run.payload.tally ?? emptyTally(await totalOf(deps, run.payload)),
  )
  const { tally } = drafts
  for (const { market: without, error } of refused) {
    const known = tally.refused.some(({ market: its, code }) => its === without && code === error.code)
    if (!known) drafts.refuse('*', without, error)
  }
  run.progress(tally)
  for (let from = run.payload.done; from < tally.total; from += BATCH) {
    if (run.signal.aborted) throw failCommon('CANCELLED')
    const keys = batch(from)
    const work = await drafts.prepare(keys)
    db.transaction(() => {
      drafts.write(work)
      tally.done = Math.min(tally.total, from + keys.length)
      // It names every draft so far: not with each batch. What is done twice after a crash comes out the same.
      const isLast = from + BATCH >= tally.total
      if (isLast || (from / BATCH) % CHECKPOINT_EVERY === 0) {
        run.checkpoint({ ...run.payload, done: from + keys.length, tally })
      }
    }).immediate()
    run.progress({ ...tally, listingIds: [], refused: tally.refused.slice(-20) })
    const listingIds = tally.listingIds.slice(-BATCH * runs.length)
    emit('listings.changed', { listingIds: listingIds.slice(0, 1000), total: listingIds.length })
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (drafts.ids.length > PICTURES_AT_ONCE) queue.add(picturesKind(deps), { done: 0 }, { key: 'pictures' })
  else await recount(deps, drafts, run.signal)
  return { outcome: 'ok', result: { ...tally } }
}

/** Pictures first make a draft yellow or red after it was counted. */
async function recount(deps: DraftDeps & PictureDeps, { ids, tally }: DraftRun, signal: AbortSignal): Promise<void> {
  for (const { before, after } of await checkPictures(deps, ids, signal)) {
    tally[before] -= 1
    tally[after] += 1
  }
}
