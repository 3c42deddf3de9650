import { failLife } from './errors.ts'
import { waitAfter } from './failures.ts'
import { adopt } from './place.ts'
import { anyContent, cutOffUploads, lifeRow } from './repository-rows.ts'
import {
  addEvent,
  backToApproved,
  backToDraft,
  createsSent,
  lookAgain,
  markUnresolved,
  unresolvedAt,
} from './repository-states.ts'
import type { MarketRun } from './run.ts'
import { searchFor, type UploadEnd } from './upload-one.ts'

/** Two clocks differ, and a create takes its time. */
const MARGIN_MS = 10 * 60_000
/** Between the look-up that first misses the listing and the one that decides. */
const SECOND_LOOK_MS = 15_000
/** A second create without an answer is nobody's to follow up but the operator's: indexes have been slower than anybody said. */
const MOST_CREATES = 2

/** Intents without a result: the program ended while the market was asked. */
export function takeUpCutOff(run: MarketRun): number {
  const { db } = run.deps
  const ids = cutOffUploads(db, run.market)
  if (ids.length === 0) return 0
  run.transaction((at) => {
    const error = failLife('LISTING_RESULT_UNKNOWN', { service: run.market }).toShape()
    for (const id of ids) markUnresolved(db, id, at, error)
  })
  return ids.length
}

/**
 * Asks the market what became of a create without an answer. Found: it is linked. Not found although the market should
 * show it by now, and not found again a while later: it was not created, and may be sent anew, once by itself and then only
 * after the operator asked, saw and approved again.
 */
export async function resolveOne(run: MarketRun, id: number): Promise<UploadEnd> {
  const { db } = run.deps
  const row = lifeRow(db, id)
  const content = row === null ? null : anyContent(db, id)
  if (row === null || content === null || row.state !== 'unresolved') return 'none'
  run.touched(row.listingId)
  const intentAt = row.intentAt ?? run.now()
  try {
    const search = { ...searchFor(content, intentAt - MARGIN_MS), overBy: unresolvedAt(db, id) }
    const found = await run.adapter.findBySku(row.sku, search, run.call('interactive'))
    run.worked()
    const there = found.filter(({ state }) => state !== 'deleted')
    if (there.length > 0) return adopt(run, row, content, there) ? 'uploaded' : 'rejected'
  } catch (thrown) {
    const failure = run.failed(thrown, { write: false })
    if (run.signal.aborted) return 'unresolved'
    // Even a refusal says nothing of what was created: the question stays open.
    run.transaction((at) =>
      lookAgain(db, id, at + waitAfter(row.attempts + 1, failure.retryAfterMs), row.missedAt, failure.error),
    )
    return 'unresolved'
  }
  return run.transaction((at): UploadEnd => {
    const findableAt = intentAt + run.adapter.capabilities.findableAfterMs
    if (at < findableAt) {
      lookAgain(db, id, Math.min(findableAt, at + waitAfter(row.attempts, null)), null, null)
      return 'unresolved'
    }
    if (row.missedAt === null || at - row.missedAt < SECOND_LOOK_MS) {
      const missedAt = row.missedAt ?? at
      lookAgain(db, id, missedAt + SECOND_LOOK_MS, missedAt, null)
      return 'unresolved'
    }
    if (createsSent(db, id) >= MOST_CREATES) {
      if (run.deps.askedByHand.delete(id)) {
        backToDraft(db, id, at, failLife('LISTING_NOT_CREATED', { service: run.market }).toShape())
        return 'returned'
      }
      const error = failLife('LISTING_TWICE_UNKNOWN', { service: run.market }).toShape()
      lookAgain(db, id, at + waitAfter(row.attempts + 1, null), row.missedAt, error)
      return 'unresolved'
    }
    backToApproved(db, id, at, { outcome: null, error: null, nextAt: at })
    addEvent(db, id, at, 'resolved', '마켓에 등록되지 않은 것을 두 번 확인했습니다. 다시 등록합니다.')
    return 'waits'
  })
}
