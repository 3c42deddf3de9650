import { describe, expect, it } from 'vitest'
import { nextRequest } from '../../../main/products/plans.ts'
import type { CollectConditions } from '../../../shared/contract/products.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { connected } from './connected.ts'

const HOUR_MS = 3_600_000
const everything: CollectConditions = { minPrice: 0, maxPrice: 100_000_000 }

/** A plan at a practice OwnerClan whose goods change, and a way to run it. */
const setUp = async (conditions: CollectConditions = everything) => {
  const made = await connected('ownerclan', { size: 200, driftEveryMs: HOUR_MS })
  const { handlers } = made
  const values = { name: '바뀐 것', wholesaler: 'ownerclan', everyHours: 24, enabled: true, onlyChanged: true } as const
  const plan = await handlers['plans.save']({ ...values, request: conditions })
  const run = async () => {
    const { jobId } = await handlers['plans.start']({ planId: plan.planId })
    return made.result(jobId)
  }
  const later = (ms: number) => {
    made.clock.shift += ms
    made.service.control.advance(ms)
  }
  const now = async () => {
    const { items } = await handlers['plans.list']({})
    const [found] = items
    if (found === undefined) throw new Error('no plan')
    return found
  }
  return { ...made, plan, values, run, later, now }
}

describe('a plan that asks only for what changed', () => {
  it('reads everything first, then what changed since that run began, less an hour', async () => {
    const { service, clock, run, later } = await setUp()
    const first = await run()
    expect(first).toMatchObject({ since: null, planName: '바뀐 것' })
    expect(first.seen).toBeGreaterThan(100)
    const began = clock.now()
    later(5 * DAY_MS)
    const second = await run()
    const since = second.since ?? 0
    expect(since).toBeLessThanOrEqual(began - HOUR_MS)
    expect(since).toBeGreaterThan(began - HOUR_MS - 60_000)
    const changed = [...service.truth()].filter((item) => item.updatedAt >= since && item.price !== null)
    expect(second.seen).toBeGreaterThan(0)
    expect(second.seen).toBeLessThan(first.seen)
    expect(second.seen).toBeGreaterThanOrEqual(changed.length - second.rejectedCount)
    expect(second.updated).toBeGreaterThan(0)
  })

  it('says beforehand what its next run asks for', async () => {
    const { handlers, plan, run, now } = await setUp()
    const ask = (request: CollectConditions) =>
      handlers['collect.preview']({ wholesaler: 'ownerclan', request, onlyChanged: true, planId: plan.planId })
    expect(await ask(everything)).toMatchObject({ since: null })
    await run()
    const { readAt } = await now()
    const preview = await ask(everything)
    expect(preview.since).toBe((readAt ?? 0) - HOUR_MS)
    expect(preview.products).toBeLessThan(preview.stored)
    // Other conditions have not been read yet.
    expect(await ask({ minPrice: 5000 })).toMatchObject({ since: null })
  })

  it('reads everything again once its conditions are other ones', async () => {
    const { handlers, plan, values, run, now } = await setUp()
    await run()
    await handlers['plans.save']({ ...values, planId: plan.planId, name: '새 이름', request: everything })
    expect((await now()).readAt).not.toBeNull()
    await handlers['plans.save']({ ...values, planId: plan.planId, request: { minPrice: 5000 } })
    expect((await now()).readAt).toBeNull()
    expect(await run()).toMatchObject({ since: null })
  })

  it('takes no failed run and no run that stopped at its limit for a complete one', async () => {
    const { spoil, mend, run, now } = await setUp()
    spoil()
    await expect(run()).rejects.toMatchObject({ code: 'OWNERCLAN_LOGIN_REFUSED' })
    expect((await now()).readAt).toBeNull()
    mend()
    expect(await run()).toMatchObject({ since: null })
    const limited = await setUp({ limit: 20 })
    await limited.run()
    expect((await limited.now()).readAt).toBeNull()
  })

  it('never asks for more than the moment its conditions name', () => {
    const readAt = 10 * DAY_MS
    const plan = { onlyChanged: true, readAt }
    expect(nextRequest({ ...plan, request: { changedSince: 11 * DAY_MS } })).toEqual({ changedSince: 11 * DAY_MS })
    expect(nextRequest({ ...plan, request: {} })).toEqual({ changedSince: readAt - HOUR_MS })
    expect(nextRequest({ ...plan, onlyChanged: false, request: {} })).toEqual({})
  })

  it('is refused where the wholesaler cannot tell', async () => {
    const { handlers } = await connected('zentrade')
    const plan = { name: '바뀐 것', wholesaler: 'zentrade', request: {}, everyHours: null, enabled: true } as const
    await expect(handlers['plans.save']({ ...plan, onlyChanged: true })).rejects.toMatchObject({
      code: 'COLLECT_UNSUPPORTED',
      message: expect.stringContaining('젠트레이드'),
    })
    expect(await handlers['plans.save']({ ...plan, onlyChanged: false })).toMatchObject({ onlyChanged: false })
  })

  it('that is gone is refused by name', async () => {
    const { handlers } = await connected('zentrade')
    const start = async () => handlers['plans.start']({ planId: 'nobody' })
    await expect(start()).rejects.toMatchObject({ code: 'PLAN_UNKNOWN' })
  })
})
