/**
 * One collect in a process of its own: `node … products-collect-child.ts URL DATABASE`. Answers `ping` messages as the
 * engine answers other calls meanwhile, and sends what it measured at its end.
 */
import { createJobQueue } from '../../main/jobs/queue.ts'
import { createOpenLimiter } from '../../main/net/limiter.ts'
import { createHttpStreams } from '../../main/net/stream.ts'
import { collectKind, collectPayload } from '../../main/products/collect-job.ts'
import { storedProductsHandlers } from '../../main/products/handlers.ts'
import { openStore } from '../../main/store/open.ts'
import { createZentradeAdapter } from '../../main/wholesale/zentrade/adapter.ts'
import { systemClock } from '../../shared/time.ts'

const [baseUrl = '', home = ''] = process.argv.slice(2)
const store = await openStore({
  paths: { database: `${home}/jangteo.db`, backups: `${home}/backups` },
  clock: systemClock,
})
const { db } = store
const emit = () => {}
const adapter = createZentradeAdapter({
  http: createHttpStreams({ service: 'zentrade', baseUrl, limiter: createOpenLimiter(systemClock) }),
  credentials: async () => ({ id: 'id', mSkey: 'key' }),
  shipping: () => ({ fee: 3000, returnFee: null }),
})
const queue = createJobQueue({ db, clock: systemClock, emit, log: () => {} })
const kind = collectKind({ db, clock: systemClock, emit, adapters: { zentrade: adapter } })
queue.register(kind)
queue.open()
const handlers = storedProductsHandlers({ db, clock: systemClock, emit })

process.on('message', (message: unknown) => {
  if (message === 'ping') {
    const first = db.prepare('select wholesaler, product_id from product order by id limit 1').get() as
      | { wholesaler: 'zentrade'; product_id: string }
      | undefined
    if (first !== undefined)
      void handlers['products.get']({ wholesaler: first.wholesaler, productId: first.product_id })
    process.send?.('pong')
  }
})

const started = performance.now()
const changesBefore = db.prepare('select total_changes()').pluck().get() as number
const job = await queue.wait(queue.add(kind, collectPayload('zentrade', {})).jobId)
const ms = performance.now() - started
const changes = (db.prepare('select total_changes()').pluck().get() as number) - changesBefore
const rss = process.resourceUsage().maxRSS / 1024
await queue.close()
store.close()
process.send?.({ ms, rss, changes, result: job.progress, error: job.lastError })
if (process.connected) process.disconnect()
