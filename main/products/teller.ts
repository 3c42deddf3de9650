import type { CollectProgress } from '../../shared/contract/products.ts'
import type { Emit } from '../../shared/contract.ts'
import type { JobRun } from '../jobs/types.ts'

const TELL_EVERY_MS = 300
const SHOWN_REJECTS = 20

/** Tells the screen what a run has done, not more often than it can draw. */
export class Teller {
  #told = 0
  #before: CollectProgress
  readonly #emit: Emit
  readonly #run: Pick<JobRun<unknown>, 'jobId' | 'progress'>

  constructor(emit: Emit, run: Pick<JobRun<unknown>, 'jobId' | 'progress'>, tally: CollectProgress) {
    this.#emit = emit
    this.#run = run
    this.#before = { ...tally }
  }

  tell(tally: CollectProgress, isLast = false): void {
    if (!isLast && performance.now() - this.#told < TELL_EVERY_MS) return
    this.#told = performance.now()
    const progress = { ...tally, rejected: tally.rejected.slice(-SHOWN_REJECTS) }
    this.#run.progress(progress)
    this.#emit('collect.progress', { jobId: this.#run.jobId, progress })
    const added = tally.added - this.#before.added
    const updated = tally.updated + tally.discontinued - this.#before.updated - this.#before.discontinued
    const soldOut = tally.soldOut - this.#before.soldOut
    this.#before = { ...tally }
    if (added + updated > 0) this.#emit('products.changed', { added, updated, soldOut })
  }
}
