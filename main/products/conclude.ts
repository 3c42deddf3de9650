import { setImmediate as breathe } from 'node:timers/promises'
import type { CollectStore, StoreDeps } from './collect-store.ts'
import { catalogueOf } from './repository-catalogue.ts'
import {
  allMissing,
  isDiscontinued,
  liveIds,
  missingSince,
  noLongerMissing,
  noteMissing,
} from './repository-collect.ts'
import { ProductSaver } from './repository-save.ts'

const SLICE = 5000
const WRITES = 200
/** So many may vanish at once without a second look, however few products there are. */
const FEW = 10
/** A catalogue that lost more than this share is more likely to be wrong than that small. */
const SHARE = 0.3
/** A second silence so soon after the first may be the same fault. */
const SECOND_LOOK_MS = 5 * 60_000

/**
 * After a complete read of a whole catalogue: what is in it no longer is discontinued. When much is gone at once, or
 * something could not be read and may be what is missed, a product must be absent from a second complete read as well.
 */
export async function concludeMissing(deps: StoreDeps, store: CollectStore): Promise<void> {
  const { absent, live } = await absentees(deps, store)
  const isCertain = store.unmatched === 0 && absent.length <= Math.max(FEW, live * SHARE)
  const found = allMissing(deps.db, deps.wholesaler).filter((id) => store.met.has(id))
  const { left } = await write(deps, { absent, found, mayEnd: (since) => isCertain || since !== null })
  if (left.length > 0) {
    deps.tally.warnings.push(`목록에서 사라진 상품 ${left.length}개는 다음 전체 수집에서도 없으면 단종으로 표시합니다.`)
  }
}

/**
 * After products were asked for by key and complete replies left some of them out. Silence is weaker than a catalogue
 * without them: each must be left out of a second answer, some time later. Where nothing came back at all and much was
 * asked for, the answer is what is wrong. Answers those about which nothing is open any more.
 */
export async function concludeSilent(
  deps: StoreDeps,
  store: CollectStore,
  { silent, anyCame }: { silent: readonly number[]; anyCame: boolean },
): Promise<number[]> {
  const { db, wholesaler, tally, options } = deps
  const isSilent = new Set(silent)
  const known = silent.filter((id) => isDiscontinued(db, id))
  const absent = silent.filter((id) => !isDiscontinued(db, id))
  const found = allMissing(db, wholesaler).filter((id) => store.met.has(id) && !isSilent.has(id))
  if (!anyCame && absent.length > FEW) {
    tally.warnings.push(`도매처가 물어본 상품 ${absent.length}개에 모두 답하지 않아 아무것도 바꾸지 않았습니다.`)
    return [...silent]
  }
  const before = options().at - SECOND_LOOK_MS
  const { ended, left } = await write(deps, { absent, found, mayEnd: (since) => since !== null && since <= before })
  if (left.length > 0) {
    tally.warnings.push(`도매처가 답하지 않은 상품 ${left.length}개는 다음 확인에서도 답이 없으면 단종으로 표시합니다.`)
  }
  return [...known, ...ended]
}

interface Conclusions {
  absent: readonly number[]
  /** Were absent before and are there again. */
  found: readonly number[]
  /** Whether one absent since then (null: only now) is discontinued. */
  mayEnd: (since: number | null) => boolean
}

async function write({ db, tally, options, onChanged }: StoreDeps, { absent, found, mayEnd }: Conclusions) {
  const ended: number[] = []
  const left: number[] = []
  const writes = [...found.map((id) => ({ id, isAbsent: false })), ...absent.map((id) => ({ id, isAbsent: true }))]
  for (let from = 0; from < writes.length; from += WRITES) {
    const touched: number[] = []
    const { at } = options()
    db.transaction(() => {
      const saver = new ProductSaver(db, options())
      for (const { id, isAbsent } of writes.slice(from, from + WRITES)) {
        if (!isAbsent) noLongerMissing(db, id)
        else if (mayEnd(missingSince(db, id))) {
          noLongerMissing(db, id)
          if (saver.discontinue(id)) touched.push(id)
        } else {
          noteMissing(db, id, at)
          left.push(id)
        }
      }
      if (touched.length > 0) onChanged?.(touched, at)
    }).immediate()
    ended.push(...touched)
    tally.discontinued += touched.length
    tally.soldOut += touched.length
    catalogueOf(db).changed(touched)
    await breathe()
  }
  return { ended, left }
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
