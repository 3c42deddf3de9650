import { updateStatuses } from '../../../shared/contract/listing-shapes.ts'
import type { Handlers, Parsed } from '../../../shared/contract.ts'
import { failCommon } from '../../../shared/errors.ts'
import { type Market, markets } from '../../../shared/market.ts'
import type { JobKind } from '../../jobs/types.ts'
import { writeAudit } from '../../store/audit.ts'
import { failListing } from '../errors.ts'
import { setStepSettings } from '../settings.ts'
import { resumeByHand, stopByHand } from './by-hand.ts'
import type { StepDeps } from './derive.ts'
import { type LifeRow, lastReadAt, lifeRowOf } from './repository-rows.ts'
import { hurryListing, hurryMarket } from './repository-states.ts'
import { approveUpdate, endUpdate, nextUpdateAt, waitingUpdates } from './repository-updates.ts'
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

  /** Slice by slice, so that ten thousand rows hold nobody up. */
  const each = async (rows: readonly LifeRow[], change: (row: LifeRow, at: number) => boolean): Promise<number> => {
    let changed = 0
    for (let from = 0; from < rows.length; from += SLICE) {
      const slice = rows.slice(from, from + SLICE)
      const touched = db
        .transaction(() => slice.filter((row) => change(lifeRowOf(db, row.listingId) ?? row, clock.now())))
        .immediate()
      changed += touched.length
      if (touched.length > 0) {
        emit('listings.changed', { listingIds: touched.map((row) => row.listingId), total: touched.length })
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    tell.queued()
    return changed
  }

  const byHand =
    (change: (step: StepDeps, row: LifeRow, at: number) => boolean, action: string, words: string) =>
    async ({ expected, ...selection }: Parsed<'listings.stop'>): Promise<{ changed: number }> => {
      const rows = selected(deps, selection)
      if (rows.length > MOST) throw failListing('LISTING_TOO_MANY', { values: { limit: MOST, count: rows.length } })
      if (expected !== undefined && expected !== rows.length) {
        throw failListing('LISTING_COUNT_CHANGED', { values: { expected, actual: rows.length } })
      }
      const changed = await each(rows, (row, at) => change(step, row, at))
      if (changed > 0) writeAudit(db, clock.now(), action, `상품 ${changed}개의 ${words}`)
      return { changed }
    }

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
    'listings.stop': byHand(stopByHand, 'listings.stopped', '판매를 중지했습니다.'),
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
    'updates.approve': ({ updateIds, market, all }) => {
      if (updateIds === undefined && all !== true && market === undefined) {
        throw failCommon('BAD_INPUT', { values: { detail: 'updateIds, market 또는 all 가운데 하나' } })
      }
      const ids = updateIds ?? waitingUpdates(db, market ?? null)
      const at = clock.now()
      const changed = db.transaction(() => ids.filter((id) => approveUpdate(db, id, at)).length).immediate()
      if (changed > 0) writeAudit(db, at, 'updates.approved', `기다리던 변경 ${changed}건을 승인했습니다.`)
      tell.queued()
      return { changed }
    },
    'updates.dismiss': ({ updateIds }) => {
      const at = clock.now()
      const changed = db
        .transaction(() => updateIds.filter((id) => endUpdate(db, id, 'dismissed', at)).length)
        .immediate()
      tell.queued()
      return { changed }
    },
    'step.summary': () => ({
      markets: markets.map((market) => {
        const { paused, readBackMinutes } = terms.settings(market)
        const readAt = lastReadAt(db, market)
        const next = earliest(nextUpdateAt(db, market), readAt === null ? null : readAt + readBackMinutes * 60_000)
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
