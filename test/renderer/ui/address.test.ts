import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buyerFilterOf, buyerRules, noFilter, orderFilterOf, orderRules } from '../../../renderer/pages/orders/rules.ts'
import { paramsOf, pathOf, pathOfNeed, type View, viewOf, withParts } from '../../../renderer/ui/address.ts'
import { kstDay } from '../../../shared/time.ts'

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((s) => s.trim())
  .filter((s) => s !== '')
const day = fc.integer({ min: 946_684_800_000, max: 4_000_000_000_000 }).map(kstDay)
const viewArb = fc
  .record(
    {
      search: text,
      product: text,
      since: day,
      until: day,
      newSince: day,
      open: text,
      state: fc.constantFrom(...buyerRules.states),
      sort: fc.constantFrom(...buyerRules.sorts),
      descending: fc.boolean(),
    },
    { requiredKeys: ['sort', 'descending'] },
  )
  .map((view) => view as View<'buyer' | 'former' | 'all', (typeof buyerRules.sorts)[number]>)

describe('the address of a list', () => {
  it('holds every view: reading it back gives the same', () => {
    fc.assert(
      fc.property(viewArb, (view) => {
        const address = paramsOf(view, buyerRules).toString()
        expect(viewOf(new URLSearchParams(address), buyerRules)).toEqual(view)
      }),
    )
  })

  it('is read without trouble whatever stands in it, and settles after one reading', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.string(), (query, sort) => {
        const params = new URLSearchParams(query)
        params.set('sort', sort)
        params.set('since', sort)
        const view = viewOf(params, buyerRules)
        expect(viewOf(paramsOf(view, buyerRules), buyerRules)).toEqual(view)
      }),
    )
  })

  it('loses every filter to “clear all”', () => {
    fc.assert(
      fc.property(viewArb, (view) => {
        expect(buyerFilterOf(withParts(view, noFilter))).toEqual({})
      }),
    )
  })

  it('leaves out what is malformed or unknown', () => {
    const params = new URLSearchParams('since=2026-02-30&until=tomorrow&state=rich&sort=shoeSize.asc&search=%20%20')
    expect(viewOf(params, buyerRules)).toEqual({ sort: 'lastPaidAt', descending: false })
  })

  it('is empty for the plain list', () => {
    expect(paramsOf({ sort: 'orderedAt', descending: true }, orderRules).toString()).toBe('')
  })
})

describe('parts of a view', () => {
  it('are replaced, and taken out when undefined', () => {
    const view = viewOf(new URLSearchParams('search=김&product=1042'), buyerRules)
    expect(withParts(view, { product: undefined, since: '2026-11-01' })).toEqual({
      search: '김',
      since: '2026-11-01',
      sort: 'lastPaidAt',
      descending: true,
    })
  })

  it('make the filter of the file: what is open or how it is sorted does not belong to it', () => {
    const view = viewOf(new URLSearchParams('search=김&state=buyer&open=b1&sort=paid.asc'), buyerRules)
    expect(buyerFilterOf(view)).toEqual({ search: '김' })
    const orders = viewOf(new URLSearchParams('state=refunded&newSince=2026-01-01'), orderRules)
    expect(orderFilterOf(orders)).toEqual({ state: 'refunded' })
  })
})

describe('where a need leads', () => {
  it.each([
    ['connections', '/connections'],
    ['/activity?tab=setAside', '/activity?tab=setAside'],
    ['buyers?state=former', '/buyers?state=former'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example', '/'],
    ['buyersomething', '/'],
    ['', '/'],
  ])('%s is %s', (page, path) => {
    expect(pathOf(page)).toBe(path)
  })

  it('of listings is the part of the page that shows them', () => {
    const of = (code: string, page = 'listings') => pathOfNeed({ code, page })
    expect(of('LISTINGS_SOLD_OUT')).toBe('/listings?outOfStep=1')
    expect(of('UPDATES_FAILED')).toBe('/listings?tab=updates&show=failed')
    expect(of('LISTINGS_REJECTED', 'approvals')).toBe('/approvals?stage=rejected')
    expect(of('LISTINGS_UNRESOLVED')).toBe('/listings?state=unresolved')
    expect(of('PRICES_WAITING')).toBe('/listings?tab=updates&show=waiting')
    expect(of('RESTOCKS_WAITING')).toBe('/listings?tab=updates&show=waiting')
    expect(of('LISTINGS_DOUBLED')).toBe('/listings')
  })

  it('knows the tab of unreadable orders', () => {
    expect(pathOfNeed({ code: 'ORDERS_SET_ASIDE', page: 'activity' })).toBe('/activity?tab=setAside')
    expect(pathOfNeed({ code: 'toString', page: 'settings' })).toBe('/settings')
  })
})
