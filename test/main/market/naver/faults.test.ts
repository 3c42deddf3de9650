import { describe, expect, it } from 'vitest'
import { naverErrors, naverRefusals } from '../../../../main/market/naver/index.ts'
import { failNet } from '../../../../main/net/errors.ts'
import type { FaultKind } from '../../../../main/practice/http/faults.ts'
import { shirt, single } from './content.ts'
import { call, marketFailure, naver } from './harness.ts'
import { scripted } from './scripted.ts'

const creates = (calls: readonly { path: string }[]) =>
  calls.filter(({ path }) => path === '/external/v2/products').length

describe('a create whose answer is lost', () => {
  const open: FaultKind[] = ['lost', '504', 'cut', '500', 'drop', 'html', 'empty', 'truncated', 'shape']
  it.each(open)(
    'by "%s" is unknown, never sent again by itself, and found by its code if it took effect',
    async (kind) => {
      const { adapter, calls, control, list } = await naver()
      control.fault({ kind, on: 'create', times: 1 })
      const failure = await marketFailure(list(single()))
      expect(failure).toMatchObject({ kind: 'unknown', retryable: true })
      expect(creates(calls)).toBe(1)
      const found = await adapter.findBySku(single().sku, { createdAfter: null }, call())
      expect(found).toHaveLength(control.products().length)
      expect(found.map(({ ref }) => ref.marketProductId)).toEqual(
        control.products().map(({ originProductNo }) => String(originProductNo)),
      )
      const isCarriedOut = ['lost', '504', 'cut', 'truncated'].includes(kind)
      expect(control.products()).toHaveLength(isCarriedOut ? 1 : 0)
    },
  )

  it('by a 429 was not carried out, and goes again after a second or more', async () => {
    const { calls, control, list, time } = await naver()
    control.fault({ kind: 'too-many', on: 'create', times: 2 })
    const before = time.clock.now()
    await list(single())
    expect(creates(calls)).toBe(3)
    expect(control.products()).toHaveLength(1)
    expect(time.clock.now() - before).toBeGreaterThanOrEqual(3000)
  })

  it('by 429s without end is later', async () => {
    const { control, list } = await naver()
    control.fault({ kind: 'too-many', on: 'create' })
    expect(await marketFailure(list(single()))).toMatchObject({
      code: 'NAVER_BUSY',
      kind: 'later',
      serviceCode: 'GW.RATE_LIMIT',
    })
    expect(control.products()).toHaveLength(0)
  })

  it('before it was sent is later', async () => {
    const { adapter } = scripted(() =>
      failNet('NET_UNREACHABLE', { service: 'naver', values: { service: '네이버', detail: 'ENOTFOUND' } }),
    )
    expect(
      await marketFailure(adapter.remove({ marketProductId: '1', sku: 's', ids: {}, options: [] }, call())),
    ).toMatchObject({ kind: 'later' })
  })

  it('by a token that cannot be had is later, since nothing was sent', async () => {
    const { control, list, adapter } = await naver()
    await adapter.check(call())
    control.fault({ kind: 'expire', on: 'create', times: 1 })
    control.fault({ kind: '500', on: 'token' })
    expect(await marketFailure(list(single()))).toMatchObject({ kind: 'later' })
    expect(control.products()).toHaveLength(0)
  })
})

describe('a lost answer to a change', () => {
  it.each(['lost', '504', 'cut', 'drop', 'html'] as FaultKind[])('by "%s" is unknown', async (kind) => {
    const { adapter, control, list } = await naver()
    const { ref } = await list(shirt())
    control.fault({ kind, on: 'update', times: 1 })
    const values = shirt().options.map(({ sku }) => ({ sku, value: 0 }))
    expect(await marketFailure(adapter.setStock(ref, values, call()))).toMatchObject({ kind: 'unknown' })
    expect(await marketFailure(adapter.stop({ ...ref, ids: { originProductNo: '1' } }, call()))).toMatchObject({
      code: 'MARKET_GONE',
    })
  })

  it('of the pictures leaves no listing behind and is tried again', async () => {
    const { control, list } = await naver()
    control.fault({ kind: 'lost', on: 'upload', times: 2 })
    await list(single())
    expect(control.calls()['POST /v1/product-images/upload']).toBe(3)
    control.fault({ kind: 'lost', on: 'upload' })
    expect(
      await marketFailure(list(single({ sku: 'JT-2', images: ['https://pictures.example/other.jpg'] }))),
    ).toMatchObject({ kind: 'later' })
    expect(control.products()).toHaveLength(1)
  })
})

describe('a read', () => {
  it.each(['500', '504', 'lost', 'drop', 'cut', 'html', 'empty', 'truncated'] as FaultKind[])(
    'that fails by "%s" is tried again, and later after that',
    async (kind) => {
      const { adapter, control } = await naver()
      control.fault({ kind, on: 'seller', times: 1 })
      const isHalf = kind === 'empty' || kind === 'truncated'
      if (!isHalf) expect((await adapter.places(call())).outbound).toHaveLength(2)
      control.fault({ kind, on: 'seller' })
      expect(await marketFailure(adapter.places(call()))).toMatchObject({ kind: 'later' })
    },
  )

  it('of a shape nobody documented is said so', async () => {
    const { adapter, control } = await naver()
    control.fault({ kind: 'shape', on: 'seller' })
    expect(await marketFailure(adapter.places(call()))).toMatchObject({ code: 'MARKET_ODD_REPLY', kind: 'later' })
  })
})

describe('what only the operator ends', () => {
  it('names the address that has to be registered, and where', async () => {
    const { adapter, control } = await naver()
    control.allowAddress(false)
    const failure = await marketFailure(adapter.check(call()))
    expect(failure).toMatchObject({ code: 'NAVER_IP_NOT_ALLOWED', kind: 'setup', serviceCode: 'GW.IP_NOT_ALLOWED' })
    expect(failure.message).toContain('203.0.113.7')
    expect(failure.nextStep).toContain('API 호출 IP')
  })

  it('is said as well when the token call itself is refused', async () => {
    const { adapter, control } = await naver({ tokenChecksAddress: true })
    control.allowAddress(false)
    expect(await marketFailure(adapter.check(call()))).toMatchObject({ code: 'NAVER_IP_NOT_ALLOWED', kind: 'setup' })
  })

  it('stops all traffic of a penalised application for an hour, and explains the penalty', async () => {
    const { adapter, control, time } = await naver()
    await adapter.check(call())
    control.penalise(true)
    const failure = await marketFailure(adapter.places(call()))
    expect(failure).toMatchObject({ code: 'NAVER_QUOTA', kind: 'setup', serviceCode: 'GW.QUOTA_LIMIT' })
    expect(failure.message).toContain('시간당 1회')
    const before = control.calls()
    expect(await marketFailure(adapter.categories(call()))).toMatchObject({ code: 'NAVER_QUOTA' })
    expect(control.calls()).toEqual(before)
    control.penalise(false)
    time.pass(3_600_001)
    expect(await adapter.categories(call())).not.toHaveLength(0)
  })

  it('is a wrong way of asking for a token: one of them costs the next day', async () => {
    const { adapter, practice, time } = await naver()
    await fetch(`${practice.url}/external/v1/oauth2/token?client_id=x&type=SELF`, { method: 'POST' })
    await adapter.check(call())
    time.pass(24 * 3_600_000)
    await adapter.check(call())
    expect(await marketFailure(adapter.check(call()))).toMatchObject({ code: 'NAVER_QUOTA', kind: 'setup' })
  })

  it('is a missing API group, by its name', async () => {
    const { adapter } = scripted(() => ({ status: 403, body: { code: 'FORBIDDEN', message: '권한 없음' } }))
    const failure = await marketFailure(adapter.places(call()))
    expect(failure).toMatchObject({ code: 'NAVER_FORBIDDEN', kind: 'setup' })
    expect(failure.nextStep).toContain('판매자정보')
  })

  it('is an API that is not there any more', async () => {
    const { adapter } = scripted(() => ({ status: 404, body: { code: 'GW.NOT_FOUND', message: 'x' } }))
    expect(await marketFailure(adapter.places(call()))).toMatchObject({ code: 'NAVER_NO_API', kind: 'setup' })
  })

  it('has a state for each code, and none for what is about a listing', () => {
    const codes = Object.keys(naverRefusals)
    expect(codes.every((code) => Object.hasOwn(naverErrors, code))).toBe(true)
    expect(codes).not.toContain('NAVER_REJECTED')
  })
})

describe('an open circuit', () => {
  const blocked = { status: 503, body: { code: 'GW.BLOCK.02', message: '점검' } }
  const ref = { marketProductId: '1', sku: 's', ids: {}, options: [] }

  it('is left alone for minutes by a read, and leaves a write open', async () => {
    const reading = scripted(() => blocked)
    expect(await marketFailure(reading.adapter.places(call()))).toMatchObject({
      code: 'NAVER_BLOCKED',
      kind: 'later',
      retryAfterMs: 180_000,
    })
    expect(reading.sent).toHaveLength(1)
    expect(await marketFailure(scripted(() => blocked).adapter.remove(ref, call()))).toMatchObject({ kind: 'unknown' })
  })

  it('and a redirect are never followed', async () => {
    const moved = {
      status: 308,
      body: { code: 'PERMANENT_REDIRECT', message: 'x' },
      headers: { location: 'https://elsewhere.example/' },
    }
    expect(await marketFailure(scripted(() => moved).adapter.remove(ref, call()))).toMatchObject({
      kind: 'unknown',
      serviceCode: 'PERMANENT_REDIRECT',
    })
  })

  it('a no inside HTTP 200 is a no', async () => {
    const no = {
      status: 200,
      body: {
        code: 'BAD_REQUEST',
        message: '안 됩니다.',
        invalidInputs: [{ name: 'statusType', type: 'x', message: 'y' }],
      },
    }
    expect(await marketFailure(scripted(() => no).adapter.remove(ref, call()))).toMatchObject({
      code: 'NAVER_REJECTED',
      kind: 'rejected',
    })
  })
})
