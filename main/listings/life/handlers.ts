import { updateStatuses } from '../../../shared/contract/listing-shapes.ts'
import type { Handlers, Output, Parsed } from '../../../shared/contract.ts'
import { failCommon } from '../../../shared/errors.ts'
import { type Market, markets } from '../../../shared/market.ts'
import type { JobKind } from '../../jobs/types.ts'
import { writeAudit } from '../../store/audit.ts'
import { failListing } from '../errors.ts'
import { release } from '../release.ts'
import { listingByRow } from '../repository.ts'
import { setStepSettings } from '../settings.ts'
import { type ByHand, deleteByHand, resumeByHand, stopByHand } from './by-hand.ts'
import { deriveOne, type StepDeps } from './derive.ts'
import { type LifeRow, lastReadAt, lifeRow, lifeRowOf } from './repository-rows.ts'
import { hurryListing, hurryMarket } from './repository-states.ts'
import { endUpdate, nextUpdateAt, updateRow, waitingUpdates } from './repository-updates.ts'
import { pageOfUpdates, queueOfUpdates, stepCounts } from './repository-views.ts'
import { begunAt, hasUploads, isWellConnected, type Tellers } from './schedule.ts'
import { type SyncPayload, syncPayload } from './sync-job.ts'
import type { LifeDeps } from './types.ts'
import { earliest, type UploadPayload } from './upload-job.ts'

type Names =
  | 'listings.upload'
  | 'listings.sync'
  | 'listings.resolve'
  | 'listings.stop'
  | 'listings.resume'
  | 'listings.delete'
  | 'updates.list'
  | 'updates.approve'
  | 'updates.dismiss'
  | 'step.summary'
  | 'step.pause'

export interface LifeKinds {
  uploading: JobKind<UploadPayload>
  syncing: JobKind<SyncPayload>
}

const SLICE = 200
const MOST = 10_000
/** Reasons that an answer names; the others stand with their listings. */
const TOLD = 100

/** Rows of a selection, in the order named. */
function selected({ db, select }: LifeDeps, { listingIds, filter }: Parsed<'listings.resolve'>): LifeRow[] {
  if ((listingIds === undefined) === (filter === undefined)) {
    throw failCommon('BAD_INPUT', { values: { detail: 'listingIds 또는 filter 가운데 하나' } })
  }
  const ids = [...new Set(listingIds ?? select(filter ?? {}))]
  return ids.flatMap((id) => lifeRowOf(db, id) ?? [])
}

/** `urgency.id` of the last row of the page before. */
function queuePlace(after: string | undefined): { urgency: number; id: number } {
  const [, urgency = '-1', id = '0'] = after === undefined ? [] : (/^(\d)\.(\d{1,15})$/.exec(after) ?? ['', 'x'])
  if (urgency === 'x') throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
  return { urgency: Number(urgency), id: Number(id) }
}

export function lifeHandlers(deps: LifeDeps, step: StepDeps, kinds: LifeKinds, tell: Tellers): Handlers<Names> {
  const { db, clock, queue, connections, terms, emit } = deps
  const upload = (market: Market) => queue.add(kinds.uploading, { market }, { key: market }).jobId

  /** Slice by slice, so that ten thousand rows hold nobody up. `change` answers the listing that it changed. */
  const each = async <T>(all: readonly T[], change: (one: T, at: number) => string | null): Promise<number> => {
    let changed = 0
    for (let from = 0; from < all.length; from += SLICE) {
      const slice = all.slice(from, from + SLICE)
      const touched = db.transaction(() => slice.flatMap((one) => change(one, clock.now()) ?? [])).immediate()
      changed += touched.length
      if (touched.length > 0) emit('listings.changed', { listingIds: touched, total: touched.length })
      await new Promise((resolve) => setImmediate(resolve))
    }
    tell.queued()
    return changed
  }

  const byHand =
    (change: (step: StepDeps, row: LifeRow, at: number) => ByHand, action: string, words: string) =>
    async ({ expected, ...selection }: Parsed<'listings.stop'>): Promise<Output<'listings.resume'>> => {
      const rows = selected(deps, selection)
      if (rows.length > MOST) throw failListing('LISTING_TOO_MANY', { values: { limit: MOST, count: rows.length } })
      if (expected !== undefined && expected !== rows.length) {
        throw failListing('LISTING_COUNT_CHANGED', { values: { expected, actual: rows.length } })
      }
      const kept: Output<'listings.resume'>['kept'] = { count: 0, reasons: [] }
      const changed = await each(rows, ({ listingId, ...row }, at) => {
        const done = change(step, lifeRowOf(db, listingId) ?? { listingId, ...row }, at)
        if (done.kept !== null) kept.count += 1
        if (done.kept !== null && kept.count <= TOLD) kept.reasons.push({ listingId, error: done.kept })
        return done.isChanged ? listingId : null
      })
      if (changed > 0) writeAudit(db, clock.now(), action, `상품 ${changed}개의 ${words}`)
      return { changed, kept }
    }

  /** What waits, as it stands now: where that has become another change meanwhile, this one is not said yes to. */
  const approveOne = (id: number, at: number): string | null => {
    const row = lifeRow(db, updateRow(db, id)?.listing ?? 0)
    if (row === null) return null
    deriveOne(step, row, at)
    const [update, listing] = [updateRow(db, id), listingByRow(db, row.id)]
    if (update?.status !== 'waiting' || listing === null) return null
    return release(db, listing, update, at) ? row.listingId : null
  }

  const dismissOne = (id: number, at: number): string | null => {
    const update = updateRow(db, id)
    const row = update === null ? null : lifeRow(db, update.listing)
    if (row === null || !endUpdate(db, id, 'dismissed', at)) return null
    // What it would have mended is guarded otherwise from here on.
    deriveOne(step, row, at)
    return row.listingId
  }

  const stop = byHand(stopByHand, 'listings.stopped', '판매를 중지했습니다.')
  const remove = byHand(deleteByHand, 'listings.deleted', '마켓에서 삭제를 요청했습니다.')
  return {
    'listings.upload': ({ market }) => {
      const chosen = market === undefined ? markets.filter((one) => hasUploads(deps, one)) : [market]
      // Waits of earlier runs are ours; what a market itself asked for is kept by its adapter.
      for (const one of chosen) hurryMarket(db, one, clock.now())
      return { jobIds: chosen.map(upload) }
    },
    'listings.sync': ({ market }) => {
      const chosen = market === undefined ? markets.filter((one) => begunAt(deps, one)) : [market]
      return {
        jobIds: chosen.map((one) => queue.add(kinds.syncing, syncPayload(one, 'all'), { key: `${one}:all` }).jobId),
      }
    },
    'listings.resolve': (selection) => {
      const rows = selected(deps, selection).filter(({ state }) => state === 'unresolved')
      for (const row of rows) {
        deps.askedByHand.add(row.id)
        hurryListing(db, row.id, clock.now())
      }
      return { jobIds: [...new Set(rows.map(({ market }) => market))].map(upload) }
    },
    'listings.stop': async (selection) => ({ changed: (await stop(selection)).changed }),
    'listings.delete': async (selection) => ({ changed: (await remove(selection)).changed }),
    'listings.resume': byHand(resumeByHand, 'listings.resumed', '판매를 다시 시작했습니다.'),
    'updates.list': ({ market, statuses, inOrder, after, limit }) => {
      const chosen = statuses ?? updateStatuses
      if (inOrder === true) {
        const place = queuePlace(after)
        const rows = queueOfUpdates(db, place, market, chosen, limit + 1)
        const last = rows[limit - 1]
        const next = rows.length > limit && last !== undefined ? `${last.urgency}.${last.updateId}` : null
        return { items: rows.slice(0, limit), next, asOf: clock.now() }
      }
      const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after)
      if (!Number.isSafeInteger(before) || before < 1) {
        throw failCommon('BAD_INPUT', { values: { detail: '목록의 위치' } })
      }
      const rows = pageOfUpdates(db, before, market, chosen, limit + 1)
      const items = rows.slice(0, limit)
      const next = rows.length > limit ? String(items.at(-1)?.updateId ?? '') : null
      return { items, next, asOf: clock.now() }
    },
    'updates.approve': async ({ updateIds, market, all }) => {
      if (updateIds === undefined && all !== true && market === undefined) {
        throw failCommon('BAD_INPUT', { values: { detail: 'updateIds, market 또는 all 가운데 하나' } })
      }
      return { changed: await each(updateIds ?? waitingUpdates(db, market ?? null), approveOne) }
    },
    'updates.dismiss': async ({ updateIds }) => ({ changed: await each(updateIds, dismissOne) }),
    'step.summary': () => ({
      markets: markets.map((market) => {
        const { paused, readBackMinutes } = terms.settings(market)
        const readAt = lastReadAt(db, market)
        const next = earliest(
          nextUpdateAt(db, { market, account: deps.account(market) }),
          readAt === null ? null : readAt + readBackMinutes * 60_000,
        )
        const mayRun = !paused && isWellConnected(deps, market)
        return {
          ...{ market, paused, problem: connections[market].view().problem },
          ...stepCounts(db, market),
          ...{ lastReadAt: readAt, nextRunAt: mayRun ? next : null },
        }
      }),
    }),
    'step.pause': ({ market, paused }) => {
      setStepSettings(db, market, { paused })
      tell.queued()
      return { done: true }
    },
  }
}
