import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { actMs, useListingArrivals } from '../../../renderer/stores/listingArrivals.ts'

const state = () => useListingArrivals.getState()
beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
  useListingArrivals.setState({ waiting: 0, snapshot: 0, ownUntil: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('changes of listings', () => {
  it('wait for the operator instead of moving rows', () => {
    state().changed(3)
    state().changed(2)
    expect([state().waiting, state().snapshot]).toEqual([5, 0])
    state().show()
    expect([state().waiting, state().snapshot]).toEqual([0, 1])
  })

  it('do not wait where the operator made them, also when the engine tells of them before it answers', () => {
    state().own(actMs)
    vi.advanceTimersByTime(30_000)
    state().changed(1)
    state().own()
    state().changed(1)
    expect(state().waiting).toBe(0)
  })

  it('wait again once the act is over', () => {
    state().own(actMs)
    state().own()
    vi.advanceTimersByTime(2000)
    state().changed(1)
    expect(state().waiting).toBe(1)
  })

  it('are all seen when the table was read anew', () => {
    state().changed(7)
    state().fresh()
    expect(state().waiting).toBe(0)
  })
})
