export interface Bin {
  from: number
  to: number
  count: number
}

/** The bins from the first that holds something to the last; at least four, so that a single bar still has neighbours. */
export function shownBins(bins: readonly Bin[]): Bin[] {
  const first = bins.findIndex((bin) => bin.count > 0)
  if (first < 0) return []
  const last = bins.findLastIndex((bin) => bin.count > 0)
  const missing = Math.max(0, 4 - (last - first + 1))
  const from = Math.max(0, first - Math.ceil(missing / 2))
  return bins.slice(from, Math.max(last + 1, from + 4))
}
