import { type Clock, DAY_MS } from '../../../shared/time.ts'
import { orderAt } from './build-order.ts'
import { changedBy } from './order-steps.ts'
import type { ImwebOrder } from './order-types.ts'
import { plainPaid, planOf } from './plan.ts'
import { type Range, type Selection, selectionOf } from './selection.ts'
import { createTimeline, FIRST_ADDED, idOf, isPending, orderNoOf, type TimelineFacts } from './timeline.ts'
import type { OrderChange } from './types.ts'
import { refuse } from './wire.ts'

/** Orders that arrive while practising live a day in a minute: paid, shipped and refunded while somebody looks. */
const PRACTICE_DAY_MS = 60_000
/** A running server promises to have run until then, so that orders seen before a crash are there after it. */
const PROMISE_MS = 5000

export interface ShopState {
  facts: TimelineFacts
  changed: [id: number, order: ImwebOrder][]
  added: ImwebOrder[]
}

export interface Shop {
  /** The shop's own time: stands still when nothing arrives. */
  now(): number
  /** Grows with every change by hand. */
  version(): number
  select(range: Range): Selection
  order(id: number): ImwebOrder
  /** The order as served, JSON. */
  text(id: number): string
  find(orderNo: number): number | null
  /** Orders that were added or changed by hand: these keep to no plan. */
  touchedIds(): number[]
  add(partial: Partial<ImwebOrder>): ImwebOrder
  change(orderNo: number, change: OrderChange): ImwebOrder
  firstOrderTime(): number | null
  state(): ShopState
}

export interface ShopDeps {
  state: ShopState
  arrivalEveryMs: number
  clock: Clock
  /** Called after each change that must outlive the server. */
  save(): void
}

export function createShop({ state, arrivalEveryMs, clock, save }: ShopDeps): Shop {
  const { facts, added } = state
  const { seed, orders, runs } = facts
  const timeline = createTimeline(facts)
  const changed = new Map(state.changed)
  const addedIds = new Map(added.map((order, index) => [order.orderNo, FIRST_ADDED + index]))
  const byTime = added.map((order, index) => ({ id: FIRST_ADDED + index, wtime: Date.parse(order.wtime) }))
  const texts = new Map<number, string>()
  let version = 0
  const sortByTime = () => byTime.sort((a, b) => a.wtime - b.wtime || a.id - b.id)
  sortByTime()

  const runEnd = Math.max(facts.startedAt, runs.at(-1)?.until ?? 0)
  if (arrivalEveryMs > 0) {
    const from = Math.max(clock.now(), runEnd)
    const first = timeline.countAt(runEnd)
    if (runs.at(-1)?.first === first) runs.pop()
    runs.push({ from, until: from, every: arrivalEveryMs, first })
    save()
  }

  const now = (): number => {
    if (arrivalEveryMs === 0) return runEnd
    const at = Math.max(clock.now(), runEnd)
    const run = runs.at(-1)
    if (run && run.until < at) {
      run.until = at + PROMISE_MS
      save()
    }
    return at
  }
  const count = () => Math.min(timeline.countAt(now()), FIRST_ADDED)

  const generated = (id: number): ImwebOrder => {
    const wtime = timeline.wtimeOf(id)
    const day = id < orders ? DAY_MS : PRACTICE_DAY_MS
    const plan = planOf({ seed, id, orderNo: orderNoOf(id, wtime), wtime, pending: isPending(id), day })
    return orderAt(seed, orders, plan, now())
  }
  const order = (id: number): ImwebOrder => changed.get(id) ?? added[id - FIRST_ADDED] ?? generated(id)

  const find = (orderNo: number): number | null => {
    const hand = addedIds.get(orderNo)
    if (hand !== undefined) return hand
    if (!Number.isSafeInteger(orderNo) || orderNo < 0) return null
    const id = idOf(orderNo)
    return id < count() && orderNoOf(id, timeline.wtimeOf(id)) === orderNo ? id : null
  }
  const touched = () => {
    version += 1
    save()
  }

  return {
    now,
    version: () => version,
    select: (range) => selectionOf(timeline, byTime, count(), range),
    order,
    text(id) {
      const kept = texts.get(id)
      if (kept !== undefined) return kept
      const text = JSON.stringify(order(id))
      if (changed.has(id) || id >= FIRST_ADDED) texts.set(id, text)
      return text
    },
    find,
    touchedIds: () => [...changed.keys(), ...byTime.map(({ id }) => id)],
    add(partial) {
      const id = FIRST_ADDED + added.length
      const given = partial.wtime === undefined ? Math.floor(clock.now() / 1000) * 1000 : Date.parse(partial.wtime)
      if (!Number.isFinite(given)) throw refuse(10001, { wtime: 'ISO 8601' })
      const orderNo = partial.orderNo ?? orderNoOf(id, given)
      if (find(orderNo) !== null) throw refuse(10001, { orderNo: 'exists' })
      const plan = planOf({ seed, id, orderNo, wtime: given, pending: false, day: DAY_MS, scenario: plainPaid })
      const made = { ...orderAt(seed, orders, plan, plan.paidAt), ...partial, orderNo }
      added.push(made)
      addedIds.set(orderNo, id)
      byTime.push({ id, wtime: given })
      sortByTime()
      touched()
      return made
    },
    change(orderNo, change) {
      const id = find(orderNo)
      if (id === null) throw refuse(30096)
      const next = changedBy(order(id), change, Math.max(now(), clock.now()))
      if (id >= FIRST_ADDED) added[id - FIRST_ADDED] = next
      else changed.set(id, next)
      texts.delete(id)
      touched()
      return next
    },
    firstOrderTime() {
      const times = [...(count() > 0 ? [timeline.wtimeOf(0)] : []), ...(byTime[0] ? [byTime[0].wtime] : [])]
      return times.length > 0 ? Math.min(...times) : null
    },
    state: () => ({ facts, changed: [...changed], added }),
  }
}
