import { failCommon } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import { failNet, serviceName } from './errors.ts'
import type { LimiterView } from './types.ts'
import { realSleep, type Sleep } from './waiting.ts'

export type Priority = 'interactive' | 'background'

/** When the last call left, ms UTC, kept longer than the program runs: the service counts on while it is closed. */
export interface LastCall {
  get(): number | null
  /** Must not throw: a note that is lost never holds a call up. */
  set(at: number): void
}

export interface LimiterOptions {
  capacity: number
  perSecond: number
  clock: Clock
  sleep?: Sleep
  /** Shown in the error when waiting takes longer than the caller's deadline. */
  service?: string
  /** What a reply's headers tell of the service's own bucket; it counts from then on. Null: they tell nothing. */
  adopt?: (headers: Record<string, string>) => { capacity: number; perSecond: number; remaining: number | null } | null
  /** Without it every start of the program begins with a full bucket. */
  lastCall?: LastCall | undefined
  /**
   * The distance is kept between departures: nobody is let go until the one before has left. A call that connects slowly
   * would otherwise reach the service together with the next ones.
   */
  oneAtATime?: boolean
}

export interface Limiter extends LimiterView {
  /**
   * Resolves when one call may leave, with what is to be called once it has: when its last byte was handed to the network,
   * or when it certainly never will. Throws CANCELLED, or NET_RATE_LIMITED once `deadline` (ms UTC) has passed.
   */
  acquire(priority: Priority, options?: { signal?: AbortSignal | undefined; deadline?: number }): Promise<() => void>
  /** To be called once for every acquire, when its reply or failure is known: headers correct the estimate. */
  settle(reply: { status: number; headers: Record<string, string>; retryAfterMs: number | null } | null): void
}

interface Waiter {
  deadline: number
  grant(left: () => void): void
  refuse(error: Error): void
}

const FIRST_BLOCK_MS = 1000
const LONGEST_BLOCK_MS = 64_000
/** Somebody with a nearer deadline may join the queue meanwhile. */
const LONGEST_NAP_MS = 1000
/** Tokens are sums of fractions: a millionth short is not short. */
const NEARLY = 1e-6

/**
 * Token bucket with two lanes: what the operator waits for leaves before background work. Its one timer sleeps until the
 * next token, so a waiting queue costs nothing.
 */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock, sleep = realSleep, service = '', adopt, lastCall, oneAtATime = false } = options
  let { capacity, perSecond } = options
  const lanes: Record<Priority, Waiter[]> = { interactive: [], background: [] }
  let tokens = capacity
  let countedAt = clock.now()
  let blockedUntil = 0
  let refusals = 0
  let inFlight = 0
  /** A call was let go, and nobody knows yet that it left. */
  let isLeaving = false
  let pumping = false

  let isFirst = true

  /** The bucket as another process left it; its clock may have been ahead. */
  const takeUp = (now: number) => {
    if (!isFirst) return
    isFirst = false
    const last = lastCall?.get() ?? null
    if (last !== null) tokens = Math.min(tokens, (Math.max(0, now - last) / 1000) * perSecond)
  }

  const refill = () => {
    const now = clock.now()
    // A clock that was set back must not take tokens away, nor give some twice.
    tokens = Math.min(capacity, tokens + (Math.max(0, now - countedAt) / 1000) * perSecond)
    countedAt = now
    return now
  }
  const queued = () => lanes.interactive.length + lanes.background.length
  const next = () => lanes.interactive.shift() ?? lanes.background.shift()

  const dropLate = (now: number) => {
    for (const lane of Object.values(lanes)) {
      for (let i = lane.length - 1; i >= 0; i -= 1) {
        const waiter = lane[i]
        if (waiter && waiter.deadline <= now) {
          lane.splice(i, 1)
          waiter.refuse(failNet('NET_RATE_LIMITED', { service, values: { service: serviceName(service) } }))
        }
      }
    }
  }

  const mayGo = (now: number) => now >= blockedUntil && tokens >= 1 - NEARLY && queued() > 0 && !isLeaving

  /** Answers how to say that this call has left: from then on the next one keeps its distance. */
  const letGo = (): (() => void) => {
    if (!oneAtATime) return () => {}
    isLeaving = true
    let isGone = false
    return () => {
      if (isGone) return
      isGone = true
      isLeaving = false
      const now = refill()
      tokens = Math.min(tokens, capacity - 1)
      lastCall?.set(now)
      void pump()
    }
  }

  const waitMs = (now: number) => {
    const deadlines = [...lanes.interactive, ...lanes.background].map((waiter) => waiter.deadline)
    const ready = Math.max(blockedUntil, now + ((1 - tokens) / perSecond) * 1000)
    return Math.min(LONGEST_NAP_MS, Math.max(1, Math.ceil(Math.min(ready, ...deadlines) - now)))
  }

  const pump = async () => {
    if (pumping) return
    pumping = true
    try {
      while (queued() > 0) {
        const now = refill()
        takeUp(now)
        dropLate(now)
        while (mayGo(now)) {
          tokens -= 1
          inFlight += 1
          lastCall?.set(now)
          next()?.grant(letGo())
        }
        // Whoever is leaving wakes us up.
        if (queued() === 0 || isLeaving) break
        await sleep(waitMs(now))
      }
    } finally {
      pumping = false
    }
  }

  return {
    acquire: (priority, { signal, deadline = Number.POSITIVE_INFINITY } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(failCommon('CANCELLED'))
        const lane = lanes[priority]
        const leave = () => {
          const at = lane.indexOf(waiter)
          if (at >= 0) lane.splice(at, 1)
          reject(failCommon('CANCELLED'))
        }
        const done = () => signal?.removeEventListener('abort', leave)
        const waiter: Waiter = {
          deadline,
          grant: (left) => {
            done()
            resolve(left)
          },
          refuse: (error) => {
            done()
            reject(error)
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        lane.push(waiter)
        void pump()
      }),

    settle: (reply) => {
      const now = refill()
      inFlight = Math.max(0, inFlight - 1)
      // It arrived there some time between its leaving and now.
      lastCall?.set(now)
      if (reply === null) return
      const told = adopt?.(reply.headers) ?? null
      if (told !== null) {
        capacity = told.capacity
        perSecond = told.perSecond
        tokens = Math.min(tokens, capacity, (told.remaining ?? capacity) - inFlight)
      }
      if (reply.status === 429) {
        // Calls that were under way together are refused together: that is one refusal.
        if (now < blockedUntil && reply.retryAfterMs === null) return
        const wait = reply.retryAfterMs ?? Math.min(LONGEST_BLOCK_MS, FIRST_BLOCK_MS * 2 ** refusals)
        refusals += 1
        tokens = Math.min(tokens, 0)
        blockedUntil = Math.max(blockedUntil, now + wait)
        return
      }
      refusals = 0
      const header = reply.headers['x-ratelimit-remaining']
      // Calls on their way may not be in the server's count yet. Its figure only ever lowers ours: it may be per app.
      if (header !== undefined && /^\d+$/.test(header)) tokens = Math.min(tokens, Number(header) - inFlight)
    },

    view: () => {
      const now = refill()
      return {
        capacity,
        perSecond,
        available: Math.max(0, Math.floor(tokens + NEARLY)),
        queued: queued(),
        blockedUntil: blockedUntil > now ? blockedUntil : null,
      }
    },
  }
}

/** For services without a documented limit and for measuring: lets everything pass, but still waits after a 429. */
export const createOpenLimiter = (clock: Clock, sleep?: Sleep): Limiter =>
  createLimiter({ capacity: 1_000_000, perSecond: 1_000_000, clock, ...(sleep ? { sleep } : {}) })
