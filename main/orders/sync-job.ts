import type { Settings } from '../../shared/contract/work.ts'
import type { Emit } from '../../shared/contract.ts'
import { AppError, type AppErrorShape } from '../../shared/errors.ts'
import type { Order } from '../../shared/order.ts'
import type { Clock } from '../../shared/time.ts'
import type { ImwebClient } from '../imweb/client.ts'
import { type PageRead, readOrders } from '../imweb/read-orders.ts'
import type { JobEnd, JobKind, JobRun } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import { progressOf, type SyncPayload, type SyncPlan, syncPayload } from './sync-payload.ts'
import { completeAfter, isRescan, planSync } from './sync-plan.ts'
import { orderedAtOfNth, readSyncState, writeSyncState } from './sync-state.repository.ts'
import { createSyncTeller } from './sync-teller.ts'
import type { SaveResult, SetAside } from './types.ts'

export const SYNC_KIND = 'order-sync'
/** One open job for the shop, whoever asks. */
export const SYNC_KEY = 'imweb'

export interface SyncDeps {
  db: Db
  clock: Clock
  client: ImwebClient
  /** Site code of the connected shop; null while none is connected. */
  site: () => string | null
  saveOrders: (db: Db, orders: readonly Order[], at: number) => SaveResult
  saveSetAside: (db: Db, service: string, kind: string, rows: readonly SetAside[], at: number) => void
  settings: () => Pick<Settings, 'notifyNewBuyers'>
  emit: Emit
  /** Told when Imweb refuses what only the operator can change: the connection's state follows, and with it the scheduler. */
  onRefused?: (error: AppErrorShape) => void
}

/** About fifteen pages: what an ordinary run may read again to see refunds and deliveries. */
const MANY_ORDERS = 1500

/** Failures that only the operator can end: trying again would fail for ever and hide what is needed. */
const operatorCodes = new Set([
  'NEEDS_REAUTH',
  'NOT_CONNECTED',
  'REFRESH_UNKNOWN',
  'SECRETS_MISSING',
  'CREDENTIAL_WRONG',
  'SITE_MISMATCH',
  'KEYCHAIN_LOCKED',
  'KEYCHAIN_ABSENT',
  'IMWEB_30006',
  'IMWEB_30098',
  'IMWEB_30099',
  'IMWEB_30101',
  'IMWEB_30102',
  'IMWEB_30103',
  'IMWEB_30104',
  'IMWEB_30105',
  'IMWEB_30132',
  'IMWEB_30156',
  'IMWEB_30170',
  'IMWEB_40001',
])

export function orderSyncKind(deps: SyncDeps): JobKind<SyncPayload> {
  const { db, clock, client } = deps

  const plan = async ({ payload, signal }: JobRun<SyncPayload>): Promise<SyncPayload> => {
    const site = deps.site() ?? ''
    const { completeUntil, rescannedAt } = readSyncState(db, site)
    const isWhole = payload.mode === 'full' || (payload.mode === 'incremental' && completeUntil === null)
    const firstOrderTime = isWhole ? (await client.siteInfo({ signal, priority: 'background' })).firstOrderTime : null
    const made = planSync({
      mode: payload.mode,
      since: payload.since,
      now: clock.now(),
      site,
      completeUntil,
      rescannedAt,
      firstOrderTime,
      manyOrdersAgo: orderedAtOfNth(db, MANY_ORDERS),
    })
    return { ...payload, plan: made.plan, position: made.position, windows: made.position.steps.length }
  }

  const store = (before: SyncPayload, page: PageRead): SyncPayload => {
    const at = clock.now()
    const saved = deps.saveOrders(db, page.orders, at)
    if (page.setAside.length > 0) deps.saveSetAside(db, 'imweb', 'order', page.setAside, at)
    const { totals, position } = before
    return {
      ...before,
      position: page.next,
      windows: page.next?.steps.length ?? before.windows,
      expected: (position?.countedBefore ?? 0) + (page.count ?? position?.rows ?? 0),
      totals: {
        pages: totals.pages + 1,
        seen: totals.seen + page.orders.length + page.setAside.length,
        added: totals.added + saved.added,
        updated: totals.updated + saved.updated,
        unchanged: totals.unchanged + saved.unchanged,
        setAside: totals.setAside + page.setAside.length,
        newBuyers: totals.newBuyers + saved.newBuyers,
        lostBuyers: totals.lostBuyers + saved.lostBuyers,
        filterIgnored: totals.filterIgnored || page.filterIgnored,
      },
    }
  }

  const finish = (made: SyncPlan): void => {
    const before = readSyncState(db, made.site)
    writeSyncState(db, made.site, {
      completeUntil: completeAfter(made, before.completeUntil),
      rescannedAt: isRescan(made) ? Math.max(made.end, before.rescannedAt ?? 0) : before.rescannedAt,
    })
  }

  const read = async (run: JobRun<SyncPayload>): Promise<JobEnd> => {
    const teller = createSyncTeller(deps, run)
    let payload = run.payload
    const isStale = payload.plan !== null && payload.plan.site !== (deps.site() ?? '')
    if (payload.plan === null || isStale) {
      payload = await plan({ ...run, payload })
      run.checkpoint(payload)
    }
    if (payload.position !== null) {
      for await (const page of readOrders(client, payload.position, { signal: run.signal })) {
        const before = payload
        payload = db.transaction(() => {
          const after = store(before, page)
          run.progress({ ...progressOf(after) })
          run.checkpoint(after)
          return after
        })()
        teller.stored(payload)
      }
    }
    const { plan: made } = payload
    if (made !== null && !payload.done) {
      db.transaction(() => {
        finish(made)
        payload = { ...payload, done: true }
        run.checkpoint(payload)
      })()
      teller.finished(payload)
    }
    return { outcome: 'ok', result: { ...progressOf(payload), ...payload.totals } }
  }

  return {
    kind: SYNC_KIND,
    payload: syncPayload,
    maxAttempts: 8,
    run: async (run) => {
      try {
        return await read(run)
      } catch (thrown) {
        if (!(thrown instanceof AppError) || !operatorCodes.has(thrown.code)) throw thrown
        const error = thrown.toShape()
        deps.onRefused?.(error)
        return { outcome: 'needs_setup', error }
      }
    },
  }
}
