/** One part of the bench in a process of its own: `node test/bench/run.ts PART HOME` prints its rows as JSON. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killTellings } from '../faults/access-kill.ts'
import { killManyTimes } from '../faults/kill.ts'
import { killCollects } from '../main/products/kill.ts'
import type { BenchRow } from './row.ts'

const kills = async (count: number): Promise<BenchRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'jangteo-kills-'))
  const report = await killManyTimes(count, folder)
  rmSync(folder, { recursive: true, force: true })
  const { orders, buyers } = report
  return [
    { name: `kill -9, times (new consents needed: ${report.consents})`, value: report.kills, unit: '', target: null },
    {
      name: `integrity after kills: ${report.integrity}; orders lost`,
      value: orders.truth - orders.stored,
      unit: '',
      target: '= 0',
    },
    { name: 'orders doubled', value: orders.doubled, unit: '', target: '= 0' },
    { name: 'buyers wrong', value: Math.abs(buyers.truth - buyers.stored), unit: '', target: '= 0' },
    {
      name: `most uses of one of ${report.refreshes} refresh tokens`,
      value: report.mostUsesOfOneRefreshToken,
      unit: '',
      target: '≤ 1',
    },
  ]
}

const collectKills = async (count: number): Promise<BenchRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'jangteo-kills-'))
  const report = await killCollects(count, folder, 1500, Math.random)
  rmSync(folder, { recursive: true, force: true })
  return [
    {
      name: `collects killed of ${count}; integrity: ${report.integrity}`,
      value: report.kills,
      unit: '',
      target: null,
    },
    { name: `products wrong of ${report.truth} after the next collect`, value: report.wrong, unit: '', target: '= 0' },
    {
      name: 'products stored too many or too few',
      value: Math.abs(report.stored - report.truth),
      unit: '',
      target: '= 0',
    },
  ]
}

const accessKills = async (count: number): Promise<BenchRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'jangteo-kills-'))
  const report = await killTellings(count, folder, { people: 10_000, orders: 12_000 })
  rmSync(folder, { recursive: true, force: true })
  const { kills, events, steps, integrity, truth } = report
  const name = `kill -9 while telling the app, times (${steps} order states, ${events} events; integrity: ${integrity})`
  return [
    { name, value: kills, unit: '', target: null },
    { name: `people let in wrongly or not at all, of ${truth}`, value: report.wrong, unit: '', target: '= 0' },
    { name: 'bad signatures', value: report.badSignatures, unit: '', target: '= 0' },
    { name: 'event ids with two bodies', value: report.otherBodies, unit: '', target: '= 0' },
    { name: 'events that overtook an earlier one of their buyer', value: report.overtaken, unit: '', target: '= 0' },
    { name: 'events left or refused', value: report.pending + report.refused, unit: '', target: '= 0' },
  ]
}

const parts: Record<string, (home: string) => Promise<BenchRow[]>> = {
  seed: async (home) => (await import('./seed.ts')).seed(home),
  sql: async (home) => (await import('./sql.ts')).measureSql(home),
  export: async (home) => (await import('./export.ts')).measureExport(home),
  starts: async (home) => (await import('./command.ts')).measureStarts(home),
  screen: async (home) => (await import('./screen.ts')).measureScreen(home),
  kills: () => kills(200),
  collect: async (home) => (await import('./products-collect.ts')).measureCollect(join(home, 'collect')),
  products: async (home) => (await import('./products-queries.ts')).measureQueries(join(home, 'products')),
  'products-screen': async (home) =>
    (await import('./products-screen.ts')).measureProductsScreen(join(home, 'products')),
  pace: async () => (await import('./pace.ts')).measurePace(),
  'collect-kills': () => collectKills(100),
  uploads: async (home) => (await import('./uploads.ts')).measureUploads(join(home, 'uploads')),
  drafts: async (home) => (await import('./listings-drafts.ts')).measureDrafts(join(home, 'drafts')),
  'drafts-screen': async (home) => (await import('./listings-screen.ts')).measureApprovals(join(home, 'drafts-screen')),
  prices: async () => (await import('./listings-prices.ts')).measurePrices(),
  access: async (home) => (await import('./access.ts')).measureAccess(join(home, 'access')),
  'access-kills': () => accessKills(100),
}

const [name = '', home = ''] = process.argv.slice(2)
const part = parts[name]
if (part === undefined) throw new Error(`parts: ${Object.keys(parts).join(', ')}`)
process.stdout.write(`${JSON.stringify(await part(home))}\n`)
process.exit(0)
