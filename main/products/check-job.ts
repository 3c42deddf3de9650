import { z } from 'zod'
import type { CollectProgress } from '../../shared/contract/products.ts'
import { failCommon } from '../../shared/errors.ts'
import { wholesalers } from '../../shared/product.ts'
import type { JobEnd, JobKind, JobRun } from '../jobs/types.ts'
import { stretches } from '../wholesale/ahead.ts'
import type { ProductBatch, WholesaleAdapter } from '../wholesale/port.ts'
import { checkTerms, dueBefore } from './checks.ts'
import { adapterFor, type CollectDeps, freshTally, heard } from './collect-job.ts'
import { CollectStore, type StoreDeps } from './collect-store.ts'
import { concludeMissing, concludeSilent } from './conclude.ts'
import { type DueProduct, dueProducts, noteAsked, productIdOf } from './repository-checks.ts'
import { missingSince, storedKeys } from './repository-collect.ts'
import { productSettings } from './settings.ts'
import { Teller } from './teller.ts'
import { readOrSame } from './unchanged.ts'

const payload = z.object({ wholesaler: z.enum(wholesalers) })
export type CheckPayload = z.infer<typeof payload>

/** More is left to the next round, which begins with what is listed: what is only chosen never holds that up for long. */
const ROUND_MOST = 5000
const STRETCH = 1000
const WRITES = 500

/**
 * One round of questions about the products that matter. What is due stands in the database and is noted batch by batch:
 * a round that was cut off goes on with what is left.
 */
export const checkKind = (deps: CollectDeps): JobKind<CheckPayload> => ({
  kind: 'product-check',
  payload,
  maxAttempts: 8,
  // One wholesaler's long round does not hold up another's.
  lane: ({ wholesaler }) => `product-check:${wholesaler}`,
  run: (run) => heard(deps, run.payload.wholesaler, () => check(deps, run)),
})

interface Round {
  deps: CollectDeps
  run: JobRun<CheckPayload>
  adapter: WholesaleAdapter
  store: CollectStore
  storeDeps: StoreDeps
  tally: CollectProgress
  teller: Teller
}

async function check(deps: CollectDeps, run: JobRun<CheckPayload>): Promise<JobEnd> {
  const { db, clock, emit } = deps
  const { wholesaler } = run.payload
  const adapter = adapterFor(deps, wholesaler)
  const terms = await checkTerms(db, adapter)
  const now = clock.now()
  const due = dueProducts(db, wholesaler, dueBefore(terms, now), now, ROUND_MOST)
  const tally = { ...freshTally({ wholesaler, planId: null }), expected: due.length }
  const storeDeps: StoreDeps = {
    // A ban keeps products out; what is sold already must be known about, banned or not.
    ...{ db, wholesaler, tally, banned: () => null },
    ...(deps.onChanged === undefined ? {} : { onChanged: deps.onChanged }),
    options: () => ({ at: clock.now(), priceUpPercent: productSettings(db).priceUpPercent }),
  }
  const store = new CollectStore(storeDeps)
  const round: Round = { deps, run, adapter, store, storeDeps, tally, teller: new Teller(emit, run, tally) }
  run.progress({ ...tally, rejected: [] })
  if (due.length > 0) await (adapter.capabilities.wholeCatalogue ? readFeed(round, due) : readKeys(round, due))
  round.teller.tell(tally, true)
  return { outcome: 'ok', result: { ...tally } }
}

/** In short transactions, as a collect stores what it brings. */
function noteAll({ deps }: Pick<Round, 'deps'>, ids: readonly number[]): void {
  const { db, clock } = deps
  for (const slice of stretches(ids, WRITES)) {
    db.transaction(() => noteAsked(db, slice, clock.now())).immediate()
  }
}

/** What was heard of everything in a batch but what is merely absent: that is looked for again at the next round. */
function noteBatch({ deps, run }: Round, batch: ProductBatch): void {
  const { db, clock } = deps
  const { wholesaler } = run.payload
  const absent = new Set(batch.absent)
  const heardOf = [
    ...batch.products.map(({ productId }) => productId),
    ...batch.gone,
    ...batch.rejected.flatMap(({ productId }) => (absent.has(productId) ? [] : [productId])),
  ]
  const ids = heardOf.flatMap((productId) => productIdOf(db, wholesaler, productId) ?? [])
  noteAsked(db, ids, clock.now())
  run.checkpoint(run.payload)
}

async function take(round: Round, batch: ProductBatch): Promise<void> {
  const { deps, run, store, tally, teller } = round
  if (run.signal.aborted) throw failCommon('CANCELLED')
  if (batch.products.length > 0) deps.connections?.[run.payload.wholesaler]?.worked()
  await store.store({ ...batch, expected: null }, () => noteBatch(round, batch))
  teller.tell(tally)
}

/** By key, which is the only way to hear of a product that no list holds any more. */
async function readKeys(round: Round, due: readonly DueProduct[]): Promise<void> {
  const { deps, run, adapter, store, storeDeps, tally } = round
  const { signal } = run
  const { read, same } = await readOrSame(adapter, due, deps.clock.now(), signal)
  noteAll(
    round,
    same.map(({ id }) => id),
  )
  tally.seen += same.length
  tally.unchanged += same.length
  const silent: number[] = []
  let anyCame = false
  for (const keys of stretches(
    read.map(({ productId }) => productId),
    STRETCH,
  )) {
    for await (const batch of adapter.collect({ keys }, { after: null, signal })) {
      await take(round, batch)
      anyCame ||= batch.products.length > 0
      silent.push(...(batch.absent ?? []).flatMap((key) => productIdOf(deps.db, run.payload.wholesaler, key) ?? []))
    }
  }
  if (signal.aborted) throw failCommon('CANCELLED')
  noteAll(round, await concludeSilent(storeDeps, store, { silent, anyCame }))
}

/** The whole feed, of which only what is stored already is looked at: nobody asked to collect the rest. */
async function readFeed(round: Round, due: readonly DueProduct[]): Promise<void> {
  const { deps, run, adapter, store, storeDeps } = round
  const { db } = deps
  const { wholesaler } = run.payload
  const known = storedKeys(db, wholesaler)
  for await (const batch of adapter.collect({}, { after: null, signal: run.signal })) {
    await take(round, { ...batch, products: batch.products.filter(({ productId }) => known.has(productId)) })
  }
  if (run.signal.aborted) throw failCommon('CANCELLED')
  await concludeMissing(storeDeps, store)
  noteAll(
    round,
    due.flatMap(({ id }) => (missingSince(db, id) === null ? [id] : [])),
  )
}
