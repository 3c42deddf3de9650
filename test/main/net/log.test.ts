import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLogger, type LogLine } from '../../../main/net/log.ts'
import { redact, redactText } from '../../../main/net/redact.ts'
import { AppError, failCommon } from '../../../shared/errors.ts'

const chars = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const hex = '0123456789abcdef'
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const word = chars(base64url, 12, 60).map((text) => `x${text}9`)

const email = fc.tuple(chars('abcdefgh0123._-', 1, 20), chars('abcdef-', 2, 12)).map(([a, b]) => `${a}@${b}.co.kr`)
const phone = fc
  .tuple(
    fc.constantFrom('010', '011', '02', '031', '070'),
    chars('0123456789', 4, 4),
    chars('0123456789', 4, 4),
    fc.constantFrom('', '-', ' ', '.'),
  )
  .map(([a, b, c, dash]) => [a, b, c].join(dash))
const intl = fc
  .tuple(chars('0123456789', 4, 4), chars('0123456789', 4, 4), fc.constantFrom('', '-', ' '))
  .map(([b, c, dash]) => ['+82', '10', b, c].join(dash))
const jwt = fc
  .tuple(chars(base64url, 20, 60), chars(base64url, 20, 60), chars(base64url, 20, 60))
  .map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`)
const longHex = chars(hex, 40, 64).map((text) => `a1${text}`)
const aroundSecret = fc.constantFrom('', ' ', '보냄: ', 'failed (', '\n', '"', 'x=1, ')

describe('what gives itself away by its look', () => {
  it.each([
    ['e-mail', email],
    ['phone', phone],
    ['foreign form of a phone', intl],
    ['JWT', jwt],
    ['long hex, as authorization codes are', longHex],
  ])('%s never survives in a text', (_name, secrets) => {
    fc.assert(
      fc.property(
        aroundSecret,
        secrets,
        fc.constantFrom('', ' ', '로', ')', '"', ',x=1', '님'),
        (before, secret, after) => {
          expect(redactText(`${before}${secret}${after}`)).not.toContain(secret)
        },
      ),
    )
  })
})

describe('what carries a name', () => {
  const names = [
    'accessToken',
    'refresh_token',
    'clientSecret',
    'code',
    'password',
    'apiKey',
    'mSkey',
    'secretKey',
    'signature',
    'state',
  ]
  it('never survives, however it is written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), word, (name, secret) => {
        const forms = [
          `${name}=${secret}`,
          `GET /x?a=1&${name}=${secret}&b=2`,
          `${name}: ${secret}`,
          `{"${name}":"${secret}"}`,
          JSON.stringify(JSON.stringify({ [name]: secret })),
          `{ ${name}: '${secret}' }`,
        ]
        for (const form of forms) expect(redactText(form)).not.toContain(secret)
        expect(JSON.stringify(redact({ deep: [{ [name]: secret }] }))).not.toContain(secret)
      }),
    )
  })

  it('covers a whole Authorization header, whatever the scheme', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Bearer ', 'Basic ', 'CEA algorithm=HmacSHA256, access-key=', ''),
        word,
        (scheme, secret) => {
          expect(redactText(`authorization: ${scheme}${secret}`)).not.toContain(secret)
          expect(redactText(`Authorization ${scheme}${secret}`)).not.toContain(secret)
        },
      ),
    )
  })
})

describe('what must stay readable', () => {
  it.each([
    'order 202607010012345 of /orders/{orderNo}',
    'job 0b9f1f3e-5a55-4c2a-9f6e-1c2d3e4f5a6b ended',
    'trace 0123456789abcdef status 200 in 31 ms',
    'GET /orders 429, waiting 4000 ms',
    '2026-11-21 14:05:00 windows 3/7',
    '아임웹 서버가 오류로 답했습니다 (HTTP 503).',
  ])('%s', (text) => expect(redactText(text)).toBe(text))

  it('the code and the trace id of an error, and a job’s state', () => {
    expect(redact({ code: 'NET_TIMEOUT', state: 'needs_reauth', error: failCommon('CANCELLED') })).toMatchObject({
      code: 'NET_TIMEOUT',
      state: 'needs_reauth',
      error: { code: 'CANCELLED' },
    })
  })

  it('but not a code that is no error code of ours', () => {
    expect(redact({ code: '4f3a9c' })).toEqual({ code: '[redacted]' })
  })
})

describe('the logger', () => {
  const lines = () => {
    const written: LogLine[] = []
    return { written, log: createLogger((line) => written.push(line)) }
  }

  it('redacts message, fields, keys, errors and their stacks', () => {
    const { written, log } = lines()
    const error = new AppError({ code: 'NET_BROKEN', message: 'token=abcdef123456', nextStep: '', retryable: false })
    log.error('mail to kim@example.com', {
      'lee@example.com': 1,
      error,
      list: ['010-1234-5678'],
      bytes: Buffer.from('secret'),
    })
    const text = JSON.stringify(written)
    expect(text).not.toMatch(/kim@|lee@|1234-5678|abcdef123456/)
    expect(written[0]).toMatchObject({ level: 'error', fields: { error: { code: 'NET_BROKEN' }, bytes: '[6 bytes]' } })
  })

  it('survives any value, circular ones and failing sinks included', () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const { log, written } = lines()
    log.info('x', circular)
    expect(written).toHaveLength(1)
    fc.assert(fc.property(fc.anything(), (value) => void JSON.stringify(redact(value))))
    const broken = createLogger(() => {
      throw new Error('disk full')
    })
    expect(() => broken.warn('x')).not.toThrow()
  })
})
