import { describe, expect, it } from 'vitest'
import { CALLS_PER_SECOND, coupangBucket } from '../../../../main/market/coupang/http.ts'
import { createCoupangAdapter, createCoupangHttp } from '../../../../main/market/coupang/index.ts'
import { createLimiter } from '../../../../main/net/limiter.ts'
import type { HttpClient } from '../../../../main/net/types.ts'
import { json, scriptedServer } from '../../net/scripted-server.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { contentFor, formFrom, how, silent } from './support.ts'

const HOUR = 3_600_000

const busiestSecond = (times: readonly number[]): number => {
  let most = 0
  let first = 0
  for (let last = 0; last < times.length; last += 1) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= 1000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

describe('a computer that is busy just as a call is let go', () => {
  it('does not bring calls to Coupang together, whether they change something or not', async () => {
    const arrived: number[] = []
    const server = await scriptedServer((response, request) => {
      arrived.push(performance.now())
      json('{}')(response, request)
    })
    const http = createCoupangHttp({ baseUrl: server.base })
    const block = () => {
      const until = performance.now() + 150
      while (performance.now() < until);
      return {}
    }
    const methods = ['PUT', 'GET', 'PUT', 'PUT', 'GET', 'PUT'] as const
    await Promise.all(
      methods.map((method, at) =>
        http.request({ method, path: `/${at}`, expect: 'any', ...(at % 2 === 0 ? { headersNow: block } : {}) }),
      ),
    )
    const gaps = arrived.slice(1).map((at, n) => at - (arrived[n] ?? 0))
    expect(gaps).toHaveLength(5)
    // Twenty for the network of a busy test machine: without the rule a gap is 60.
    expect(Math.min(...gaps)).toBeGreaterThan(190)
    expect(busiestSecond(arrived)).toBeLessThanOrEqual(CALLS_PER_SECOND)
  })

  it('counts a call that is kept here at the last moment as gone', async () => {
    const server = await scriptedServer(json('{}'))
    const http = createCoupangHttp({ baseUrl: server.base })
    const refuse = () => {
      throw new Error('stay')
    }
    await expect(http.request({ method: 'GET', path: '/1', headersNow: refuse })).rejects.toThrow('stay')
    expect((await http.request({ method: 'GET', path: '/2', expect: 'any' })).status).toBe(200)
  })
})

describe('an hour of uploads that never end', () => {
  it('uses at least nine tenths of five calls a second, and never more than five in any second', async () => {
    const { clock, sleep } = jumpingTime()
    const limiter = createLimiter({ ...coupangBucket, clock, sleep })
    const left: number[] = []
    const http: HttpClient = {
      limiter,
      request: async (request) => {
        await limiter.acquire(request.priority ?? 'interactive')
        request.headersNow?.()
        left.push(clock.now())
        limiter.settle({ status: 200, headers: {}, retryAfterMs: null })
        const text = `{"code":"SUCCESS","message":"[]","data":${left.length},"details":null,"errorItems":null}`
        const bytes = Buffer.from(text)
        return { status: 200, headers: {}, bytes, traceId: 't', text: () => text, json: () => JSON.parse(text) }
      },
    }
    const keys = { vendorId: 'A1', vendorUserId: 'u', accessKey: 'a', secretKey: 's' }
    const adapter = createCoupangAdapter({ http, credentials: () => Promise.resolve(keys), clock, log: silent, sleep })
    const form = formFrom({ attributes: [], noticeCategories: [], certifications: [] })
    const place = {
      code: '1',
      name: '가',
      zip: '1',
      address: '서울',
      detail: '1층',
      phone: '02',
      usable: true,
      preferred: true,
      facts: {},
    }
    const places = { outbound: [place], inbound: [place] }
    const content = contentFor(form, places)
    const start = clock.now()
    while (clock.now() - start < HOUR) await adapter.create(content, { form, places }, how)
    expect(left.length).toBeGreaterThanOrEqual(CALLS_PER_SECOND * 3600 * 0.9)
    expect(busiestSecond(left)).toBeLessThanOrEqual(CALLS_PER_SECOND)
  })
})
