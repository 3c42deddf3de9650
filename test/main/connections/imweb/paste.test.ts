import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedCredentials, cleanPasted } from '../../../../main/connections/imweb/credentials.ts'
import { readPasted } from '../../../../main/connections/imweb/paste.ts'
import { answerOf, redirectOf, sameSecret } from '../../../../main/connections/imweb/redirect.ts'
import { AppError } from '../../../../shared/errors.ts'

const redirect = redirectOf('https://shop.example/back')
const state = 'expected'
const good = { kind: 'code', code: 'c0de' }
const codeOf = (text: string) => {
  try {
    return readPasted(text, redirect, state)
  } catch (error) {
    return error instanceof AppError ? error.code : error
  }
}

describe('a pasted address', () => {
  it.each([
    'https://shop.example/back?code=c0de&state=expected',
    'https://shop.example:443/back?state=expected&code=c0de&utm=1#top',
    '  \u200bhttps://shop.example/back?code=c0de&state=expected\u00a0\n',
    '<https://shop.example/back?code=c0de&state=expected>',
    'shop.example/back?code=c0de&state=expected',
    '?code=c0de&state=expected',
    'code=c0de&state=expected',
  ])('is taken: %j', (text) => expect(codeOf(text)).toEqual(good))

  it.each([
    ['', 'PASTE_EMPTY'],
    ['\u200b \u00a0', 'PASTE_EMPTY'],
    ['안녕하세요', 'PASTE_UNREADABLE'],
    ['https://', 'PASTE_UNREADABLE'],
    ['c0de', 'PASTE_UNREADABLE'],
    ['https://shop.example/back', 'PASTE_NOTHING'],
    ['https://shop.example/back?state=expected', 'PASTE_NOTHING'],
    ['https://shop.example/back?code=c0de', 'PASTE_NO_STATE'],
    ['https://shop.example/back?code=c0de&state=other', 'LOGIN_STATE'],
    ['https://shop.example/back?code=c0de&state=expecte', 'LOGIN_STATE'],
    ['https://shop.example/?code=c0de&state=expected', 'PASTE_OTHER_ADDRESS'],
    ['http://shop.example/back?code=c0de&state=expected', 'PASTE_OTHER_ADDRESS'],
    ['https://evil.example/back?code=c0de&state=expected', 'PASTE_OTHER_ADDRESS'],
    ['evil.example/back?code=c0de&state=expected', 'PASTE_OTHER_ADDRESS'],
    ['https://shop.example@evil.example/back?code=c0de&state=expected', 'PASTE_OTHER_ADDRESS'],
    [
      'https://openapi.imweb.me/oauth2/authorize?responseType=code&clientId=x&redirectUri=y&state=expected',
      'PASTE_CONSENT_PAGE',
    ],
  ])('is told what is wrong: %j', (text, code) => expect(codeOf(text)).toBe(code))

  it('shows Imweb’s refusal as such', () => {
    const text = 'https://shop.example/back?errorCode=30132&message=no&state=expected'
    expect(codeOf(text)).toMatchObject({ kind: 'refused', error: { code: 'IMWEB_30132' } })
  })

  it('never throws anything but a coded error, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })), (text) => {
        const said = codeOf(text)
        expect(typeof said === 'string' || (typeof said === 'object' && said !== null && 'kind' in said)).toBe(true)
        expect(said).not.toEqual(good)
      }),
    )
  })
})

describe('state', () => {
  it('must be the very one: no other text, no prefix, not twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(sameSecret(given, state)).toBe(given === state)
        const params = new URLSearchParams({ code: 'c', state: given })
        expect(answerOf(params, state).kind).toBe(params.get('state') === state ? 'code' : 'foreign')
      }),
    )
    expect(answerOf(new URLSearchParams('code=c&state=expected&state=expected'), state).kind).toBe('foreign')
    expect(answerOf(new URLSearchParams('code=a&code=b&state=expected'), state).kind).toBe('refused')
  })
})

const typed = {
  clientId: '0a1b2c3d-1111-4222-8333-0123456789ab',
  clientSecret: 'a'.repeat(64),
  siteCode: 'S20250301abcdef0123456',
  redirectUri: 'http://localhost:47813/imweb/callback',
}

describe('pasted credentials', () => {
  it('lose what cannot be seen, wherever it is', () => {
    const dirty = Object.fromEntries(
      Object.entries(typed).map(([key, value]) => [
        key,
        `\u00a0\ufeff${value.slice(0, 5)}\u200b${value.slice(5)}\r\n\t`,
      ]),
    ) as typeof typed
    expect(checkedCredentials(dirty)).toEqual(typed)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanPasted(text)
        expect(cleanPasted(clean)).toBe(clean)
        expect(clean.trim()).toBe(clean)
      }),
    )
  })

  it.each([
    [{ clientId: '' }, 'CREDENTIAL_EMPTY'],
    [{ clientSecret: '\u200b' }, 'CREDENTIAL_EMPTY'],
    [{ clientId: '0a1b2c3d-1111-4222-8333-0123456789a' }, 'CREDENTIAL_CUT'],
    [{ clientId: '0a1b2c3d-1111-' }, 'CREDENTIAL_CUT'],
    [{ clientSecret: 'abcdef…' }, 'CREDENTIAL_CUT'],
    [{ clientSecret: 'abcdef...' }, 'CREDENTIAL_CUT'],
    [{ clientSecret: 'ab••••••' }, 'CREDENTIAL_CUT'],
    [{ clientSecret: 'ab*******' }, 'CREDENTIAL_CUT'],
    [{ clientSecret: 'two words' }, 'CREDENTIAL_WRONG'],
    [{ clientSecret: '비밀' }, 'CREDENTIAL_WRONG'],
    [{ siteCode: 'u20250301abcdef' }, 'CREDENTIAL_WRONG'],
    [{ siteCode: 'https://shop.example' }, 'CREDENTIAL_WRONG'],
    [{ redirectUri: 'localhost/callback' }, 'REDIRECT_INVALID'],
    [{ redirectUri: 'myapp://callback' }, 'REDIRECT_INVALID'],
    [{ redirectUri: 'https://user:pass@shop.example/' }, 'REDIRECT_INVALID'],
    [{ redirectUri: 'https://shop.example/#top' }, 'REDIRECT_INVALID'],
    [{ redirectUri: 'http://localhost:0/' }, 'REDIRECT_INVALID'],
  ])('are refused with the field and the reason: %j', (change, code) => {
    expect(() => checkedCredentials({ ...typed, ...change })).toThrow(expect.objectContaining({ code }))
  })

  it('never repeat a secret in what is said about it', () => {
    const secret = 'very secret value...'.replaceAll(' ', '')
    try {
      checkedCredentials({ ...typed, clientSecret: secret })
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify(error instanceof AppError ? error.toShape() : error)).not.toContain('very')
    }
  })
})

describe('a redirect address', () => {
  it.each([
    ['http://localhost:47813/imweb/callback', { host: 'localhost', port: 47813 }],
    ['http://127.0.0.1:8000/', { host: '127.0.0.1', port: 8000 }],
    ['https://localhost:47813/cb', null],
    ['http://localhost/cb', null],
    ['http://localhost.evil.example:80/cb', null],
    ['http://127.0.0.2:8000/', null],
    ['https://shop.example/', null],
  ])('is received here only on loopback with a port: %s', (uri, loopback) => {
    expect(redirectOf(uri)).toMatchObject({ uri, loopback })
  })
})
