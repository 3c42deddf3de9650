import { z } from 'zod'
import { AppError, failCommon } from '../../shared/errors.ts'
import type { ReadinessLevel } from '../../shared/market.ts'
import type { JobKind } from '../jobs/types.ts'
import type { Picture } from '../net/picture.ts'
import type { DraftDeps } from './drafter.ts'
import { rederive } from './rederive.ts'
import { listingByRow, saveImagesCheck } from './repository.ts'
import { imagesOf, untriedDrafts } from './repository-pictures.ts'
import { lookUpSkus } from './sku-on-market.ts'

export interface PictureDeps {
  /** Throws why a picture cannot be had. */
  pictures: { get(address: string): Promise<Pick<Picture, 'type'>> }
}

const AT_ONCE = 6
const SLICE = 60
/** The operator waits for so few. */
const WAITED_FOR = 50

/** Why each address fails; null = it is a picture. Each is asked for once. */
async function faultsOf({ pictures }: PictureDeps, addresses: readonly string[], signal: AbortSignal) {
  const faults = new Map<string, string | null>()
  const types = new Map<string, string>()
  const waiting = [...new Set(addresses)]
  const worker = async () => {
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      if (signal.aborted) throw failCommon('CANCELLED')
      try {
        const { type } = await pictures.get(address)
        types.set(address, type.slice('image/'.length))
        faults.set(address, null)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        faults.set(address, `${error.message} (${error.code})`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { faults, types }
}

/** Every market takes the others. */
const everywhere = ['jpeg', 'png']
const oddType = (address: string, type: string | undefined): [string, string][] =>
  type === undefined || everywhere.includes(type) ? [] : [[address, type]]

export interface LevelChange {
  id: number
  before: ReadinessLevel
  after: ReadinessLevel
}

/** Tries the pictures of these listings and checks the listings again where the answer is another one. */
export async function checkPictures(
  deps: DraftDeps & PictureDeps,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<LevelChange[]> {
  const { db, clock } = deps
  const changes: LevelChange[] = []
  for (let from = 0; from < ids.length; from += SLICE) {
    const slice = ids.slice(from, from + SLICE)
    const images = new Map(slice.map((id) => [id, imagesOf(db, id)]))
    const { faults, types } = await faultsOf(deps, [...images.values()].flat(), signal)
    const again: number[] = []
    db.transaction(() => {
      for (const [id, addresses] of images) {
        const at = addresses.findIndex((address) => (faults.get(address) ?? null) !== null)
        const fault = at === -1 ? null : `${at + 1}번째 이미지: ${faults.get(addresses[at] ?? '')}`
        const odd = Object.fromEntries(addresses.flatMap((address) => oddType(address, types.get(address))))
        const known = listingByRow(db, id)
        const isNews = known?.imagesFault !== fault || JSON.stringify(known.imageTypes) !== JSON.stringify(odd)
        if (isNews) again.push(id)
        saveImagesCheck(db, id, clock.now(), fault, odd)
      }
    }).immediate()
    for (const change of await rederive(deps, again, signal)) changes.push(change)
    const found = await lookUpSkus(deps, slice, signal, ids.length <= WAITED_FOR ? 'interactive' : 'background')
    for (const change of await rederive(deps, found, signal)) changes.push(change)
  }
  return changes
}

const payload = z.object({ done: z.int() })

/** The pictures of many drafts, after these were made. */
export const picturesKind = (deps: DraftDeps & PictureDeps): JobKind<z.infer<typeof payload>> => ({
  kind: 'listing-pictures',
  payload,
  maxAttempts: 3,
  run: async (run) => {
    const { db, emit } = deps
    let { done } = run.payload
    let tried = 0
    for (;;) {
      if (run.signal.aborted) throw failCommon('CANCELLED')
      const ids = untriedDrafts(db, done, SLICE)
      const last = ids.at(-1)
      if (last === undefined) return { outcome: 'ok', result: { tried } }
      const changes = await checkPictures(deps, ids, run.signal)
      done = last
      tried += ids.length
      run.progress({ tried })
      run.checkpoint({ done })
      if (changes.length > 0) {
        const listingIds = changes.flatMap(({ id }) => listingByRow(db, id)?.listingId ?? [])
        emit('listings.changed', { listingIds, total: listingIds.length })
      }
    }
  },
})
