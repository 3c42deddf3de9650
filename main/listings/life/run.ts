import { randomUUID } from 'node:crypto'
import { AppError, type AppErrorShape } from '../../../shared/errors.ts'
import type { Market } from '../../../shared/market.ts'
import { MarketError } from '../../market/errors.ts'
import type { MarketAdapter, MarketCall } from '../../market/port.ts'
import type { StepDeps } from './derive.ts'
import { type Conclusion, conclude, waitAfter } from './failures.ts'
import type { LifeDeps } from './types.ts'

const MANY_LATER = 8
const TELL_EVERY_MS = 300
const MAX_TOLD = 1000

/**
 * What one job of a market carries with it: the adapter, what became of the market's willingness to answer, and whom to
 * tell.
 */
export class MarketRun {
  readonly deps: LifeDeps
  readonly market: Market
  readonly signal: AbortSignal
  readonly step: StepDeps
  /** Only the operator can end this; nothing more of this market is tried. */
  setup: AppErrorShape | null = null
  /** The last reason why something has to wait. */
  later: AppErrorShape | null = null
  /** ms UTC before which nothing new is started: the market has refused several in a row. */
  restUntil = 0
  #laterInARow = 0
  #rests = 0
  #touched = new Set<string>()
  #toldAt = 0

  constructor(deps: LifeDeps, step: StepDeps, market: Market, signal: AbortSignal) {
    this.deps = deps
    this.step = step
    this.market = market
    this.signal = signal
  }

  /** The account that is connected now; null before the first connection. */
  get account(): string | null {
    return this.deps.account(this.market)
  }

  get adapter(): MarketAdapter {
    return this.deps.adapters[this.market]
  }

  now(): number {
    return this.deps.clock.now()
  }

  /** What a call to the market carries. Throws where only the operator can end what was met: what has begun asks no further. */
  call(priority: MarketCall['priority'] = 'background'): MarketCall {
    if (this.setup !== null) throw new MarketError(new AppError(this.setup), { kind: 'setup' })
    return { signal: this.signal, priority }
  }

  newIntent(): string {
    return randomUUID()
  }

  worked(): void {
    this.#laterInARow = 0
    this.#rests = 0
    this.deps.connections[this.market].worked()
  }

  /** Concludes from a failed call, and lets the connection and the rest of this run know. */
  failed(thrown: unknown, { write }: { write: boolean }): Conclusion {
    const failure = conclude(thrown, { write })
    if (this.signal.aborted) return failure
    const isRefused = this.deps.connections[this.market].refused(thrown)
    if (failure.kind === 'setup' || (isRefused && failure.kind !== 'unknown')) {
      this.setup ??= failure.error
      return { ...failure, kind: 'setup' }
    }
    if ((failure.kind === 'later' && !failure.ofListing) || failure.kind === 'unknown') {
      this.later = failure.error
      this.#laterInARow += 1
      if (this.#laterInARow >= MANY_LATER) {
        this.#laterInARow = 0
        this.#rests += 1
        this.restUntil = this.now() + waitAfter(this.#rests, failure.retryAfterMs)
      }
    }
    return failure
  }

  /** All writes of one listing's step together. */
  transaction<T>(write: (at: number) => T): T {
    return this.deps.db.transaction(() => write(this.now())).immediate()
  }

  touched(listingId: string): void {
    this.#touched.add(listingId)
  }

  /** Tells the screen which listings changed, not more often than it can draw. */
  tell(isLast = false): void {
    if (this.#touched.size === 0 || (!isLast && performance.now() - this.#toldAt < TELL_EVERY_MS)) return
    this.#toldAt = performance.now()
    const listingIds = [...this.#touched].slice(0, MAX_TOLD)
    this.deps.emit('listings.changed', { listingIds, total: this.#touched.size })
    this.#touched = new Set()
  }
}

/** As many calls under way as the permitted rate can keep busy while answers take up to two seconds. */
export const widthOf = (adapter: MarketAdapter): number =>
  Math.min(32, Math.max(4, Math.ceil(adapter.capabilities.limits.perSecond * 2)))
