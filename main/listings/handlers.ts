import type { Handlers, Output, Parsed } from '../../shared/contract.ts'
import { failCommon } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import { writeAudit } from '../store/audit.ts'
import { type ApproveDeps, approveListings, withdrawListings } from './approve.ts'
import { type DraftPayload, draftKind } from './draft-job.ts'
import { failListing } from './errors.ts'
import { freshener, freshenKind } from './freshen.ts'
import { updatesOfListing } from './life/repository-views.ts'
import { listingFacets, listListings, requireRow, selectedRows } from './list.ts'
import { fieldView, marketHandlers, operatorsCall, placeView } from './market-handlers.ts'
import { checkPictures, type PictureDeps, picturesKind } from './pictures.ts'
import { recheckKind } from './recheck-job.ts'
import { editListing, rederive } from './rederive.ts'
import { contentOf, listingByRow } from './repository.ts'
import { approvalsOf, discardDraft, eventsOf } from './repository-approve.ts'
import { pathOfProduct, waitingForChoice } from './repository-choices.ts'
import { countListings, listingRows } from './repository-list.ts'
import { isBusy } from './save-draft.ts'

export interface ListingDeps extends ApproveDeps, PictureDeps {
  queue: Pick<JobQueue, 'add'>
}

type Names =
  | 'listings.draft'
  | 'listings.list'
  | 'listings.count'
  | 'listings.facets'
  | 'listings.get'
  | 'listings.edit'
  | 'listings.recheck'
  | 'listings.approve'
  | 'listings.withdraw'
  | 'listings.discard'

/** So many are checked while the caller waits; more go through a job. */
const AT_ONCE = 50

function detail({ db, facts }: ListingDeps, listingId: string): Output<'listings.get'> {
  const id = requireRow(db, listingId)
  const [row] = listingRows(db, [id])
  const stored = listingByRow(db, id)
  if (row === undefined || stored === null) throw failListing('LISTING_UNKNOWN', { values: { listing: listingId } })
  const { content, made, none, approved } = contentOf(db, id)
  const form = content.category === null ? null : facts.knownForm(stored.market, content.category)
  const places = facts.knownPlaces(stored.market)
  return {
    ...row,
    content,
    approved: stored.approvedHash === stored.hash ? null : approved,
    edits: stored.edits,
    made,
    noPrice: none === null ? null : { code: none.code, message: none.message, steps: none.steps },
    form: (form?.fields ?? []).map(fieldView),
    outbound: (places?.outbound ?? []).map(placeView),
    inbound: (places?.inbound ?? []).map(placeView),
    events: eventsOf(db, id),
    updates: updatesOfListing(db, listingId),
    approvals: approvalsOf(db, listingId),
  }
}

async function edit(
  deps: ListingDeps,
  { listingId, edits }: Parsed<'listings.edit'>,
): Promise<Output<'listings.edit'>> {
  const { db, emit } = deps
  const id = requireRow(db, listingId)
  const listing = listingByRow(db, id)
  if (listing === null || isBusy(listing.state)) throw failListing('LISTING_BUSY')
  const { signal } = operatorsCall()
  await editListing(deps, listing, edits, signal)
  if (edits.images !== undefined) await checkPictures(deps, [id], signal)
  emit('listings.changed', { listingIds: [listingId], total: 1 })
  const [row] = listingRows(db, [id])
  if (row === undefined) throw failListing('LISTING_UNKNOWN', { values: { listing: listingId } })
  return row
}

function discard({ db, clock, emit }: ListingDeps, selection: Parsed<'listings.discard'>): number {
  const { ids } = selectedRows(db, selection)
  const removed = db
    .transaction(() => {
      const done = ids.filter((id) => discardDraft(db, id)).length
      if (done > 0) writeAudit(db, clock.now(), 'listings.discarded', `보내지 않은 등록 준비 ${done}개를 지웠습니다.`)
      return done
    })
    .immediate()
  if (removed > 0) emit('listings.changed', { listingIds: [], total: removed })
  return removed
}

export interface ListingKinds {
  drafting: JobKind<DraftPayload>
  rechecking: ReturnType<typeof recheckKind>
  pictures: ReturnType<typeof picturesKind>
  freshening: ReturnType<typeof freshenKind>
}

export const listingKinds = (deps: ListingDeps, mayAsk: (market: Market) => boolean): ListingKinds => ({
  drafting: draftKind(deps),
  rechecking: recheckKind(deps),
  pictures: picturesKind(deps),
  freshening: freshenKind(freshener(deps), mayAsk),
})

/** Handlers of what is drafted, checked and approved; what happens on the markets has its own. */
export const listingHandlers = (
  deps: ListingDeps,
  kinds: ListingKinds,
): Handlers<Names> & ReturnType<typeof marketHandlers> => {
  const { db, clock, queue, emit } = deps
  const ofMarkets = marketHandlers(deps)
  /** What waited for this very choice is derived anew: choosing once mends every draft of the category. */
  const follow = (market: Market, wholesaler: Wholesaler, path: string) => {
    const ids = waitingForChoice(db, market, wholesaler, path)
    if (ids.length > 0) queue.add(kinds.rechecking, { ids, done: 0 })
  }
  return {
    ...ofMarkets,
    'categoryMap.set': async (input) => {
      const choice = await ofMarkets['categoryMap.set'](input)
      follow(choice.market, choice.wholesaler, choice.path)
      return choice
    },
    'listings.draft': ({ markets, products, filter, overrides = {} }) => {
      if ((products === undefined) === (filter === undefined)) {
        throw failCommon('BAD_INPUT', { values: { detail: 'products 또는 filter 가운데 하나' } })
      }
      const asked = { markets, overrides, done: 0, tally: null }
      const what = products === undefined ? { filter } : { products }
      return { jobId: queue.add(kinds.drafting, { ...asked, ...what }).jobId }
    },
    'listings.list': (input) => listListings(db, clock, input),
    'listings.count': (filter) => ({ total: countListings(db, filter) }),
    'listings.facets': (filter) => listingFacets(db, filter),
    'listings.get': ({ listingId }) => detail(deps, listingId),
    'listings.edit': async (input) => {
      const row = await edit(deps, input)
      const { market, wholesaler, productId } = row
      if (typeof input.edits.category === 'string' && row.category !== null)
        follow(market, wholesaler, pathOfProduct(db, wholesaler, productId))
      return row
    },
    'listings.recheck': async (selection) => {
      const { ids } = selectedRows(db, selection)
      if (ids.length > AT_ONCE) return { jobId: queue.add(kinds.rechecking, { ids, done: 0 }).jobId, checked: 0 }
      const { signal } = operatorsCall()
      await rederive(deps, ids, signal)
      await checkPictures(deps, ids, signal)
      const listingIds = ids.flatMap((id) => listingByRow(db, id)?.listingId ?? [])
      emit('listings.changed', { listingIds, total: listingIds.length })
      return { jobId: null, checked: ids.length }
    },
    'listings.approve': (input) => approveListings(deps, input, operatorsCall().signal),
    'listings.withdraw': (selection) => ({ changed: withdrawListings(deps, selection) }),
    'listings.discard': (selection) => ({ removed: discard(deps, selection) }),
  }
}
