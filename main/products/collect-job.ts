import { hash } from 'node:crypto'
import { z } from 'zod'
import {
  type CollectConditions,
  type CollectProgress,
  collectProgress,
  collectRequest,
} from '../../shared/contract/products.ts'
import type { Emit } from '../../shared/contract.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import { type Wholesaler, wholesalerNames, wholesalers } from '../../shared/product.ts'
import type { Clock } from '../../shared/time.ts'
import type { Watched } from '../connections/refusals.ts'
import type { JobEnd, JobKind, JobRun } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import type { CollectRequest, WholesaleAdapter } from '../wholesale/port.ts'
import { CollectStore, type StoreDeps } from './collect-store.ts'
import { concludeMissing } from './conclude.ts'
import { failProducts } from './errors.ts'
import { storedBanCheck } from './repository-bans.ts'
import { inboxCount } from './repository-inbox.ts'
import { planNameOf, planRead } from './repository-plans.ts'
import type { OnChanged } from './repository-save.ts'
import { productSettings } from './settings.ts'
import { Teller } from './teller.ts'

export interface CollectDeps {
  db: Db
  clock: Clock
  emit: Emit
  adapters: Partial<Record<Wholesaler, WholesaleAdapter>>
  /** Hear which calls are refused and which go through. */
  connections?: Partial<Record<Wholesaler, Watched>>
  onChanged?: OnChanged
}

const payload = z.object({
  wholesaler: z.enum(wholesalers),
  request: collectRequest,
  planId: z.string().nullable(),
  /** When it was asked for: a run that was cut off and goes on has seen nothing that changed since then for certain. */
  askedAt: z.int().nullable().default(null),
  /** Where to go on; null: from the beginning. */
  cursor: z.string().nullable(),
  /** What was counted up to there. */
  tally: collectProgress.nullable(),
})
export type CollectPayload = z.infer<typeof payload>

export const collectPayload = (
  wholesaler: Wholesaler,
  request: CollectConditions,
  planned: { planId: string; askedAt: number } | null = null,
): CollectPayload => ({
  ...{ wholesaler, request, cursor: null, tally: null },
  ...{ planId: planned?.planId ?? null, askedAt: planned?.askedAt ?? null },
})

/** Two collects of the same conditions never wait behind each other. */
export const collectKey = (wholesaler: Wholesaler, request: CollectConditions): string =>
  `${wholesaler}:${hash('sha1', JSON.stringify(Object.entries(request).sort()), 'hex').slice(0, 16)}`

export const freshTally = ({ wholesaler, planId }: Pick<CollectPayload, 'wholesaler' | 'planId'>): CollectProgress => ({
  ...{ wholesaler, planId, seen: 0, added: 0, updated: 0, unchanged: 0, soldOut: 0, discontinued: 0 },
  ...{ rejectedCount: 0, rejected: [], warnings: [], expected: null },
})

export const adapterFor = ({ adapters }: Pick<CollectDeps, 'adapters'>, wholesaler: Wholesaler): WholesaleAdapter => {
  const adapter = adapters[wholesaler]
  if (adapter === undefined) {
    throw failProducts('COLLECT_NOT_CONNECTED', {
      service: wholesaler,
      values: { wholesaler: wholesalerNames[wholesaler] },
    })
  }
  return adapter
}

/** The conditions without the absent ones, as adapters want them. */
export const toRequest = (conditions: CollectConditions): CollectRequest =>
  Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined)) as CollectRequest

/**
 * One collect. With a wholesaler that answers in pages it goes on where it was cut off; with one that answers everything
 * at once it starts anew, which changes nothing that is stored already. What it ends with is `CollectProgress`.
 */
export const collectKind = (deps: CollectDeps): JobKind<CollectPayload> => ({
  kind: 'collect',
  payload,
  maxAttempts: 5,
  run: (run) => heard(deps, run.payload.wholesaler, () => collect(deps, run)),
})

/** Lets the connection hear of a refusal; what only the operator can end is not tried again. */
export const heard = async (
  { connections }: Pick<CollectDeps, 'connections'>,
  wholesaler: Wholesaler,
  work: () => Promise<JobEnd>,
): Promise<JobEnd> => {
  try {
    return await work()
  } catch (thrown) {
    const isRefused = connections?.[wholesaler]?.refused(thrown) ?? false
    if (!isRefused || !(thrown instanceof AppError)) throw thrown
    return { outcome: 'needs_setup', error: thrown.toShape() }
  }
}

async function collect(deps: CollectDeps, run: JobRun<CollectPayload>): Promise<JobEnd> {
  const { db, clock, emit } = deps
  const { wholesaler, request } = run.payload
  const adapter = adapterFor(deps, wholesaler)
  const tally: CollectProgress = {
    ...(run.payload.tally ?? freshTally(run.payload)),
    ...{ since: request.changedSince ?? null, planName: planNameOf(db, run.payload.planId) },
  }
  const inboxBefore = inboxCount(db).total
  const storeDeps: StoreDeps = {
    ...{ db, wholesaler, tally, banned: storedBanCheck(db) },
    ...(deps.onChanged === undefined ? {} : { onChanged: deps.onChanged }),
    options: () => ({ at: clock.now(), priceUpPercent: productSettings(db).priceUpPercent }),
  }
  const store = new CollectStore(storeDeps)
  const teller = new Teller(emit, run, tally)
  // Whose collect it is shows before the first products have come.
  run.progress({ ...tally, rejected: [] })
  const source = adapter.collect(toRequest(request), { after: run.payload.cursor, signal: run.signal })
  let hasProducts = false
  for await (const batch of source) {
    if (run.signal.aborted) throw failCommon('CANCELLED')
    // The first products prove the key; a long collect is not waited for.
    if (!hasProducts && batch.products.length > 0) {
      hasProducts = true
      deps.connections?.[wholesaler]?.worked()
    }
    await store.store(batch, () => {
      if (batch.cursor !== null) run.checkpoint({ ...run.payload, cursor: batch.cursor, tally })
    })
    teller.tell(tally)
  }
  if (run.signal.aborted) throw failCommon('CANCELLED')
  const isWhole = adapter.capabilities.wholeCatalogue && Object.keys(toRequest(request)).length === 0
  if (isWhole && run.payload.cursor === null) await concludeMissing(storeDeps, store)
  if (run.payload.planId !== null && run.payload.askedAt !== null && tally.seen < (request.limit ?? Infinity)) {
    planRead(db, run.payload.planId, request, run.payload.askedAt)
  }
  teller.tell(tally, true)
  const inbox = inboxCount(db).total
  if (inbox !== inboxBefore) emit('inbox.changed', { total: inbox })
  return { outcome: 'ok', result: tally }
}
