import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rateOfPercent } from '../../../renderer/pages/approvals/margin.ts'
import {
  approvalsPath,
  engineFilter,
  noFilter,
  paramsOf,
  stages,
  viewOf,
  withParts,
} from '../../../renderer/pages/approvals/view.ts'
import { listingSorts } from '../../../shared/contract/listing-shapes.ts'
import { markets, readinessLevels } from '../../../shared/market.ts'
import { wholesalers } from '../../../shared/product.ts'

const read = (text: string) => viewOf(new URLSearchParams(text))
const view = fc.record({
  stage: fc.constantFrom(...stages),
  filter: fc.record(
    {
      search: fc.stringMatching(/^[가-힣a-z0-9]{1,20}$/),
      market: fc.constantFrom(...markets),
      level: fc.constantFrom(...readinessLevels),
      finding: fc.stringMatching(/^[A-Z_]{3,30}$/),
      wholesaler: fc.constantFrom(...wholesalers),
      maxMarginRate: fc.integer({ min: -9999, max: 9999 }).map((n) => n / 10_000),
    },
    { requiredKeys: [] },
  ),
  sort: fc.constantFrom(...listingSorts),
  descending: fc.boolean(),
})

describe('the approval view in the address', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(view, (one) => {
        // −0 is 0 in an address.
        const rate = one.filter.maxMarginRate
        const asked = rate === 0 ? { ...one, filter: { ...one.filter, maxMarginRate: 0 } } : one
        expect(read(paramsOf(asked).toString())).toEqual(asked)
      }),
    )
  })

  it('loses every filter to “clear all”', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(withParts(one, noFilter).filter).toEqual({})
      }),
    )
  })

  it('is empty for what waits for approval', () => {
    expect(approvalsPath(read(''))).toBe('/approvals')
  })

  it('ignores what it does not know', () => {
    expect(read('stage=sold&market=gmarket&level=blue&wholesaler=x&maxMarginRate=lots&sort=id.up')).toEqual({
      stage: 'draft',
      filter: {},
      sort: 'updatedAt',
      descending: true,
    })
  })

  it('closes the open listing when another list is asked for', () => {
    const open = read('open=L1&market=naver')
    expect(withParts(open, { level: 'red' })).not.toHaveProperty('open')
    expect(withParts(open, { level: 'red', open: 'L1' })).toMatchObject({ open: 'L1', filter: { market: 'naver' } })
  })
})

describe('the engine filter of a stage', () => {
  it('never mixes what waits for approval with what is on its way', () => {
    expect(engineFilter(read('')).states).toEqual(['draft'])
    expect(engineFilter(read('stage=approved')).states).not.toContain('draft')
    expect(engineFilter(read('stage=rejected')).states).toEqual(['rejected'])
  })

  it('asks again for whatever changed since its approval, in any state', () => {
    expect(engineFilter(read('stage=again&market=11st'))).toEqual({ approvalStale: true, market: '11st' })
  })
})

describe('the margin that a filter asks for at most', () => {
  it('is typed in percent and stands in the address as the fraction that comes back', () => {
    for (const typed of ['12.5', 0, '-3.4', '-150', '500', '99']) {
      const maxMarginRate = rateOfPercent(typed)
      const view = withParts(viewOf(new URLSearchParams()), { maxMarginRate })
      expect(viewOf(paramsOf(view)).filter.maxMarginRate, String(typed)).toBe(maxMarginRate)
    }
    expect(rateOfPercent('12.5')).toBe(0.125)
    expect(rateOfPercent('')).toBeUndefined()
    expect(rateOfPercent('-')).toBeUndefined()
  })
})
