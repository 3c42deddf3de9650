import { fork, spawn } from 'node:child_process'
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Sqlite } from '../../main/store/db.ts'
import { migrate } from '../../main/store/migrate.ts'
import { quantile } from './measure.ts'
import { writeFeed } from './products-feed.ts'
import type { BenchRow } from './row.ts'

/** Serves one file as Zentrade's feed. */
export async function serveFile(file: string) {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/xml' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}

interface Measured {
  ms: number
  rss: number
  changes: number
  result: Record<string, unknown> | null
  error: unknown
  pings: number[]
}

const PING_EVERY_MS = 15

/** One collect in a process of its own, asked something else all the while. */
export const collectOnce = (url: string, home: string): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'products-collect-child.ts'), [url, home], {
      // As the app starts its engine.
      execArgv: ['--max-semi-space-size=8'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const pings: number[] = []
    let sent = 0
    const timer = setInterval(() => {
      if (sent !== 0 || !child.connected) return
      sent = performance.now()
      child.send('ping')
    }, PING_EVERY_MS)
    child.on('message', (message: unknown) => {
      if (message === 'pong') {
        pings.push(performance.now() - sent)
        sent = 0
        return
      }
      clearInterval(timer)
      // The first answer waits for the process to start.
      resolve({ ...(message as Omit<Measured, 'pings'>), pings: pings.slice(1).sort((a, b) => a - b) })
    })
    child.on('exit', (code) => {
      clearInterval(timer)
      if (code !== 0) reject(new Error(`collect ended with ${code}`))
    })
  })

const python = (url: string, database: string, schema: string): Promise<{ ms: number; added: number }> =>
  new Promise((resolve, reject) => {
    const child = spawn('python3', [join(import.meta.dirname, 'products_baseline.py'), url, database, schema])
    let out = ''
    child.stdout.on('data', (part) => {
      out += part
    })
    child.stderr.pipe(process.stderr)
    child.on('exit', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`python ended with ${code}`))))
  })

/** The tables as this app makes them; Python's older SQLite cannot delete from a search index without contents, and need not. */
const schemaSql = (): string => {
  const db = new Sqlite(':memory:')
  migrate(db)
  const sql = db
    .prepare(
      `select sql from sqlite_master where sql is not null and name not like 'product_search_%' and name not like 'sqlite_%'`,
    )
    .pluck()
    .all() as string[]
  db.close()
  return sql.map((one) => `${one.replace(/,\s*contentless_delete\s*=\s*1/, '')};`).join('\n')
}

const fresh = (folder: string) => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
const RUNS = 3
const median = (values: number[]) =>
  quantile(
    values.sort((a, b) => a - b),
    0.5,
  )

/** A whole feed into SQLite, against Python doing the same; then the same feed once more; then one twice as long. */
export async function measureCollect(home: string, products = 60_000): Promise<BenchRow[]> {
  const file = join(home, 'feed.xml')
  const schema = join(home, 'schema.sql')
  mkdirSync(home, { recursive: true })
  writeFileSync(schema, schemaSql())
  await writeFeed(file, { products, description: 900 })
  const server = await serveFile(file)
  const ours: Measured[] = []
  const theirs: number[] = []
  const again: Measured[] = []
  for (let n = 0; n < RUNS; n += 1) {
    const folder = fresh(join(home, 'ours'))
    const first = await collectOnce(server.url, folder)
    if (first.result?.added !== products)
      throw new Error(`added ${first.result?.added}: ${JSON.stringify(first.error)}`)
    ours.push(first)
    again.push(await collectOnce(server.url, folder))
    const baseline = await python(server.url, join(fresh(join(home, 'theirs')), 'python.db'), schema)
    if (baseline.added !== products) throw new Error(`Python added ${baseline.added}`)
    theirs.push(baseline.ms)
  }
  server.close()
  const rssOf = async (count: number) => {
    await writeFeed(file, { products: count, description: 900 })
    const half = await serveFile(file)
    const { rss } = await collectOnce(half.url, fresh(join(home, 'ours')))
    half.close()
    return rss
  }
  const small = await rssOf(products / 2)
  const large = await rssOf(products * 2)
  const mine = median(ours.map((run) => run.ms))
  const python60 = median(theirs)
  const second = median(again.map((run) => run.ms))
  const pings = ours.flatMap((run) => run.pings).sort((a, b) => a - b)
  // A job is two rows of the queue; nothing else may be written.
  const written = Math.max(...again.map((run) => run.changes))
  return [
    {
      name: `collect of ${products} products (Zentrade, EUC-KR), ms`,
      value: Math.round(mine),
      unit: 'ms',
      baseline: Math.round(python60),
      ratio: Math.round((mine / python60) * 100) / 100,
      target: '≤ 1.0',
    },
    {
      name: 'the same once more, nothing changed: times faster',
      value: Math.round((mine / second) * 10) / 10,
      unit: '×',
      target: '≥ 3',
    },
    { name: 'rows written by it, besides the job’s own', value: Math.max(0, written - 3), unit: '', target: '= 0' },
    { name: 'peak RSS', value: Math.round(Math.max(...ours.map((run) => run.rss))), unit: 'MB', target: '≤ 400' },
    {
      name: `peak RSS of ${products * 2} against ${products / 2} products`,
      value: Math.round(large),
      unit: 'MB',
      baseline: Math.round(small),
      ratio: Math.round((large / small) * 100) / 100,
      target: '≤ 1.25',
    },
    {
      name: 'other calls meanwhile, p95',
      value: Math.round(quantile(pings, 0.95) * 10) / 10,
      unit: 'ms',
      target: '≤ 50',
    },
  ]
}
