import { describe, expect, it } from 'vitest'
import { createDayCount } from '../../../../main/store/day-count.ts'
import { tempDatabase } from '../../../support/database.ts'
import { single } from './content.ts'
import { call, marketFailure, naver } from './harness.ts'
import { goodToken, scripted } from './scripted.ts'

const SEARCH = 'POST /v1/products/search'
const MINUTE = 60_000
const ref = { marketProductId: '1', sku: 's', ids: { originProductNo: '1' }, options: [] }

/** Looks for so many codes at once, as the workers of an upload do: all but the first wait for the limit. */
const searches = (rig: Awaited<ReturnType<typeof naver>>, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) =>
      marketFailure(rig.adapter.findBySku(`JT-${n}`, { createdAfter: null }, call())),
    ),
  )

const kept = () => {
  const db = tempDatabase()
  return (name: string) => createDayCount(db, `naver ${name}`)
}

describe('a penalised application', () => {
  it('is answered once: what already waits for its turn does not leave', async () => {
    const rig = await naver({}, { waitMs: 150 })
    await rig.adapter.check(call())
    rig.control.penalise(true)
    const failures = await searches(rig, 4)
    expect(rig.control.calls()[SEARCH]).toBe(1)
    expect(failures.map(({ code, kind }) => `${code} ${kind}`)).toEqual(Array(4).fill('NAVER_QUOTA setup'))
    expect(failures[3]?.message).toContain('시간당 1회')
  })

  it('stays silent in the next process, and only that application does', async () => {
    const rig = await naver({}, { pauses: kept(), waitMs: 150 })
    await rig.adapter.check(call())
    rig.control.penalise(true)
    await marketFailure(rig.adapter.places(call()))
    const before = rig.control.calls()
    rig.time.pass(10 * MINUTE)
    const failure = await marketFailure(rig.again().check(call('interactive')))
    expect(failure).toMatchObject({ code: 'NAVER_QUOTA', kind: 'setup' })
    expect(failure.message).toContain('50분 동안')
    expect(rig.control.calls()).toEqual(before)
    expect(await marketFailure(rig.again('another-app').check(call()))).toMatchObject({ code: 'NAVER_KEY_REFUSED' })
    rig.control.penalise(false)
    rig.time.pass(50 * MINUTE + 1)
    expect((await rig.again().check(call())).label).not.toBe('')
  })
})

describe('an address that is not registered', () => {
  it('is answered once: what already waits for its turn does not leave, and a later question finds out anew', async () => {
    const rig = await naver({}, { waitMs: 150 })
    await rig.adapter.check(call())
    rig.control.allowAddress(false)
    const failures = await searches(rig, 4)
    expect(rig.control.calls()[SEARCH]).toBe(1)
    expect(failures.map(({ code }) => code)).toEqual(Array(4).fill('NAVER_IP_NOT_ALLOWED'))
    rig.control.allowAddress(true)
    expect(await rig.adapter.findBySku('JT-9', { createdAfter: null }, call())).toEqual([])
  })
})

describe('an open circuit', () => {
  it('is met once, and everything waits for minutes with the time said, in the next process too', async () => {
    const rig = await naver({}, { pauses: kept(), waitMs: 150 })
    await rig.adapter.check(call())
    rig.control.block(true)
    expect(await rig.adapter.createsWait?.()).toBeNull()
    const failures = await searches(rig, 10)
    expect(rig.control.calls()[SEARCH]).toBe(1)
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'NAVER_BLOCKED', kind: 'later', serviceCode: 'GW.BLOCK.01' })
      expect(failure.retryAfterMs).toBeGreaterThan(2 * MINUTE)
      expect(failure.message).toMatch(/[23]분/)
    }
    const before = rig.control.calls()
    rig.time.pass(MINUTE)
    const next = rig.again()
    expect(await marketFailure(next.places(call()))).toMatchObject({ code: 'NAVER_BLOCKED', kind: 'later' })
    expect(await next.createsWait?.()).toMatchObject({ code: 'NAVER_BLOCKED', kind: 'later' })
    expect(rig.control.calls()).toEqual(before)
    rig.control.block(false)
    rig.time.pass(2 * MINUTE + 1)
    expect(await next.createsWait?.()).toBeNull()
    expect((await next.places(call())).outbound).toHaveLength(2)
  })

  it('leaves the result of the write that met it open, to be looked up after the pause', async () => {
    const rig = await naver({}, { waitMs: 150 })
    await rig.list(single())
    rig.control.block(true)
    expect(await marketFailure(rig.adapter.stop(ref, call()))).toMatchObject({ code: 'NAVER_BLOCKED' })
    expect(await marketFailure(rig.list(single({ sku: 'JT-2' })))).toMatchObject({ kind: 'later' })
    const write = scripted(() => ({ status: 503, body: { code: 'GW.BLOCK.02', message: '점검' } }))
    expect(await marketFailure(write.adapter.remove(ref, call()))).toMatchObject({ kind: 'unknown' })
    const look = () => write.adapter.findBySku('s', { createdAfter: null }, call())
    expect(await marketFailure(look())).toMatchObject({ kind: 'later', retryAfterMs: 3 * MINUTE })
    expect(write.sent).toHaveLength(1)
    write.time.pass(3 * MINUTE + 1)
    await marketFailure(look())
    expect(write.sent).toHaveLength(2)
  })

  it('is left alone for as long as it asks, at most an hour', async () => {
    const blocked = (seconds: string) =>
      scripted(() => ({ status: 503, body: { code: 'GW.BLOCK.01' }, headers: { 'retry-after': seconds } }))
    expect(await marketFailure(blocked('600').adapter.places(call()))).toMatchObject({ retryAfterMs: 10 * MINUTE })
    expect(await marketFailure(blocked('999999').adapter.places(call()))).toMatchObject({ retryAfterMs: 60 * MINUTE })
  })

  it('at the token call is met once as well', async () => {
    const { adapter, asked, sent } = scripted(
      () => ({ body: [] }),
      (turn) => (turn === 1 ? { status: 503, body: { code: 'GW.BLOCK.01', message: 'x' } } : goodToken),
    )
    expect(await marketFailure(adapter.places(call()))).toMatchObject({ code: 'NAVER_BLOCKED', kind: 'later' })
    expect(await marketFailure(adapter.places(call()))).toMatchObject({ code: 'NAVER_BLOCKED', kind: 'later' })
    expect([asked.length, sent.length]).toEqual([1, 0])
  })
})
