import { Agent, get as httpGet, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { bigOrderNo, faultKinds, faultNamed, type PracticeImweb } from '../../../../main/practice/imweb/index.ts'
import { allPages, get, orderPage, postToken, practiceImweb, refreshFields } from './support.ts'

const ORDERS = '/orders?page=1&limit=10'

const shop = async (): Promise<{ practice: PracticeImweb; token: string; refreshToken: string }> => {
  const practice = await practiceImweb()
  const { accessToken, refreshToken } = practice.control.issueTokens()
  return { practice, token: accessToken, refreshToken }
}

const outcome = (call: Promise<{ status: number }>): Promise<number | 'broken'> =>
  call.then(
    (answer) => answer.status,
    () => 'broken' as const,
  )

describe('faults', () => {
  it('last for the given number of calls of their group, and touch no other', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: '500', on: 'orders', times: 2 })
    expect((await get(practice, '/site-info', token)).status).toBe(200)
    expect((await get(practice, ORDERS, token)).status).toBe(500)
    expect((await get(practice, ORDERS, token)).body.error?.errorCode).toBe('10000')
    expect((await get(practice, ORDERS, token)).status).toBe(200)
  })

  it('last until cleared when no number is given; 0 switches one off', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: '429' })
    for (let k = 0; k < 5; k++) expect((await get(practice, ORDERS, token)).status).toBe(429)
    practice.control.fault({ kind: '429', times: 0 })
    expect((await get(practice, ORDERS, token)).status).toBe(200)
    practice.control.fault({ kind: '500' })
    practice.control.clearFaults()
    expect((await get(practice, ORDERS, token)).status).toBe(200)
    expect(practice.control.seen().tooMany).toBe(5)
  })

  it('are known by name, alone or with their group', async () => {
    const { practice, token } = await shop()
    for (const kind of faultKinds) expect(faultNamed(`orders:${kind}`)).toEqual({ kind, on: 'orders' })
    practice.control.faultByName('orders:html', 1)
    expect((await get(practice, ORDERS, token)).headers.get('content-type')).toContain('text/html')
    for (const name of ['', 'storm', 'orders:', 'nowhere:429', 'orders:storm']) {
      expect(() => practice.control.faultByName(name, 1)).toThrow()
    }
  })

  it('drop: the connection dies and nothing was done', async () => {
    const { practice, refreshToken } = await shop()
    practice.control.fault({ kind: 'drop', on: 'token', times: 1 })
    expect(await outcome(postToken(practice, refreshFields(practice, refreshToken)))).toBe('broken')
    expect(practice.control.seen().refreshUses).toEqual({})
    expect(await outcome(postToken(practice, refreshFields(practice, refreshToken)))).toBe(200)
  })

  it('lost-answer: the connection dies and the token is spent all the same', async () => {
    const { practice, refreshToken } = await shop()
    practice.control.fault({ kind: 'lost-answer', on: 'token', times: 1 })
    expect(await outcome(postToken(practice, refreshFields(practice, refreshToken)))).toBe('broken')
    const again = await postToken(practice, refreshFields(practice, refreshToken))
    expect(again.body.error?.errorCode).toBe('30170')
    expect(Object.values(practice.control.seen().refreshUses)).toEqual([2])
  })

  it('slow: the answer comes, later; a caller who hangs up frees it', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: 'slow', ms: 30, times: 1 })
    expect((await get(practice, ORDERS, token)).status).toBe(200)
    practice.control.fault({ kind: 'slow', ms: 3_600_000, times: 1 })
    const signal = AbortSignal.timeout(50)
    expect(await outcome(get(practice, ORDERS, token, { signal }))).toBe('broken')
  })

  it('html: a maintenance page with status 200', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: 'html', times: 1 })
    const answer = await get(practice, ORDERS, token)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^<!doctype html>.*점검/s)
  })

  it('truncated: half the JSON ends cleanly; cut: half the bytes and a dead connection', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: 'truncated', times: 1 })
    const half = await get(practice, ORDERS, token)
    expect(half.text.startsWith('{"statusCode":200')).toBe(true)
    expect(() => JSON.parse(half.text)).toThrow()
    practice.control.fault({ kind: 'cut', times: 1 })
    expect(await outcome(get(practice, ORDERS, token))).toBe('broken')
  })

  it('garbage: JSON of a shape that no page of orders has, a new one each time', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: 'garbage', times: 8 })
    const texts = new Set<string>()
    for (let k = 0; k < 8; k++) {
      const { text } = await get(practice, ORDERS, token)
      JSON.parse(text)
      texts.add(text)
    }
    expect(texts.size).toBe(8)
  })

  it('expire: tokens run out just before the call, and a refresh helps', async () => {
    const { practice, token, refreshToken } = await shop()
    practice.control.fault({ kind: 'expire', on: 'orders', times: 1 })
    expect((await get(practice, ORDERS, token)).body.error?.errorCode).toBe('30102')
    const fresh = await postToken(practice, refreshFields(practice, refreshToken))
    expect((await get(practice, ORDERS, String(fresh.body.data?.accessToken))).status).toBe(200)
  })

  it('revoke: the refresh token is worth nothing', async () => {
    const { practice, refreshToken } = await shop()
    practice.control.fault({ kind: 'revoke', on: 'token', times: 1 })
    const answer = await postToken(practice, refreshFields(practice, refreshToken))
    expect(answer.body.error?.errorCode).toBe('30170')
  })

  it('ignore-filter: rows outside the asked dates come back', async () => {
    const { practice, token } = await shop()
    const query = { startWtime: '2020-01-01T00:00:00Z', endWtime: '2020-02-01T00:00:00Z' }
    expect(await allPages(practice, token, query)).toEqual([])
    practice.control.fault({ kind: 'ignore-filter' })
    const rows = await allPages(practice, token, query)
    expect(rows).toHaveLength([...practice.truth()].length)
    practice.control.clearFaults()
    expect(await allPages(practice, token, query)).toEqual([])
  })

  it('big-numbers: order numbers beyond 2^53, by which the order is found', async () => {
    const { practice, token } = await shop()
    practice.control.fault({ kind: 'big-numbers', on: 'orders' })
    const answer = await get(practice, ORDERS, token)
    const digits = [...answer.text.matchAll(/"orderNo":(\d+)/g)].map((found) => found[1])
    const truth = [...practice.truth()].slice(0, 10).map((order) => bigOrderNo(order.orderNo))
    expect(digits).toEqual(truth)
    expect(BigInt(digits[0] ?? 0)).toBeGreaterThan(2n ** 53n)
    const one = await get(practice, `/orders/${digits[0]}`, token)
    expect(one.text).toContain(`"orderNo":${digits[0]},`)
  })

  it('bad-row: one row of nonsense a page, in the place of an order; the others are whole', async () => {
    const { practice, token } = await shop()
    const truth = JSON.parse(JSON.stringify([...practice.truth()].slice(0, 10)))
    practice.control.fault({ kind: 'bad-row', times: 1 })
    const { list, totalCount } = await orderPage(practice, token, { limit: 10 })
    expect(list).toHaveLength(10)
    expect(totalCount).toBe([...practice.truth()].length)
    expect(list.toSpliced(5, 1)).toEqual(truth.toSpliced(5, 1))
    expect(list[5]).not.toEqual(truth[5])
    expect((await orderPage(practice, token, { limit: 10 })).list).toEqual(truth)
  })

  it('keepalive-close: a good answer that promises to stay, and a connection that does not', async () => {
    const { practice, token } = await shop()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const sockets: Socket[] = []
    const ask = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        httpGet(`${practice.url}/site-info`, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
          response.resume()
          response.on('end', () => resolve(response))
        })
          .on('socket', (socket) => sockets.push(socket))
          .on('error', reject)
      })
    await ask()
    await ask()
    expect(sockets[1]).toBe(sockets[0])
    practice.control.fault({ kind: 'keepalive-close', times: 1 })
    const answer = await ask()
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.connection).toBe('keep-alive')
    await expect.poll(() => sockets[2]?.destroyed, { timeout: 10_000 }).toBe(true)
    expect((await ask()).statusCode).toBe(200)
    agent.destroy()
  })
})
