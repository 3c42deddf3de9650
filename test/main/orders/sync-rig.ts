import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AccessTokens } from '../../../main/connections/types.ts'
import { createImwebClient } from '../../../main/imweb/client.ts'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import { createHttpClient } from '../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import { saveOrders, saveSetAside } from '../../../main/orders/repository.ts'
import { createSyncControl } from '../../../main/orders/sync-handlers.ts'
import { orderSyncKind, type SyncDeps } from '../../../main/orders/sync-job.ts'
import { type PracticeImwebOptions, startPracticeImweb } from '../../../main/practice/imweb/index.ts'
import { openSettings } from '../../../main/settings/handlers.ts'
import { type Db, Sqlite } from '../../../main/store/db.ts'
import { migrate } from '../../../main/store/migrate.ts'
import type { Job } from '../../../shared/contract/work.ts'
import type { Emit, EventName } from '../../../shared/contract.ts'
import type { Clock } from '../../../shared/time.ts'
import { tempFolder } from '../../support/temp.ts'
import { jumpingTime } from '../net/virtual-time.ts'

export interface Told {
  name: EventName
  payload: unknown
}

export interface RigOptions extends PracticeImwebOptions {
  deps?: Partial<SyncDeps>
  tokens?: AccessTokens
  /** Where the app's clock stands; the shop's is the real one unless given. */
  appClock?: Clock
}

/** The whole path from a strict shop over HTTP into a real database, as the engine puts it together. */
export const syncRig = async ({ deps, tokens, appClock, ...options }: RigOptions = {}) => {
  const shop = await startPracticeImweb({ arrivalEveryMs: 0, limits: null, linkState: 'linked', ...options })
  onTestFinished(() => shop.close())
  const file = join(tempFolder('sync'), 'test.db')
  const clock = appClock ?? { now: () => Date.now() }
  // Waits between tries pass at once.
  const time = jumpingTime()
  const http = createHttpClient({
    service: 'imweb',
    baseUrl: shop.url,
    limiter: createOpenLimiter(time.clock, time.sleep),
    clock: time.clock,
    sleep: time.sleep,
  })
  const issued = shop.control.issueTokens().accessToken
  const client = createImwebClient({
    http,
    tokens: tokens ?? { current: async () => issued, afterRejection: async () => issued },
  })

  /** One life of the engine: what is not in the file is forgotten when it ends. */
  const boot = (more: Partial<SyncDeps> = {}) => {
    const db: Db = new Sqlite(file)
    db.pragma('journal_mode = WAL')
    db.pragma('foreign_keys = ON')
    migrate(db)
    const told: Told[] = []
    const emit: Emit = (name, payload) => void told.push({ name, payload })
    const settings = openSettings(db, clock, emit, () => undefined)
    const jobs = createJobQueue({ db, clock, emit, log: () => undefined, backoff: () => 0 })
    const kind = orderSyncKind({
      db,
      clock,
      client,
      site: () => shop.credentials.siteCode,
      saveOrders,
      saveSetAside,
      settings: settings.get,
      emit,
      ...deps,
      ...more,
    })
    jobs.register(kind)
    const control = createSyncControl({
      db,
      jobs,
      kind,
      settings,
      site: () => shop.credentials.siteCode,
      connectionState: () => 'connected',
      nextAt: () => null,
    })
    let isOpen = true
    const close = async () => {
      if (!isOpen) return
      isOpen = false
      await jobs.close()
      db.close()
    }
    onTestFinished(close)
    jobs.open()
    const run = async (...asked: Parameters<typeof control.start>): Promise<Job> =>
      jobs.wait(control.start(...asked).jobId)
    return { db, jobs, control, settings, told, run, close }
  }
  return { shop, file, client, boot }
}

type Shop = Awaited<ReturnType<typeof syncRig>>['shop']

/** Order number → what is paid and left, as the shop says. */
export const truthOf = (shop: Shop): Map<string, number> =>
  new Map([...shop.truth()].map((order) => [String(order.orderNo), order.totalPaymentPrice]))

export const storedIn = (db: Db): Map<string, number> =>
  new Map(
    (
      db.prepare('select order_no, payment_price from orders').all() as { order_no: string; payment_price: number }[]
    ).map((row) => [row.order_no, row.payment_price]),
  )
