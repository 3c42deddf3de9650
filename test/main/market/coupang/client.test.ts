import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paths, queryText } from '../../../../main/market/coupang/address.ts'
import { authorization, coupangFields, signedDate } from '../../../../main/market/coupang/auth.ts'
import { createCoupangClient } from '../../../../main/market/coupang/client.ts'
import { createGate, defaultPatience } from '../../../../main/market/coupang/gate.ts'
import { createCoupangHttp } from '../../../../main/market/coupang/index.ts'
import { bare, bodyBytes } from '../../../../main/market/coupang/json.ts'
import { pausesInMemory } from '../../../../main/market/pause-store.ts'
import type { HttpRequest } from '../../../../main/net/types.ts'
import { json, scriptedServer } from '../../net/scripted-server.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { failure, how, silent } from './support.ts'

const keys = { vendorId: 'A00099999', vendorUserId: 'skyshop_demo', accessKey: 'access-1', secretKey: 'secret-비밀' }

/** What the gateway computes, from what came over the wire. */
const expectedHeader = (method: string, target: string, header: string) => {
  const date = /signed-date=(\w{14})/.exec(header)?.[1] ?? ''
  const mark = target.indexOf('?')
  const text =
    mark < 0 ? `${date}${method}${target}` : `${date}${method}${target.slice(0, mark)}${target.slice(mark + 1)}`
  const signature = createHmac('sha256', keys.secretKey).update(text).digest('hex')
  return `CEA algorithm=HmacSHA256, access-key=access-1, signed-date=${date}, signature=${signature}`
}

const setUp = async (...answers: Parameters<typeof scriptedServer>) => {
  const server = await scriptedServer(...answers)
  const time = jumpingTime(Date.UTC(2026, 6, 15, 0, 30))
  const { clock, sleep } = time
  const http = createCoupangHttp({ baseUrl: server.base, clock, sleep, unlimited: true, version: '1.0.0' })
  const gate = createGate(clock, sleep, pausesInMemory(), defaultPatience)
  const client = createCoupangClient({
    http,
    credentials: () => Promise.resolve(keys),
    clock,
    log: silent,
    gateOf: () => gate,
    sleep,
    random: () => 0.5,
  })
  return { server, time, client, gate, http }
}

describe('the signature', () => {
  it('has the date in UTC as yyMMddTHHmmssZ', () => {
    expect(signedDate(Date.UTC(2026, 6, 15, 0, 30, 0, 999))).toBe('260715T003000Z')
    expect(signedDate(Date.UTC(2027, 0, 2, 3, 4, 5))).toBe('270102T030405Z')
  })

  it('is what openssl makes of date, method, path and query in one run', () => {
    // printf '260715T003000ZGET/v2/providers/openapi/apis/api/v5/vendors/A00099999/ordersheetscreatedAtFrom=2026-07-14%2B09:00&status=ACCEPT' | openssl dgst -sha256 -hmac secret-key
    const signed = {
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v5/vendors/A00099999/ordersheets',
      query: 'createdAtFrom=2026-07-14%2B09:00&status=ACCEPT',
      at: Date.UTC(2026, 6, 15, 0, 30),
    }
    expect(authorization({ accessKey: '00000000-aaaa-bbbb-cccc-000000000000', secretKey: 'secret-key' }, signed)).toBe(
      'CEA algorithm=HmacSHA256, access-key=00000000-aaaa-bbbb-cccc-000000000000, signed-date=260715T003000Z, signature=994c2412b5a5002d4458f0a73798fdb806c10d113a075bf7bd9028579039b3dc',
    )
  })

  it('is over the very bytes that leave, whatever a code or a query holds', async () => {
    const { server, client } = await setUp(json('{"code":"SUCCESS","message":"","data":[]}'))
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !/^\.{1,2}$/.test(text))
    await fc.assert(
      fc.asyncProperty(
        word,
        fc.array(fc.tuple(word, fc.string({ unit: 'binary' })), { maxLength: 3 }),
        async (sku, query) => {
          await client.send({ method: 'GET', path: paths.bySku(sku), template: 't', query }, how)
          const heard = server.heard.at(-1)
          expect(heard?.headers.authorization).toBe(
            expectedHeader('GET', heard?.url ?? '', heard?.headers.authorization ?? ''),
          )
          const parts = heard?.url.split('?')[0]?.split('/') ?? []
          expect(decodeURIComponent(parts.at(-1) ?? '')).toBe(sku.toWellFormed())
        },
      ),
      { numRuns: 60 },
    )
  })

  it('writes times with a colon and a plus as %2B, as the manual does', () => {
    expect(
      queryText([
        ['createdAtFrom', '2026-07-14+09:00'],
        ['name', "가'(1)"],
      ]),
    ).toBe('createdAtFrom=2026-07-14%2B09:00&name=%EA%B0%80%27%281%29')
  })

  it('is made anew for each try', async () => {
    const { server, client } = await setUp(json('{}', 500), json('{}', 500), json('{"code":"SUCCESS","data":null}'))
    await client.send({ method: 'GET', path: paths.outbound, template: 't' }, how)
    expect(new Set(server.heard.map((call) => call.headers.authorization)).size).toBe(3)
  })
})

describe('a call', () => {
  it('carries the vendor, the type and, only where asked for, the longer wait', async () => {
    const { server, client } = await setUp(json('{"code":"SUCCESS","data":1}'))
    const body = () => ({ place: bare('123456789012345678'), name: '가' })
    await client.send({ method: 'POST', path: paths.products, template: 't', body, write: true, extended: true }, how)
    await client.send(
      { method: 'PUT', path: paths.option('900000000000000123', 'sales/stop'), template: 't', write: true },
      how,
    )
    expect(server.heard[0]).toMatchObject({
      method: 'POST',
      url: '/v2/providers/seller_api/apis/api/v1/marketplace/seller-products',
      body: '{"place":123456789012345678,"name":"가"}',
      headers: {
        'content-type': 'application/json;charset=UTF-8',
        'x-requested-by': 'A00099999',
        'x-extended-timeout': '90000',
      },
    })
    expect(server.heard[1]).toMatchObject({
      method: 'PUT',
      url: '/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/900000000000000123/sales/stop',
      body: '',
    })
    expect(server.heard[1]?.headers).not.toHaveProperty('x-extended-timeout')
  })

  it('keeps every digit of a code, and leaves what is no number a text', () => {
    expect(new TextDecoder().decode(bodyBytes([bare('9007199254740993'), bare('007'), bare('A1'), bare('0')]))).toBe(
      '[9007199254740993,"007","A1",0]',
    )
  })

  it('that waited for its turn stays here when another was refused meanwhile', async () => {
    const { client, gate, http } = await setUp(json('{"code":"SUCCESS","data":1}'))
    const asked: HttpRequest[] = []
    const wrapped = createCoupangClient({
      http: {
        limiter: http.limiter,
        request: async (request) => {
          asked.push(request)
          const other = await gate.enter(how.signal)
          other.refused('COUPANG_TOO_MANY')
          other.ended('refused')
          return http.request(request)
        },
      },
      credentials: () => Promise.resolve(keys),
      clock: { now: () => 0 },
      log: silent,
      gateOf: () => gate,
      sleep: () => Promise.resolve(),
      random: () => 0.5,
    })
    const refusal = await failure(wrapped.send({ method: 'GET', path: paths.outbound, template: 't' }, how))
    expect([refusal.code, refusal.kind, asked.length]).toEqual(['COUPANG_TOO_MANY', 'later', 1])
    await failure(client.send({ method: 'GET', path: paths.outbound, template: 't' }, how))
    expect(http.limiter.view().queued).toBe(0)
  })

  it('breathes after the warning that comes near the limit', async () => {
    const { client, time } = await setUp(
      json('{"code":"SUCCESS","data":1}', 200, { 'X-CAG-Warnings': '90%' }),
      json('{"code":"SUCCESS","data":1}'),
    )
    await client.send({ method: 'GET', path: paths.outbound, template: 't' }, how)
    await client.send({ method: 'GET', path: paths.outbound, template: 't' }, how)
    expect(time.slept).toContain(defaultPatience.warnedMs)
  })
})

describe('a signature that stays expired', () => {
  const expired = json('{"code":"ERROR","message":"Specified signature is expired.","transactionId":"t"}', 401, {
    date: new Date(Date.UTC(2026, 6, 15, 1, 31)).toUTCString(),
  })

  it('is explained with the difference of the clocks, after one more try', async () => {
    const { server, client } = await setUp(expired)
    const refusal = await failure(client.send({ method: 'GET', path: paths.outbound, template: 't' }, how))
    expect([refusal.code, refusal.kind, server.heard.length]).toEqual(['COUPANG_CLOCK', 'setup', 2])
    expect(refusal.message).toContain('61분 느립니다')
    expect(server.heard[1]?.headers.authorization).toContain('signed-date=260715T0131')
  })

  it('is not asked again where Coupang’s time is no news', async () => {
    const { server, client } = await setUp(
      json('{"code":"ERROR","message":"Specified signature is expired."}', 401, {
        date: new Date(Date.UTC(2026, 6, 15, 0, 30)).toUTCString(),
      }),
    )
    const refusal = await failure(client.send({ method: 'GET', path: paths.outbound, template: 't' }, how))
    expect([refusal.code, server.heard.length]).toEqual(['COUPANG_CLOCK', 1])
    expect(refusal.message).toContain('거의 같습니다')
  })
})

describe('credentials', () => {
  it('are trimmed, and refused where they could not be sent', () => {
    expect(coupangFields.parse({ ...keys, secretKey: 's', accessKey: ' a ' })).toMatchObject({ accessKey: 'a' })
    for (const wrong of [{ vendorId: 'A/1' }, { accessKey: '' }, { secretKey: '가' }, { accessKey: 'a\nb' }]) {
      expect(coupangFields.safeParse({ ...keys, secretKey: 's', ...wrong }).success).toBe(false)
    }
  })
})
