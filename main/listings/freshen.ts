import { z } from 'zod'
import { failCommon } from '../../shared/errors.ts'
import { markets as allMarkets, type Market } from '../../shared/market.ts'
import type { JobKind, JobQueue } from '../jobs/types.ts'
import type { Db } from '../store/db.ts'
import type { DraftDeps } from './drafter.ts'
import { checkPictures, type PictureDeps } from './pictures.ts'
import { rederive } from './rederive.ts'
import { listingByRow } from './repository.ts'
import { imagesOf } from './repository-pictures.ts'
import { countStale, isFlagged, nextStale, spreadStale } from './repository-stale.ts'

const SLICE = 100

export type Freshen = (
  markets: readonly Market[],
  signal: AbortSignal,
  progress?: (done: number, total: number) => void,
) => Promise<number>

/**
 * Derives anew what has changed under its feet: a product that was collected again or edited, a rule, a template, the ban
 * list. An approval that no longer says the same is taken back. Answers how many were looked at; what needs a market that
 * does not answer waits for the next time.
 */
export const freshener =
  (deps: DraftDeps & PictureDeps): Freshen =>
  async (markets, signal, progress) => {
    const { db, emit } = deps
    spreadStale(db)
    const total = countStale(db, markets)
    let done = 0
    for (let after = 0; ; ) {
      const ids = nextStale(db, markets, after, SLICE)
      const last = ids.at(-1)
      if (last === undefined) return done
      if (signal.aborted) throw failCommon('CANCELLED')
      after = last
      const shown = new Map(ids.map((id) => [id, imagesOf(db, id).join('\n')]))
      const changed = (await rederive(deps, ids, signal, { quiet: true })).filter((one) => one.isChanged)
      const repictured = changed.filter(({ id }) => imagesOf(db, id).join('\n') !== shown.get(id)).map(({ id }) => id)
      await checkPictures(deps, repictured, signal)
      done += ids.length
      progress?.(done, total)
      const listingIds = changed.flatMap(({ id }) => listingByRow(db, id)?.listingId ?? [])
      if (listingIds.length > 0) emit('listings.changed', { listingIds, total: listingIds.length })
    }
  }

const payload = z.object({})

/** Keeps drafts and approvals as of now. */
export const freshenKind = (
  freshen: Freshen,
  mayAsk: (market: Market) => boolean,
): JobKind<z.infer<typeof payload>> => ({
  kind: 'listing-freshen',
  payload,
  maxAttempts: 1,
  run: async (run) => {
    const done = await freshen(allMarkets.filter(mayAsk), run.signal, (count, total) =>
      run.progress({ done: count, total }),
    )
    return { outcome: 'ok', result: { done, total: done } }
  },
})

/** Changes come in numbers: they are followed together. */
const GAP_MS = 20_000

/** Work of the scheduler, as main/engine/scheduler.ts wants it. */
export function freshenTask(deps: {
  db: Db
  queue: Pick<JobQueue, 'add'>
  kind: ReturnType<typeof freshenKind>
  mayAsk: (market: Market) => boolean
}) {
  const { db, queue, kind, mayAsk } = deps
  const count = () => countStale(db, allMarkets.filter(mayAsk))
  return {
    name: 'listing-freshen',
    nextAt: (lastAt: number | null, now: number): number | null =>
      isFlagged(db) || count() > 0 ? Math.max(now, lastAt === null ? now : lastAt + GAP_MS) : null,
    run: (): void => {
      spreadStale(db)
      if (count() > 0) queue.add(kind, {}, { key: 'all' })
    },
  }
}
