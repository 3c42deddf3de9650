import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { approveByHttp, type PracticeImweb } from '../../../../main/practice/imweb/index.ts'
import {
  authorizeUrl,
  exchangeFields,
  get,
  handClock,
  orderPage,
  postToken,
  practiceImweb,
  refreshFields,
} from './support.ts'

const codeOf = async (practice: PracticeImweb) =>
  new URL(await approveByHttp(authorizeUrl(practice))).searchParams.get('code') ?? ''
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe('the code exchange', () => {
  it('answers both tokens and the scope, camelCase, in the envelope', async () => {
    const practice = await practiceImweb()
    const { status, body } = await postToken(practice, exchangeFields(practice, await codeOf(practice)))
    expect(status).toBe(200)
    expect(body).toEqual({
      statusCode: 200,
      data: {
        accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        scope: 'site-info:write order:read',
      },
    })
  })

  it('gives an access token of two hours, by its exp and in fact', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock, linkState: 'test' })
    const { body } = await postToken(practice, exchangeFields(practice, await codeOf(practice)))
    const token = String(body.data?.accessToken)
    expect(claimsOf(token).exp * 1000).toBe(clock.now() + 2 * 3_600_000)
    clock.advance(2 * 3_600_000 - 1)
    expect((await get(practice, '/site-info', token)).status).toBe(200)
    clock.advance(1)
    expect((await get(practice, '/site-info', token)).body.error?.errorCode).toBe('30102')
  })

  it('takes a code once: 30124', async () => {
    const practice = await practiceImweb()
    const fields = exchangeFields(practice, await codeOf(practice))
    expect((await postToken(practice, fields)).status).toBe(200)
    const again = await postToken(practice, fields)
    expect([again.status, again.body.error?.errorCode]).toEqual([400, '30124'])
    expect(practice.control.seen().codeUses[hash(fields.code ?? '')]).toBe(2)
  })

  it('takes a code for ten minutes: 30125', async () => {
    const clock = handClock()
    const practice = await practiceImweb({ clock })
    const [early, late] = [await codeOf(practice), await codeOf(practice)]
    clock.advance(10 * 60_000 - 1)
    expect((await postToken(practice, exchangeFields(practice, early))).status).toBe(200)
    clock.advance(1)
    expect((await postToken(practice, exchangeFields(practice, late))).body.error?.errorCode).toBe('30125')
  })

  it('knows no code it did not give: 30124, and 30100 for what cannot be one', async () => {
    const practice = await practiceImweb()
    const errorOf = async (code: string) =>
      (await postToken(practice, exchangeFields(practice, code))).body.error?.errorCode
    expect(await errorOf('0'.repeat(64))).toBe('30124')
    expect(await errorOf('short')).toBe('30100')
  })

  it('wants the very redirect address of the consent: 30123, and the code stays good', async () => {
    const practice = await practiceImweb()
    const fields = exchangeFields(practice, await codeOf(practice))
    const registered = { ...fields, redirectUri: 'http://127.0.0.1:47813/imweb/callback' }
    expect((await postToken(practice, registered)).body.error?.errorCode).toBe('30123')
    const unknown = { ...fields, redirectUri: 'https://elsewhere.example/' }
    expect((await postToken(practice, unknown)).body.error?.errorCode).toBe('30123')
    expect((await postToken(practice, fields)).status).toBe(200)
  })

  it.each(['clientId', 'clientSecret'])('refuses a wrong %s: 30098', async (name) => {
    const practice = await practiceImweb()
    const fields = exchangeFields(practice, await codeOf(practice))
    const wrong = await postToken(practice, { ...fields, [name]: `${fields[name]} ` })
    expect([wrong.status, wrong.body.error?.errorCode]).toEqual([400, '30098'])
    expect((await postToken(practice, fields)).status).toBe(200)
  })

  it('refuses JSON and query parameters: 30122', async () => {
    const practice = await practiceImweb()
    const fields = exchangeFields(practice, await codeOf(practice))
    const json = await postToken(practice, fields, {
      body: JSON.stringify(fields),
      headers: { 'content-type': 'application/json' },
    })
    expect([json.status, json.body.error?.errorCode]).toEqual([400, '30122'])
    const query = await get(practice, `/oauth2/token?${new URLSearchParams(fields)}`, undefined, { method: 'POST' })
    expect([query.status, query.body.error?.errorCode]).toEqual([400, '30122'])
    const both = await get(practice, `/oauth2/token?${new URLSearchParams(fields)}`, undefined, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    expect(both.body.error?.errorCode).toBe('30122')
    expect((await postToken(practice, fields)).status).toBe(200)
  })

  it('does not know snake_case names: they are missing fields, named in error.data', async () => {
    const practice = await practiceImweb()
    const answer = await postToken(practice, { grant_type: 'authorization_code', client_id: 'x', client_secret: 'y' })
    expect(answer.body.error).toMatchObject({
      errorCode: '10001',
      data: { required: ['grantType', 'clientId', 'clientSecret'] },
    })
    const other = await postToken(practice, { ...exchangeFields(practice, 'x'), grantType: 'password' })
    expect(other.body.error?.errorCode).toBe('10001')
  })

  it('checks a Basic header when one is sent, and needs none', async () => {
    const practice = await practiceImweb()
    const { clientId, clientSecret } = practice.credentials
    const basic = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } })
    const fields = exchangeFields(practice, await codeOf(practice))
    expect((await postToken(practice, fields, basic('a:b'))).body.error?.errorCode).toBe('30098')
    expect((await postToken(practice, fields, basic(`${clientId}:${clientSecret}`))).status).toBe(200)
  })
})

describe('rotation', () => {
  it('makes both tokens new, and the old refresh token answers 30170', async () => {
    const practice = await practiceImweb()
    const first = practice.control.issueTokens()
    const answer = await postToken(practice, refreshFields(practice, first.refreshToken))
    expect(answer.status).toBe(200)
    expect(answer.body.data?.accessToken).not.toBe(first.accessToken)
    expect(answer.body.data?.refreshToken).not.toBe(first.refreshToken)
    await orderPage(practice, String(answer.body.data?.accessToken))
    const again = await postToken(practice, refreshFields(practice, first.refreshToken))
    expect([again.status, again.body.error?.errorCode]).toEqual([400, '30170'])
    expect(practice.control.seen().refreshUses).toEqual({ [hash(first.refreshToken)]: 2 })
  })

  it('lets one of several refreshes with one token win', async () => {
    const practice = await practiceImweb()
    const { refreshToken } = practice.control.issueTokens()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => postToken(practice, refreshFields(practice, refreshToken))),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body.error?.errorCode === '30170')).toHaveLength(4)
  })

  it.each([
    ['rotation', 200],
    ['consent', 400],
  ] as const)('counts the 90 days from the %s', async (refreshLifeFrom, expected) => {
    const clock = handClock()
    const practice = await practiceImweb({ clock, refreshLifeFrom })
    const first = practice.control.issueTokens()
    clock.advance(60 * 86_400_000)
    const second = await postToken(practice, refreshFields(practice, first.refreshToken))
    clock.advance(60 * 86_400_000)
    const third = await postToken(practice, refreshFields(practice, String(second.body.data?.refreshToken)))
    expect(third.status).toBe(expected)
  })

  it('refuses an access token in its place, a revoked one, and one of another server', async () => {
    const practice = await practiceImweb()
    const other = await practiceImweb({ seed: 2 })
    const own = practice.control.issueTokens()
    const errorOf = async (token: string) =>
      (await postToken(practice, refreshFields(practice, token))).body.error?.errorCode
    expect(await errorOf(own.accessToken)).toBe('30170')
    expect(await errorOf(other.control.issueTokens().refreshToken)).toBe('30170')
    practice.control.revokeTokens()
    expect(await errorOf(own.refreshToken)).toBe('30170')
  })
})

describe('other forms that Imweb has been seen to answer in', () => {
  it('sends the scope as a list, the code as a number at the top, and tokens that are not JWT', async () => {
    const practice = await practiceImweb({
      wire: { scope: 'array', errorCode: 'number', errorPlace: 'top', tokens: 'opaque' },
    })
    const { refreshToken } = practice.control.issueTokens()
    expect(refreshToken).not.toContain('.')
    const good = await postToken(practice, refreshFields(practice, refreshToken))
    expect(good.body.data?.scope).toEqual(['site-info:write', 'order:read'])
    const bad = await postToken(practice, refreshFields(practice, refreshToken))
    expect(bad.body).toEqual({ statusCode: 400, errorCode: 30170, message: expect.any(String) })
  })
})
