import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLimiter, createOpenLimiter } from '../../../main/net/limiter.ts'
import { limits, permitted } from '../../../main/net/limits.ts'
import { virtualTime } from './virtual-time.ts'

const ok = { status: 200, headers: {}, retryAfterMs: null }
const refused = (retryAfterMs: number | null = null) => ({ status: 429, headers: {}, retryAfterMs })

const setUp = (capacity = 2, perSecond = 1) => {
  const time = virtualTime()
  return { time, limiter: createLimiter({ capacity, perSecond, clock: time.clock, sleep: time.sleep }) }
}

type Action =
  | { kind: 'ask'; lane: 'interactive' | 'background' }
  | { kind: 'pass'; ms: number }
  | { kind: 'settle'; remaining: number | null }
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('ask' as const),
    lane: fc.constantFrom('interactive' as const, 'background' as const),
  }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 4000 }) }),
  fc.record({ kind: fc.constant('settle' as const), remaining: fc.option(fc.integer({ min: 0, max: 30 })) }),
)

describe('calls that leave late', () => {
  it('keep those behind them at their distance, also when they never leave', async () => {
    const time = virtualTime()
    const limiter = createLimiter({ capacity: 1, perSecond: 5, clock: time.clock, sleep: time.sleep, oneAtATime: true })
    const started = time.clock.now()
    const granted: number[] = []
    const leave: (() => void)[] = []
    for (let n = 0; n < 3; n += 1) {
      void limiter.acquire('background').then((left) => {
        granted.push(time.clock.now() - started)
        leave.push(left)
      })
    }
    await time.advance(1000)
    expect(granted).toEqual([0])
    leave[0]?.()
    leave[0]?.()
    await time.advance(199)
    expect(granted).toEqual([0])
    await time.advance(1)
    expect(granted).toEqual([0, 1200])
    // A second word of the first says nothing of the second.
    leave[0]?.()
    await time.advance(5000)
    expect(granted).toHaveLength(2)
    leave[1]?.()
    await time.advance(200)
    expect(granted).toEqual([0, 1200, 6400])
  })
})

describe('the limit', () => {
  it('never lets more than capacity + rate × t leave in any window', async () => {
    const shapes = fc.record({
      capacity: fc.integer({ min: 1, max: 30 }),
      perSecond: fc.double({ min: 0.2, max: 20, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(shapes, fc.array(action, { maxLength: 120 }), async ({ capacity, perSecond }, actions) => {
        const { time, limiter } = setUp(capacity, perSecond)
        const left: number[] = []
        const ask = (lane: 'interactive' | 'background') =>
          void limiter.acquire(lane).then(() => left.push(time.clock.now()))
        for (const act of actions) {
          if (act.kind === 'ask') ask(act.lane)
          else if (act.kind === 'pass') await time.advance(act.ms)
          else {
            const headers: Record<string, string> =
              act.remaining === null ? {} : { 'x-ratelimit-remaining': String(act.remaining) }
            limiter.settle({ ...ok, headers })
          }
        }
        await time.advance(10_000)
        for (let i = 0; i < left.length; i += 1) {
          for (let j = i; j < left.length; j += 1) {
            const seconds = ((left[j] ?? 0) - (left[i] ?? 0)) / 1000
            expect(j - i + 1).toBeLessThanOrEqual(capacity + perSecond * seconds + 1e-4)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('stays inside Imweb’s bucket of 25 + 2/s as counted on arrival, with 95 % or more of what it permits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 5, max: 450 }), { minLength: 300, maxLength: 300 }),
        async (delays) => {
          const documented = limits.imweb ?? { capacity: 0, perSecond: 0 }
          const own = permitted(documented)
          const { time, limiter } = setUp(own.capacity, own.perSecond)
          const start = time.clock.now()
          const arrivals: number[] = []
          for (const delay of delays)
            void limiter.acquire('background').then(() => arrivals.push(time.clock.now() + delay))
          await time.advance(120_000)
          let tokens = documented.capacity
          let last = start
          let refusals = 0
          const within = arrivals.filter((at) => at <= start + 120_000).sort((a, b) => a - b)
          for (const at of within) {
            tokens = Math.min(documented.capacity, tokens + ((at - last) / 1000) * documented.perSecond)
            last = at
            if (tokens < 1) refusals += 1
            else tokens -= 1
          }
          expect(refusals).toBe(0)
          const possible = documented.capacity + documented.perSecond * 120
          expect(within.length / possible).toBeGreaterThanOrEqual(0.95)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('takes a clock that was set back for standing still', async () => {
    let now = 1_000_000
    const limiter = createLimiter({ capacity: 1, perSecond: 1, clock: { now: () => now } })
    await limiter.acquire('interactive')
    now -= 500_000
    expect(limiter.view().available).toBe(0)
    now += 1000
    expect(limiter.view().available).toBe(1)
  })
})

describe('the queue', () => {
  it('lets what the operator waits for go before background work', async () => {
    const { time, limiter } = setUp(1, 1)
    const order: string[] = []
    const ask = (lane: 'interactive' | 'background', name: string) =>
      void limiter.acquire(lane).then(() => order.push(name))
    ask('background', 'b1')
    ask('background', 'b2')
    ask('interactive', 'i1')
    await time.advance(5000)
    expect(order).toEqual(['b1', 'i1', 'b2'])
  })

  it('forgets a call that is cancelled while it waits, and gives its turn to the next', async () => {
    const { time, limiter } = setUp(1, 1)
    const cancel = new AbortController()
    await limiter.acquire('background')
    const waiting = limiter.acquire('background', { signal: cancel.signal })
    const next = limiter.acquire('background')
    cancel.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(limiter.view().queued).toBe(1)
    await time.advance(1000)
    await expect(next).resolves.toBeTypeOf('function')
  })

  it('refuses a call that is cancelled before it asks', async () => {
    const { limiter } = setUp()
    await expect(limiter.acquire('background', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    expect(limiter.view().available).toBe(2)
  })

  it('gives up a call whose deadline passes, not those behind it', async () => {
    const { time, limiter } = setUp(1, 0.1)
    await limiter.acquire('background')
    const late = limiter.acquire('background', { deadline: time.clock.now() + 3000 })
    const patient = limiter.acquire('background')
    const failed = expect(late).rejects.toMatchObject({ code: 'NET_RATE_LIMITED', retryable: true })
    await time.advance(3000)
    await failed
    await time.advance(7000)
    await expect(patient).resolves.toBeTypeOf('function')
  })
})

describe('what the service says', () => {
  it('lowers the estimate to X-RateLimit-Remaining and never raises it', async () => {
    const { limiter } = setUp(10, 1)
    await limiter.acquire('background')
    limiter.settle({ ...ok, headers: { 'x-ratelimit-remaining': '24' } })
    expect(limiter.view().available).toBe(9)
    await limiter.acquire('background')
    limiter.settle({ ...ok, headers: { 'x-ratelimit-remaining': '3' } })
    expect(limiter.view().available).toBe(3)
  })

  it('counts calls still under way against X-RateLimit-Remaining', async () => {
    const { limiter } = setUp(10, 1)
    await limiter.acquire('background')
    await limiter.acquire('background')
    limiter.settle({ ...ok, headers: { 'x-ratelimit-remaining': '3' } })
    expect(limiter.view().available).toBe(2)
  })

  it('ignores a header that is no number', async () => {
    const { limiter } = setUp(10, 1)
    await limiter.acquire('background')
    limiter.settle({ ...ok, headers: { 'x-ratelimit-remaining': '-5; evil' } })
    expect(limiter.view().available).toBe(9)
  })

  it('holds everybody back for 1, 2, 4 seconds after 429 in a row, and starts over after a success', async () => {
    const { time, limiter } = setUp(5, 5)
    for (const seconds of [1, 2, 4]) {
      const asked = limiter.acquire('interactive')
      await time.advance(1000)
      await asked
      const now = time.clock.now()
      limiter.settle(refused())
      expect(limiter.view().blockedUntil).toBe(now + seconds * 1000)
      await time.advance(seconds * 1000)
    }
    limiter.settle(ok)
    limiter.settle(refused())
    expect(limiter.view().blockedUntil).toBe(time.clock.now() + 1000)
  })

  it('lets nothing leave while blocked, and waits as long as Retry-After says', async () => {
    const { time, limiter } = setUp(5, 5)
    await limiter.acquire('background')
    limiter.settle(refused(7000))
    let left = false
    void limiter.acquire('interactive').then(() => {
      left = true
    })
    await time.advance(6900)
    expect(left).toBe(false)
    await time.advance(200)
    expect(left).toBe(true)
  })

  it('counts calls refused together as one refusal', async () => {
    const { time, limiter } = setUp(5, 5)
    await limiter.acquire('background')
    await limiter.acquire('background')
    limiter.settle(refused())
    limiter.settle(refused())
    expect(limiter.view().blockedUntil).toBe(time.clock.now() + 1000)
  })
})

it('the open limiter lets everything pass but waits after a 429', async () => {
  const time = virtualTime()
  const limiter = createOpenLimiter(time.clock, time.sleep)
  for (let i = 0; i < 500; i += 1) await limiter.acquire('background')
  limiter.settle(refused())
  expect(limiter.view().blockedUntil).toBe(time.clock.now() + 1000)
})
