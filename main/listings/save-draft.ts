import type { ListingEdits } from '../../shared/contract/listing-shapes.ts'
import { type ListingState, marketNames } from '../../shared/market.ts'
import type { Db } from '../store/db.ts'
import { failListing } from './errors.ts'
import { levelOf } from './findings.ts'
import {
  addEvent,
  beginAgain,
  type Drafted,
  insertDraft,
  isSkuTaken,
  type ListingKey,
  listingByRow,
  type StoredListing,
  saveImagesCheck,
  updateDraft,
} from './repository.ts'

/** Sent, or being sent: never drafted anew. */
export const isLiving = (state: ListingState): boolean =>
  state === 'in_review' || state === 'on_sale' || state === 'sold_out' || state === 'stopped'
export const isBusy = (state: ListingState): boolean => state === 'uploading' || state === 'unresolved'

/** Values set before, with the new ones over them; null takes a value back, '' a field. */
export function mergedEdits(before: ListingEdits, given: ListingEdits): ListingEdits {
  const merged: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (value === null) delete merged[name]
    else if (name === 'fields') {
      const fields = { ...before.fields, ...(value as Record<string, string>) }
      const kept = Object.entries(fields).filter(([, text]) => text.trim() !== '')
      if (kept.length > 0) merged.fields = Object.fromEntries(kept)
      else delete merged.fields
    } else if (name === 'delivery' || name === 'afterService') {
      merged[name] = { ...(before[name] ?? {}), ...(value as object) }
    } else merged[name] = value
  }
  return merged as ListingEdits
}

/** Why a product cannot be drafted on this account now; null when it can. */
export function refusalOf(listing: StoredListing | null, key: ListingKey, db: Db, sku: string) {
  if (listing === null) {
    return isSkuTaken(db, key.market, key.account, sku) ? failListing('LISTING_SKU_TAKEN', { values: { sku } }) : null
  }
  if (isBusy(listing.state)) return failListing('LISTING_BUSY')
  if (!isLiving(listing.state) || listing.isDeleted) return null
  const number = listing.marketProductId ?? '확인 중'
  return failListing('LISTING_ALREADY_LISTED', { values: { market: marketNames[listing.market], number } })
}

/** An approval stands only for exactly what was approved, and only while nothing speaks against it. */
const stateAfter = (listing: StoredListing, drafted: Drafted): ListingState =>
  listing.state === 'approved' && (drafted.derived.hash !== listing.approvedHash || levelOf(drafted.findings) === 'red')
    ? 'draft'
    : listing.state

/** Stores a listing that was derived anew; answers its id. Inside the caller's transaction. */
export function saveAgain(db: Db, listing: StoredListing, drafted: Drafted, at: number): void {
  const state = stateAfter(listing, drafted)
  updateDraft(db, listing, state, drafted, at)
  if (state !== listing.state) {
    addEvent(db, listing.id, at, 'withdrawn', '내용이 바뀌어 승인을 거두었습니다. 다시 승인해야 합니다.')
  }
}

export function saveNew(db: Db, key: ListingKey, drafted: Drafted, at: number): { id: number; listingId: string } {
  const saved = insertDraft(db, key, drafted, at)
  addEvent(db, saved.id, at, 'drafted', '등록 준비를 만들었습니다.')
  return saved
}

/** What its market has no more is drafted as if it had never been there; what was there is told in its events. */
export function restarted(db: Db, listing: StoredListing, at: number): StoredListing {
  if (!listing.isDeleted || !isLiving(listing.state)) return listing
  beginAgain(db, listing.id)
  const number = listing.marketProductId ?? ''
  addEvent(db, listing.id, at, 'drafted', `마켓에서 삭제된 상품 ${number} 대신 다시 등록할 수 있도록 준비했습니다.`)
  return listingByRow(db, listing.id) ?? listing
}

/** Other pictures than those that were tried have to be tried. */
export const forgetPictures = (db: Db, id: number): void => saveImagesCheck(db, id, null, null)
