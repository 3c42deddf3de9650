/** Collects from URL into FOLDER until it is done or killed: `node collect-child.ts URL FOLDER`. */
import { join } from 'node:path'
import { createJobQueue } from '../../../main/jobs/queue.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import { createHttpStreams } from '../../../main/net/stream.ts'
import { collectKey, collectKind, collectPayload } from '../../../main/products/collect-job.ts'
import { Sqlite } from '../../../main/store/db.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { createZentradeAdapter } from '../../../main/wholesale/zentrade/adapter.ts'
import { systemClock } from '../../../shared/time.ts'

const [baseUrl = '', folder = '', id = '', mSkey = ''] = process.argv.slice(2)
const db = new Sqlite(join(folder, 'jangteo.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('foreign_keys = ON')
migrate(db)
const emit = () => {}
const adapter = createZentradeAdapter({
  http: createHttpStreams({ service: 'zentrade', baseUrl, limiter: createOpenLimiter(systemClock) }),
  credentials: async () => ({ id, mSkey }),
  shipping: () => ({ fee: 3000, returnFee: null }),
})
const queue = createJobQueue({ db, clock: systemClock, emit, log: () => {} })
const kind = collectKind({ db, clock: systemClock, emit, adapters: { zentrade: adapter } })
queue.register(kind)
queue.open()
const { jobId } = queue.add(kind, collectPayload('zentrade', {}), { key: collectKey('zentrade', {}) })
process.stdout.write('started\n')
const job = await queue.wait(jobId)
process.stdout.write(`${JSON.stringify({ outcome: job.outcome, ...job.progress })}\n`)
await queue.close()
db.close()
