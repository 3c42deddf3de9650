import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TRY_FOR_MS, verdictOf, waitAfter } from '../../../main/access/verdict.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { tempFolder } from '../../support/temp.ts'
import { accessRig, orderOf } from './rig.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}
const failing = (code: string) => expect.objectContaining({ code })

describe('the verdict on an answer', () => {
  it.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [410, 'gone'],
    [400, 'rejected'],
    [401, 'rejected'],
    [404, 'rejected'],
    [422, 'rejected'],
    [302, 'retry'],
    [408, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
  ])('%i is %s', (status, kind) => {
    expect(verdictOf(status, null).kind).toBe(kind)
  })

  it('waits longer after each failure, always a whole number, and gives up after three days', () => {
    const exact = () => 0.5
    const waits = Array.from({ length: 20 }, (_, n) => waitAfter(n + 1, exact))
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000])
    expect([...waits].sort((a, b) => a - b)).toEqual(waits)
    for (let n = 1; n < 20; n += 1) expect(Number.isInteger(waitAfter(n, Math.random))).toBe(true)
    expect(TRY_FOR_MS).toBe(3 * DAY_MS)
  })
})

describe('delivery', () => {
  it('sends what the contract says, signed as Standard Webhooks says', async () => {
    const { save, connect, sync, app, secrets } = await accessRig()
    save(orderOf(7, 7))
    await connect()
    await sync()
    const [event] = app.control.events()
    expect(JSON.parse(event?.body ?? '')).toEqual({
      type: 'buyer.granted',
      timestamp: expect.stringMatching(/Z$/),
      data: {
        buyerId: expect.stringMatching(/^b/),
        name: '구매자7',
        email: 'buyer7@example.kr',
        phone: '010-1234-0007',
        orderNo: '202601100000007',
        products: [{ productId: '100', name: '상품 100', option: '' }],
        since: '2026-01-10T03:00:00.000Z',
        until: null,
      },
    })
    expect(app.control.problems()).toEqual([])
    expect([...secrets.values()].join()).toContain(app.credentials.secret)
  })

  it('is verified by the library that receivers use', async () => {
    const { save, handlers, sync } = await accessRig()
    const seen: { headers: Record<string, string>; body: string }[] = []
    const url = await serve(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      seen.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString() })
      response.end()
    })
    save(orderOf(1, 1))
    const { secret } = await handlers['access.connect']({ url })
    expect(secret).toMatch(/^whsec_/)
    await sync()
    const [one] = seen
    expect(new Webhook(secret ?? '').verify(one?.body ?? '', one?.headers ?? {})).toMatchObject({
      type: 'buyer.granted',
    })
  })

  it('keeps id and bytes over lost answers, hang-ups and errors, and the app takes it once', async () => {
    const { save, connect, sync, app } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind: 'lose-answer', times: 1 })
    app.control.fault({ kind: 'status', status: 500, times: 1 })
    expect(await sync()).toMatchObject({ sent: 1, accepted: 1, pending: 0 })
    expect(app.control.requests()).toBeGreaterThan(1)
    expect(app.control.events()).toHaveLength(1)
    expect(app.control.problems()).toEqual([])
  })

  it('never lets a later event of a buyer overtake an earlier one', async () => {
    const { save, connect, sync, app, granted, admitted } = await accessRig({ app: { chaos: 0.3, answerMs: 3 } })
    await connect()
    for (let n = 0; n < 30; n += 1) {
      for (let who = 0; who < 4; who += 1) {
        save(
          orderOf(who, who, {
            products: [String(100 + n)],
            status: n % 3 === 2 ? 'REFUND_COMPLETE' : 'PAYMENT_COMPLETE',
          }),
        )
      }
    }
    let left = await sync()
    for (let tries = 0; left.pending > 0 && tries < 20; tries += 1) {
      app.control.setChaos(tries > 5 ? 0 : 0.3)
      left = await sync()
    }
    expect(left.pending).toBe(0)
    expect(app.control.problems()).toEqual([])
    expect(admitted()).toEqual(await granted())
  }, 60_000)

  it('rejects for good on another 4xx, shows the head of the answer, and sends again on a click', async () => {
    const { save, connect, sync, app, handlers } = await accessRig()
    const { secret } = app.credentials
    save(orderOf(1, 1))
    await connect()
    app.control.setSecrets([`whsec_${Buffer.alloc(24, 1).toString('base64')}`])
    expect(await sync()).toMatchObject({ sent: 1, accepted: 0, rejected: 1, pending: 0 })
    const { items } = await handlers['access.events']({ unmask: false, limit: 10 })
    expect(items[0]).toMatchObject({
      state: 'rejected',
      status: 401,
      retriable: true,
      error: failing('ACCESS_SIGNATURE'),
    })
    const one = await handlers['access.event']({ eventId: items[0]?.eventId ?? '', unmask: false })
    expect(one.tries).toMatchObject([{ status: 401, answer: '{"error":"signature"}' }])
    expect(one.body).not.toContain('buyer1@example.kr')
    expect((await handlers['access.list']({ unmask: false, limit: 5 })).items[0]).toMatchObject({
      current: false,
      announced: null,
      last: { state: 'rejected', status: 401 },
    })
    expect(handlers['access.endpoint']({})).toMatchObject({ rejected: 1, retriable: 1 })
    app.control.setSecrets([secret])
    expect(await handlers['access.retry']({ all: true })).toEqual({ retried: 1 })
    expect(await sync()).toMatchObject({ accepted: 1 })
    expect((await handlers['access.list']({ unmask: false, limit: 5 })).items[0]).toMatchObject({ current: true })
    await expect(async () => handlers['access.retry']({ eventIds: ['nothing'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('keeps everything when the secret is gone from the keychain, and needs the operator', async () => {
    const { save, connect, sync, secrets, make, app } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    secrets.clear()
    const again = make()
    onTestFinished(() => again.close())
    const left = await again.handlers['access.sync']({})
    expect(left).toMatchObject({ accepted: 0, pending: 1, problem: failing('ACCESS_SECRET_MISSING') })
    expect(again.connection.view().state).toBe('needs_setup')
    expect(app.control.requests()).toBe(0)
    await connect()
    expect(await sync()).toMatchObject({ accepted: 1, pending: 0 })
  })

  it('keeps the app’s own words for a refusal it does not know', async () => {
    const { save, connect, sync, app, handlers } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind: 'status', status: 422, times: 1 })
    await sync()
    const { items } = await handlers['access.events']({ state: 'rejected', unmask: false, limit: 10 })
    expect(items[0]?.error).toMatchObject({ code: 'ACCESS_REJECTED', serviceCode: '422' })
  })

  it('does not send a refused event after a later one was accepted', async () => {
    const { save, connect, sync, app, handlers } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind: 'status', status: 422, times: 1 })
    await sync()
    save(orderOf(1, 1, { status: 'REFUND_COMPLETE' }))
    await sync()
    const { items } = await handlers['access.events']({ unmask: false, limit: 10 })
    const granted = items.find(({ type }) => type === 'buyer.granted')
    expect(granted).toMatchObject({ state: 'dropped', retriable: false })
    await expect(async () => handlers['access.retry']({ eventIds: [granted?.eventId ?? ''] })).rejects.toMatchObject({
      code: 'ACCESS_OVERTAKEN',
    })
    expect(await handlers['access.retry']({ all: true })).toEqual({ retried: 0 })
  })

  it('stops at 410, says so, and goes on when the operator says so', async () => {
    const { save, connect, sync, app, handlers, service, told } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    app.control.fault({ kind: 'gone' })
    expect(await sync()).toMatchObject({ accepted: 0, pending: 2, problem: failing('ACCESS_GONE') })
    const requests = app.control.requests()
    expect(await sync()).toMatchObject({ sent: 0, pending: 2, problem: failing('ACCESS_GONE') })
    expect(app.control.requests()).toBe(requests)
    expect(service.connection.view()).toMatchObject({ state: 'needs_setup', problem: failing('ACCESS_GONE') })
    expect(told.filter(({ name }) => name === 'notify')).toHaveLength(1)
    app.control.clearFaults()
    expect(await handlers['access.resume']({})).toMatchObject({ state: 'active', problem: null })
    expect(await sync()).toMatchObject({ pending: 0, problem: null })
    expect(service.connection.view()).toMatchObject({ state: 'connected', problem: null })
  })

  it('waits as long as Retry-After asks, for all events', async () => {
    const { save, connect, sync, app, db } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    app.control.fault({ kind: 'too-many', retryAfterSeconds: 600 })
    expect(await sync()).toMatchObject({ accepted: 0, pending: 2, problem: failing('ACCESS_BUSY') })
    const requests = app.control.requests()
    app.control.clearFaults()
    expect(await sync()).toMatchObject({ sent: 0, pending: 2 })
    expect(app.control.requests()).toBe(requests)
    const until = Number(db.prepare('select held_until from access_endpoint').pluck().get())
    expect(until - Date.now()).toBeGreaterThan(590_000)
  })

  it('pauses and keeps everything meanwhile', async () => {
    const { save, connect, sync, handlers, admitted } = await accessRig()
    await connect()
    await handlers['access.pause']({})
    save(orderOf(1, 1))
    expect(await sync()).toMatchObject({ sent: 0, pending: 1, problem: failing('ACCESS_PAUSED') })
    await handlers['access.resume']({})
    await sync()
    expect(admitted()).toHaveLength(1)
  })

  it('does not follow redirects, and keeps the event', async () => {
    const { save, connect, sync, app } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind: 'redirect' })
    expect(await sync()).toMatchObject({ accepted: 0, pending: 1, problem: failing('ACCESS_REDIRECT') })
    expect(app.control.problems()).toEqual([])
  }, 40_000)

  it.each([
    ['huge', 'ACCESS_ANSWER_TOO_LARGE'],
    ['slow', 'NET_TIMEOUT'],
  ] as const)('a %s answer is no answer: %s, kept for retry', async (kind, code) => {
    const { save, connect, sync, app, handlers } = await accessRig({ deps: { timeoutMs: 300 } })
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind, times: 1, ms: 1500 })
    expect(await sync()).toMatchObject({ accepted: 1, pending: 0 })
    const { items } = await handlers['access.events']({ unmask: false, limit: 10 })
    const { tries } = await handlers['access.event']({ eventId: items[0]?.eventId ?? '', unmask: false })
    expect(tries[0]?.errorCode).toBe(code)
    expect(tries.at(-1)?.status).toBe(200)
  })

  it('keeps what it cannot deliver while the app is down, and notices when it is back', async () => {
    const { save, handlers, sync, service } = await accessRig()
    const url = 'http://127.0.0.1:9/hook'
    const opened = await handlers['access.connect']({ url })
    expect(opened.connection).toMatchObject({ state: 'connected', problem: failing('NET_UNREACHABLE') })
    save(orderOf(1, 1))
    expect(await sync()).toMatchObject({ accepted: 0, pending: 1, problem: failing('NET_UNREACHABLE') })
    expect(service.connection.view().state).toBe('connected')
  }, 40_000)

  it('gives up after three days of tries, coded, and can be told to try again', async () => {
    const { save, connect, sync, app, clock, handlers } = await accessRig()
    save(orderOf(1, 1))
    await connect()
    app.control.fault({ kind: 'status', status: 500 })
    await sync()
    clock.push(TRY_FOR_MS)
    await sync()
    const { items } = await handlers['access.events']({ state: 'failed', unmask: false, limit: 10 })
    expect(items[0]?.error?.code).toBe('ACCESS_GAVE_UP')
    app.control.clearFaults()
    await handlers['access.retry']({ all: true })
    expect(await sync()).toMatchObject({ accepted: 1, pending: 0 })
  }, 60_000)

  it('resends the newest event of a buyer with its id and body', async () => {
    const { save, connect, sync, app, handlers, granted } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2, { status: 'REFUND_COMPLETE' }))
    await connect()
    await sync()
    const [buyerId = ''] = await granted()
    const before = app.control.requests()
    expect(await handlers['access.resend']({ buyerId })).toMatchObject({ sent: 1, accepted: 1 })
    expect(app.control.requests()).toBe(before + 1)
    expect(app.control.events()).toHaveLength(1)
    expect(app.control.problems()).toEqual([])
    const { items } = await handlers['access.list']({ state: 'revoked', unmask: false, limit: 5 })
    await expect(handlers['access.resend']({ buyerId: items[0]?.buyerId ?? '' })).rejects.toMatchObject({
      code: 'ACCESS_NOTHING_TO_RESEND',
    })
    await expect(handlers['access.resend']({ buyerId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('goes on by itself in the background when an order is stored', async () => {
    const { save, connect, app, service } = await accessRig()
    await connect()
    service.open()
    save(orderOf(1, 1))
    service.wake()
    await expect.poll(() => app.control.list().length).toBe(1)
  })
})

describe('the endpoint', () => {
  it.each([
    ['http://app.example.kr/hook', 'ACCESS_URL_INSECURE'],
    ['http://127.0.0.1.example.kr/hook', 'ACCESS_URL_INSECURE'],
    ['ftp://app.example.kr/', 'ACCESS_URL_BAD'],
    ['app.example.kr/hook', 'ACCESS_URL_BAD'],
    ['https://user:pass@app.example.kr/', 'ACCESS_URL_BAD'],
    ['https://app.example.kr/#x', 'ACCESS_URL_BAD'],
    ['https:\\\\app.example.kr', 'ACCESS_URL_BAD'],
    ['', 'ACCESS_URL_BAD'],
  ])('refuses %s: %s', async (url, code) => {
    const { handlers } = await accessRig()
    await expect(handlers['access.connect']({ url })).rejects.toMatchObject({ code })
  })

  it.each(['abc', 'whsec_', 'whsec_***', 'whsec_YWJj', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAA'])(
    'refuses the secret %s',
    async (secret) => {
      const { handlers } = await accessRig()
      const url = 'http://127.0.0.1:1/'
      await expect(handlers['access.connect']({ url, secret })).rejects.toMatchObject({ code: 'ACCESS_SECRET_BAD' })
    },
  )

  it('puts the loopback base before the operator’s own path', async () => {
    const rig = await accessRig()
    const other = await accessRig({ deps: { base: rig.app.url } })
    other.save(orderOf(1, 1))
    await other.handlers['access.connect']({
      url: 'https://app.example.kr/webhooks/jangteo?tenant=1',
      secret: rig.app.credentials.secret,
    })
    expect(other.service.connection.target()).toBe(`${rig.app.url}/webhooks/jangteo?tenant=1`)
    await other.sync()
    expect(rig.app.control.list()).toHaveLength(1)
  })

  it('sends no second history to the same address, and a whole one to a new address', async () => {
    const { save, connect, sync, app, handlers, events } = await accessRig()
    const other = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    await sync()
    await connect()
    expect(await sync()).toMatchObject({ sent: 0 })
    await handlers['access.connect'](other.app.credentials)
    expect(await sync()).toMatchObject({ sent: 2, accepted: 2 })
    expect(other.app.control.list()).toEqual(app.control.list())
    expect(events().map(({ cause }) => cause)).toEqual(['history', 'history', 'history', 'history'])
  })

  it('tells after a pause of the connection only what changed meanwhile', async () => {
    const { save, connect, sync, service, events, secrets } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    await sync()
    await service.connection.disconnect()
    expect([...secrets.keys()]).toEqual([])
    await expect(async () => sync()).rejects.toMatchObject({ code: 'ACCESS_NOT_CONNECTED' })
    save(orderOf(1, 1, { status: 'REFUND_COMPLETE' }))
    await connect()
    expect(await sync()).toMatchObject({ sent: 1, accepted: 1 })
    expect(events().map(({ type }) => type)).toEqual(['buyer.granted', 'buyer.granted', 'buyer.revoked'])
  })

  it('signs with both secrets during a rotation, and with the new one alone after it', async () => {
    const { save, connect, sync, app, handlers, clock } = await accessRig()
    const old = app.credentials.secret
    await connect()
    const rotated = await handlers['access.rotateSecret']({ overlapHours: 2 })
    expect(rotated.endpoint.secretLast4).toBe(rotated.secret.replace(/=+$/, '').slice(-4))
    save(orderOf(1, 1))
    await sync()
    app.control.setSecrets([rotated.secret])
    save(orderOf(2, 2))
    await sync()
    expect(app.control.problems()).toEqual([])
    clock.push(2 * 3_600_000)
    app.control.setSecrets([old])
    save(orderOf(3, 3))
    expect(await sync()).toMatchObject({ rejected: 1 })
    app.control.setSecrets([rotated.secret])
    await handlers['access.retry']({ all: true })
    expect(await sync()).toMatchObject({ accepted: 1 })
    expect(await handlers['access.endpoint']({})).toMatchObject({ rotatingUntil: null })
  })

  it('sends the whole history again only for the number that was confirmed', async () => {
    const { save, connect, sync, app, handlers } = await accessRig()
    save(orderOf(1, 1), orderOf(2, 2))
    await connect()
    await sync()
    app.control.reset()
    await expect(handlers['access.sendHistory']({ confirm: 5 })).rejects.toMatchObject({ code: 'ACCESS_COUNT_CHANGED' })
    expect(await handlers['access.sendHistory']({ confirm: 2 })).toEqual({ queued: 2 })
    await sync()
    expect(app.control.list()).toHaveLength(2)
  })

  it('tests with a made-up person who gains nothing', async () => {
    const { connect, app, handlers } = await accessRig()
    await connect()
    expect(await handlers['access.sendTest']({})).toMatchObject({ status: 200, error: null })
    expect(app.control.list()).toEqual([])
    expect(app.control.problems()).toEqual([])
    app.control.fault({ kind: 'status', status: 503 })
    expect(await handlers['access.sendTest']({})).toMatchObject({ status: 503, error: failing('ACCESS_SERVER') })
  })

  it.skipIf(!hasOpenssl)('does not send to an address whose certificate nobody vouches for', async () => {
    const folder = tempFolder('tls')
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const make = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1'
    execFileSync('openssl', [...make.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
    let requests = 0
    const server = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      requests += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { handlers, save, sync, service } = await accessRig()
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    const opened = await handlers['access.connect']({ url })
    expect(opened.connection).toMatchObject({ state: 'needs_setup', problem: failing('NET_TLS') })
    save(orderOf(1, 1))
    expect(await sync()).toMatchObject({ accepted: 0, pending: 1, problem: failing('NET_TLS') })
    expect(service.connection.view()).toMatchObject({ state: 'needs_setup' })
    expect(requests).toBe(0)
  })
})
