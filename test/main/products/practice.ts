import { onTestFinished } from 'vitest'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import { createHttpStreams } from '../../../main/net/stream.ts'
import { type PracticeZentradeOptions, startPracticeZentrade } from '../../../main/practice/zentrade/index.ts'
import { collectKind } from '../../../main/products/collect-job.ts'
import { productsHandlers } from '../../../main/products/handlers-collect.ts'
import { importKind } from '../../../main/products/import/import.ts'
import { productSettings } from '../../../main/products/settings.ts'
import type { Db } from '../../../main/store/db.ts'
import { createZentradeAdapter } from '../../../main/wholesale/zentrade/adapter.ts'
import { type CollectProgress, collectProgress } from '../../../shared/contract/products.ts'
import type { Emit, EventName } from '../../../shared/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import { systemClock } from '../../../shared/time.ts'
import { tempDatabase } from '../../support/database.ts'

export const still: PracticeZentradeOptions = {
  catalogue: { size: 80, extremes: false, driftEveryMs: 0, arrivalEveryMs: 0 },
}

/** The products domain on a real queue, collecting from a practice Zentrade. */
export const startDomain = async (options: PracticeZentradeOptions = still, db: Db = tempDatabase()) => {
  const service = await startPracticeZentrade(options)
  onTestFinished(() => service.close())
  const clock = { at: 1_800_000_000_000, now: () => clock.at }
  const events: EventName[] = []
  const emit: Emit = (name) => void events.push(name)
  const queue = createJobQueue({ db, clock, emit, log: () => {}, backoff: () => 0 })
  onTestFinished(() => queue.close())
  const adapters = {
    zentrade: createZentradeAdapter({
      http: createHttpStreams({
        service: 'zentrade',
        baseUrl: service.url,
        limiter: createOpenLimiter(systemClock),
        maxAttempts: 1,
      }),
      credentials: async () => service.credentials,
      shipping: () => {
        const { zentradeShippingFee, zentradeReturnFee } = productSettings(db)
        return { fee: zentradeShippingFee, returnFee: zentradeReturnFee }
      },
    }),
  }
  const deps = { db, clock, emit, adapters }
  const collect = collectKind(deps)
  const importer = importKind(deps)
  queue.register(collect)
  queue.register(importer)
  queue.open()
  const calls = productsHandlers({ ...deps, queue, collect, importer })

  const result = async (jobId: string): Promise<Record<string, unknown>> => {
    const job = await queue.wait(jobId)
    if (job.status === 'succeeded' && job.outcome === 'ok') return job.progress ?? {}
    throw job.lastError === null ? new Error('no error') : new AppError(job.lastError)
  }
  /** One collect from start to end. */
  const run = async (request = {}): Promise<CollectProgress> => {
    clock.at += 60_000
    const { jobId } = await calls['collect.start']({ wholesaler: 'zentrade', request })
    return collectProgress.parse(await result(jobId))
  }
  return { service, db, clock, events, queue, calls, run, result, deps, collect }
}

/** What is stored, by product id, in the words of the feed. */
export const stored = (db: Db) =>
  new Map(
    (
      db.prepare('select product_id, name, status, price from product').all() as {
        product_id: string
        name: string
        status: string
        price: number | null
      }[]
    ).map((row) => [row.product_id, row]),
  )
