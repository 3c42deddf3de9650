import { join } from 'node:path'
import { CALLS_PER_SECOND } from '../../main/market/coupang/http.ts'
import { PER_SECOND } from '../../main/market/eleventh-street/http.ts'
import { startingRate } from '../../main/market/naver/limits.ts'
import { type Market, marketNames, markets } from '../../shared/market.ts'
import { floodUploads, paceUploads } from '../faults/uploads.ts'
import type { BenchRow } from './row.ts'

/** What each market permits a second. Naver counts each of its calls by itself, the others all together. */
const permitted: Record<Market, { perSecond: number; of: 'all' | 'busiest' }> = {
  coupang: { perSecond: CALLS_PER_SECOND, of: 'all' },
  naver: { perSecond: startingRate, of: 'busiest' },
  '11st': { perSecond: PER_SECOND, of: 'all' },
}
const PACE_SECONDS = 40

async function flood(market: Market, folder: string, count: number): Promise<BenchRow[]> {
  const report = await floodUploads({ market, count, kills: 12, callsPerFault: 15, faultyRounds: 3, folder })
  const name = marketNames[market]
  const left = report.leftToOperator
  const missing = report.listings - report.onMarket - left
  const states = Object.entries(report.states).map(([state, n]) => `${state} ${n}`)
  return [
    {
      name: `${name}: ${count} uploads, ${report.faults} faults, ${report.kills} kills -9 (${states.join(', ')}), s`,
      ...{ value: report.seconds, unit: 's', target: null },
    },
    { name: `${name}: listed twice`, value: report.duplicates, unit: '', target: '= 0' },
    { name: `${name}: links lost; integrity ${report.integrity}`, value: report.lostLinks, unit: '', target: '= 0' },
    { name: `${name}: neither final nor explained`, value: report.unexplained, unit: '', target: '= 0' },
    { name: `${name}: two creates unanswered, left to the operator`, value: left, unit: '', target: null },
    { name: `${name}: missing on the market besides these`, value: missing, unit: '', target: '= 0' },
  ]
}

async function pace(market: Market, folder: string): Promise<BenchRow[]> {
  const { perSecond, of } = permitted[market]
  const report = await paceUploads(market, folder, PACE_SECONDS, perSecond * PACE_SECONDS)
  const name = marketNames[market]
  return [
    {
      name: `${name}: calls a second while uploading, of ${perSecond} permitted`,
      ...{ value: report[of], unit: '/s', baseline: perSecond, target: '≥ 0.9' },
      ratio: Math.round((report[of] / perSecond) * 100) / 100,
    },
    { name: `${name}: calls sent away as too many`, value: report.tooMany, unit: '', target: '= 0' },
  ]
}

/** Uploads that meet every mishap, and uploads under the markets' own limits. */
export async function measureUploads(home: string, count = 10_000): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const market of markets) rows.push(...(await pace(market, join(home, `pace-${market}`))))
  for (const market of markets) rows.push(...(await flood(market, join(home, `flood-${market}`), count)))
  return rows
}
