import { type Wholesaler, wholesalers } from '../../shared/product.ts'
import { type Clock, DAY_MS } from '../../shared/time.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import { getMeta, setMeta } from '../store/meta.ts'
import type { WholesaleAdapter } from '../wholesale/port.ts'
import type { CheckPayload } from './check-job.ts'
import { checkedCounts, type DueBefore, dueProducts, sampleKeys } from './repository-checks.ts'
import { productSettings } from './settings.ts'

const MINUTE_MS = 60_000
/** Products that are due about the same time are asked about together: a call by key carries dozens. */
const ROUND_MS = 10 * MINUTE_MS
const REFUSED_MS = 60 * MINUTE_MS
/** A whole feed is asked for a few times a day, whatever the operator wishes. */
const FEED_MS = 2 * 60 * MINUTE_MS
/** Of a day's calls so much is for products that matter; the rest is for collects. */
const SHARE = 0.5
const SAMPLE = 1000

/** How one wholesaler is asked about the products that matter. */
export interface CheckTerms {
  listed: number
  chosen: number
  listedMs: number
  chosenMs: number
  callsPerDay: number
  /** A day's allowance is too small for the rhythm that was set. */
  stretched: boolean
}

/** Calls for so many products, extrapolated from a part of them. */
async function callsFor(adapter: WholesaleAdapter, keys: readonly string[], count: number): Promise<number> {
  if (count === 0 || keys.length === 0) return 0
  const { calls } = await adapter.plan({ keys }, new AbortController().signal)
  return Math.ceil((calls * count) / keys.length)
}

export async function checkTerms(db: Db, adapter: WholesaleAdapter): Promise<CheckTerms> {
  const { checkListedMinutes, checkChosenHours } = productSettings(db)
  const { wholesaler, capabilities } = adapter
  const { listed, chosen } = checkedCounts(db, wholesaler)
  const wanted = { listedMs: checkListedMinutes * MINUTE_MS, chosenMs: checkChosenHours * 60 * MINUTE_MS }
  if (capabilities.wholeCatalogue) {
    const listedMs = Math.max(FEED_MS, wanted.listedMs)
    const chosenMs = Math.max(FEED_MS, wanted.chosenMs)
    const every = listed > 0 ? Math.min(listedMs, chosenMs) : chosenMs
    const callsPerDay = listed + chosen === 0 ? 0 : Math.ceil(DAY_MS / every)
    return { listed, chosen, listedMs, chosenMs, callsPerDay, stretched: listedMs > wanted.listedMs }
  }
  const keys = sampleKeys(db, wholesaler, SAMPLE)
  const perDay =
    ((await callsFor(adapter, keys, listed)) * DAY_MS) / wanted.listedMs +
    ((await callsFor(adapter, keys, chosen)) * DAY_MS) / wanted.chosenMs
  const allowed = (capabilities.limits.perDay ?? Number.POSITIVE_INFINITY) * SHARE
  const stretch = Math.max(1, perDay / allowed)
  return {
    ...{ listed, chosen, listedMs: wanted.listedMs * stretch, chosenMs: wanted.chosenMs * stretch },
    ...{ callsPerDay: Math.ceil(perDay / stretch), stretched: stretch > 1 },
  }
}

/** Due are also those that would be before the next round. */
export const dueBefore = ({ listedMs, chosenMs }: CheckTerms, now: number): DueBefore => ({
  listed: now - listedMs + Math.min(ROUND_MS, listedMs / 2),
  chosen: now - chosenMs + Math.min(ROUND_MS, chosenMs / 2),
})

const startedKey = (wholesaler: Wholesaler) => `product-check:${wholesaler}`

/** When a round of this wholesaler last began. */
export const lastRoundAt = (db: Db, wholesaler: Wholesaler): number | null =>
  Number(getMeta(db, startedKey(wholesaler)) ?? Number.NaN) || null

/** When the next round may begin; null while there is nothing to ask about. */
export function nextRoundAt(db: Db, wholesaler: Wholesaler, terms: CheckTerms, now: number): number | null {
  if (terms.listed + terms.chosen === 0) return null
  const [first] = dueProducts(db, wholesaler, { listed: now + DAY_MS * 999, chosen: now + DAY_MS * 999 }, now, 1)
  const last = lastRoundAt(db, wholesaler)
  const mayAt = last === null || last > now ? now : last + ROUND_MS
  const [due] = dueProducts(db, wholesaler, dueBefore(terms, now), now, 1)
  if (due !== undefined) return Math.max(now, mayAt)
  const every = first?.listed === 1 ? terms.listedMs : terms.chosenMs
  return Math.max(mayAt, (first?.askedAt ?? now) + every - Math.min(ROUND_MS, every / 2))
}

export interface CheckDeps {
  db: Db
  clock: Clock
  adapters: Partial<Record<Wholesaler, WholesaleAdapter>>
  queue: Pick<JobQueue, 'add'>
  kind: JobKind<CheckPayload>
  mayAsk: (wholesaler: Wholesaler) => boolean
  /** Whether it refused last: only the operator can end that, and each try leaves a line in the activity page. */
  isRefused?: (wholesaler: Wholesaler) => boolean
}

/** For the engine's scheduler: when to look for what is due; null while no product matters, so that nothing is written then. */
export const nextCheckAt = (db: Db, lastAt: number | null, now: number): number | null => {
  const isAny = wholesalers.some((wholesaler) => sampleKeys(db, wholesaler, 1).length > 0)
  return isAny && !productSettings(db).checkPaused ? (lastAt === null ? now : lastAt + MINUTE_MS) : null
}

/**
 * For the engine's scheduler: queues a round for every wholesaler that has products to be asked about. It needs no plan,
 * because a product that left a plan's results is exactly the one that no plan reads again.
 */
export async function startDueChecks(deps: CheckDeps): Promise<number> {
  const { db, clock, adapters, queue, kind, mayAsk, isRefused = () => false } = deps
  if (productSettings(db).checkPaused) return 0
  let started = 0
  for (const wholesaler of wholesalers) {
    const adapter = adapters[wholesaler]
    if (adapter === undefined || !mayAsk(wholesaler)) continue
    const now = clock.now()
    const last = lastRoundAt(db, wholesaler)
    const pause = isRefused(wholesaler) ? REFUSED_MS : ROUND_MS
    if (last !== null && last <= now && now < last + pause) continue
    const terms = await checkTerms(db, adapter)
    if (dueProducts(db, wholesaler, dueBefore(terms, now), now, 1).length === 0) continue
    db.transaction(() => {
      queue.add(kind, { wholesaler }, { key: wholesaler })
      setMeta(db, startedKey(wholesaler), String(now))
    }).immediate()
    started += 1
  }
  return started
}
