/** Seconds are the finest that `Date` says; what travels and rounds is not a wrong clock. */
const NOISE_MS = 5000

export interface Skew {
  /** Learns from a reply's `Date` header. */
  learn(date: string | undefined, now: number): void
  /** What to add to this computer's clock to get Naver's, ms; 0 while they agree. */
  ms(): number
  /** `4분 12초 다릅니다`, for a sentence; what was never learnt is said so. */
  words(): string
}

export function createSkew(): Skew {
  let learnt: number | null = null
  return {
    learn: (date, now) => {
      const at = date === undefined ? Number.NaN : Date.parse(date)
      if (!Number.isFinite(at)) return
      // The header is cut to the second: half of one is what it lacks on average.
      learnt = at + 500 - now
    },
    ms: () => (learnt === null || Math.abs(learnt) < NOISE_MS ? 0 : learnt),
    words: () => {
      if (learnt === null) return '얼마나 다른지 알 수 없습니다'
      const seconds = Math.round(Math.abs(learnt) / 1000)
      if (Math.abs(learnt) < NOISE_MS) return '거의 같습니다'
      const side = learnt > 0 ? '늦습니다' : '빠릅니다'
      return seconds < 60 ? `${seconds}초 ${side}` : `${Math.floor(seconds / 60)}분 ${seconds % 60}초 ${side}`
    },
  }
}
