import { AppError } from '../../shared/errors.ts'
import type { Order } from '../../shared/order.ts'
import { DAY_MS } from '../../shared/time.ts'
import { type CallOptions, type ImwebClient, PAGE_SIZE } from './client.ts'
import { failImweb } from './errors.ts'
import { mapOrder, type Unread } from './map.ts'
import { nextStep, type Position, readAgain, type Step, scanInstead } from './position.ts'
import type { RawPage } from './schema.ts'
import { contains, isStray } from './windows.ts'

export interface PageRead {
  orders: Order[]
  setAside: Unread[]
  /** How many orders Imweb says the step holds. */
  count: number | null
  /** Where to go on once this page is stored; null when it was the last. */
  next: Position | null
  filterIgnored: boolean
}

interface Sifted {
  orders: Order[]
  setAside: Unread[]
  fresh: number
  strays: number
  sorted: boolean
  lastAt: number | null
  allOlder: boolean
}

const claimedWithin = (order: Order, { from, until }: Step): boolean =>
  order.sections.some(({ claimAt }) => claimAt !== null && claimAt >= from - DAY_MS && claimAt <= until + DAY_MS)

const strays = (order: Order, step: Step): boolean =>
  step.kind === 'claims' ? !claimedWithin(order, step) : step.kind === 'window' && isStray(step, order.orderedAt)

/** Rows met in the step being read, and orders handed on in it: a scan meets those of the window it took over from. */
interface Met {
  seen: Set<string>
  handedOn: Set<string>
}

/** Maps a page's rows, drops what this step has met before, and keeps what was asked for whatever the server sent. */
const sift = (rows: readonly unknown[], step: Step, at: Position, { seen, handedOn }: Met): Sifted => {
  const found: Sifted = {
    orders: [],
    setAside: [],
    fresh: 0,
    strays: 0,
    sorted: at.sorted,
    lastAt: at.lastAt,
    allOlder: rows.length > 0,
  }
  for (const row of rows) {
    const mapped = mapOrder(row)
    const ref = 'order' in mapped ? mapped.order.orderNo : mapped.setAside.ref
    const isNew = !seen.has(ref)
    if (isNew) {
      seen.add(ref)
      found.fresh += 1
    }
    if ('setAside' in mapped) {
      if (isNew && !handedOn.has(ref)) {
        handedOn.add(ref)
        found.setAside.push(mapped.setAside)
      }
      found.allOlder = false
      continue
    }
    const { order } = mapped
    if (found.lastAt !== null && order.orderedAt > found.lastAt) found.sorted = false
    found.lastAt = order.orderedAt
    if (order.orderedAt >= step.from) found.allOlder = false
    if (strays(order, step)) found.strays += 1
    if (isNew && !handedOn.has(ref) && (step.kind === 'claims' || contains(step, order.orderedAt))) {
      handedOn.add(ref)
      found.orders.push(order)
    }
  }
  return found
}

/** More than this share of a page without the claim that was asked for: the filter is ignored. */
const STRAY_SHARE = 0.2
const SCAN_MARGIN_MS = 31 * DAY_MS
const STALE_PAGES = 3
const OLDER_PAGES = 2

const lastPageOf = ({ totalPage, totalCount }: RawPage): number | null => {
  const last = Math.max(totalPage ?? 0, Math.ceil((totalCount ?? 0) / PAGE_SIZE))
  return last > 0 ? last : null
}

/** Neither the page count nor an empty page is trusted alone: both have been seen to lie. */
const isLast = (page: RawPage, at: Position): boolean => {
  const last = lastPageOf(page)
  if (page.rows.length === 0) return !(at.again && last !== null && at.page < last)
  if (last === null || at.page < last) return false
  return !(page.totalCount === null && page.rows.length >= PAGE_SIZE)
}

const advance = (at: Position, page: RawPage, sifted: Sifted): Position | null => {
  const step = at.steps[at.step]
  const last = lastPageOf(page)
  const firstCount = at.firstCount ?? page.totalCount
  // One order outside its window is enough: where the filter is only shifted, those that belong here are elsewhere too.
  if (step?.kind === 'window' && sifted.strays > 0) return scanInstead(at)
  const tooMany = sifted.strays > page.rows.length * STRAY_SHARE
  const here: Position = {
    ...at,
    rows: at.rows + sifted.fresh,
    firstCount,
    gap: at.gap || (page.rows.length === 0 && last !== null && at.page < last),
    stale: page.rows.length > 0 && sifted.fresh === 0 && !at.again ? at.stale + 1 : 0,
    found: at.found + sifted.orders.length,
    sorted: sifted.sorted,
    lastAt: sifted.lastAt,
    older: sifted.allOlder ? at.older + 1 : 0,
    filterIgnored: at.filterIgnored || (step?.kind === 'window' && sifted.strays > 0),
  }
  // A list that is newest first and has left the asked period behind holds nothing more of it.
  const leftBehind = step?.kind === 'scan' && here.sorted && here.older >= OLDER_PAGES
  const claimsIgnored = step?.kind === 'claims' && tooMany
  if (leftBehind || claimsIgnored) return nextStep(here, page.totalCount)
  if (isLast(page, at)) {
    const shrank = page.totalCount !== null && firstCount !== null && page.totalCount < firstCount
    // An order left the list while it was read: a later one slid onto a page already read.
    return (shrank || here.gap) && !at.again ? readAgain(here) : nextStep(here, page.totalCount)
  }
  if (here.stale >= STALE_PAGES) {
    if (page.totalCount !== null && here.rows >= page.totalCount) return nextStep(here, page.totalCount)
    throw failImweb('IMWEB_BAD_REPLY', { service: 'imweb', values: { detail: 'page' } })
  }
  return { ...here, page: at.page + 1 }
}

const noRows: RawPage = { rows: [], totalCount: 0, totalPage: 0 }
const withoutClaims = (thrown: unknown): RawPage => {
  if (thrown instanceof AppError && /^IMWEB_1000[134]$/.test(thrown.code)) return noRows
  throw thrown
}

/** What counts as met when the reading goes on at `next`. */
const metAt = (met: Met, at: Position, next: Position): Met => {
  if (next.step === at.step && next.steps === at.steps) return met
  const isTakenOver = next.step === at.step && next.steps[next.step]?.kind === 'scan'
  return { seen: new Set(), handedOn: isTakenOver ? met.handedOn : new Set() }
}

/**
 * Reads all pages from `start` on. The next page is asked for while the caller stores the one before it; ending the loop
 * early cancels that call.
 */
export async function* readOrders(
  client: Pick<ImwebClient, 'orders'>,
  start: Position,
  { signal, priority = 'background' }: CallOptions = {},
): AsyncGenerator<PageRead, void, undefined> {
  const ahead = new AbortController()
  const both = signal ? AbortSignal.any([signal, ahead.signal]) : ahead.signal
  const ask = (at: Position): Promise<RawPage> => {
    const { kind, from, until } = at.steps[at.step] as Step
    // A filter that is not obeyed may be shifted: a scan asks for more than it keeps.
    const more = kind === 'scan' ? SCAN_MARGIN_MS : 0
    const asked = client.orders(
      { by: kind === 'claims' ? 'claimed' : 'ordered', from: from - more, until: until + more, page: at.page },
      { signal: both, priority },
    )
    // The claims are an extra: a server that refuses the question must not cost the orders.
    const page = kind === 'claims' ? asked.catch(withoutClaims) : asked
    // It may fail while nobody waits for it yet; the loop meets the failure when it gets there.
    page.catch(() => undefined)
    return page
  }
  let met: Met = { seen: new Set(), handedOn: new Set() }
  let at: Position | null = start.step < start.steps.length ? start : null
  let coming = at === null ? null : ask(at)
  try {
    while (at !== null && coming !== null) {
      const page: RawPage = await coming
      const sifted = sift(page.rows, at.steps[at.step] as Step, at, met)
      const next = advance(at, page, sifted)
      if (next !== null) met = metAt(met, at, next)
      coming = next === null ? null : ask(next)
      yield {
        orders: sifted.orders,
        setAside: sifted.setAside,
        count: page.totalCount,
        next,
        filterIgnored:
          next?.filterIgnored ?? (at.filterIgnored || (at.steps[at.step]?.kind === 'window' && sifted.strays > 0)),
      }
      at = next
    }
  } finally {
    ahead.abort()
  }
}
