import { describe, expect, it } from 'vitest'
import { get, patch, postToken, practiceImweb, refreshFields } from './support.ts'

describe('access', () => {
  it('answers 30105 without a bearer token and 30101 for one it never gave', async () => {
    const practice = await practiceImweb()
    const errorOf = async (headers: Record<string, string>) => {
      const { status, body } = await get(practice, '/site-info', undefined, { headers })
      return [status, body.error?.errorCode]
    }
    expect(await errorOf({})).toEqual([401, '30105'])
    expect(await errorOf({ 'access-token': 'old-style-key' })).toEqual([401, '30105'])
    expect(await errorOf({ authorization: 'Basic abc' })).toEqual([401, '30105'])
    expect(await errorOf({ authorization: 'Bearer old-style-key' })).toEqual([401, '30101'])
  })

  it('refuses a refresh token where an access token belongs', async () => {
    const practice = await practiceImweb()
    const { refreshToken } = practice.control.issueTokens()
    expect((await get(practice, '/site-info', refreshToken)).body.error?.errorCode).toBe('30101')
  })

  it('answers 30102 for expired tokens, until they are refreshed', async () => {
    const practice = await practiceImweb()
    const { accessToken, refreshToken } = practice.control.issueTokens()
    practice.control.expireTokens()
    expect((await get(practice, '/site-info', accessToken)).body.error?.errorCode).toBe('30102')
    const fresh = await postToken(practice, refreshFields(practice, refreshToken))
    expect((await get(practice, '/site-info', String(fresh.body.data?.accessToken))).status).toBe(200)
  })

  it('answers 403/30103 when the scope was not granted; write includes read', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens('site-info:write')
    const orders = await get(practice, '/orders?page=1&limit=1', accessToken)
    expect([orders.status, orders.body.error?.errorCode]).toEqual([403, '30103'])
    expect((await get(practice, '/site-info', accessToken)).status).toBe(200)
    const reader = practice.control.issueTokens('site-info:read')
    expect((await patch(practice, '/site-info/integration-complete', reader.accessToken)).status).toBe(403)
  })

  it.each(['/nothing', '/orders/abc', '/v2/shop/orders', '/'])('does not know %s: 404/10002', async (path) => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    const answer = await get(practice, path, accessToken)
    expect([answer.status, answer.body.error?.errorCode]).toEqual([404, '10002'])
  })

  it('does not know other methods on known paths', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    for (const method of ['POST', 'DELETE', 'PUT']) {
      expect((await get(practice, '/orders', accessToken, { method })).status).toBe(404)
    }
  })

  it('answers nobody who came by another host name', async () => {
    const practice = await practiceImweb()
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      request(`${practice.url}/site-info`, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
  })
})

describe('site-info', () => {
  it('tells the shop, its unit and the time of its first order', async () => {
    const practice = await practiceImweb()
    const { accessToken } = practice.control.issueTokens()
    const { body } = await get(practice, '/site-info', accessToken)
    const oldest = [...practice.truth({ includePending: true })].at(-1)
    expect(body.data).toMatchObject({
      siteCode: practice.credentials.siteCode,
      firstOrderTime: oldest?.wtime,
      unitList: [{ unitCode: expect.stringMatching(/^u2025/), name: expect.any(String), currency: 'KRW' }],
    })
    const unitCode = String(/u2025[0-9a-f]+/.exec(JSON.stringify(body.data))?.[0])
    const unit = await get(practice, `/site-info/unit/${unitCode}`, accessToken)
    expect(unit.body.data).toMatchObject({ unitCode, currency: 'KRW', isDefault: 'Y' })
    const wrong = await get(practice, '/site-info/unit/u20000101aaaaaaaaaaaaa', accessToken)
    expect([wrong.status, wrong.body.error?.errorCode]).toEqual([400, '30104'])
  })

  it('has no first order time while there is no order', async () => {
    const practice = await practiceImweb({ orders: 0 })
    const { accessToken } = practice.control.issueTokens()
    expect((await get(practice, '/site-info', accessToken)).body.data?.firstOrderTime).toBeNull()
  })
})

describe('the link', () => {
  const tokenOf = async (practice: Awaited<ReturnType<typeof practiceImweb>>) => {
    const { accessToken } = practice.control.issueTokens()
    practice.control.setLinkState('linking')
    return accessToken
  }

  it('is completed once: 404/30128 unless 연동중', async () => {
    const practice = await practiceImweb()
    const token = await tokenOf(practice)
    const first = await patch(practice, '/site-info/integration-complete', token)
    expect([first.status, first.body.data]).toEqual([200, true])
    const again = await patch(practice, '/site-info/integration-complete', token)
    expect([again.status, again.body.error?.errorCode]).toEqual([404, '30128'])
    practice.control.setLinkState('test')
    expect((await patch(practice, '/site-info/integration-complete', token)).body.error?.errorCode).toBe('30128')
  })

  it('opens the orders when complete or test-linked, not before: 30132', async () => {
    const practice = await practiceImweb()
    const token = await tokenOf(practice)
    const orders = async () => (await get(practice, '/orders?page=1&limit=1', token)).body.error?.errorCode ?? 'open'
    expect(await orders()).toBe('30132')
    await patch(practice, '/site-info/integration-complete', token)
    expect(await orders()).toBe('open')
    practice.control.setLinkState('test')
    expect(await orders()).toBe('open')
  })

  it('is cancelled only when 연동완료 (404/30130), and takes all tokens with it', async () => {
    const practice = await practiceImweb()
    const token = await tokenOf(practice)
    const early = await patch(practice, '/site-info/integration-cancellation', token)
    expect([early.status, early.body.error?.errorCode]).toEqual([404, '30130'])
    await patch(practice, '/site-info/integration-complete', token)
    expect((await patch(practice, '/site-info/integration-cancellation', token)).body.data).toBe(true)
    expect((await get(practice, '/site-info', token)).body.error?.errorCode).toBe('30101')
  })
})
