import type { ListingEdits } from '../../shared/contract/listing-shapes.ts'
import { AppError } from '../../shared/errors.ts'
import type { Market, ReadinessLevel } from '../../shared/market.ts'
import { storedBanCheck } from '../products/repository-bans.ts'
import type { Resolved } from './categories.ts'
import { type DraftDeps, type MarketRun, marketRun } from './drafter.ts'
import { levelOf } from './findings.ts'
import { learn } from './learn.ts'
import { type ProductFacts, productFacts } from './product-facts.ts'
import { addEvent, isOther, listingByRow, type StoredListing } from './repository.ts'
import { clearStale, spreadStale, staleMarks } from './repository-stale.ts'
import { forgetPictures, isBusy, mergedEdits, saveAgain } from './save-draft.ts'

export interface Rederived {
  id: number
  before: ReadinessLevel
  after: ReadinessLevel
  isChanged: boolean
}

export interface RederiveOptions {
  /** Nobody asked: what a market does not answer now stays as it is, and what comes out the same is not written. */
  quiet?: boolean
}

const BATCH = 100

interface Prepared {
  run: MarketRun
  product: ProductFacts
  resolved: Resolved
}

/** Markets as they are needed; one that was never connected is left out. */
function runsFor(deps: DraftDeps, signal: AbortSignal, quiet = false): (market: Market) => Promise<MarketRun | null> {
  const runs = new Map<Market, Promise<MarketRun | null>>()
  const banned = storedBanCheck(deps.db)
  return (market) => {
    const known = runs.get(market)
    if (known !== undefined) return known
    const priority = quiet ? 'background' : 'interactive'
    const made = marketRun(deps, market, { signal, priority }, banned, { again: !quiet }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'MARKET_NOT_CONNECTED') return null
      throw error
    })
    runs.set(market, made)
    return made
  }
}

async function prepare(
  deps: DraftDeps,
  listing: StoredListing,
  edits: ListingEdits,
  runOf: (market: Market) => Promise<MarketRun | null>,
): Promise<Prepared | null> {
  const product = productFacts(deps.db, listing)
  const run = await runOf(listing.market)
  if (product === null || run === null) return null
  const { category, categoryPath } = listing
  const before = category === null ? null : { code: category, path: categoryPath ?? '', source: 'market' as const }
  await run.knowsPlaces(edits)
  return { run, product, resolved: await run.resolver.resolve(product, edits.category ?? null, before) }
}

const isUnanswered = ({ run, resolved }: Prepared) =>
  !run.hasPlaces ||
  (resolved.form !== null && 'error' in resolved.form && resolved.form.error.code !== 'MARKET_CATEGORY_GONE')

/** Derives listings anew from what is stored now, and checks them; those that are just being sent stay as they are. */
export async function rederive(
  deps: DraftDeps,
  ids: readonly number[],
  signal: AbortSignal,
  { quiet = false }: RederiveOptions = {},
): Promise<Rederived[]> {
  const { db, clock } = deps
  spreadStale(db)
  // Read before anything that listings are made of, so that what changes from here on leaves its mark.
  const marks = staleMarks(db, ids)
  const runOf = runsFor(deps, signal, quiet)
  const done: Rederived[] = []
  for (let from = 0; from < ids.length; from += BATCH) {
    const prepared = new Map<number, Prepared>()
    for (const id of ids.slice(from, from + BATCH)) {
      const listing = listingByRow(db, id)
      if (listing === null || isBusy(listing.state)) continue
      const ready = await prepare(deps, listing, listing.edits, runOf)
      if (ready !== null && !(quiet && isUnanswered(ready))) prepared.set(id, ready)
    }
    db.transaction(() => {
      for (const [id, { run, product, resolved }] of prepared) {
        // What was read before the markets were asked may have moved on.
        const listing = listingByRow(db, id)
        if (listing === null || isBusy(listing.state)) continue
        const drafted = run.drafted(product, listing.edits, resolved, listing)
        const isChanged = !quiet || isOther(listing, drafted)
        if (isChanged) saveAgain(db, listing, drafted, clock.now())
        clearStale(db, id, marks)
        done.push({ id, before: listing.level, after: levelOf(drafted.findings), isChanged })
      }
    }).immediate()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return done
}

const editNames: Record<keyof ListingEdits, string> = {
  name: '상품명',
  price: '가격',
  category: '카테고리',
  fields: '항목',
  images: '이미지',
  descriptionHtml: '상세 설명',
  delivery: '배송',
  afterService: 'A/S',
  keywords: '검색어',
  requestReview: '심사 요청',
}

/** Sets values by hand and derives the listing anew. A category set so is learnt for its kind of product. */
export async function editListing(
  deps: DraftDeps,
  listing: StoredListing,
  given: ListingEdits,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock } = deps
  const edits = mergedEdits(listing.edits, given)
  const marks = staleMarks(db, [listing.id])
  const prepared = await prepare(deps, listing, edits, runsFor(deps, signal))
  if (prepared === null) return
  const { run, product, resolved } = prepared
  const names = (Object.keys(given) as (keyof ListingEdits)[]).map((name) => editNames[name])
  db.transaction(() => {
    const at = clock.now()
    const imagesFault = given.images === undefined ? listing.imagesFault : null
    saveAgain(db, listing, run.drafted(product, edits, resolved, { ...listing, imagesFault }), at)
    clearStale(db, listing.id, marks)
    if (given.images !== undefined) forgetPictures(db, listing.id)
    addEvent(db, listing.id, at, 'edited', `직접 고쳤습니다: ${names.join(', ')}`)
    if (given.category != null && resolved.category !== null) learn(db, listing.market, product, resolved.category, at)
  }).immediate()
}
