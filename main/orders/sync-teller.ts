import type { Settings } from '../../shared/contract/work.ts'
import type { Emit } from '../../shared/contract.ts'
import type { Clock } from '../../shared/time.ts'
import type { JobRun } from '../jobs/types.ts'
import { progressOf, type SyncPayload, type SyncTotals } from './sync-payload.ts'

export interface TellerDeps {
  clock: Clock
  emit: Emit
  settings: () => Pick<Settings, 'notifyNewBuyers'>
}

const PROGRESS_EVERY_MS = 100
/** Pages on screen read again at each change: once a second is as live as they can be. */
const CHANGES_EVERY_MS = 1000

const since = (after: SyncTotals, before: SyncTotals) => ({
  added: after.added - before.added,
  updated: after.updated - before.updated,
  newBuyers: after.newBuyers - before.newBuyers,
  lostBuyers: after.lostBuyers - before.lostBuyers,
})

/** Tells the screen what a run does, seldom enough to be cheap and always once more at the end. */
export function createSyncTeller({ clock, emit, settings }: TellerDeps, run: JobRun<SyncPayload>) {
  let toldTotals = run.payload.totals
  let progressAt = Number.NEGATIVE_INFINITY
  let changesAt = clock.now()

  const changes = (payload: SyncPayload) => {
    const { added, updated, newBuyers, lostBuyers } = since(payload.totals, toldTotals)
    toldTotals = payload.totals
    changesAt = clock.now()
    if (added > 0 || updated > 0) {
      emit('orders.changed', { added, updated })
      emit('buyers.changed', { added: newBuyers, removed: lostBuyers })
    }
  }

  return {
    stored: (after: SyncPayload) => {
      const now = clock.now()
      if (now - progressAt >= PROGRESS_EVERY_MS) {
        progressAt = now
        emit('sync.progress', { jobId: run.jobId, progress: progressOf(after) })
      }
      if (now - changesAt >= CHANGES_EVERY_MS) changes(after)
    },
    finished: (payload: SyncPayload) => {
      emit('sync.progress', { jobId: run.jobId, progress: progressOf(payload) })
      changes(payload)
      const { newBuyers } = payload.totals
      if (payload.plan?.first === false && newBuyers > 0 && settings().notifyNewBuyers) {
        // No names: a notification may show on a locked screen.
        emit('notify', {
          kind: 'new-buyers',
          title: `새 구매자 ${newBuyers}명`,
          body: '주문·구매자 화면에서 확인할 수 있습니다.',
        })
      }
    },
  }
}
