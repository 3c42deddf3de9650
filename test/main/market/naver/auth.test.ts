import { describe, expect, it } from 'vitest'
import { isSecret, signed } from '../../../../main/market/naver/sign.ts'
import { createSkew } from '../../../../main/market/naver/skew.ts'
import { tokenOf } from '../../../../main/market/naver/token.ts'
import { call, marketFailure, naver } from './harness.ts'
import { goodToken, keys, scripted } from './scripted.ts'

const channels = { body: [{ channelNo: 9, channelType: 'STOREFARM', name: '가게', url: '' }] }

describe('the signature of the token call', () => {
  it('is the documents’ vector', async () => {
    expect(await signed('aaaabbbbcccc', '$2a$10$abcdefghijklmnopqrstuv', 1643961623299)).toBe(
      'JDJhJDEwJGFiY2RlZmdoaWprbG1ub3BxcnN0dXVCVldZSk42T0VPdEx1OFY0cDQxa2IuTnpVaUEzbmsy',
    )
    expect(await signed('7kQm2WxTzPq4LrNd8VbY1c', '$2a$04$Zt9LrPq3WkXm5NdVb7Yc1e', 1760000000000)).toBe(
      'JDJhJDA0JFp0OUxyUHEzV2tYbTVOZFZiN1ljMWVWZi52dDBNMHhlLy5EOEMzZjRLVW81My45Ly5UaklP',
    )
  })

  it.each([
    ['$2a$10$abcdefghijklmnopqrstuv', true],
    ['$2b$04$abcdefghijklmnopqrstuv', true],
    ['$2a$10$abcdefghijklmnopqrstuvX', false],
    ['$2a$10$abcdefghijklmnopqrstu', false],
    ['$2x$10$abcdefghijklmnopqrstuv', false],
    ['a$10$abcdefghijklmnopqrstuv', false],
  ])('is made of %s only where that is a whole salt: %s', (secret, isGood) => {
    expect(isSecret(secret)).toBe(isGood)
  })
})

describe('the token', () => {
  it('is asked for in the body alone, as a form, with a timestamp a little in the past', async () => {
    const { adapter, asked, time } = scripted(() => channels)
    await adapter.check(call())
    const [request] = asked
    const timestamp = String(time.clock.now() - 3000)
    expect(request).toMatchObject({ method: 'POST', path: '/external/v1/oauth2/token' })
    expect(request?.query).toBeUndefined()
    expect(request?.form).toEqual({
      client_id: keys.clientId,
      timestamp,
      grant_type: 'client_credentials',
      client_secret_sign: await signed(keys.clientId, keys.clientSecret, Number(timestamp)),
      type: 'SELF',
    })
    expect(timestamp).toMatch(/^\d{13}$/)
  })

  it('is asked for once, whoever needs it, and used until half an hour before its end', async () => {
    const { adapter, practice, control, time } = await naver()
    await Promise.all([adapter.check(call()), adapter.places(call()), adapter.categories(call())])
    const tokens = () => control.calls()['POST /external/v1/oauth2/token']
    expect(tokens()).toBe(1)
    time.pass(2.4 * 3_600_000)
    await adapter.places(call())
    expect(tokens()).toBe(1)
    time.pass(0.2 * 3_600_000)
    await adapter.places(call())
    expect(tokens()).toBe(2)
    expect(control.badTokenCalls()).toBe(0)
    expect(practice.credentials.clientSecret).toMatch(/^\$2a\$04/)
  })

  it('is kept over restarts where there is a place for it, and only for the same keys', async () => {
    let text: string | null = null
    const tokenStore = {
      get: () => Promise.resolve(text),
      set: async (given: string) => {
        text = given
      },
    }
    const { adapter, again, control } = await naver({}, { tokenStore })
    await adapter.check(call())
    await again().check(call())
    expect(control.calls()['POST /external/v1/oauth2/token']).toBe(1)
    const other = scripted(
      () => channels,
      () => goodToken,
      { tokenStore },
    )
    await other.adapter.check(call())
    expect(other.asked).toHaveLength(1)
  })

  it('does not need its keychain: a locked one costs a call', async () => {
    const locked = () => Promise.reject(new Error('locked'))
    const { adapter, asked } = scripted(
      () => channels,
      () => goodToken,
      { tokenStore: { get: locked, set: locked } },
    )
    await adapter.check(call())
    expect(asked).toHaveLength(1)
  })

  it('is renewed once after GW.AUTHN, and the call sent once more', async () => {
    const { adapter, control } = await naver()
    await adapter.check(call())
    control.fault({ kind: 'expire', times: 1, on: 'seller' })
    await adapter.places(call())
    expect(control.calls()['POST /external/v1/oauth2/token']).toBe(2)
  })

  it('that is refused again says where to look, and is not asked for a third time', async () => {
    const { adapter, asked, sent } = scripted(() => ({ status: 401, body: { code: 'GW.AUTHN', message: '인증 실패' } }))
    expect(await marketFailure(adapter.places(call()))).toMatchObject({
      code: 'NAVER_AUTHN',
      kind: 'setup',
      serviceCode: 'GW.AUTHN',
    })
    expect([asked.length, sent.length]).toEqual([2, 2])
  })

  it('with a life of minutes is renewed half-way, not at each call', () => {
    expect(tokenOf({ access_token: 't', expires_in: 1000 }, 0, 'o')?.renewAt).toBe(500_000)
    expect(tokenOf({ access_token: 't', expires_in: '10800' }, 0, 'o')?.renewAt).toBe(9_000_000)
    expect(tokenOf({ access_token: 't' }, 0, 'o')?.expiresAt).toBe(10_800_000)
    expect(tokenOf({ token: 't' }, 0, 'o')).toBeNull()
  })
})

describe('a wrong clock', () => {
  it.each([600_000, -600_000])('is learnt from the refusal itself and made up for: %d ms', async (ahead) => {
    const { adapter, control } = await naver()
    control.setClockAhead(ahead)
    await adapter.check(call())
    expect(control.calls()['POST /external/v1/oauth2/token']).toBe(2)
  })

  it('that cannot be learnt is explained', async () => {
    const late = {
      status: 400,
      body: {
        code: 'BadRequest',
        message: '오류',
        invalidInputs: [{ name: 'timestamp', type: 'x', message: '유효 시간이 지났습니다.' }],
      },
    }
    const { adapter, asked } = scripted(
      () => channels,
      () => late,
    )
    const failure = await marketFailure(adapter.check(call()))
    expect(failure).toMatchObject({ code: 'NAVER_CLOCK', kind: 'setup' })
    expect(failure.nextStep).toContain('시간')
    expect(asked).toHaveLength(1)
  })

  it('is told in words, and noise is not one', () => {
    const skew = createSkew()
    expect([skew.ms(), skew.words()]).toEqual([0, '얼마나 다른지 알 수 없습니다'])
    skew.learn('Sat, 21 Nov 2026 00:00:02 GMT', Date.UTC(2026, 10, 21))
    expect([skew.ms(), skew.words()]).toEqual([0, '거의 같습니다'])
    skew.learn('Sat, 21 Nov 2026 00:04:12 GMT', Date.UTC(2026, 10, 21))
    expect([skew.ms(), skew.words()]).toEqual([252_500, '4분 13초 늦습니다'])
    skew.learn('not a date', 0)
    expect(skew.ms()).toBe(252_500)
  })
})

describe('a token that is not given', () => {
  const failing = (body: unknown, status = 400) =>
    marketFailure(
      scripted(
        () => channels,
        () => ({ status, body }),
      ).adapter.check(call()),
    )

  it('says that the keys are refused, in Naver’s words', async () => {
    const { adapter } = await naver({}, { credentials: { clientSecret: '$2a$04$abcdefghijklmnopqrstuv' } })
    expect(await marketFailure(adapter.check(call()))).toMatchObject({
      code: 'NAVER_KEY_REFUSED',
      kind: 'setup',
      serviceCode: 'Invalid.client_secret_sign',
    })
  })

  it.each([{ clientSecret: 'not-a-salt' }, { clientSecret: '$2a$10$abcdefghijklmnopqrstuvX' }, { clientId: 'a b' }])(
    'is not even asked for with %j',
    async (credentials) => {
      const { adapter, control } = await naver({}, { credentials })
      const failure = await marketFailure(adapter.check(call()))
      expect(failure).toMatchObject({ code: 'NAVER_KEY_SHAPE', kind: 'setup' })
      expect(control.calls()).toEqual({})
    },
  )

  it('takes keys with blanks around them', async () => {
    const { adapter } = await naver({}, { credentials: { clientSecret: ' $2a$04$Zt9LrPq3WkXm5NdVb7Yc1e\n' } })
    expect((await adapter.check(call())).account).toBe('100000009')
  })

  it('tells the state of the application and of the account apart', async () => {
    expect(
      await failing({
        code: 'BadRequest',
        invalidInputs: [{ type: 'auth.eapp-application.status.invalid', message: '중지' }],
      }),
    ).toMatchObject({ code: 'NAVER_APP_STATE', kind: 'setup' })
    const terms = await failing({ code: 'PROVISION_NOT_FOUND', message: '' }, 403)
    expect(terms).toMatchObject({ code: 'NAVER_ACCOUNT', kind: 'setup', serviceCode: 'PROVISION_NOT_FOUND' })
    expect(terms.message).toContain('약관')
    expect(await failing({}, 415)).toMatchObject({ code: 'NAVER_NO_API', kind: 'setup' })
  })

  it('for a broken server is a matter of time, also in the middle of a create', async () => {
    expect(await failing('<html></html>', 500)).toMatchObject({ code: 'NAVER_SERVER', kind: 'later' })
    expect(await failing('half of {"acc', 200)).toMatchObject({ code: 'MARKET_ODD_REPLY', kind: 'later' })
  })
})
