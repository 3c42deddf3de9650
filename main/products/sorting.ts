/** Orders ids by a 32-bit key, equal keys by id: four passes over eight bits each, the same time whatever the order was. */
export function radixSorted(ids: Int32Array, key: (id: number) => number): Int32Array {
  let from = Int32Array.from(ids).sort()
  let to = new Int32Array(ids.length)
  for (let shift = 0; shift < 32; shift += 8) {
    const starts = new Uint32Array(257)
    for (let i = 0; i < from.length; i += 1) {
      const digit = (key(from[i] as number) >>> shift) & 0xff
      starts[digit + 1] = (starts[digit + 1] as number) + 1
    }
    // All in one place: this pass would only copy.
    if (starts.includes(from.length)) continue
    for (let digit = 0; digit < 256; digit += 1) {
      starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number)
    }
    for (let i = 0; i < from.length; i += 1) {
      const id = from[i] as number
      const digit = (key(id) >>> shift) & 0xff
      const place = starts[digit] as number
      to[place] = id
      starts[digit] = place + 1
    }
    const swap = from
    from = to
    to = swap
  }
  return from
}

const largest = (ids: Iterable<number>): number => {
  let most = 0
  for (const id of ids) if (id > most) most = id
  return most
}

export type Compare = (a: number, b: number) => number

/** `sorted` without the ids of `moved`, and those that are still `here` put in at their new places. One walk. */
export function merged(sorted: Int32Array, moved: ReadonlySet<number>, here: Int32Array, compare: Compare): Int32Array {
  const added = Int32Array.from(here).sort(compare)
  // A million look-ups in a set would take longer than the walk itself.
  const isMoved = new Uint8Array(largest(moved) + 1)
  for (const id of moved) isMoved[id] = 1
  const out = new Int32Array(sorted.length + added.length)
  let to = 0
  let next = 0
  for (let i = 0; i < sorted.length; i += 1) {
    const id = sorted[i] as number
    if (isMoved[id] === 1) continue
    while (next < added.length && compare(added[next] as number, id) < 0) out[to++] = added[next++] as number
    out[to++] = id
  }
  while (next < added.length) out[to++] = added[next++] as number
  return out.slice(0, to)
}

/** First place in `list` for which `isAfter` holds; `list` must have those at its end. */
export function firstPlace(list: Int32Array, isAfter: (id: number) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isAfter(list[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
