/** Counts calls within a sliding minute, as services that block for minutes seem to do. */
export interface CallWindow {
  /** How many calls the last `lengthMs` hold, this one included. */
  add(now: number): number
  clear(): void
}

export function callWindow(lengthMs: number): CallWindow {
  let times: number[] = []
  return {
    add(now) {
      times = times.filter((at) => at > now - lengthMs && at <= now)
      times.push(now)
      return times.length
    },
    clear() {
      times = []
    },
  }
}
