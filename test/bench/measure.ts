/** Milliseconds of each call, sorted. */
export const timesOf = (calls: readonly (() => unknown)[]): number[] =>
  calls
    .map((call) => {
      const started = performance.now()
      call()
      return performance.now() - started
    })
    .sort((a, b) => a - b)

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

export const rounded = (ms: number): number => Math.round(ms * 100) / 100
