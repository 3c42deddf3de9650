import { describe, expect, it } from 'vitest'
import { createEleventhStreetAdapter, createEleventhStreetHttp } from '../../../../main/market/eleventh-street/index.ts'
import { createLimiter, type Limiter } from '../../../../main/net/limiter.ts'
import type { HttpClient } from '../../../../main/net/types.ts'
import { dayCountInMemory } from '../../../../main/store/day-count.ts'
import { createLastCall } from '../../../../main/store/last-call.ts'
import { tempDatabase } from '../../../support/database.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { calm, content, eleventhStreet, silent } from './harness.ts'

const HOUR = 3_600_000

/** An 11st that answers at once, so that only our own pace slows us down. */
const instant = (limiter: Limiter, left: number[], now: () => number): HttpClient => ({
  limiter,
  request: async (request) => {
    await limiter.acquire(request.priority ?? 'interactive')
    left.push(now())
    limiter.settle({ status: 200, headers: {}, retryAfterMs: null })
    const text = '<ClientMessage><productNo>1</productNo><resultCode>210</resultCode></ClientMessage>'
    const bytes = Buffer.from(text)
    return { status: 200, headers: {}, bytes, traceId: 't', text: () => text, json: () => null }
  },
})

const busiestSecond = (times: readonly number[]): number => {
  let most = 0
  let first = 0
  for (let last = 0; last < times.length; last += 1) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= 1000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

describe('an hour of uploads', () => {
  it('uses at least nine tenths of one call a second, and never more', async () => {
    const time = jumpingTime()
    const { clock, sleep } = time
    // The limiter as the HTTP client makes it, so that its figures are under test.
    const { capacity, perSecond } = createEleventhStreetHttp({
      baseUrl: 'http://127.0.0.1',
      clock,
      sleep,
    }).limiter.view()
    const left: number[] = []
    const limiter = createLimiter({ capacity, perSecond, clock, sleep })
    // As if each day had room: the pace alone is measured.
    const dailyCounter = { ...dayCountInMemory(), today: () => 0 }
    const adapter = createEleventhStreetAdapter({
      http: instant(limiter, left, clock.now),
      credentials: () => Promise.resolve({ apiKey: '0123456789abcdef0123456789abcdef' }),
      clock,
      log: silent,
      dailyCounter,
      sleep,
    })
    const form = { category: '1', path: [], fields: [], axes: [], facts: {} }
    const start = clock.now()
    while (clock.now() - start < HOUR) {
      await adapter.create(content(), { form, places: { outbound: [], inbound: [] } }, calm())
    }
    expect(left.length).toBeGreaterThanOrEqual(3600 * 0.9)
    expect(busiestSecond(left)).toBe(1)
  })

  it('has no limit against a practice server that wants none', () => {
    const { limiter } = createEleventhStreetHttp({ baseUrl: 'http://127.0.0.1', unlimited: true })
    expect(limiter.view().perSecond).toBeGreaterThan(1000)
  })
})

describe('two commands, one after the other', () => {
  it('keep a second between them, though each is a process of its own', async () => {
    const { practice, time } = await eleventhStreet()
    const db = tempDatabase()
    const command = () =>
      createEleventhStreetAdapter({
        http: createEleventhStreetHttp({
          baseUrl: practice.url,
          clock: time.clock,
          sleep: time.sleep,
          lastCall: createLastCall(db, '11st'),
        }),
        credentials: () => Promise.resolve(practice.credentials),
        clock: time.clock,
        log: silent,
        dailyCounter: dayCountInMemory(),
        sleep: time.sleep,
      })
    await command().check(calm())
    const first = time.clock.now()
    time.pass(414)
    await command().check(calm())
    expect(time.clock.now() - first).toBeGreaterThanOrEqual(1000)
    // Whoever comes later than that does not wait.
    time.pass(5000)
    const third = time.clock.now()
    await command().check(calm())
    expect(time.clock.now()).toBe(third)
    // A clock that was set back costs one second, not the time between.
    time.pass(-3_600_000)
    const back = time.clock.now()
    await command().check(calm())
    expect(time.clock.now() - back).toBeLessThanOrEqual(1100)
  })
})
