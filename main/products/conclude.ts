import { setImmediate as breathe } from 'node:timers/promises'
import type { CollectStore, StoreDeps } from './collect-store.ts'
import { catalogueOf } from './repository-catalogue.ts'
import { allMissing, liveIds, missingSince, noLongerMissing, noteMissing } from './repository-collect.ts'
import { ProductSaver } from './repository-save.ts'

const SLICE = 5000
const WRITES = 200
/** So many may vanish at once without a second look, however few products there are. */
const FEW = 10
/** A catalogue that lost more than this share is more likely to be wrong than that small. */
const SHARE = 0.3

/**
 * After a complete read of a whole catalogue: what is in it no longer is discontinued. When much is gone at once, or
 * something could not be read and may be what is missed, a product must be absent from a second complete read as well.
 */
export async function concludeMissing(deps: StoreDeps, store: CollectStore): Promise<void> {
  const { db, wholesaler, tally, options, onChanged } = deps
  const { absent, live } = await absentees(deps, store)
  const isCertain = store.unmatched === 0 && absent.length <= Math.max(FEW, live * SHARE)
  const writes = [
    ...allMissing(db, wholesaler)
      .filter((id) => store.met.has(id))
      .map((id) => ({ id, isAbsent: false })),
    ...absent.map((id) => ({ id, isAbsent: true })),
  ]
  for (let from = 0; from < writes.length; from += WRITES) {
    const touched: number[] = []
    const { at } = options()
    db.transaction(() => {
      const saver = new ProductSaver(db, options())
      for (const { id, isAbsent } of writes.slice(from, from + WRITES)) {
        if (!isAbsent) noLongerMissing(db, id)
        else if (isCertain || missingSince(db, id) !== null) {
          noLongerMissing(db, id)
          if (saver.discontinue(id)) touched.push(id)
        } else noteMissing(db, id, at)
      }
      if (touched.length > 0) onChanged?.(touched, at)
    }).immediate()
    tally.discontinued += touched.length
    tally.soldOut += touched.length
    catalogueOf(db).changed(touched)
    await breathe()
  }
  if (!isCertain && absent.length > tally.discontinued) {
    tally.warnings.push(
      `목록에서 사라진 상품 ${absent.length - tally.discontinued}개는 다음 전체 수집에서도 없으면 단종으로 표시합니다.`,
    )
  }
}

async function absentees({ db, wholesaler }: StoreDeps, store: CollectStore) {
  const absent: number[] = []
  let live = 0
  let last = 0
  for (;;) {
    const ids = liveIds(db, wholesaler, last, SLICE)
    for (const id of ids) if (!store.met.has(id)) absent.push(id)
    live += ids.length
    last = ids.at(-1) ?? last
    if (ids.length < SLICE) return { absent, live }
    await breathe()
  }
}
