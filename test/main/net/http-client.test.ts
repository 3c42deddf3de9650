import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type CallRecord, createHttpClient, type HttpClientOptions } from '../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import type { HttpReply } from '../../../main/net/types.ts'
import { type Answer, drop, json, scriptedServer, silent, truncated } from './scripted-server.ts'
import { jumpingTime } from './virtual-time.ts'

const SECRET = 'Bearer very-secret-token'

const setUp = async (answers: Answer[], options: Partial<HttpClientOptions> = {}) => {
  const server = await scriptedServer(...answers)
  const time = jumpingTime()
  const calls: CallRecord[] = []
  const client = createHttpClient({
    service: 'imweb',
    baseUrl: server.base,
    limiter: createOpenLimiter(time.clock, time.sleep),
    recordCall: (call) => calls.push(call),
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    version: '1.2.3',
    ...options,
  })
  return { server, time, calls, client }
}

const get = { method: 'GET', path: '/orders' } as const
const post = { method: 'POST', path: '/oauth2/token', form: { code: 'a+b &c' } } as const

describe('a call', () => {
  it('sends query, headers and the fixed user agent, and answers bytes, text and JSON', async () => {
    const { server, client } = await setUp([json('{"data":{"orderNo":12345678901234567890}}', 200, { 'X-Thing': 'a' })])
    const reply = await client.request({
      ...get,
      query: { page: 1, name: '가 나&=', none: undefined },
      headers: { authorization: SECRET, 'user-agent': 'spoofed' },
    })
    expect(server.heard[0]).toMatchObject({
      method: 'GET',
      url: `/orders?page=1&name=${encodeURIComponent('가 나&=')}`,
      headers: { authorization: SECRET, 'user-agent': 'Jangteo/1.2.3' },
    })
    expect(reply).toMatchObject({ status: 200, headers: { 'x-thing': 'a' } })
    expect(reply.json()).toEqual({ data: { orderNo: '12345678901234567890' } })
    expect(Buffer.isBuffer(reply.bytes)).toBe(true)
  })

  it('makes headers anew for each try, when it leaves, and stays here when they cannot be made', async () => {
    const { server, time, client, calls } = await setUp([json('{}', 503), json('{}')])
    const reply = await client.request({ ...get, headersNow: () => ({ 'x-at': String(time.clock.now()) }) })
    expect(reply.status).toBe(200)
    const [first, second] = server.heard.map((call) => Number(call.headers['x-at']))
    expect(second).toBeGreaterThan(first ?? Number.NaN)
    const refuse = () => {
      throw new Error('stay')
    }
    await expect(client.request({ ...get, headersNow: refuse })).rejects.toThrow('stay')
    expect({ heard: server.heard.length, recorded: calls.length }).toEqual({ heard: 2, recorded: 2 })
  })

  it('throws a 5xx, unless the caller reads what the service says in it', async () => {
    const { server, client } = await setUp([json('<AuthMessage/>', 500)], { maxAttempts: 1 })
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_SERVER_ERROR' })
    const reply = await client.request({ ...get, readsServerErrors: true })
    expect({ status: reply.status, text: reply.text() }).toEqual({ status: 500, text: '<AuthMessage/>' })
    expect(server.heard).toHaveLength(2)
  })

  it('sends forms url-encoded, JSON as JSON and bytes untouched', async () => {
    const { server, client } = await setUp([json({})])
    await client.request(post)
    await client.request({ method: 'PUT', path: '/x', json: { a: '가' } })
    await client.request({
      method: 'POST',
      path: '/x',
      body: new Uint8Array([65, 66]),
      headers: { 'content-type': 'text/x' },
    })
    expect(server.heard.map((call) => [call.headers['content-type'], call.body])).toEqual([
      ['application/x-www-form-urlencoded', 'code=a%2Bb+%26c'],
      ['application/json', '{"a":"가"}'],
      ['text/x', 'AB'],
    ])
  })

  it('answers refusals as they are, for the service’s own rules to read', async () => {
    const { client, server } = await setUp([json({ error: { errorCode: '30101' } }, 401)])
    expect((await client.request(get)).status).toBe(401)
    expect(server.heard).toHaveLength(1)
  })

  it('follows no redirect', async () => {
    const { client, server } = await setUp([
      (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
      json({}),
    ])
    expect((await client.request(get)).status).toBe(302)
    expect(server.heard).toHaveLength(1)
  })

  it.each(['//evil.com/x', 'orders', '/a/../../b', '/a/%2e%2E/b', '/\\evil.com', '@evil.com/'])(
    'never leaves its base by the path %s',
    async (path) => {
      const { client, server } = await setUp([json({})])
      const attempt = client.request({ method: 'GET', path })
      if (path.startsWith('//')) {
        await attempt
        expect(server.heard[0]?.headers.host).toMatch(/^127\.0\.0\.1:/)
      } else await expect(attempt).rejects.toMatchObject({ code: 'NET_BAD_REQUEST_PATH' })
    },
  )
})

describe('a reply that cannot be what was asked for', () => {
  const html: Answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>점검</html>')
  const page =
    (body: string, type = 'application/xml'): Answer =>
    (response) =>
      void response.writeHead(200, { 'content-type': type }).end(body)

  it('is NET_HTML for a web page, after asking again', async () => {
    const { client, server } = await setUp([html], { maxAttempts: 3 })
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_HTML', retryable: true })
    expect(server.heard).toHaveLength(3)
  })

  it('is taken where a web page is what the caller wants', async () => {
    const { client } = await setUp([html])
    expect((await client.request({ ...get, expect: 'any' })).text()).toContain('점검')
  })

  it('is NET_HTML for a web page with a refusal, at once', async () => {
    const { client, server } = await setUp([
      (r) => r.writeHead(403, { 'content-type': 'text/html' }).end('<html>blocked'),
    ])
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_HTML' })
    expect(server.heard).toHaveLength(1)
  })

  it('is NET_DOCTYPE for a document type declaration', async () => {
    const { client, server } = await setUp([page('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y "z">]><x/>')])
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_DOCTYPE', retryable: false })
    expect(server.heard).toHaveLength(1)
  })

  it('is NET_NOT_JSON when JSON was due, after asking again', async () => {
    const { client, server } = await setUp([json('{"a":1'), json({ a: 1 })])
    expect((await client.request({ ...get, expect: 'json' })).json()).toEqual({ a: 1 })
    expect(server.heard).toHaveLength(2)
    const { client: other } = await setUp([json('')], { maxAttempts: 2 })
    await expect(other.request({ ...get, expect: 'json' })).rejects.toMatchObject({ code: 'NET_NOT_JSON' })
  })

  it('is NET_TOO_LARGE beyond the limit, unpacked bytes counted', async () => {
    const packed = gzipSync(Buffer.alloc(200_000, 'x'))
    const { client, server } = await setUp([
      (response) => response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' }).end(packed),
    ])
    await expect(client.request({ ...get, maxBytes: 100_000 })).rejects.toMatchObject({
      code: 'NET_TOO_LARGE',
      message: expect.stringContaining('(98KB)'),
    })
    expect((await client.request({ ...get, maxBytes: 200_000 })).bytes).toHaveLength(200_000)
    expect(server.heard).toHaveLength(2)
  })
})

describe('trying again', () => {
  it.each([408, 425, 500, 502, 503, 504])('repeats a GET after %s', async (status) => {
    const { client, calls } = await setUp([json({}, status), json({ ok: 1 })])
    expect((await client.request(get)).json()).toEqual({ ok: 1 })
    expect(calls.map((call) => [call.status, call.attempt])).toEqual([
      [status, 1],
      [200, 2],
    ])
  })

  it.each([
    ['a dropped connection', drop],
    ['a reply cut short', truncated],
  ])('repeats a GET after %s', async (_name, fault) => {
    const { client, server } = await setUp([fault, json({ ok: 1 })])
    expect((await client.request(get)).json()).toEqual({ ok: 1 })
    expect(server.heard).toHaveLength(2)
  })

  it.each<[string, Answer, string]>([
    ['500', json({}, 500), 'NET_SERVER_ERROR'],
    ['429', json({}, 429), 'NET_RATE_LIMITED'],
    ['a dropped connection', drop, 'NET_BROKEN'],
    ['a reply cut short', truncated, 'NET_BROKEN'],
  ])('never repeats a POST by itself after %s: %s', async (_name, fault, code) => {
    const { client, server } = await setUp([fault, json({})])
    await expect(client.request(post)).rejects.toMatchObject({ code, service: 'imweb' })
    expect(server.heard).toHaveLength(1)
  })

  it('repeats a POST that the caller knows to be repeatable', async () => {
    const { client } = await setUp([drop, json({ ok: 1 })])
    expect((await client.request({ ...post, idempotent: true })).json()).toEqual({ ok: 1 })
  })

  it('never sends what must not be sent twice over a kept-alive connection', async () => {
    const { client, server } = await setUp([json({})])
    await client.request(get)
    await client.request(post)
    expect(server.heard.map((call) => call.headers.connection)).toEqual(['keep-alive', 'close'])
  })

  it('waits between nothing and the doubled step', async () => {
    const { client, time } = await setUp([json({}, 500), json({}, 500), json({}, 500), json({})])
    await client.request(get)
    expect(time.slept).toEqual([250, 500, 1000])
  })

  it('waits after 429 as the limiter does: 1, 2, 4 seconds, or as Retry-After says', async () => {
    const { client, time } = await setUp([
      json({}, 429),
      json({}, 429),
      json({}, 429, { 'retry-after': '9' }),
      json({}),
    ])
    const start = time.clock.now()
    await client.request(get)
    expect(time.clock.now() - start).toBeGreaterThanOrEqual(12_000)
    expect(time.clock.now() - start).toBeLessThan(13_000)
  })

  it('honours Retry-After of 503, as a date too', async () => {
    const { client, time } = await setUp([
      (r) => r.writeHead(503, { 'retry-after': new Date(time0 + 5000).toUTCString() }).end(),
      json({}),
    ])
    const time0 = time.clock.now()
    await client.request(get)
    expect(time.clock.now() - time0).toBe(5000)
  })

  it('gives up when the service asks for more time than the deadline leaves', async () => {
    const { client, server, time } = await setUp([json({}, 503, { 'retry-after': '120' })])
    await expect(client.request({ ...get, deadlineMs: 60_000 })).rejects.toMatchObject({ code: 'NET_SERVER_ERROR' })
    expect([server.heard.length, time.slept]).toEqual([1, []])
  })

  it('gives up with the last reason when the deadline passes in the queue', async () => {
    const { client, server } = await setUp([json({}, 429)])
    await expect(client.request({ ...get, deadlineMs: 5000 })).rejects.toMatchObject({
      code: 'NET_RATE_LIMITED',
      retryable: true,
    })
    expect(server.heard.length).toBeLessThan(5)
  })

  it('ends after the most tries allowed', async () => {
    const { client, server } = await setUp([json({ error: { errorCode: '10000' } }, 500)], {
      maxAttempts: 4,
      readErrorCode: (reply: HttpReply) => (reply.json() as { error: { errorCode: string } }).error.errorCode,
    })
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_SERVER_ERROR', serviceCode: '10000' })
    expect(server.heard).toHaveLength(4)
  })
})

describe('sent or never sent', () => {
  it('is NET_UNREACHABLE where nobody listens', async () => {
    const { client, server, calls } = await setUp([json({})], { maxAttempts: 2 })
    await server.close()
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_UNREACHABLE', retryable: true })
    expect(calls.map((call) => call.errorCode)).toEqual(['NET_UNREACHABLE', 'NET_UNREACHABLE'])
  })

  it('is NET_UNREACHABLE where the name is not known', async () => {
    const { client } = await setUp([json({})], { baseUrl: 'http://no-such-host.invalid', maxAttempts: 1 })
    await expect(client.request(get)).rejects.toMatchObject({ code: 'NET_UNREACHABLE' })
  })

  it('is NET_TIMEOUT where the service stays silent', async () => {
    const { client, server } = await setUp([silent], { maxAttempts: 1 })
    await expect(client.request({ ...get, timeoutMs: 60 })).rejects.toMatchObject({
      code: 'NET_TIMEOUT',
      retryable: true,
    })
    expect(server.heard).toHaveLength(1)
  })

  it('is NET_TLS where the service does not speak TLS', async () => {
    const { client, server } = await setUp([json({})])
    const tls = createHttpClient({
      service: 'imweb',
      baseUrl: server.base.replace('http:', 'https:'),
      limiter: createOpenLimiter({ now: () => 0 }),
    })
    await expect(tls.request(get)).rejects.toMatchObject({ code: 'NET_TLS', retryable: false })
    expect((await client.request(get)).status).toBe(200)
  })
})

describe('cancelling', () => {
  it('ends a call under way', async () => {
    const cancel = new AbortController()
    const { client, server } = await setUp([() => cancel.abort()])
    await expect(client.request({ ...get, signal: cancel.signal })).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect.poll(() => server.connections()).toBe(0)
  })

  it('sends nothing when it was cancelled before', async () => {
    const { client, server, calls } = await setUp([json({})])
    await expect(client.request({ ...get, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect([server.heard, calls]).toEqual([[], []])
  })

  it('ends the wait before the next try', async () => {
    const cancel = new AbortController()
    const { client, server } = await setUp([json({}, 500)], {
      sleep: async (_ms, signal) => {
        cancel.abort()
        signal?.throwIfAborted()
      },
    })
    await expect(client.request({ ...get, signal: cancel.signal })).rejects.toThrow()
    expect(server.heard).toHaveLength(1)
  })
})

describe('what is written down', () => {
  it('is the template, never the path, the query or a header', async () => {
    const { client, calls } = await setUp([json({})])
    await client.request({
      ...get,
      path: '/orders/202607010012345',
      template: '/orders/{orderNo}',
      query: { ordererName: '김하늘' },
      headers: { authorization: SECRET },
    })
    await client.request({ ...get, path: '/x?code=secret-code' })
    expect(calls.map((call) => call.path)).toEqual(['/orders/{orderNo}', '/x'])
    expect(JSON.stringify(calls)).not.toMatch(/김하늘|secret|2026070100/)
  })

  it('carries the service’s code of a refusal and one trace id over all tries', async () => {
    const { client, calls } = await setUp([json({}, 500), json({ error: { errorCode: '30102' } }, 401)], {
      readErrorCode: (reply) => (reply.status === 401 ? '30102' : null),
    })
    const reply = await client.request(get)
    expect(calls.map((call) => call.errorCode)).toEqual(['NET_SERVER_ERROR', '30102'])
    expect(new Set(calls.map((call) => call.traceId))).toEqual(new Set([reply.traceId]))
  })

  it.each([
    ['drop', drop],
    ['500', json({}, 500)],
    ['not JSON', json('{')],
  ])('holds no secret in the error after %s', async (_name, fault) => {
    const { client } = await setUp([fault], { maxAttempts: 1 })
    const thrown: unknown = await client
      .request({ ...get, headers: { authorization: SECRET }, query: { code: 'secret-code' }, expect: 'json' })
      .catch((error: unknown) => error)
    expect(inspect(thrown, { depth: 20, showHidden: true })).not.toMatch(/very-secret|secret-code/)
    expect(thrown).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{16}$/) })
  })
})
