/** Calls by API: how many, and how many within the busiest second. */
export function createCounts() {
  let times = new Map<string, number[]>()
  return {
    add: (api: string, now: number) => {
      const list = times.get(api) ?? []
      list.push(now)
      times.set(api, list)
    },
    calls: (): Record<string, number> => Object.fromEntries([...times].map(([api, list]) => [api, list.length])),
    peaks: (): Record<string, number> =>
      Object.fromEntries(
        [...times].map(([api, list]) => {
          let most = 0
          let first = 0
          for (let last = 0; last < list.length; last += 1) {
            while ((list[last] ?? 0) - (list[first] ?? 0) >= 1000) first += 1
            most = Math.max(most, last - first + 1)
          }
          return [api, most]
        }),
      ),
    reset: () => {
      times = new Map()
    },
  }
}
