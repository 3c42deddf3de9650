import type { Emit } from '../../shared/contract.ts'
import type { AppError, AppErrorShape } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { Db } from '../store/db.ts'
import { failAccess } from './errors.ts'
import {
  countPending,
  hurry,
  keysOf,
  lastComplaint,
  markLeaving,
  markStayed,
  readyEvents,
  recordTries,
  sendable,
  type TryRecord,
  type Waiting,
} from './repository-delivery.ts'
import { reconsider } from './repository-derive.ts'
import { readEndpoint, saveEndpoint } from './repository-endpoint.ts'
import type { SendEvent } from './send.ts'
import { TRY_FOR_MS, type Verdict, waitAfter } from './verdict.ts'

export interface DeliveryDeps {
  db: Db
  clock: Clock
  send: SendEvent
  emit: Emit
  /** Told when the endpoint's troubles begin, change or end. */
  onProblem: (problem: AppErrorShape | null, stopped: boolean) => void
  /** Told once for each event the app took, inside the transaction that notes it. */
  onAccepted: (seq: number) => void
  /** After that transaction. */
  onFlushed: () => void
  log: (level: 'warn' | 'error', text: string) => void
  random?: () => number
  /** Waits and patience are multiplied by it: tests have less time than apps. */
  pace?: number
}

export interface Drained {
  sent: number
  accepted: number
  rejected: number
  pending: number
  /** Why something is left, and when it is tried next. */
  problem: AppErrorShape | null
  until: number | null
  rejections: Pick<TryRecord & { eventId: string; body: string }, 'eventId' | 'buyerId' | 'status' | 'body'>[]
}

const MOST_CONNECTIONS = 8
/** So many failures in a row are no longer about single events. */
const FAILING = MOST_CONNECTIONS
/** How long somebody who asked for it waits for the next try. */
const PATIENCE_MS = 10_000
/** One event of many may fail for hours; the address is asked again sooner: what is new must not wait. */
const LONGEST_HOLD_MS = 5 * 60_000
/** Somebody waits for one buyer's event; others may go on and on. */
const LONGEST_DRAIN_OF_ONE_MS = 30_000
const LONGEST_TIMER_MS = 60_000
/** Of many refusals the first tell enough. */
const MOST_REJECTIONS = 20
const TOLD_EVERY_MS = 500
/** A commit costs more than so short a wait. */
const GATHER_MS = 10

interface Finished {
  event: Waiting
  eventId: string
  record: TryRecord
  verdict: Verdict
}

/** Carries the outbox to the app: few connections, in order for each buyer, and never faster than the app can bear. */
export function createDelivery(deps: DeliveryDeps) {
  const { db, clock, random = Math.random, pace = 1 } = deps
  const patience = PATIENCE_MS * pace
  const pause = (failures: number) => Math.ceil(waitAfter(failures, random) * pace)
  const busy = new Set<string>()
  const ready: Waiting[] = []
  const finished: Finished[] = []
  const tally = { accepted: 0, rejected: 0, failed: 0 }
  const watchers = new Set<(record: TryRecord, eventId: string) => void>()
  const idle = new Set<() => void>()
  const abort = new AbortController()
  let flights = 0
  let isOpen = false
  let draining = 0
  let scope: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let flushing: ReturnType<typeof setTimeout> | undefined
  let telling: ReturnType<typeof setTimeout> | undefined
  /** When the next event is due; null: nothing waits. Known after each look. */
  let nextAt: number | null = null

  /** What was chosen to leave and did not is as good as never looked at. */
  const unready = () => {
    const stayed = ready.splice(0)
    if (db.open) markStayed(db, stayed)
  }

  const mayRun = () => !abort.signal.aborted && db.open && (isOpen || draining > 0)

  const tell = () => {
    telling ??= setTimeout(() => {
      telling = undefined
      if (!db.open) return
      const { accepted, rejected, failed } = tally
      Object.assign(tally, { accepted: 0, rejected: 0, failed: 0 })
      deps.emit('outbox.changed', { pending: countPending(db), accepted, rejected, failed })
    }, TOLD_EVERY_MS)
  }

  const sleepUntil = (at: number | null) => {
    clearTimeout(timer)
    timer = undefined
    if (at === null || !mayRun()) return
    // Short naps: a machine that slept notices soon after it woke.
    timer = setTimeout(pump, Math.min(LONGEST_TIMER_MS, Math.max(1, at - clock.now())))
  }

  const settled = () => {
    if (flights > 0 || finished.length > 0) return
    for (const notice of idle) notice()
  }

  function pump(): void {
    if (!mayRun()) {
      settled()
      return
    }
    const endpoint = readEndpoint(db)
    const now = clock.now()
    const isHeld = endpoint.heldUntil !== null && endpoint.heldUntil > now
    if (endpoint.state !== 'active' || isHeld) {
      unready()
      nextAt = endpoint.state === 'active' && countPending(db, scope) > 0 ? endpoint.heldUntil : null
      sleepUntil(nextAt)
      settled()
      return
    }
    // After a failure of the whole address one event goes ahead and finds out.
    const most = endpoint.streak >= FAILING || endpoint.heldUntil !== null ? 1 : MOST_CONNECTIONS
    while (flights < most) {
      if (ready.length === 0) {
        const found = readyEvents(db, now, { busy, most: most === 1 ? 1 : 4 * MOST_CONNECTIONS, buyerId: scope })
        nextAt = found.next
        markLeaving(db, found.ready, now)
        ready.push(...found.ready)
      }
      const event = ready.shift()
      if (event === undefined) break
      void fly(event)
    }
    if (flights === 0) sleepUntil(nextAt)
    settled()
  }

  async function fly(event: Waiting): Promise<void> {
    const found = sendable(db, event.seq)
    if (found === undefined) return
    flights += 1
    for (const key of keysOf(event)) busy.add(key)
    const at = clock.now()
    const result = await deps.send(found, at, abort.signal)
    flights -= 1
    if (abort.signal.aborted) return
    const ms = Math.max(0, clock.now() - at)
    const isLate = found.firstTryAt !== null && at + ms - found.firstTryAt >= TRY_FOR_MS
    const { seq } = event
    const base = {
      seq,
      buyerId: event.buyerId,
      unheard: event.unheard,
      at,
      ms,
      status: result.status,
      answer: result.answer,
    }
    const record = { ...base, ...outcomeOf(result.verdict, found.attempts + 1, at + ms, isLate) }
    finished.push({ event, eventId: found.eventId, record, verdict: result.verdict })
    pump()
    // Answers that come together are written together; until then nothing later of these buyers leaves.
    if (flights === 0) {
      clearTimeout(flushing)
      flush()
    } else flushing ??= setTimeout(flush, GATHER_MS)
  }

  const outcomeOf = (
    verdict: Verdict,
    attempts: number,
    now: number,
    isLate: boolean,
  ): Pick<TryRecord, 'state' | 'nextAttemptAt' | 'error'> => {
    if (verdict.kind === 'accepted') return { state: 'accepted', nextAttemptAt: null, error: null }
    const error = verdict.error.toShape()
    if (verdict.kind === 'rejected') return { state: 'rejected', nextAttemptAt: null, error }
    if (verdict.kind === 'gone') return { state: 'pending', nextAttemptAt: now, error }
    if (isLate) {
      const gaveUp = failAccess('ACCESS_GAVE_UP', { service: 'buyer-app', values: { last: error.message } }).toShape()
      return { state: 'failed', nextAttemptAt: null, error: gaveUp }
    }
    const wait = Math.max(verdict.askedMs ?? 0, pause(attempts))
    return { state: 'pending', nextAttemptAt: now + wait, error }
  }

  function flush(): void {
    flushing = undefined
    if (!db.open) return
    const batch = finished.splice(0)
    try {
      write(batch)
    } catch (error) {
      // What could not be noted is sent again with the same id and bytes.
      deps.log('error', `results of the outbox could not be written: ${String(error)}`)
    }
    for (const { event, eventId, record } of batch) {
      for (const key of keysOf(event)) busy.delete(key)
      if (record.state !== 'pending') tally[record.state] += 1
      for (const watch of watchers) watch(record, eventId)
    }
    tell()
    deps.onFlushed()
    pump()
  }

  const write = (batch: readonly Finished[]): void => {
    db.transaction(() => {
      recordTries(
        db,
        batch.map(({ record }) => record),
      )
      for (const { verdict, event } of batch) if (verdict.kind === 'accepted') deps.onAccepted(event.seq)
      const refused = batch.filter(({ verdict }) => verdict.kind === 'rejected')
      reconsider(
        db,
        refused.map(({ event }) => event.buyerId),
        clock.now(),
      )
      noteEndpoint(batch)
    }).immediate()
  }

  /** Any real answer ends a bad spell; failures one after another lengthen it. */
  function noteEndpoint(batch: readonly Finished[]): void {
    const before = readEndpoint(db)
    const after = { ...before }
    for (const { verdict, record } of batch) {
      const now = record.at + record.ms
      if (verdict.kind === 'gone') {
        Object.assign(after, { state: 'stopped', problem: verdict.error.toShape() })
      } else if (verdict.kind === 'retry') {
        const asked = verdict.askedMs === null ? null : now + verdict.askedMs
        // What was under way together fails together: that is one failure.
        const isKnown = after.heldUntil !== null && record.at < after.heldUntil
        if (!isKnown) after.streak += 1
        if (!verdict.all && after.streak < FAILING) continue
        const spell = verdict.all ? after.streak : after.streak - FAILING + 1
        const own = isKnown ? 0 : now + Math.min(LONGEST_HOLD_MS, pause(spell))
        after.heldUntil = Math.max(after.heldUntil ?? 0, asked ?? own)
        after.heldBy = asked === null && after.heldBy !== 'asked' ? 'failing' : 'asked'
        after.problem = verdict.error.toShape()
      } else if (after.state !== 'stopped') {
        const problem = verdict.kind === 'rejected' ? refusal(verdict.error) : null
        Object.assign(after, { streak: 0, heldUntil: null, heldBy: null, problem })
      }
    }
    if (JSON.stringify(before) === JSON.stringify(after)) return
    saveEndpoint(db, after)
    if (before.problem?.code !== after.problem?.code || before.state !== after.state) {
      deps.onProblem(after.problem, after.state === 'stopped')
    }
  }

  /** Only a refused signature says something about the connection itself. */
  const refusal = (error: AppError): AppErrorShape | null =>
    error.code === 'ACCESS_SIGNATURE' ? error.toShape() : null

  const standing = (): AppErrorShape | null => {
    const endpoint = readEndpoint(db)
    if (endpoint.state === 'none') return failAccess('ACCESS_NOT_CONNECTED', { service: 'buyer-app' }).toShape()
    if (endpoint.state === 'paused') return failAccess('ACCESS_PAUSED', { service: 'buyer-app' }).toShape()
    return endpoint.problem
  }

  /** Sends until nothing is left, or until the next try is further away than somebody would wait for. */
  async function drain(buyerId: string | null = null): Promise<Drained> {
    const tried = new Set<number>()
    const outcome = new Map<number, TryRecord['state']>()
    const rejections: Drained['rejections'] = []
    const watch = (record: TryRecord, eventId: string) => {
      if (buyerId !== null && record.buyerId !== buyerId) return
      tried.add(record.seq)
      outcome.set(record.seq, record.state)
      const isRefused = record.state === 'rejected' || record.state === 'failed'
      if (!isRefused || rejections.length >= MOST_REJECTIONS) return
      rejections.push({ eventId, buyerId: record.buyerId, status: record.status, body: record.answer })
    }
    watchers.add(watch)
    draining += 1
    if (!isOpen) scope = buyerId
    const { heldBy } = readEndpoint(db)
    if (heldBy === 'failing') saveEndpoint(db, { heldUntil: null, heldBy: null, streak: 0 })
    hurry(db, clock.now())
    unready()
    try {
      await new Promise<void>((resolve) => {
        const startedAt = clock.now()
        const look = () => {
          const left = countPending(db, buyerId)
          const isLong = buyerId !== null && clock.now() - startedAt > LONGEST_DRAIN_OF_ONE_MS
          const isFar = isLong || (nextAt !== null && nextAt - clock.now() > patience)
          if (left > 0 && !isFar && nextAt !== null && !abort.signal.aborted) return
          idle.delete(look)
          resolve()
        }
        idle.add(look)
        pump()
      })
    } finally {
      draining -= 1
      watchers.delete(watch)
      if (draining === 0) scope = null
      if (!mayRun()) sleepUntil(null)
    }
    const states = [...outcome.values()]
    const pending = countPending(db, buyerId)
    return {
      sent: tried.size,
      accepted: states.filter((state) => state === 'accepted').length,
      rejected: states.filter((state) => state === 'rejected' || state === 'failed').length,
      pending,
      problem: pending > 0 || readEndpoint(db).state !== 'active' ? (standing() ?? lastComplaint(db, buyerId)) : null,
      until: pending > 0 ? nextAt : null,
      rejections,
    }
  }

  return {
    open: () => {
      isOpen = true
      pump()
    },
    /** Something was queued, the machine woke, or the endpoint changed: look at once. */
    wake: () => {
      if (!db.open) return
      unready()
      pump()
    },
    drain,
    tell,
    close: async () => {
      abort.abort()
      isOpen = false
      for (const one of [timer, flushing, telling]) clearTimeout(one)
      unready()
      if (finished.length > 0) flush()
      settled()
    },
  }
}

export type Delivery = ReturnType<typeof createDelivery>
