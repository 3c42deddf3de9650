import { describe, expect, it } from 'vitest'
import { approveByHttp, denyByHttp } from '../../../../main/practice/imweb/index.ts'
import { authorizeUrl, exchangeFields, get, postToken, practiceImweb } from './support.ts'

const told = (location: string) => Object.fromEntries(new URL(location).searchParams)

describe('the consent request', () => {
  it('answers a code of 64 hex digits and the state to the registered address', async () => {
    const practice = await practiceImweb()
    const location = await approveByHttp(authorizeUrl(practice))
    expect(location.startsWith('http://localhost:47813/imweb/callback?')).toBe(true)
    expect(told(location)).toEqual({ code: expect.stringMatching(/^[0-9a-f]{64}$/), state: 'st' })
  })

  it('takes every registered address, also one that is not loopback, and keeps its own query', async () => {
    const practice = await practiceImweb({ redirectUris: ['https://practice-shop.example/?from=shop'] })
    const location = await approveByHttp(authorizeUrl(practice))
    expect(location).toMatch(/^https:\/\/practice-shop\.example\/\?from=shop&code=[0-9a-f]{64}&state=st$/)
  })

  it.each([
    ['a wrong client', { clientId: 'nobody' }, '30098'],
    ['no client', { clientId: undefined }, '30098'],
    ['an address that is not registered', { redirectUri: 'http://localhost:47814/imweb/callback' }, '30123'],
    ['an address that only begins like a registered one', { redirectUri: 'https://practice-shop.example/x' }, '30123'],
    ['no address', { redirectUri: undefined }, '30123'],
  ])('shows an error page and redirects nowhere for %s', async (_name, changes, code) => {
    const practice = await practiceImweb()
    const answer = await get(practice, authorizeUrl(practice, changes).slice(practice.url.length), undefined, {
      redirect: 'manual',
    })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
    expect(answer.text).toContain(code)
  })

  it.each([
    ['a scope without site-info:write', { scope: 'site-info:read order:read' }, '30156'],
    ['an unknown scope', { scope: 'site-info:write everything' }, '30099'],
    ['a scope that is not switched on', { scope: 'site-info:write payment:read' }, '30099'],
    ['a renamed scope of old', { scope: 'site-info:write statistics:read' }, '30099'],
    ['a shop that is not linked', { siteCode: 'S20000101aaaaaaaaaaaaa' }, '30132'],
    ['another response type', { responseType: 'token' }, '10001'],
    ['no scope', { scope: undefined }, '10001'],
  ])('redirects with errorCode, message and state for %s', async (_name, changes, errorCode) => {
    const practice = await practiceImweb()
    const location = await approveByHttp(authorizeUrl(practice, changes))
    expect(told(location)).toEqual({ errorCode, message: expect.stringMatching(/./), state: 'st' })
  })

  it('wants a state', async () => {
    const practice = await practiceImweb()
    expect(told(await approveByHttp(authorizeUrl(practice, { state: undefined }))).errorCode).toBe('10001')
  })

  it('answers 30132 while the shop is not linked to the app', async () => {
    const practice = await practiceImweb({ linkState: 'not_linked' })
    expect(told(await approveByHttp(authorizeUrl(practice))).errorCode).toBe('30132')
    practice.control.setLinkState('linking')
    expect(told(await approveByHttp(authorizeUrl(practice))).code).toBeDefined()
  })

  it('tells the app when the operator refuses, and gives no code', async () => {
    const practice = await practiceImweb()
    const values = told(await denyByHttp(authorizeUrl(practice)))
    expect(values).toEqual({ errorCode: 'ACCESS_DENIED', message: expect.any(String), state: 'st' })
  })
})

describe('the consent page', () => {
  it('is Korean, says that it is practice, and offers 동의 and 거부 as one form', async () => {
    const practice = await practiceImweb()
    const page = await (await fetch(authorizeUrl(practice))).text()
    expect(page).toContain('<html lang="ko">')
    expect(page).toContain('연습용 화면입니다')
    expect(page).toMatch(/<form method="post".*거부.*동의.*<\/form>/s)
  })

  it('lets its form lead to the registered address only', async () => {
    const practice = await practiceImweb()
    const page = await fetch(authorizeUrl(practice))
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:47813")
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('costs the app no call: neither the page nor the icon that browsers ask for counts', async () => {
    const practice = await practiceImweb({ limits: { capacity: 1, perSecond: 1 } })
    await approveByHttp(authorizeUrl(practice))
    expect((await get(practice, '/favicon.ico')).status).toBe(204)
    expect(practice.control.seen().requests).toEqual({})
    expect((await get(practice, '/site-info')).status).toBe(401)
  })

  it('shows nothing that a caller wrote as markup', async () => {
    const practice = await practiceImweb({ enabledScopes: ['site-info:write', 'order:read'] })
    const answer = await get(practice, authorizeUrl(practice, { clientId: '<script>' }).slice(practice.url.length))
    expect(answer.text).not.toContain('<script')
  })

  it('takes an answer once, and none that it did not ask for', async () => {
    const practice = await practiceImweb()
    const page = await (await fetch(authorizeUrl(practice))).text()
    const ticket = /name="ticket" value="([0-9a-f]+)"/.exec(page)?.[1] ?? ''
    const press = (value: string) =>
      fetch(`${practice.url}/oauth2/authorize`, {
        method: 'POST',
        body: new URLSearchParams({ ticket: value, answer: 'approve' }),
        redirect: 'manual',
      })
    expect((await press(ticket)).status).toBe(302)
    expect((await press(ticket)).status).toBe(400)
    expect((await press('0'.repeat(48))).status).toBe(400)
  })
})

describe('after integration-cancellation', () => {
  it('a new consent links the shop again', async () => {
    const practice = await practiceImweb({ linkState: 'cancelled' })
    const page = await (await fetch(authorizeUrl(practice))).text()
    expect(page).toContain('해제된 연동을 다시 맺습니다')
    const code = told(await approveByHttp(authorizeUrl(practice))).code ?? ''
    expect((await postToken(practice, exchangeFields(practice, code))).status).toBe(200)
    expect(practice.control.linkState()).toBe('linking')
  })
})
