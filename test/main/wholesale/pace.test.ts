import { describe, expect, it } from 'vitest'
import { createLimiter, type Limiter } from '../../../main/net/limiter.ts'
import type { HttpClient, HttpRequest } from '../../../main/net/types.ts'
import { createDomeggookAdapter, dayCountInMemory } from '../../../main/wholesale/domeggook/index.ts'
import { perMinuteBucket, wholesaleRates } from '../../../main/wholesale/limits.ts'
import { createOwnerclanAdapter } from '../../../main/wholesale/ownerclan/index.ts'
import type { WholesaleAdapter } from '../../../main/wholesale/port.ts'
import { jumpingTime } from '../net/virtual-time.ts'
import { busiestMinute, failureOf, never, silent } from './support.ts'

const HOUR = 3_600_000

/** A service that always has more: it answers at once, so that only our own pace slows us down. */
const endless = (
  limiter: Limiter,
  left: number[],
  now: () => number,
  answer: (request: HttpRequest, call: number) => unknown,
): HttpClient => ({
  limiter,
  request: async (request) => {
    await limiter.acquire(request.priority ?? 'interactive')
    left.push(now())
    limiter.settle({ status: 200, headers: {}, retryAfterMs: null })
    const text = JSON.stringify(answer(request, left.length))
    const bytes = Buffer.from(text)
    return { status: 200, headers: {}, bytes, traceId: 't', text: () => text, json: () => JSON.parse(text) }
  },
})

const collectFor = async (
  adapter: WholesaleAdapter,
  request: Parameters<WholesaleAdapter['collect']>[0],
  until: () => boolean,
) => {
  for await (const _batch of adapter.collect(request, { signal: never() })) if (until()) return
}

const token = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"exp":4000000000}').toString('base64url')}.c2ln`

describe('an hour of a collect that never ends', () => {
  it('uses at least nine tenths of 150 calls a minute with OwnerClan, and never more', async () => {
    const time = jumpingTime()
    const { clock, sleep } = time
    const limiter = createLimiter({ ...perMinuteBucket(150), clock, sleep })
    const left: number[] = []
    const page = (_request: HttpRequest, call: number) => ({
      data: {
        allItems: {
          pageInfo: { hasNextPage: true, endCursor: String(call) },
          edges: [{ node: { key: `W${call}`, name: '예시' } }],
        },
      },
    })
    const auth = endless(createLimiter({ capacity: 9, perSecond: 9, clock, sleep }), [], clock.now, () => token)
    const adapter = createOwnerclanAdapter({
      http: { auth, api: endless(limiter, left, clock.now, page) },
      credentials: () => Promise.resolve({ username: 'u', password: 'p' }),
      clock,
      log: silent,
      sleep,
    })
    const start = clock.now()
    await collectFor(adapter, { changedSince: 0 }, () => clock.now() - start >= HOUR)
    expect(left.length).toBeGreaterThanOrEqual(150 * 60 * 0.9)
    expect(busiestMinute(left)).toBeLessThanOrEqual(150)
  })

  it('uses at least nine tenths of 120 calls a minute with Domeggook, never more, and stops at the end of the day', async () => {
    const time = jumpingTime()
    const { clock, sleep } = time
    const limiter = createLimiter({ ...perMinuteBucket(120), clock, sleep })
    const left: number[] = []
    const dailyCounter = dayCountInMemory()
    const answer = ({ query = {} }: HttpRequest, call: number) =>
      query.mode === 'getItemList'
        ? {
            domeggook: {
              header: { numberOfItems: 10_000_000, numberOfPages: 50_000 },
              list: { item: Array.from({ length: 200 }, (_, at) => ({ no: String(call * 1000 + at) })) },
            },
          }
        : { domeggook: { item: [] } }
    const adapter = createDomeggookAdapter({
      http: endless(limiter, left, clock.now, answer),
      credentials: () => Promise.resolve({ aid: 'practice' }),
      clock,
      log: silent,
      dailyCounter,
      sleep,
    })
    const start = clock.now()
    await collectFor(adapter, { search: '컵' }, () => clock.now() - start >= HOUR)
    expect(left.length).toBeGreaterThanOrEqual(120 * 60 * 0.9)
    expect(busiestMinute(left)).toBeLessThanOrEqual(120)

    for (let more = left.length; more < 14_000; more += 1) dailyCounter.add(clock.now())
    const before = left.length
    const used = dailyCounter.today(clock.now())
    const rest = collectFor(adapter, { search: '컵' }, () => left.length - before > 5000)
    expect((await failureOf(rest)).code).toBe('DOMEGGOOK_DAY_USED')
    expect(left.length - before).toBe((wholesaleRates.domeggook.perDay ?? 0) - used)
  })
})
