import { kstDay } from '../../../shared/time.ts'
import { drawsFor } from './random.ts'

/** A run of the server during which orders arrived evenly. `until`: how long it is known to have run. */
export interface ArrivalRun {
  from: number
  until: number
  every: number
  /** Number of the first order that arrived in it. */
  first: number
}

export interface TimelineFacts {
  seed: number
  orders: number
  /** First start of this shop, ms UTC. */
  startedAt: number
  spreadMs: number
  runs: ArrivalRun[]
}

/** Orders added by hand have numbers from here on. */
export const FIRST_ADDED = 9_000_000
/** One order in 97 was left in the payment window. */
const PENDING_EVERY = 97
const PENDING_AT = 41
/** Order numbers end in seven digits: the order's number, shuffled by a reversible multiplication. */
const SUFFIXES = 10_000_000
const SHUFFLE = 6_180_339
const SHIFT = 1_234_567

/** `value` to the power `exponent`, modulo SUFFIXES. */
const power = (value: bigint, exponent: number): bigint => {
  let [result, base] = [1n, value]
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * base) % BigInt(SUFFIXES)
    base = (base * base) % BigInt(SUFFIXES)
  }
  return result
}
/** Euler: 10^7 has 4,000,000 units, so the inverse of SHUFFLE is its 3,999,999th power. */
const UNSHUFFLE = power(BigInt(SHUFFLE), 3_999_999)

export const isPending = (id: number): boolean => id < FIRST_ADDED && id % PENDING_EVERY === PENDING_AT
/** How many orders below `id` are not pending. */
export const visibleBelow = (id: number): number =>
  id - (id > PENDING_AT ? Math.floor((id - 1 - PENDING_AT) / PENDING_EVERY) + 1 : 0)
/** The `rank`-th order that is not pending. */
export const visibleAt = (rank: number): number => {
  const rest = rank % (PENDING_EVERY - 1)
  return Math.floor(rank / (PENDING_EVERY - 1)) * PENDING_EVERY + rest + (rest >= PENDING_AT ? 1 : 0)
}

export const orderNoOf = (id: number, wtime: number): number =>
  Number(kstDay(wtime).replaceAll('-', '')) * SUFFIXES + ((id * SHUFFLE + SHIFT) % SUFFIXES)

/** The number of the order that would carry this order number; whether it does must be checked against its time. */
export const idOf = (orderNo: number): number =>
  Number((BigInt((orderNo + SUFFIXES - SHIFT) % SUFFIXES) * UNSHUFFLE) % BigInt(SUFFIXES))

export interface Timeline {
  /** Orders that have arrived by `now`. */
  countAt(now: number): number
  /** Order time, ms UTC in whole seconds. Grows with the order's number. */
  wtimeOf(id: number): number
  /** The first order of `count` whose time is `at` or later. */
  firstFrom(at: number, count: number): number
}

export function createTimeline(facts: TimelineFacts): Timeline {
  const { seed, orders, startedAt, spreadMs, runs } = facts
  const slot = spreadMs / Math.max(1, orders)
  const wtimeOf = (id: number): number => {
    if (id < orders) {
      const at = startedAt - spreadMs + (id + drawsFor(seed, id, 0)()) * slot
      return Math.floor(at / 1000) * 1000
    }
    const run = runs.findLast((one) => one.first <= id)
    return run ? Math.floor((run.from + (id - run.first + 1) * run.every) / 1000) * 1000 : startedAt
  }
  return {
    wtimeOf,
    countAt(now) {
      const run = runs.at(-1)
      if (!run) return orders
      return run.first + Math.max(0, Math.floor((now - run.from) / run.every))
    },
    firstFrom(at, count) {
      let low = 0
      let high = count
      while (low < high) {
        const middle = (low + high) >>> 1
        if (wtimeOf(middle) < at) low = middle + 1
        else high = middle
      }
      return low
    },
  }
}
