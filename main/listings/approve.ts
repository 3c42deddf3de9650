import type { Output, Parsed } from '../../shared/contract.ts'
import type { AppError } from '../../shared/errors.ts'
import { type Finding, type ListingState, type Market, marketNames } from '../../shared/market.ts'
import { writeAudit } from '../store/audit.ts'
import { sameWords } from './content-hash.ts'
import type { DraftDeps } from './drafter.ts'
import { failListing } from './errors.ts'
import type { UpdateRow } from './life/repository-updates.ts'
import { selectedRows } from './list.ts'
import { rederive } from './rederive.ts'
import { isSameChange, release, waitingOf } from './release.ts'
import { addEvent, contentOf, listingByRow, type StoredListing } from './repository.ts'
import { marketAccount } from './repository-account.ts'
import { recordApproval, withdrawApproval } from './repository-approve.ts'
import { isStale } from './repository-stale.ts'
import { isBusy, isLiving } from './save-draft.ts'

type Answer = Output<'listings.approve'>
type Refused = Answer['refused'][number]

export interface ApproveDeps extends DraftDeps {
  /** Queues anew what listings on their markets must be told, as of now. */
  renewed?: (listingIds: readonly string[]) => void
}

/** Rows of one transaction; others get their turn between. */
const SLICE = 200
const MOST = 10_000

const stateNames: Partial<Record<ListingState, string>> = { approved: '승인됨' }

/** What speaks against it is its state, beside no field of its content. */
const reason = ({ code, message, nextStep }: AppError): Finding => ({
  ...{ level: 'red', code, field: 'state', message: `${message} ${nextStep}` },
})

/** Why a listing cannot be approved; empty when it can. */
function reasonsAgainst({ db }: DraftDeps, listing: StoredListing): Refused['reasons'] {
  const { state, market, account, level, findings, hash, approvedHash } = listing
  if (isBusy(state)) return [reason(failListing('LISTING_BUSY'))]
  if (state === 'approved' && hash === approvedHash) {
    return [reason(failListing('LISTING_NOT_DRAFT', { values: { state: stateNames.approved ?? state } }))]
  }
  const now = marketAccount(db, market)
  if (now !== null && now.account !== account) {
    return [reason(failListing('LISTING_ACCOUNT_OTHER', { values: { market: marketNames[market] } }))]
  }
  // What is on the market already is told prices and stock, never names: an approval must not promise it.
  if (isLiving(state) && approvedHash !== null && !sameWords(hash, approvedHash)) {
    return [reason(failListing('LISTING_SENT'))]
  }
  if (level !== 'red') return []
  return findings.filter((finding) => finding.level === 'red')
}

function approveOne(
  deps: DraftDeps,
  id: number,
  at: number,
): { listing: StoredListing; reasons: Refused['reasons'] } | null {
  const { db } = deps
  const listing = listingByRow(db, id)
  if (listing === null) return null
  const reasons = reasonsAgainst(deps, listing)
  if (reasons.length > 0) return { listing, reasons }
  const { content } = contentOf(db, id)
  const state = isLiving(listing.state) ? null : 'approved'
  recordApproval(db, { listing, content, findings: listing.findings, at, state })
  addEvent(
    db,
    id,
    at,
    'approved',
    `${content.price.toLocaleString('ko-KR')}원에 승인했습니다.`,
    JSON.stringify({ hash: listing.hash }),
  )
  return { listing, reasons }
}

const isPricedByHand = ({ edits, hash, approvedHash }: StoredListing) => edits.price != null && hash !== approvedHash

/**
 * What is on its market is told what waits for a yes, exactly as it was seen; a price set by hand is approved as a draft is.
 * Null where it is the latter.
 */
function approveWaiting(
  { db }: DraftDeps,
  listing: StoredListing,
  seen: UpdateRow | null,
  at: number,
): { reasons: Refused['reasons'] } | null {
  const { id, market, account, hash, approvedHash } = listing
  if (isPricedByHand(listing)) return null
  const now = marketAccount(db, market)
  if (now !== null && now.account !== account) {
    return { reasons: [reason(failListing('LISTING_ACCOUNT_OTHER', { values: { market: marketNames[market] } }))] }
  }
  const waiting = waitingOf(db, id)
  if (waiting !== null && isSameChange(seen, waiting) && release(db, listing, waiting, at)) return { reasons: [] }
  if (seen !== null || waiting !== null) return { reasons: [reason(failListing('LISTING_MOVED'))] }
  const isOther = approvedHash !== null && !sameWords(hash, approvedHash)
  return { reasons: [reason(failListing(isOther ? 'LISTING_SENT' : 'LISTING_NOTHING_WAITS'))] }
}

const audited = (db: DraftDeps['db'], at: number, done: readonly StoredListing[]): void => {
  const byMarket = new Map<Market, StoredListing[]>()
  for (const listing of done) byMarket.set(listing.market, [...(byMarket.get(listing.market) ?? []), listing])
  for (const [market, listings] of byMarket) {
    const prices = listings.map(({ price }) => price ?? 0)
    const total = prices.reduce((sum, price) => sum + price, 0)
    const words = `판매가 합계 ${total.toLocaleString('ko-KR')}원`
    writeAudit(
      db,
      at,
      'listings.approved',
      `${marketNames[market]} 상품 ${listings.length}개의 등록을 승인했습니다 (${words}).`,
    )
  }
}

/**
 * The only way for a listing to be sent. Each is derived anew from what is stored now before it is approved, so that
 * nothing is approved that is no longer true; where that brings another content than the operator saw, the new one is what
 * is shown and approved next time.
 */
export async function approveListings(
  deps: ApproveDeps,
  { expected, ...selection }: Parsed<'listings.approve'>,
  signal: AbortSignal,
): Promise<Answer> {
  const { db, clock, emit } = deps
  const { ids, unknown } = selectedRows(db, selection)
  if (expected !== undefined && expected !== ids.length + unknown.length) {
    const values = { expected, actual: ids.length + unknown.length }
    throw failListing('LISTING_COUNT_CHANGED', { values })
  }
  if (ids.length > MOST) throw failListing('LISTING_TOO_MANY', { values: { limit: MOST, count: ids.length } })
  const answer: Answer = { approved: [], refused: [] }
  for (const listing of unknown) {
    answer.refused.push({
      listingId: listing,
      reasons: [reason(failListing('LISTING_UNKNOWN', { values: { listing } }))],
    })
  }
  for (let from = 0; from < ids.length; from += SLICE) {
    const slice = ids.slice(from, from + SLICE)
    const seen = new Map(slice.map((id) => [id, listingByRow(db, id)?.hash]))
    const waited = new Map(slice.map((id) => [id, waitingOf(db, id)]))
    await rederive(deps, slice, signal)
    deps.renewed?.(slice.flatMap((id) => (waited.get(id) == null ? [] : (listingByRow(db, id)?.listingId ?? []))))
    const touched: string[] = []
    db.transaction(() => {
      const at = clock.now()
      const done: StoredListing[] = []
      for (const id of slice) {
        const now = listingByRow(db, id)
        if (now === null) continue
        touched.push(now.listingId)
        const living = isLiving(now.state) ? approveWaiting(deps, now, waited.get(id) ?? null, at) : null
        if (living !== null) {
          if (living.reasons.length > 0) answer.refused.push({ listingId: now.listingId, ...living })
          else answer.approved.push(now.listingId)
          continue
        }
        const hasMoved = (seen.get(id) !== undefined && seen.get(id) !== now.hash) || isStale(db, id, now.market)
        if (hasMoved && !isBusy(now.state)) {
          answer.refused.push({ listingId: now.listingId, reasons: [reason(failListing('LISTING_MOVED'))] })
          continue
        }
        const result = approveOne(deps, id, at)
        if (result === null) continue
        if (result.reasons.length > 0) answer.refused.push({ listingId: now.listingId, reasons: result.reasons })
        else {
          answer.approved.push(now.listingId)
          done.push(result.listing)
        }
      }
      audited(db, at, done)
    }).immediate()
    emit('listings.changed', { listingIds: touched, total: touched.length })
    await new Promise((resolve) => setImmediate(resolve))
  }
  return answer
}

/** Takes approvals back that were not sent yet; answers how many. */
export function withdrawListings({ db, clock, emit }: DraftDeps, selection: Parsed<'listings.withdraw'>): number {
  const { ids } = selectedRows(db, selection)
  const at = clock.now()
  const changed = db
    .transaction(() => {
      const done = ids.filter((id) => withdrawApproval(db, id))
      for (const id of done) addEvent(db, id, at, 'withdrawn', '승인을 취소했습니다.')
      if (done.length > 0) writeAudit(db, at, 'listings.withdrawn', `상품 ${done.length}개의 등록 승인을 취소했습니다.`)
      return done
    })
    .immediate()
  const listingIds = changed.flatMap((id) => listingByRow(db, id)?.listingId ?? [])
  if (changed.length > 0) emit('listings.changed', { listingIds: listingIds.slice(0, 1000), total: changed.length })
  return changed.length
}
