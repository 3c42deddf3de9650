import { describe, expect, it } from 'vitest'
import type { MarketError } from '../../../../main/market/errors.ts'
import type { FaultKind } from '../../../../main/practice/http/faults.ts'
import { failure, how, ready, setUp } from './support.ts'

const brief = ({ code, kind }: MarketError) => `${code} ${kind}`
const MINUTE = 60_000

describe('a create whose answer', () => {
  const effects: [FaultKind, string, number][] = [
    ['lost', 'NET_BROKEN unknown', 1],
    ['504', 'NET_SERVER_ERROR unknown', 1],
    ['cut', 'NET_BROKEN unknown', 1],
    ['truncated', 'NET_NOT_JSON unknown', 1],
    ['drop', 'NET_BROKEN unknown', 0],
    ['500', 'NET_SERVER_ERROR unknown', 0],
    ['html', 'NET_HTML unknown', 0],
    ['empty', 'NET_NOT_JSON unknown', 0],
    ['too-many', 'COUPANG_TOO_MANY later', 0],
  ]
  it.each(effects)('is %s ends as %s, and is sent once', async (kind, outcome, made) => {
    const { adapter, control } = await setUp()
    const { content, ...context } = await ready(adapter)
    control.fault({ kind, on: 'create' })
    expect(brief(await failure(adapter.create(content, context, how)))).toBe(outcome)
    expect(control.seen().requests['POST create']).toBe(1)
    expect(control.products()).toHaveLength(made)
  })

  it('has a shape that nobody documented leaves the result open', async () => {
    const { adapter, control } = await setUp()
    const { content, ...context } = await ready(adapter)
    control.fault({ kind: 'shape', on: 'create' })
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await failure(adapter.create(content, context, how))).kind).toBe('unknown')
    }
  })

  it('was lost is found by its code a minute later, and by its time at once', async () => {
    const { adapter, control, time } = await setUp()
    const { content, ...context } = await ready(adapter)
    const createdAfter = time.clock.now()
    control.fault({ kind: 'lost', on: 'create', times: 1 })
    await failure(adapter.create(content, context, how))
    expect(await adapter.findBySku('JT-1', { createdAfter: null }, how)).toEqual([])
    const [found, ...more] = await adapter.findBySku('JT-1', { createdAfter }, how)
    expect(more).toEqual([])
    expect(found).toMatchObject({ state: 'in_review', ref: { sku: 'JT-1', options: [{ sku: 'JT-1', id: null }] } })
    time.pass(adapter.capabilities.findableAfterMs)
    const [again] = await adapter.findBySku('JT-1', { createdAfter }, how)
    expect(again?.ref.marketProductId).toBe(found?.ref.marketProductId)
    expect(await adapter.findBySku('JT-9', { createdAfter }, how)).toEqual([])
  })

  it('says nothing of what is there while what was created cannot be read yet', async () => {
    const { adapter, control, time } = await setUp({ settleMs: 10 * MINUTE })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    const notYet = await failure(adapter.read(ref, how))
    expect([brief(notYet), notYet.retryAfterMs]).toEqual(['COUPANG_NOT_READY later', 10 * MINUTE])
    expect(brief(await failure(adapter.findBySku('JT-1', { createdAfter: time.clock.now() }, how)))).toBe(
      'COUPANG_NOT_READY later',
    )
    control.advance(10 * MINUTE)
    expect(await adapter.findBySku('JT-1', { createdAfter: null }, how)).toHaveLength(1)
  })
})

describe('a read', () => {
  it.each(['500', '504', 'drop', 'lost', 'cut', 'truncated', 'html', 'empty'] as const)(
    'is asked again after %s',
    async (kind) => {
      const { adapter, control } = await setUp()
      control.fault({ kind, times: 2 })
      expect((await adapter.places(how)).outbound).toHaveLength(3)
      expect(control.seen().requests['GET outbound']).toBe(3)
    },
  )

  it('is given up after three tries, and for somebody who waits after two', async () => {
    const { adapter, control } = await setUp()
    control.fault({ kind: '500' })
    expect(brief(await failure(adapter.places(how)))).toBe('NET_SERVER_ERROR later')
    expect(control.seen().requests['GET outbound']).toBe(3)
    control.resetSeen()
    await failure(adapter.places({ ...how, priority: 'interactive' }))
    expect(control.seen().requests['GET outbound']).toBe(2)
  })

  it('that is cancelled stays cancelled', async () => {
    const { adapter } = await setUp()
    await expect(adapter.places({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('a write of an option', () => {
  it.each([
    ['lost', 'NET_BROKEN unknown'],
    ['500', 'NET_SERVER_ERROR unknown'],
    ['too-many', 'COUPANG_TOO_MANY later'],
  ] as const)('is not repeated after %s', async (kind, outcome) => {
    const { adapter, control } = await setUp({ reviewMs: 0 })
    const { content, ...context } = await ready(adapter)
    const { ref } = await adapter.create(content, context, how)
    control.fault({ kind, on: 'quantities' })
    expect(brief(await failure(adapter.setStock(ref, [{ sku: 'JT-1', value: 0 }], how)))).toBe(outcome)
    expect(control.seen().requests['PUT quantities']).toBe(1)
  })
})

describe('after a 429', () => {
  it('nothing leaves for five minutes, then one call alone asks', async () => {
    const { adapter, control, time } = await setUp()
    control.fault({ kind: 'too-many', times: 1 })
    const refusal = await failure(adapter.check(how))
    expect([brief(refusal), refusal.retryAfterMs]).toEqual(['COUPANG_TOO_MANY later', 5 * MINUTE])
    time.pass(4 * MINUTE)
    const still = await failure(adapter.check(how))
    expect([brief(still), still.retryAfterMs]).toEqual(['COUPANG_TOO_MANY later', MINUTE])
    expect(control.seen().requests['GET returnCenters']).toBe(1)
    time.pass(MINUTE)
    control.fault({ kind: 'too-many', times: 1 })
    const all = await Promise.all([1, 2, 3, 4].map(() => failure(adapter.check(how))))
    expect(all.map(({ retryAfterMs }) => retryAfterMs)).toEqual(Array(4).fill(10 * MINUTE))
    expect(control.seen().requests['GET returnCenters']).toBe(2)
    time.pass(10 * MINUTE)
    await Promise.all([1, 2, 3].map(() => adapter.check(how)))
    expect(control.seen().requests['GET returnCenters']).toBe(5)
  })
})

describe('the key, the clock and the address', () => {
  it('of another computer are told apart, each with its own next step', async () => {
    const wrong = async (change: Record<string, string>) => {
      const base = await setUp()
      const credentials = () => Promise.resolve({ ...base.server.credentials, ...change })
      const { adapter } = await setUp({ credentials: base.server.credentials }, { credentials })
      return failure(adapter.check(how))
    }
    const outcomes = {
      secret: await wrong({ secretKey: 'no' }),
      access: await wrong({ accessKey: 'no' }),
      layout: await wrong({ accessKey: 'a,b' }),
      vendor: await wrong({ vendorId: 'A1' }),
    }
    expect(Object.fromEntries(Object.entries(outcomes).map(([name, error]) => [name, brief(error)]))).toEqual({
      secret: 'COUPANG_SIGNATURE setup',
      access: 'COUPANG_KEY_UNKNOWN setup',
      layout: 'COUPANG_HMAC setup',
      vendor: 'COUPANG_PERMISSION setup',
    })
    expect(new Set(Object.values(outcomes).map(({ nextStep }) => nextStep)).size).toBe(4)
  })

  it('with a vendor user of somebody else refuse the create, and say which', async () => {
    const base = await setUp()
    const credentials = () => Promise.resolve({ ...base.server.credentials, vendorUserId: 'somebody' })
    const { adapter } = await setUp({}, { credentials })
    const { content, ...context } = await ready(adapter)
    expect(brief(await failure(adapter.create(content, context, how)))).toBe('COUPANG_ID_MISMATCH setup')
  })

  it('name the public address that has to be registered', async () => {
    const { adapter, control } = await setUp()
    control.denyIp(true)
    const refusal = await failure(adapter.check(how))
    expect(brief(refusal)).toBe('COUPANG_IP setup')
    expect(refusal.nextStep).toContain('(203.0.113.7)')
    expect(refusal.nextStep).toContain('30분')
  })

  it('that ran out say so in Coupang’s words', async () => {
    const { adapter, control } = await setUp()
    control.fault({ kind: 'expire', times: 1 })
    const refusal = await failure(adapter.check(how))
    expect(brief(refusal)).toBe('COUPANG_PERMISSION setup')
    expect(refusal.message).toContain('유효기간이 만료된 키입니다.')
    control.renewKey()
    await adapter.check(how)
  })

  it('a redirect is a block, and is not followed', async () => {
    const { adapter, control } = await setUp()
    control.redirect(true)
    expect(brief(await failure(adapter.check(how)))).toBe('COUPANG_REDIRECTED setup')
    expect(control.seen().statuses).toEqual({ 302: 1 })
  })
})

describe('a clock that is an hour late', () => {
  it('is corrected by Coupang’s own time after one refusal, for writes as well', async () => {
    const { adapter, control } = await setUp({}, { clockBehindMs: 60 * MINUTE })
    await adapter.check(how)
    expect(control.seen().statuses).toEqual({ 200: 1, 401: 1 })
    const { content, ...context } = await ready(adapter)
    await adapter.create(content, context, how)
    expect(control.seen().statuses['401']).toBe(1)
    control.setClock(-90 * MINUTE)
    await adapter.create({ ...content, sku: 'JT-2' }, context, how)
    expect(control.products()).toHaveLength(2)
  })
})

describe('the edge', () => {
  it('that shows its wall is left alone for ten minutes', async () => {
    const { adapter, control, time } = await setUp({
      limits: { perSecond: 100, blockMs: MINUTE, errorsPer5s: 1, wallMs: 10 * MINUTE },
    })
    control.redirect(true)
    await failure(adapter.check(how))
    control.redirect(false)
    await failure(adapter.form('1', how))
    const refusal = await failure(adapter.check(how))
    expect([brief(refusal), refusal.retryAfterMs]).toEqual(['COUPANG_BLOCKED later', 10 * MINUTE])
    const before = control.seen().requests['GET returnCenters']
    time.pass(9 * MINUTE)
    await failure(adapter.check(how))
    expect(control.seen().requests['GET returnCenters']).toBe(before)
    time.pass(MINUTE)
    await adapter.check(how)
  })

  it('is never reached by refusals alone: errors are spread out before there are too many', async () => {
    const { adapter, control } = await setUp({
      limits: { perSecond: 10, blockMs: MINUTE, errorsPer5s: 20, wallMs: 10 * MINUTE },
    })
    for (let turn = 0; turn < 60; turn += 1) {
      expect((await failure(adapter.form('1', how))).code).toBe('MARKET_CATEGORY_GONE')
    }
    expect(control.seen().statuses['403']).toBeUndefined()
  })
})
