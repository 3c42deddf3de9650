import { createHmac } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPracticeBuyerApp } from '../../../../main/practice/buyer-app/index.ts'
import { tempFolder } from '../../../support/temp.ts'

const event = (more: Record<string, unknown> = {}, data: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'buyer.granted',
    timestamp: '2026-01-01T00:00:00.000Z',
    data: {
      buyerId: 'b1',
      name: '<홍길동>',
      email: 'a@example.kr',
      phone: '010-1234-5678',
      orderNo: '1',
      products: [{ productId: '10', name: '강의', option: '' }],
      since: '2026-01-01T00:00:00.000Z',
      until: null,
      ...data,
    },
    ...more,
  })

async function rig(options: Parameters<typeof startPracticeBuyerApp>[0] = {}) {
  const app = await startPracticeBuyerApp(options)
  onTestFinished(() => app.close())
  const key = Buffer.from(app.credentials.secret.slice('whsec_'.length), 'base64')
  const post = async (body: string, more: { id?: string; at?: number; sign?: (text: string) => string } = {}) => {
    const { id = 'm1', at = Math.floor(Date.now() / 1000) } = more
    const sign = more.sign ?? ((text: string) => createHmac('sha256', key).update(text).digest('base64'))
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${sign(`${id}.${at}.${body}`)}`,
    }
    return (await fetch(app.credentials.url, { method: 'POST', headers, body })).status
  }
  return { app, post }
}

describe('the practice app', () => {
  it('takes a signed event once, however often it comes, and shows who is let in', async () => {
    const { app, post } = await rig()
    expect(await post(event())).toBe(200)
    expect(await post(event())).toBe(200)
    expect(app.control.events()).toHaveLength(1)
    expect(app.control.list()).toMatchObject([{ buyerId: 'b1', until: null }])
    const page = await (await fetch(app.url)).text()
    expect(page).toContain('&lt;홍길동&gt;')
    expect(await post(event({ type: 'buyer.revoked' }, { reason: 'refunded' }), { id: 'm2' })).toBe(200)
    expect(app.control.list()).toEqual([])
  })

  it.each([
    ['a wrong signature', { sign: () => 'AAAA' }, '401 signature'],
    ['a time long ago', { at: Math.floor(Date.now() / 1000) - 301 }, '401 time'],
    ['a time to come', { at: Math.floor(Date.now() / 1000) + 360 }, '401 time'],
    ['no id', { id: ' ' }, '401 headers'],
  ])('refuses %s and writes it down', async (_name, more, problem) => {
    const { app, post } = await rig()
    expect(await post(event(), more)).toBe(401)
    expect(app.control.problems()).toEqual([problem])
    expect(app.control.list()).toEqual([])
  })

  it('refuses an id that comes with another body', async () => {
    const { app, post } = await rig()
    await post(event())
    expect(await post(event({}, { buyerId: 'b2' }))).toBe(409)
    expect(app.control.problems()).toEqual(['409 id m1 with another body'])
  })

  it.each([
    ['an unknown type', event({ type: 'buyer.test' })],
    ['a missing reason', event({ type: 'buyer.revoked' })],
    ['a reason where none belongs', event({}, { reason: 'refunded' })],
    ['a field too many', event({ extra: 1 })],
    ['no JSON', 'hello'],
  ])('refuses %s', async (_name, body) => {
    const { post } = await rig()
    expect(await post(body)).toBe(400)
  })

  it('remembers over a restart who is let in and what it was told', async () => {
    const stateFile = `${tempFolder('app')}/state.json`
    const first = await rig({ stateFile })
    await first.post(event())
    await first.app.close()
    const second = await rig({ stateFile })
    expect(second.app.control.list()).toMatchObject([{ buyerId: 'b1' }])
    expect(await second.post(event({}, { buyerId: 'b2' }))).toBe(409)
  })

  it('fails as it is told, and only so often', async () => {
    const { app, post } = await rig()
    app.control.faultByName('too-many', 1)
    expect(await post(event())).toBe(429)
    app.control.faultByName('gone', 1)
    expect(await post(event())).toBe(410)
    expect(await post(event())).toBe(200)
    expect(() => app.control.faultByName('nothing', 1)).toThrow()
  })
})
