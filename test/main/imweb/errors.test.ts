import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ImwebReply,
  imwebCode,
  imwebErrors,
  imwebFailure,
  imwebFailureFrom,
  rejectsToken,
  safeWords,
} from '../../../main/imweb/errors.ts'

const reply = (status: number, body: unknown): ImwebReply => ({
  status,
  traceId: 't1',
  json: () => {
    if (body === undefined) throw new Error('not JSON')
    return body
  },
})

const documented = [
  10000, 10001, 10002, 10003, 10004, 30001, 30006, 30060, 30096, 30097, 30098, 30099, 30100, 30101, 30102, 30103, 30104,
  30105, 30116, 30122, 30123, 30124, 30125, 30128, 30130, 30132, 30156, 30170, 30273, 40001,
]

describe('refusals of Imweb', () => {
  it.each(documented)('%i says what happened with the code, and what to do next', (code) => {
    const failure = imwebFailure(reply(400, { statusCode: 400, error: { errorCode: String(code), message: 'words' } }))
    expect(failure).toMatchObject({ code: `IMWEB_${code}`, serviceCode: String(code), service: 'imweb', traceId: 't1' })
    expect(failure.message).toContain(`(${code})`)
    expect(failure.nextStep.length).toBeGreaterThan(8)
    expect(failure.message + failure.nextStep).not.toMatch(/[{}!]|undefined/)
  })

  it.each([
    { error: { errorCode: '30132', message: 'm' } },
    { error: { errorCode: 30132 } },
    { errorCode: '30132', message: 'm' },
    { errorCode: 30132 },
    { error: { code: '30132' } },
    { code: 30132 },
  ])('reads the code wherever it is: %j', (body) => {
    expect(imwebCode(reply(403, body))).toBe('30132')
    expect(imwebFailure(reply(403, body)).code).toBe('IMWEB_30132')
  })

  it('keeps the code and the words of what it does not know', () => {
    const failure = imwebFailure(reply(400, { error: { errorCode: '39999', message: '처음 보는 오류' } }))
    expect(failure).toMatchObject({ code: 'IMWEB_UNKNOWN', serviceCode: '39999', retryable: false })
    expect(failure.message).toContain('39999')
    expect(failure.message).toContain('처음 보는 오류')
    expect(imwebFailureFrom('ACCESS_DENIED', '').serviceCode).toBe('ACCESS_DENIED')
  })

  it('names the HTTP status where there is neither code nor words', () => {
    for (const body of [undefined, null, [], 'text', {}, { error: null }]) {
      expect(imwebFailure(reply(418, body))).toMatchObject({ code: 'IMWEB_NO_CODE', retryable: false })
      expect(imwebFailure(reply(418, body)).message).toContain('418')
    }
    expect(imwebFailure(reply(502, undefined)).retryable).toBe(true)
  })

  it('never passes on what could be a token, a code, an address or a phone number', () => {
    const token = `${'a1B2'.repeat(10)}.${'x'.repeat(20)}`
    const said = safeWords(`bad ${token} of kim@example.com, 010-1234-5678\n<b>now</b>\u202e`)
    expect(said).toBe('bad … of … …<b>now</b>')
    expect(safeWords('가'.repeat(900)).length).toBeLessThanOrEqual(201)
  })

  it('survives any body', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 200, max: 599 }), (body, status) => {
        const failure = imwebFailure(reply(status, body))
        expect(Object.hasOwn(imwebErrors, failure.code)).toBe(true)
        expect(failure.message).not.toMatch(/\{\w+\}/)
      }),
    )
  })

  it('are worth a new access token for 30101, 30102 and a bare 401, not for wrong credentials or other refusals', () => {
    expect(rejectsToken(reply(401, { error: { errorCode: '30101' } }))).toBe(true)
    expect(rejectsToken(reply(401, { error: { errorCode: 30102 } }))).toBe(true)
    expect(rejectsToken(reply(401, undefined))).toBe(true)
    expect(rejectsToken(reply(401, { error: { errorCode: '30105' } }))).toBe(false)
    expect(rejectsToken(reply(403, { error: { errorCode: '30103' } }))).toBe(false)
    expect(rejectsToken(reply(200, {}))).toBe(false)
  })
})
