import { z } from 'zod'
import { failCommon } from '../../shared/errors.ts'
import type { JobKind } from '../jobs/types.ts'
import type { DraftDeps } from './drafter.ts'
import { checkPictures, type PictureDeps } from './pictures.ts'
import { rederive } from './rederive.ts'
import { listingByRow } from './repository.ts'

const payload = z.object({ ids: z.array(z.int()), done: z.int() })
const SLICE = 100

/** Derives many listings anew and tries their pictures again. */
export const recheckKind = (deps: DraftDeps & PictureDeps): JobKind<z.infer<typeof payload>> => ({
  kind: 'listing-recheck',
  payload,
  maxAttempts: 3,
  run: async (run) => {
    const { db, emit } = deps
    const { ids } = run.payload
    for (let { done } = run.payload; done < ids.length; done += SLICE) {
      if (run.signal.aborted) throw failCommon('CANCELLED')
      const slice = ids.slice(done, done + SLICE)
      await rederive(deps, slice, run.signal)
      await checkPictures(deps, slice, run.signal)
      run.progress({ done: Math.min(ids.length, done + SLICE), total: ids.length })
      run.checkpoint({ ids, done: done + SLICE })
      const listingIds = slice.flatMap((id) => listingByRow(db, id)?.listingId ?? [])
      emit('listings.changed', { listingIds, total: listingIds.length })
    }
    return { outcome: 'ok', result: { done: ids.length, total: ids.length } }
  },
})
