import { createServer } from 'node:http'
import { it, expect } from 'vitest'
import { createHttpClient } from '../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../main/net/limiter.ts'
it('smoke', async () => {
  const s = createServer((q, r) => { r.setHeader('content-type','application/json'); r.end('{"a":12345678901234567890}') })
  await new Promise<void>((ok) => s.listen(0, '127.0.0.1', ok))
  const { port } = s.address() as { port: number }
  const clock = { now: () => Date.now() }
  const c = createHttpClient({ service: 'imweb', baseUrl: `http://127.0.0.1:${port}`, limiter: createOpenLimiter(clock) })
  const r = await c.request({ method: 'GET', path: '/x', expect: 'json', query: { a: 'ㄱ' } })
  expect(r.json()).toEqual({ a: '12345678901234567890' })
  s.close()
  await expect(c.request({ method: 'GET', path: '/x', deadlineMs: 800 })).rejects.toMatchObject({ code: 'NET_UNREACHABLE' })
})
