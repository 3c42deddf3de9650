import { type ListingContent, marketNames } from '../../shared/market.ts'
import { writeAudit } from '../store/audit.ts'
import type { Db } from '../store/db.ts'
import { contentHash } from './content-hash.ts'
import { approveUpdate, openUpdates, type UpdateRow } from './life/repository-updates.ts'
import { addEvent, contentOf, type StoredListing } from './repository.ts'
import { recordApproval } from './repository-approve.ts'

/** What the next yes to a listing on its market is for: its price before anything else; null where nothing waits. */
export function waitingOf(db: Db, id: number): UpdateRow | null {
  const waiting = openUpdates(db, id).filter(({ status }) => status === 'waiting')
  return waiting.find(({ kind }) => kind === 'price') ?? waiting[0] ?? null
}

const valuesOf = ({ kind, value }: UpdateRow) => JSON.stringify([kind, value.values])

export const isSameChange = (a: UpdateRow | null, b: UpdateRow | null): boolean =>
  a !== null && b !== null && valuesOf(a) === valuesOf(b)

const shown = (amount: number | null, unit: string) =>
  amount === null ? '알 수 없음' : `${amount.toLocaleString('ko-KR')}${unit}`

/** What stands approved already, at the prices of the update. */
function withPrices(content: ListingContent, { value }: UpdateRow): ListingContent {
  const prices = new Map(value.values.map(({ sku, value: price }) => [sku, price]))
  const options = content.options.map((option) => ({ ...option, price: prices.get(option.sku) ?? option.price }))
  return { ...content, options, price: value.after ?? prices.get(content.sku) ?? content.price }
}

/** Lets exactly this update go to its market, and keeps what was approved. Inside the caller's transaction. */
export function release(db: Db, listing: StoredListing, update: UpdateRow, at: number): boolean {
  if (!approveUpdate(db, update.id, at)) return false
  const { before, after } = update.value
  const isPrice = update.kind === 'price'
  const change = isPrice
    ? `가격 ${shown(before, '원')} → ${shown(after, '원')}${update.value.lifts === true ? ' (마켓의 한 번 변경 한도를 풀고 보냅니다)' : ''}`
    : `재고 ${shown(before, '개')} → ${shown(after, '개')}`
  if (isPrice) {
    const { content, approved } = contentOf(db, listing.id)
    const told = withPrices(approved ?? content, update)
    // The margin that is known is the derived price's; another price has another one.
    const margin = told.price === listing.price ? listing.margin : null
    recordApproval(db, {
      listing: { ...listing, hash: contentHash(told), margin },
      content: told,
      ...{ findings: listing.findings, at, state: null },
    })
  }
  addEvent(db, listing.id, at, 'approved', `기다리던 변경을 승인했습니다: ${change}`)
  const market = marketNames[listing.market]
  writeAudit(db, at, 'updates.approved', `${market} ${listing.sku}의 기다리던 변경을 승인했습니다: ${change}`)
  return true
}
