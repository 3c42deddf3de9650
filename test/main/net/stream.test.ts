import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import type { CallRecord } from '../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
import { createHttpStreams, type StreamRequest } from '../../../main/net/stream.ts'
import { systemClock } from '../../../shared/time.ts'

const start = async (answer: RequestListener) => {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const calls: CallRecord[] = []
  const streams = createHttpStreams({
    service: 'zentrade',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    limiter: createOpenLimiter(systemClock),
    recordCall: (call) => calls.push(call),
    random: () => 0,
    maxAttempts: 3,
  })
  const read = async (request: Partial<StreamRequest> = {}) => {
    const reply = await streams.stream({ method: 'POST', path: '/feed', ...request })
    let bytes = 0
    for await (const chunk of reply.body) bytes += chunk.length
    return { status: reply.status, bytes }
  }
  return { streams, read, calls }
}

it('hands on what comes while it comes, form and headers sent as asked', async () => {
  let seen = ''
  const { read, calls } = await start((request, response) => {
    request.on('data', (part: Buffer) => {
      seen += part.toString()
    })
    request.on('end', () => {
      seen += ` ${request.headers['user-agent']} ${request.headers['content-type']}`
      response.writeHead(200)
      for (let i = 0; i < 100; i += 1) response.write(Buffer.alloc(10_000))
      response.end()
    })
  })
  expect(await read({ form: { id: '가', m_skey: 'k' }, headers: { 'user-agent': 'Mozilla/5.0' } })).toEqual({
    status: 200,
    bytes: 1_000_000,
  })
  expect(seen).toBe('id=%EA%B0%80&m_skey=k Mozilla/5.0 application/x-www-form-urlencoded')
  expect(calls).toMatchObject([{ method: 'POST', path: '/feed', status: 200, errorCode: null }])
})

it('ends a reply that is longer than allowed, also where it came compressed', async () => {
  const { read } = await start((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(gzipSync(Buffer.alloc(5_000_000)))
  })
  await expect(read({ maxBytes: 2 * 1024 * 1024 })).rejects.toMatchObject({
    code: 'NET_TOO_LARGE',
    message: expect.stringContaining('(2MB)'),
  })
  expect((await read({ maxBytes: 6_000_000 })).bytes).toBe(5_000_000)
})

it('ends a reply that falls silent, and one that drips beyond its deadline', async () => {
  const { read } = await start((request, response) => {
    response.writeHead(200)
    response.write('x')
    if (request.url === '/drip') {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    }
  })
  await expect(read({ silenceMs: 60 })).rejects.toMatchObject({ code: 'NET_TIMEOUT' })
  await expect(read({ path: '/drip', silenceMs: 5000, deadlineMs: 150 })).rejects.toMatchObject({ code: 'NET_TIMEOUT' })
})

it('ends when cancelled in the middle', async () => {
  const { streams } = await start((_request, response) => {
    response.writeHead(200)
    response.write('x')
  })
  const abort = new AbortController()
  const reply = await streams.stream({ method: 'GET', path: '/feed', signal: abort.signal })
  const all = async () => {
    for await (const _ of reply.body) abort.abort()
  }
  await expect(all()).rejects.toMatchObject({ code: 'CANCELLED' })
})

it('says that the result is unknown when the connection dies in the middle, and does not ask again', async () => {
  const { read, calls } = await start((_request, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('x', () => response.destroy())
  })
  await expect(read()).rejects.toMatchObject({ code: 'NET_BROKEN' })
  expect(calls).toHaveLength(1)
  expect(calls[0]?.errorCode).toBe('NET_BROKEN')
})

it('tries again before the first byte: 500 and 429, not 400', async () => {
  let turn = 0
  const statuses = [500, 429, 200, 400]
  const { read } = await start((_request, response) => {
    response.writeHead(statuses[turn] ?? 200, turn === 1 ? { 'retry-after': '0' } : {})
    turn += 1
    response.end('x')
  })
  expect((await read()).status).toBe(200)
  expect((await read()).status).toBe(400)
  expect(turn).toBe(4)
})

it('gives up after its tries with the status', async () => {
  const { read, calls } = await start((_request, response) => {
    response.writeHead(503)
    response.end()
  })
  await expect(read()).rejects.toMatchObject({ code: 'NET_SERVER_ERROR', serviceCode: '503' })
  expect(calls).toHaveLength(3)
})
