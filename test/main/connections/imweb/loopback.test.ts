import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { createServer, Server } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Listener, listenForRedirect } from '../../../../main/connections/imweb/loopback.ts'
import { redirectOf } from '../../../../main/connections/imweb/redirect.ts'
import { freePort, nothingListens } from './parts.ts'

const state = 'the-expected-state'
const open: Listener[] = []
const blockers: Server[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()))
  for (const server of blockers.splice(0)) server.close()
})

const listening = async (host = 'localhost') => {
  const port = await freePort()
  const listener = await listenForRedirect(redirectOf(`http://${host}:${port}/imweb/callback`), state)
  open.push(listener)
  return { port, listener, base: `http://${host}:${port}/imweb/callback` }
}

interface Raw {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}
const send = (
  port: number,
  path: string,
  over: { method?: string; host?: string; headers?: Record<string, string> } = {},
) =>
  new Promise<Raw>((resolve, reject) => {
    const headers = { Host: over.host ?? `localhost:${port}`, ...over.headers }
    const call = request({ host: '127.0.0.1', port, path, method: over.method ?? 'GET', headers }, (response) => {
      let body = ''
      response.on('data', (bytes) => (body += bytes))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    call.on('error', reject)
    call.end()
  })

const right = `/imweb/callback?code=abc123&state=${state}`
const block = (port: number, host: string) =>
  new Promise<void>((resolve, reject) => {
    const server = createServer()
    blockers.push(server)
    server.once('error', reject)
    server.listen({ port, host, ipv6Only: true }, () => resolve())
  })

describe('the loopback listener', () => {
  it('takes one redirect, shows a plain page without the code, and is closed', async () => {
    const { port, listener } = await listening()
    const reply = await send(port, right)
    expect(reply.status).toBe(200)
    expect(reply.body).not.toContain('abc123')
    expect(reply.body).not.toContain(state)
    expect(reply.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /),
    })
    const style = /<style>(.*?)<\/style>/s.exec(reply.body)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(reply.headers['content-security-policy']).toContain(`'sha256-${hash}'`)
    expect(await listener.answer).toEqual({ kind: 'code', code: 'abc123' })
    await expect.poll(() => nothingListens(port)).toBe(true)
  })

  it('listens on both addresses of localhost, and on 127.0.0.1 alone when that is what is registered', async () => {
    const both = await listening()
    expect((await fetch(`http://127.0.0.1:${both.port}/`)).status).toBe(421)
    expect((await fetch(`http://[::1]:${both.port}/`)).status).toBe(421)
    const one = await listening('127.0.0.1')
    expect((await fetch(`http://127.0.0.1:${one.port}/`)).status).toBe(404)
    await expect(fetch(`http://[::1]:${one.port}/`)).rejects.toThrow()
  })

  it.each([
    ['a wrong state', `/imweb/callback?code=abc123&state=${state}x`, {}, 403],
    ['no state', '/imweb/callback?code=abc123', {}, 403],
    ['two states', `${right}&state=other`, {}, 403],
    ['a refusal with a wrong state', '/imweb/callback?errorCode=30132&message=no&state=x', {}, 403],
    ['another path', `/imweb/callback/?code=abc123&state=${state}`, {}, 404],
    ['the icon of the page', '/favicon.ico', {}, 404],
    ['a POST', right, { method: 'POST' }, 405],
    ['a HEAD', right, { method: 'HEAD' }, 405],
    ['a foreign Host', right, { host: 'evil.example' }, 421],
    ['the other name of this machine', right, { host: '127.0.0.1' }, 421],
    ['a picture of another page', right, { headers: { 'Sec-Fetch-Dest': 'image' } }, 403],
  ])('refuses %s and goes on waiting', async (_name, path, over, status) => {
    const { port, listener } = await listening()
    expect((await send(port, path, over)).status).toBe(status)
    expect((await send(port, right)).status).toBe(200)
    expect(await listener.answer).toEqual({ kind: 'code', code: 'abc123' })
  })

  it('ends on a redirect without a code', async () => {
    const { port, listener } = await listening()
    expect((await send(port, `/imweb/callback?state=${state}`)).status).toBe(400)
    expect(await listener.answer).toMatchObject({ kind: 'refused', error: { code: 'LOGIN_NO_CODE' } })
    await expect.poll(() => nothingListens(port)).toBe(true)
  })

  it.each([`&state=${state}`, ''])('shows Imweb’s refusal as such, escaped, and ends (%j)', async (suffix) => {
    const { port, listener } = await listening()
    const words = encodeURIComponent('<script>alert(1)</script> 연동되지 않은 사이트')
    const reply = await send(port, `/imweb/callback?errorCode=31999&message=${words}${suffix}`)
    expect(reply.status).toBe(400)
    expect(reply.body).toContain('31999')
    expect(reply.body).toContain('연동되지 않은 사이트')
    expect(reply.body).not.toContain('<script>')
    const known = { code: 'IMWEB_UNKNOWN', serviceCode: '31999' }
    expect(await listener.answer).toMatchObject({ kind: 'refused', error: known })
    await expect.poll(() => nothingListens(port)).toBe(true)
  })

  it.each(['127.0.0.1', '::1'])(
    'explains a busy port, also when only %s is busy, and leaves nothing open',
    async (host) => {
      const port = await freePort()
      await block(port, host)
      const listen = listenForRedirect(redirectOf(`http://localhost:${port}/cb`), state)
      await expect(listen).rejects.toMatchObject({
        code: 'LOOPBACK_PORT_BUSY',
        message: expect.stringContaining(String(port)),
      })
      for (const server of blockers.splice(0)) await new Promise((resolve) => server.close(resolve))
      expect(await nothingListens(port)).toBe(true)
    },
  )

  it.each([
    ['EACCES', 'LOOPBACK_PORT_DENIED'],
    ['EMFILE', 'LOOPBACK_FAILED'],
  ])('explains what else the system answers (%s), and keeps its word', async (code, expected) => {
    const port = await freePort()
    const listen = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      queueMicrotask(() => this.emit('error', Object.assign(new Error(code), { code })))
      return this
    })
    onTestFinished(() => listen.mockRestore())
    await expect(listenForRedirect(redirectOf(`http://localhost:${port}/cb`), state)).rejects.toMatchObject({
      code: expected,
      message: expect.stringContaining(String(port)),
    })
  })

  it('refuses an address that is not on this machine', async () => {
    await expect(listenForRedirect(redirectOf('https://shop.example/cb'), state)).rejects.toMatchObject({
      code: 'LOOPBACK_FAILED',
    })
  })

  it('cuts off whoever is connected when it is closed', async () => {
    const { port, listener } = await listening()
    await listener.close()
    expect(await nothingListens(port)).toBe(true)
    await expect(send(port, right)).rejects.toThrow()
  })
})
