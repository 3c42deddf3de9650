import { type Timeline, visibleAt, visibleBelow } from './timeline.ts'

/** Order times, both ends included. */
export interface Range {
  from?: number
  to?: number
  includePending?: boolean
}

export interface Selection {
  total: number
  /** Order ids, newest first. */
  ids(offset: number, limit: number): number[]
}

export interface AddedOrder {
  id: number
  wtime: number
}

/**
 * The orders of a period, newest first, without looking at each: generated orders are counted by binary search, the few
 * added by hand (`added`, by time) are slotted in at their rank.
 */
export function selectionOf(timeline: Timeline, added: readonly AddedOrder[], count: number, range: Range): Selection {
  const first = range.from === undefined ? 0 : timeline.firstFrom(range.from, count)
  const end = range.to === undefined ? count : timeline.firstFrom(range.to + 1, count)
  const rank = range.includePending ? (id: number) => id : visibleBelow
  const idAt = range.includePending ? (at: number) => at : visibleAt
  const [low, high] = [rank(first), Math.max(rank(first), rank(end))]
  const hand = added
    .filter(({ wtime }) => wtime >= (range.from ?? wtime) && wtime <= (range.to ?? wtime))
    .reverse()
    .map(({ id, wtime }, index) => {
      const newer = high - Math.max(low, Math.min(high, rank(timeline.firstFrom(wtime + 1, count))))
      return { id, position: newer + index }
    })
  const total = high - low + hand.length
  return {
    total,
    ids(offset, limit) {
      const list: number[] = []
      let before = hand.findIndex((one) => one.position >= offset)
      if (before < 0) before = hand.length
      for (let position = Math.max(0, offset); position < Math.min(total, offset + limit); position++) {
        const next = hand[before]
        if (next?.position === position) {
          list.push(next.id)
          before += 1
        } else {
          list.push(idAt(high - 1 - (position - before)))
        }
      }
      return list
    },
  }
}
