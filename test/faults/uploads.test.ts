import { expect, it } from 'vitest'
import { markets } from '../../shared/market.ts'
import { tempFolder } from '../support/temp.ts'
import { floodUploads } from './uploads.ts'

it.each(markets)(
  'nothing is listed twice or lost on %s, whatever becomes of its answers and of the uploading process',
  async (market) => {
    const report = await floodUploads({
      market,
      count: 40,
      kills: 1,
      callsPerFault: 4,
      faultyRounds: 1,
      folder: tempFolder('uploads'),
    })
    expect(report).toMatchObject({
      ...{ listings: 40, duplicates: 0, lostLinks: 0, unexplained: 0, integrity: 'ok' },
    })
    expect(report.onMarket + report.leftToOperator).toBe(40)
    expect(report.onMarket).toBeGreaterThan(25)
    expect(report.faults).toBeGreaterThan(3)
  },
  180_000,
)
