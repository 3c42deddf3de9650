import { describe, expect, it } from 'vitest'
import { kstDayStart } from '../../../../shared/time.ts'
import { calm, eleventhStreet, failureOf } from './harness.ts'

const DAY_MS = 86_400_000
const find = (n: number) => [`JT-${n}`, { createdAfter: null }, calm()] as const

describe('an address that is not registered', () => {
  it('is answered once: what already waits for its turn does not leave, and a later question finds out anew', async () => {
    const { adapter, control } = await eleventhStreet({}, { waitMs: 150 })
    control.fault({ kind: 'ip' })
    const failures = await Promise.all([1, 2, 3, 4].map((n) => failureOf(adapter.findBySku(...find(n)))))
    expect(failures.map(({ code, kind }) => `${code} ${kind}`)).toEqual(
      Array(4).fill('ELEVENST_IP_NOT_REGISTERED setup'),
    )
    expect(Object.values(control.seen().requests)).toEqual([1])
    control.clearFaults()
    expect(await adapter.findBySku(...find(5))).toEqual([])
  })

  it('is not concluded from a route that is unknown', async () => {
    const { adapter, control } = await eleventhStreet({}, { waitMs: 150 })
    control.fault({ kind: 'route', on: 'find', times: 1 })
    const [, second] = await Promise.allSettled([1, 2].map((n) => adapter.findBySku(...find(n))))
    expect(second).toMatchObject({ status: 'fulfilled' })
  })
})

describe('the day’s limit', () => {
  it('keeps back the create that already waits for its turn, and says until when', async () => {
    const { adapter, control, dailyCounter, leafNamed, ready, time } = await eleventhStreet({}, { waitMs: 150 })
    const { content, form, places } = await ready(leafNamed('장우산'))
    expect(await adapter.createsWait?.()).toBeNull()
    control.fault({ kind: 'day-limit', on: 'create' })
    const create = (sku: string) => failureOf(adapter.create({ ...content, sku }, { form, places }, calm()))
    const failures = await Promise.all(['JT-1', 'JT-2', 'JT-3'].map(create))
    expect(failures.map(({ code }) => code)).toEqual(Array(3).fill('ELEVENST_DAY_LIMIT'))
    expect(control.seen().requests['POST create']).toBe(1)
    expect(dailyCounter.today(time.clock.now())).toBe(1)

    const why = await adapter.createsWait?.()
    expect(why).toMatchObject({ code: 'ELEVENST_DAY_LIMIT', kind: 'later' })
    const midnight = kstDayStart(time.clock.now()) + DAY_MS
    expect(time.clock.now() + (why?.retryAfterMs ?? 0)).toBe(midnight)
    expect(await adapter.findBySku(...find(1))).toEqual([])
    time.pass(midnight - time.clock.now())
    expect(await adapter.createsWait?.()).toBeNull()
  })
})

it('the practice 11st takes a day in one form only, as the pop-up has it', async () => {
  const { create, leafNamed, control } = await eleventhStreet()
  const pot = leafNamed('편수냄비')
  const day = (value: string) => ({ fields: { 'notice:23759938': value } })
  for (const wrong of ['2026년 3월', '202603', '2026/02/30']) {
    expect(await failureOf(create(pot, day(wrong)))).toMatchObject({ kind: 'rejected', code: 'MARKET_REJECTED' })
  }
  await create(pot, day('2026/03/01'))
  expect(control.products()).toHaveLength(1)
})
