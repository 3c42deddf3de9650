/**
 * How fast orders come in: `node test/bench/sync.ts [orders] [read|store|limited]`.
 * read: HTTP, JSON and mapping alone · store: the whole job into SQLite · limited: under the shop's rate limit.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createImwebClient } from '../../main/imweb/client.ts'
import { startPosition } from '../../main/imweb/position.ts'
import { readOrders } from '../../main/imweb/read-orders.ts'
import { windowsBetween } from '../../main/imweb/windows.ts'
import { createCallLog } from '../../main/net/api-calls.ts'
import { createHttpClient } from '../../main/net/http-client.ts'
import { createLimiter, createOpenLimiter } from '../../main/net/limiter.ts'
import { limits, permitted } from '../../main/net/limits.ts'
import { saveOrders, saveSetAside } from '../../main/orders/repository.ts'
import { orderSyncKind } from '../../main/orders/sync-job.ts'
import { newSyncPayload } from '../../main/orders/sync-payload.ts'
import { openStore } from '../../main/store/open.ts'
import { defaultSettings } from '../../shared/contract/work.ts'
import { DAY_MS, systemClock } from '../../shared/time.ts'
import type { BenchRow } from './row.ts'

const [count = '100000', what = 'store'] = process.argv.slice(2)
const shop = fork(join(import.meta.dirname, 'sync-shop.ts'), [count, what])
const message = <T>() => new Promise<T>((resolve) => shop.once('message', (value) => resolve(value as T)))
const { url, token, site } = await message<{ url: string; token: string; site: string }>()

const folder = mkdtempSync(join(tmpdir(), 'jangteo-bench-'))
const store = await openStore({
  paths: { database: join(folder, 'bench.db'), backups: join(folder, 'backups') },
  clock: systemClock,
})
const { db } = store
const calls = createCallLog(db, systemClock)
const documented = limits.imweb ?? { capacity: 25, perSecond: 2 }
const limiter =
  what === 'limited' ? createLimiter({ ...permitted(documented), clock: systemClock }) : createOpenLimiter(systemClock)
const http = createHttpClient({ service: 'imweb', baseUrl: url, limiter, recordCall: calls.record })
const client = createImwebClient({ http, tokens: { current: async () => token, afterRejection: async () => token } })

const mb = (bytes: number) => Math.round(bytes / 2 ** 20)
const samples: string[] = []
const marks: [number, number][] = []
let seen = 0
const start = performance.now()
const note = (orders: number) => {
  const before = Math.floor(seen / 25_000)
  seen += orders
  if (Math.floor(seen / 25_000) === before) return
  samples.push(`${seen}: ${mb(process.memoryUsage.rss())} MB`)
  marks.push([seen, mb(process.memoryUsage.rss())])
}

if (what === 'read') {
  const steps = windowsBetween(Date.now() - 720 * DAY_MS, Date.now()).map((window) => ({
    kind: 'window' as const,
    ...window,
  }))
  for await (const page of readOrders(client, startPosition(steps))) note(page.orders.length)
} else {
  const kind = orderSyncKind({
    db,
    clock: systemClock,
    client,
    site: () => site,
    saveOrders: (on, orders, at) => {
      note(orders.length)
      return saveOrders(on, orders, at)
    },
    saveSetAside,
    settings: () => defaultSettings,
    emit: () => undefined,
  })
  const run = { jobId: 'bench', attempt: 1, signal: new AbortController().signal, progress: () => undefined }
  const end = await kind.run({
    ...run,
    payload: newSyncPayload('full'),
    checkpoint: (payload) => void JSON.stringify(payload),
  })
  console.error(end.outcome, JSON.stringify(end.result ?? end.error))
}
const seconds = (performance.now() - start) / 1000
const rows: BenchRow[] = []
console.error(`${what}: ${seen} orders in ${seconds.toFixed(1)} s = ${Math.round(seen / seconds)} orders/s`)
console.error(`RSS ${samples.join(', ')}, peak ${mb(process.resourceUsage().maxRSS * 1024)} MB`)
if (what === 'limited') {
  rows.push({ name: 'sync under limits, orders', value: Math.round(seen / seconds), unit: 'orders/s', target: null })
} else {
  const target = what === 'store' ? '≥ 3000' : null
  rows.push({
    name: `${what === 'store' ? 'sync' : 'read only'} of ${seen} orders`,
    value: Math.round(seen / seconds),
    unit: 'orders/s',
    target,
  })
  for (const [at, megabytes] of marks)
    rows.push({ name: `RSS at ${at} orders`, value: megabytes, unit: 'MB', target: null })
  rows.push({ name: 'RSS at most', value: mb(process.resourceUsage().maxRSS * 1024), unit: 'MB', target: '≤ 300' })
}
if (what === 'limited') {
  const answer = message<{ seen: { tooMany: number; requests: Record<string, number> } }>()
  shop.send('seen')
  const { tooMany, requests } = (await answer).seen
  const done = Object.values(requests).reduce((a, b) => a + b, 0)
  const possible = documented.capacity + documented.perSecond * seconds
  rows.push({
    name: 'permitted calls used',
    value: Math.round((1000 * done) / possible) / 10,
    unit: '%',
    target: '≥ 95',
  })
  rows.push({ name: 'answers of 429', value: tooMany, unit: '', target: '= 0' })
  console.error(
    `${done} calls of ${possible.toFixed(0)} permitted = ${((100 * done) / possible).toFixed(1)} %, 429: ${tooMany}`,
  )
}
calls.close()
store.close()
shop.disconnect()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify(rows))
