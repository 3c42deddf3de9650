import { setImmediate as breathe } from 'node:timers/promises'
import type { CollectProgress } from '../../shared/contract/products.ts'
import type { Wholesaler } from '../../shared/product.ts'
import type { Db } from '../store/db.ts'
import type { ProductBatch, Rejected } from '../wholesale/port.ts'
import type { BanCheck } from './bans.ts'
import { refusalOf } from './check.ts'
import { IdSet } from './id-set.ts'
import { catalogueOf } from './repository-catalogue.ts'
import { putAside, refsAside, takeBack } from './repository-collect.ts'
import { type OnChanged, ProductSaver, type SaveOptions } from './repository-save.ts'

/** What one transaction takes before others get their turn, ms; its commit comes on top. */
const SLICE_MS = 12
const KEPT_REJECTS = 1000

export interface StoreDeps {
  db: Db
  wholesaler: Wholesaler
  banned: BanCheck
  tally: CollectProgress
  options: () => SaveOptions
  onChanged?: OnChanged
}

/** Stores what a collect brings: slice by slice, one transaction each, counting into the tally. */
export class CollectStore {
  /** Rows met by this run, whether taken or set aside. */
  readonly met = new IdSet()
  /** Rejected rows that do not say whose they are: one of them may be any stored product. */
  unmatched = 0
  readonly #deps: StoreDeps
  readonly #aside: Set<string>

  constructor(deps: StoreDeps) {
    this.#deps = deps
    this.#aside = refsAside(deps.db, deps.wholesaler)
  }

  /** `checkpoint` runs within the batch's last transaction. */
  async store(batch: ProductBatch, checkpoint: () => void): Promise<void> {
    const { tally } = this.#deps
    if (batch.expected !== null) tally.expected = batch.expected
    for (const warning of batch.warnings ?? []) if (!tally.warnings.includes(warning)) tally.warnings.push(warning)
    let next = 0
    do {
      const before = { ...tally, rejected: tally.rejected.length }
      const touched: number[] = []
      try {
        this.#deps.db
          .transaction(() => {
            next = this.#slice(batch, next, touched)
            if (next >= batch.products.length) {
              this.#rest(batch, touched)
              checkpoint()
            }
          })
          .immediate()
      } catch (thrown) {
        // What was rolled back was not done.
        Object.assign(tally, before, { rejected: tally.rejected.slice(0, before.rejected) })
        throw thrown
      }
      catalogueOf(this.#deps.db).changed(touched)
      await breathe()
    } while (next < batch.products.length)
  }

  #slice(batch: ProductBatch, from: number, touched: number[]): number {
    const { db, tally, banned, options, onChanged } = this.#deps
    const { at } = options()
    const saver = new ProductSaver(db, options())
    const changed: number[] = []
    const until = performance.now() + SLICE_MS
    let next = from
    while (next < batch.products.length) {
      const product = batch.products[next]
      next += 1
      if (product === undefined) continue
      tally.seen += 1
      const refusal = refusalOf(product)
      const ban = refusal === null ? banned(product) : null
      if (refusal !== null || ban !== null) {
        const { productId } = product
        const isFault = refusal !== null
        this.#reject(saver, { productId, reason: refusal ?? ban ?? '' }, { isFault, isNamed: productId !== '' })
      } else {
        const saved = saver.save(product)
        // The same product a second time in one run (pages move while they are read) is counted once.
        const isFirst = this.met.add(saved.id)
        if (isFirst || saved.outcome !== 'unchanged') tally[saved.outcome] += 1
        else tally.seen -= 1
        if (saved.turnedSoldOut) tally.soldOut += 1
        if (saved.outcome !== 'unchanged') touched.push(saved.id)
        if (saved.outcome === 'updated') changed.push(saved.id)
        if (this.#aside.delete(product.productId)) takeBack(db, this.#deps.wholesaler, product.productId)
      }
      if (performance.now() > until) break
    }
    if (changed.length > 0) onChanged?.(changed, at)
    return next
  }

  #rest(batch: ProductBatch, touched: number[]): void {
    const { db, tally, wholesaler, options, onChanged } = this.#deps
    const { at } = options()
    const saver = new ProductSaver(db, options())
    const gone: number[] = []
    for (const row of batch.rejected) {
      tally.seen += 1
      this.#reject(saver, row, { isFault: true, isNamed: row.isNamed === true })
    }
    for (const productId of batch.gone) {
      const id = saver.find(wholesaler, productId)
      if (id === null) continue
      this.met.add(id)
      if (!saver.discontinue(id)) continue
      tally.discontinued += 1
      tally.soldOut += 1
      touched.push(id)
      gone.push(id)
    }
    if (gone.length > 0) onChanged?.(gone, at)
  }

  #reject(
    saver: ProductSaver,
    { productId, reason }: Pick<Rejected, 'productId' | 'reason'>,
    { isFault, isNamed }: { isFault: boolean; isNamed: boolean },
  ): void {
    const { db, tally, wholesaler, options } = this.#deps
    const id = saver.find(wholesaler, productId)
    if (id !== null) this.met.add(id)
    else if (isFault && !isNamed) this.unmatched += 1
    tally.rejectedCount += 1
    if (tally.rejected.length < KEPT_REJECTS) tally.rejected.push({ productId, reason })
    // What the operator banned is no fault to look into.
    if (isFault) {
      putAside(db, wholesaler, productId, reason, options().at)
      this.#aside.add(productId)
    }
  }
}
