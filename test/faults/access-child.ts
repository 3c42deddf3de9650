/** Stores pages of the history and tells the app of it until it is killed, or until `stopAt` and everything was told. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createAccess } from '../../main/access/service.ts'
import { saveConnection } from '../../main/connections/repository.ts'
import { memoryStore } from '../../main/connections/secrets/memory-store.ts'
import { saveOrders } from '../../main/orders/repository.ts'
import { getMeta, setMeta } from '../../main/store/meta.ts'
import { openStore } from '../../main/store/open.ts'
import { systemClock } from '../../shared/time.ts'
import { type AccessHistory, orderAtStep } from './access-steps.ts'

interface ChildInput extends AccessHistory {
  home: string
  url: string
  secret: string
  /** Null: goes on until it is killed. */
  stopAt: number | null
}

const PAGE = 50
const input = JSON.parse(process.argv[2] ?? '{}') as ChildInput
const store = await openStore({
  paths: { database: `${input.home}/jangteo.db`, backups: `${input.home}/backups` },
  clock: systemClock,
})
const { db } = store
const secrets = new Map([['buyer-app/secret', JSON.stringify({ current: input.secret, previous: null })]])
const access = createAccess({
  ...{ db, secrets: memoryStore(secrets), clock: systemClock, version: 'test', base: null, pace: 0.02 },
  emit: () => undefined,
  log: (level, text) => {
    if (level === 'error') throw new Error(text)
  },
  recordCall: () => undefined,
})
if (getMeta(db, 'test.connected') === null) {
  saveConnection(db, 'imweb', { state: 'connected', siteCode: 'S1' }, Date.now())
  await access.handlers['access.connect']({ url: input.url, secret: input.secret })
  setMeta(db, 'test.connected', '1')
}
access.open()
process.stdout.write('ready\n')

const steps = () => Number(getMeta(db, 'test.steps') ?? 0)
while (input.stopAt === null || steps() < input.stopAt) {
  const from = steps()
  const page = Array.from({ length: PAGE }, (_, n) => orderAtStep(from + n, input))
  // The step counter is this test's checkpoint: it moves with the orders or not at all.
  db.transaction(() => {
    saveOrders(db, page, Date.now())
    setMeta(db, 'test.steps', String(from + PAGE))
  }).immediate()
  access.wake()
  await sleep(20)
}
let left = await access.handlers['access.sync']({})
for (let tries = 0; left.pending > 0 && tries < 500; tries += 1) left = await access.handlers['access.sync']({})
process.stdout.write(`${JSON.stringify({ left, steps: steps() })}\n`)
await access.close()
store.close()
process.exit(0)
