import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  engineFilter,
  listedStates,
  listingsPath,
  noFilter,
  pathWith,
  updateShows,
  viewOf,
  withParts,
} from '../../../renderer/pages/listings/view.ts'
import { listingOutcomes, markets } from '../../../shared/market.ts'
import { wholesalers } from '../../../shared/product.ts'

const read = (text: string) => viewOf(new URLSearchParams(text))
const view = fc.record({
  tab: fc.constantFrom('all' as const, 'updates' as const),
  show: fc.constantFrom(...updateShows),
  filter: fc.record(
    {
      search: fc.stringMatching(/^[가-힣a-z0-9]{1,20}$/),
      market: fc.constantFrom(...markets),
      state: fc.constantFrom(...listedStates),
      outcome: fc.constantFrom(...listingOutcomes),
      outOfStep: fc.boolean(),
      wholesaler: fc.constantFrom(...wholesalers),
    },
    { requiredKeys: [] },
  ),
  sort: fc.constantFrom('updatedAt' as const, 'name' as const, 'price' as const, 'marginRate' as const),
  descending: fc.boolean(),
})

describe('the view of listed goods in the address', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(read(new URL(listingsPath(one), 'http://x').search)).toEqual(one)
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

  it('is the bare page for the plain list', () => {
    expect(listingsPath(read(''))).toBe('/listings')
    expect(pathWith({ tab: 'updates', show: 'waiting', market: 'naver' })).toBe(
      '/listings?tab=updates&show=waiting&market=naver',
    )
  })

  it('ignores what it does not know, drafts among it', () => {
    expect(read('state=draft&market=gmarket&outOfStep=yes&outcome=maybe&show=all&tab=none&sort=level.asc')).toEqual({
      ...{ tab: 'all', show: 'open', filter: {}, sort: 'updatedAt', descending: false },
    })
  })

  it('never asks the engine for drafts or for what is only approved', () => {
    expect(engineFilter({})).toEqual({ states: listedStates })
    expect(engineFilter({ state: 'sold_out', market: '11st' })).toEqual({ states: ['sold_out'], market: '11st' })
    expect(engineFilter({}).states).not.toContain('draft')
    expect(engineFilter({}).states).not.toContain('approved')
  })

  it('closes the open detail when another list is asked for, and keeps it when told to', () => {
    const open = read('market=naver&open=L1')
    expect(withParts(open, { state: 'stopped' }).open).toBeUndefined()
    expect(withParts(open, { sort: 'price', open: open.open }).open).toBe('L1')
    expect(withParts(open, { market: undefined }).filter).toEqual({})
  })
})
