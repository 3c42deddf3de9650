const buyerAppFaults = [
  /** Answers with `status` (default 500). */
  'status',
  /** Answers late. */
  'slow',
  /** Hangs up before taking the event. */
  'drop',
  /** Takes the event and hangs up: the answer is lost. */
  'lose-answer',
  /** 410: never again. */
  'gone',
  /** 429 with Retry-After. */
  'too-many',
  /** Sends the caller elsewhere, for ever. */
  'redirect',
  /** An answer that does not end. */
  'huge',
] as const
type BuyerAppFault = (typeof buyerAppFaults)[number]

export interface BuyerAppFaultSpec {
  kind: BuyerAppFault
  /** For so many requests; absent: until cleared. */
  times?: number
  status?: number
  ms?: number
  retryAfterSeconds?: number
}

export const isFault = (name: string): name is BuyerAppFault => buyerAppFaults.some((kind) => kind === name)

/** What goes wrong next; several at once are taken together. */
export function createBuyerAppFaults() {
  const set = new Map<BuyerAppFault, BuyerAppFaultSpec>()
  return {
    set: (spec: BuyerAppFaultSpec): void => {
      if (spec.times === 0) set.delete(spec.kind)
      else set.set(spec.kind, { ...spec })
    },
    clear: (): void => set.clear(),
    take: (): Map<BuyerAppFault, BuyerAppFaultSpec> => {
      const met = new Map(set)
      for (const [kind, spec] of met) {
        if (spec.times === undefined) continue
        if (spec.times <= 1) set.delete(kind)
        else set.set(kind, { ...spec, times: spec.times - 1 })
      }
      return met
    },
  }
}
