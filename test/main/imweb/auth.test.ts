import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  accessExpiry,
  authorizeUrl,
  completeIntegration,
  exchangeCode,
  refreshTokens,
  requestSite,
  siteOf,
} from '../../../main/imweb/auth.ts'
import { createHttpClient } from '../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import { systemClock } from '../../../shared/time.ts'

interface Call {
  method: string
  url: string
  type: string | undefined
  authorization: string | undefined
  body: string
}

/** Imweb as a script: answers the given bodies in turn and keeps what it was asked. */
const imweb = async (...answers: [number, unknown][]) => {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (bytes) => (body += bytes))
    request.on('end', () => {
      const { 'content-type': type, authorization } = request.headers
      calls.push({ method: request.method ?? '', url: request.url ?? '', type, authorization, body })
      const [status, answer] = answers.shift() ?? [500, {}]
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const limiter = createOpenLimiter(systemClock)
  return { calls, http: createHttpClient({ service: 'imweb', baseUrl, limiter, maxAttempts: 1 }) }
}

const client = { clientId: 'id', clientSecret: 'se+cret&' }
const pair = { accessToken: 'access-token-1', refreshToken: 'refresh-token-1' }
const ok = (data: unknown): [number, unknown] => [200, { statusCode: 200, data }]

describe('the token call', () => {
  it('sends a form body with camelCase names and no credentials anywhere else', async () => {
    const { http, calls } = await imweb(ok({ ...pair, scope: 'a:read b:write' }), ok({ ...pair, scope: ['a:read'] }))
    const uri = 'http://localhost:47813/imweb/callback'
    expect(await exchangeCode(http, client, 'c0de', uri)).toEqual({ ...pair, scopes: ['a:read', 'b:write'] })
    expect(await refreshTokens(http, client, 'old-refresh')).toEqual({ ...pair, scopes: ['a:read'] })
    const form = 'application/x-www-form-urlencoded'
    expect(calls).toMatchObject([
      { method: 'POST', url: '/oauth2/token', authorization: undefined },
      { method: 'POST', url: '/oauth2/token', authorization: undefined },
    ])
    expect(calls.every(({ type }) => type?.startsWith(form))).toBe(true)
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body))).toEqual({
      grantType: 'authorization_code',
      ...client,
      redirectUri: uri,
      code: 'c0de',
    })
    expect(Object.fromEntries(new URLSearchParams(calls[1]?.body))).toEqual({
      grantType: 'refresh_token',
      ...client,
      refreshToken: 'old-refresh',
    })
  })

  it.each([
    ['no data', ok(null)],
    ['no access token', ok({ refreshToken: pair.refreshToken })],
    ['no refresh token', ok({ accessToken: pair.accessToken })],
    ['a token that would break a header', ok({ ...pair, accessToken: 'a\r\nX-Evil: 1' })],
    ['a token of megabytes', ok({ ...pair, accessToken: 'a'.repeat(100_000) })],
    ['a list', [200, []]],
  ] as [string, [number, unknown]][])('is a coded error for an answer with %s', async (_name, answer) => {
    const { http } = await imweb(answer)
    await expect(refreshTokens(http, client, 'x')).rejects.toMatchObject({ code: 'IMWEB_BAD_REPLY' })
  })

  it('reads a refusal also when it comes with HTTP 200', async () => {
    const { http } = await imweb([200, { statusCode: 400, error: { errorCode: '30170', message: 'm' } }])
    await expect(refreshTokens(http, client, 'x')).rejects.toMatchObject({ code: 'IMWEB_30170' })
  })
})

describe('integration-complete', () => {
  it('is done when it is done, and when it was done before (30128)', async () => {
    const { http, calls } = await imweb(ok(true), [404, { statusCode: 404, error: { errorCode: '30128' } }])
    await completeIntegration(http, 'token')
    await completeIntegration(http, 'token')
    expect(calls[0]).toMatchObject({
      method: 'PATCH',
      url: '/site-info/integration-complete',
      authorization: 'Bearer token',
    })
  })

  it('is a failure for any other refusal', async () => {
    const { http } = await imweb([403, { statusCode: 403, error: { errorCode: '30132' } }])
    await expect(completeIntegration(http, 'token')).rejects.toMatchObject({ code: 'IMWEB_30132' })
  })
})

describe('site-info', () => {
  it('gives the shop, its first order and its units; a unit that cannot be read costs that unit only', async () => {
    const unitList = [{ unitCode: 'u1', name: '한국어', currency: 'KRW' }, null, { unitCode: 5 }, { unitCode: 'u2' }]
    const { http } = await imweb(ok({ siteCode: 'S1', firstOrderTime: '2025-03-01T00:00:00.000Z', unitList }))
    expect(siteOf(await requestSite(http, 't'))).toEqual({
      siteCode: 'S1',
      firstOrderAt: Date.UTC(2025, 2, 1),
      units: [
        { unitCode: 'u1', name: '한국어', currency: 'KRW' },
        { unitCode: 'u2', name: '', currency: '' },
      ],
    })
  })

  it.each([{}, { siteCode: 5 }, { siteCode: '../x' }, true])('without a shop is a coded error', async (data) => {
    const { http } = await imweb(ok(data))
    await expect(requestSite(http, 't').then(siteOf)).rejects.toMatchObject({ code: 'IMWEB_BAD_REPLY' })
  })
})

describe('the consent page', () => {
  it('keeps every letter of the redirect address and writes blanks as %20', () => {
    const redirectUri = 'https://shop.example/a b/?x=1&y=한글'
    const url = authorizeUrl('https://openapi.imweb.me/', { clientId: 'i', redirectUri, siteCode: 'S1', state: 's+t' })
    expect(url.startsWith('https://openapi.imweb.me/oauth2/authorize?responseType=code&')).toBe(true)
    expect(url).toContain('scope=site-info%3Awrite%20order%3Aread')
    expect(new URL(url).searchParams.get('redirectUri')).toBe(redirectUri)
    expect(new URL(url).searchParams.get('state')).toBe('s+t')
  })
})

const jwt = (claims: unknown) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
const now = Date.UTC(2026, 10, 21)
const seconds = now / 1000
const twoHours = now + 7_200_000

describe('the end of an access token', () => {
  it.each([
    ['its exp', jwt({ exp: seconds + 60 }), now + 60_000],
    ['its exp, with an iat of now', jwt({ iat: seconds - 1, exp: seconds + 600 }), now + 600_000],
    [
      'the life it names where this clock is off',
      jwt({ iat: seconds - 86_400, exp: seconds - 86_400 + 600 }),
      now + 600_000,
    ],
    ['two hours without exp', jwt({}), twoHours],
    ['two hours for an exp in the past', jwt({ exp: seconds - 1 }), twoHours],
    ['two hours for an exp beyond reason', jwt({ exp: 1e300 }), twoHours],
    ['two hours for text', jwt({ exp: 'soon' }), twoHours],
    ['two hours for what is no JWT', 'opaque', twoHours],
    ['two hours for a broken JWT', 'a.%%%.c', twoHours],
  ])('is %s', (_name, token, end) => expect(accessExpiry(token, now)).toBe(end))
})
