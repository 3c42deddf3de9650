/** What the server saw, for tests. Tokens appear as hashes only. */
export interface Seen {
  /** `GET /orders` → how often. */
  requests: Record<string, number>
  statuses: Record<string, number>
  /** Answers of 429, by the limiter or a fault. */
  tooMany: number
  /** SHA-256 of each refresh token presented → how often, also refused ones. More than 1 is a fault of the client. */
  refreshUses: Record<string, number>
  codeUses: Record<string, number>
  /** Most calls of the limited API in any window of this many ms. */
  maxPerWindow: Record<'1000' | '10000' | '60000', number>
  /** Most calls open at the same time. */
  maxConcurrent: number
  firstAt: number | null
  lastAt: number | null
}

export interface Recorder {
  request(route: string, now: number): void
  status(status: number): void
  refresh(hash: string): void
  code(hash: string): void
  opened(): void
  closed(): void
  view(): Seen
  reset(): void
}

const windows = [1000, 10_000, 60_000] as const

/** Counts the calls inside a sliding window; times come in order. */
const slidingMax = (length: number) => {
  const times: number[] = []
  let head = 0
  let max = 0
  return {
    add(now: number) {
      times.push(now)
      while ((times[head] ?? now) <= now - length) head += 1
      max = Math.max(max, times.length - head)
      if (head > 10_000) head -= times.splice(0, head).length
    },
    max: () => max,
  }
}

const empty = () => ({
  requests: new Map<string, number>(),
  statuses: new Map<string, number>(),
  refresh: new Map<string, number>(),
  codes: new Map<string, number>(),
  sliding: windows.map(slidingMax),
  maxConcurrent: 0,
  firstAt: null as number | null,
  lastAt: null as number | null,
})

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

export function createRecorder(): Recorder {
  let now = empty()
  let open = 0
  return {
    request(route, at) {
      add(now.requests, route)
      for (const one of now.sliding) one.add(at)
      now.firstAt ??= at
      now.lastAt = at
    },
    status: (status) => void add(now.statuses, String(status)),
    refresh: (hash) => void add(now.refresh, hash),
    code: (hash) => void add(now.codes, hash),
    opened() {
      open += 1
      now.maxConcurrent = Math.max(now.maxConcurrent, open)
    },
    closed() {
      open -= 1
    },
    view: () => ({
      requests: Object.fromEntries(now.requests),
      statuses: Object.fromEntries(now.statuses),
      tooMany: now.statuses.get('429') ?? 0,
      refreshUses: Object.fromEntries(now.refresh),
      codeUses: Object.fromEntries(now.codes),
      maxPerWindow: {
        1000: now.sliding[0]?.max() ?? 0,
        10000: now.sliding[1]?.max() ?? 0,
        60000: now.sliding[2]?.max() ?? 0,
      },
      maxConcurrent: now.maxConcurrent,
      firstAt: now.firstAt,
      lastAt: now.lastAt,
    }),
    reset() {
      now = empty()
    },
  }
}
