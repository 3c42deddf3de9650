import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { BuyerIndex } from '../../main/buyers/repository-index.ts'
import { exportToFile } from '../../main/exports/run.ts'
import { openStore } from '../../main/store/open.ts'
import { exportSpec } from '../../shared/contract/buyers.ts'
import { kstDay, systemClock } from '../../shared/time.ts'
import { quantile, rounded } from './measure.ts'
import type { BenchRow } from './row.ts'

const ORDERS = 150_000
const RUNS = 3

/** Writes about 300,000 lines from the big shop in `home`, and the same with Python, in turns. */
export async function measureExport(home: string): Promise<BenchRow[]> {
  const database = `${home}/jangteo.db`
  const store = await openStore({ paths: { database, backups: `${home}/backups` }, clock: systemClock })
  const { db } = store
  const oldest = db
    .prepare<[number], number>(`select ordered_at from orders where state in ('paid', 'partially_refunded')
      order by ordered_at desc, order_no desc limit 1 offset ?`)
    .pluck()
    .get(ORDERS - 1)
  const spec = exportSpec.parse({ filter: { since: kstDay(oldest ?? 0) } })
  const index = new BuyerIndex(db)
  index.products()
  const idle = memory()
  let most = idle
  const ours: number[] = []
  const theirs: number[] = []
  let rows = 0
  for (let n = 0; n < RUNS; n += 1) {
    const watch = setInterval(() => {
      most = Math.max(most, memory())
    }, 5)
    const started = performance.now()
    const written = await exportToFile(db, index, {
      path: `${home}/ours.csv`,
      id: 'bench',
      spec,
      signal: new AbortController().signal,
      progress: () => undefined,
      beforeNaming: () => undefined,
    })
    ours.push(performance.now() - started)
    clearInterval(watch)
    rows = written.rows
    const python = execFileSync('python3', [
      'test/bench/export_baseline.py',
      database,
      `${home}/theirs.csv`,
      String(paidSince(db, spec.filter.since ?? '')),
    ])
    const [count, ms] = python.toString().trim().split(' ').map(Number)
    if (count !== rows) throw new Error(`Python wrote ${count} lines, we wrote ${rows}`)
    theirs.push(ms ?? 0)
  }
  store.close()
  if (!readFileSync(`${home}/ours.csv`).equals(readFileSync(`${home}/theirs.csv`))) {
    throw new Error('The two files differ')
  }
  const value = quantile(
    ours.sort((a, b) => a - b),
    0.5,
  )
  const baseline = quantile(
    theirs.sort((a, b) => a - b),
    0.5,
  )
  return [
    {
      name: `export of ${rows} lines`,
      value: rounded(value),
      unit: 'ms',
      target: 'ratio ≤ 1.0',
      baseline,
      ratio: rounded(value / baseline),
    },
    { name: 'export memory above idle', value: Math.round((most - idle) / 1e6), unit: 'MB', target: '≤ 60' },
  ]
}

const memory = () => process.memoryUsage.rss()

const paidSince = (db: Awaited<ReturnType<typeof openStore>>['db'], day: string): number =>
  db
    .prepare<[number], number>(
      `select count(*) from orders where state in ('paid', 'partially_refunded') and ordered_at >= ?`,
    )
    .pluck()
    .get(Date.parse(`${day}T00:00:00+09:00`)) ?? 0
