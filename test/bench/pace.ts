import { wholesalerNames, wholesalers } from '../../shared/product.ts'
import { hourOf } from '../main/wholesale/hour.ts'
import { rounded } from './measure.ts'
import type { BenchRow } from './row.ts'

/** What each wholesaler's adapter makes of the calls it is permitted, over an hour in a time that jumps. */
export async function measurePace(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const wholesaler of wholesalers) {
    const { share, busiest, perMinute } = await hourOf(wholesaler)
    const name = wholesalerNames[wholesaler]
    rows.push(
      { name: `${name}: permitted calls used in an hour`, value: rounded(share * 100), unit: '%', target: '≥ 90' },
      { name: `${name}: calls in its busiest minute`, value: busiest, unit: '', target: `≤ ${perMinute}` },
    )
  }
  return rows
}
