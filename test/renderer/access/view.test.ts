import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccessView,
  accessTabs,
  eventFilterOf,
  noFilter,
  pathOf,
  peopleFilterOf,
  peopleStates,
  toldKinds,
  viewOf,
  withParts,
} from '../../../renderer/pages/access/view.ts'
import { pathOfNeed, pathOf as pathOfPage } from '../../../renderer/ui/address.ts'
import { eventStates, eventTypes } from '../../../shared/contract/access.ts'

const read = (path: string) => viewOf(new URL(path, 'app://jangteo').searchParams)
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((s) => s.trim())
  .filter((s) => s !== '')
const peopleView = fc
  .record(
    {
      search: text,
      people: fc.constantFrom(...peopleStates),
      product: text,
      told: fc.constantFrom(...toldKinds),
      manual: fc.constant(true as const),
      open: text,
    },
    { requiredKeys: [] },
  )
  .map((parts): AccessView => ({ tab: 'people', ...parts }))
const sentView = fc
  .record(
    {
      search: text,
      event: fc.constantFrom(...eventStates),
      type: fc.constantFrom(...eventTypes),
      buyer: text,
      open: text,
    },
    { requiredKeys: [] },
  )
  .map((parts): AccessView => ({ tab: 'sent', ...parts }))
const bare = fc.constantFrom(...accessTabs).map((tab): AccessView => ({ tab }))

describe('the address of the access page', () => {
  it('holds the whole view', () => {
    fc.assert(
      fc.property(fc.oneof(peopleView, sentView, bare), (view) => {
        expect(read(pathOf(view))).toEqual(view)
      }),
    )
  })

  it('is read without trouble whatever stands in it', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => {
        const view = read(`/access?${query}`)
        expect(read(pathOf(view))).toEqual(view)
      }),
    )
  })

  it('takes no filter of one list into another', () => {
    expect(read('/access?tab=sent&state=expired&manual=1')).toEqual({ tab: 'sent' })
    expect(read('/access?state=rejected&type=buyer.granted')).toEqual({ tab: 'people' })
    expect(read('/access?tab=rules&state=rejected&open=x')).toEqual({ tab: 'rules' })
  })

  it('loses every filter of its list to “clear all”', () => {
    fc.assert(
      fc.property(fc.oneof(peopleView, sentView), (view) => {
        expect(withParts(view, noFilter)).toEqual({ tab: view.tab })
      }),
    )
  })

  it('closes the open detail when the list becomes another one, and keeps the tab', () => {
    const view: AccessView = { tab: 'sent', event: 'rejected', open: 'msg_1' }
    expect(withParts(view, { type: 'buyer.revoked' })).toEqual({
      tab: 'sent',
      event: 'rejected',
      type: 'buyer.revoked',
    })
    expect(withParts(view, { event: undefined, open: 'msg_2' })).toEqual({ tab: 'sent', open: 'msg_2' })
  })

  it('is a page that the engine may lead to', () => {
    expect(pathOfPage('access')).toBe('/access')
    expect(pathOfNeed({ code: 'ACCESS_GONE', page: '/access?tab=app' })).toBe('/access?tab=app')
    expect(pathOfPage('/accessories')).toBe('/')
  })
})

describe('what a view asks the engine', () => {
  it('is the state of those let in, and the reason of those shut out', () => {
    expect(peopleFilterOf({ tab: 'people', people: 'granted', search: '김' })).toEqual({
      state: 'granted',
      search: '김',
    })
    expect(peopleFilterOf({ tab: 'people', people: 'expired', manual: true })).toEqual({
      reason: 'expired',
      manual: true,
    })
    expect(peopleFilterOf({ tab: 'people', product: '1042', told: 'behind' }, 'blocked')).toEqual({
      productNo: '1042',
      told: 'behind',
      reason: 'blocked',
    })
  })

  it('is one buyer’s events where the address names one', () => {
    expect(eventFilterOf({ tab: 'sent', buyer: 'b1', event: 'failed', open: 'x' })).toEqual({
      buyerId: 'b1',
      state: 'failed',
    })
  })
})
