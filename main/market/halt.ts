import type { MarketError } from './errors.ts'

/** Tells calls that wait for their turn that the market has refused all of them meanwhile. */
export interface Halt {
  /** To be called when a call begins. What it answers is called right before it leaves, and throws where it must stay. */
  begin(): () => void
  /** The answer to one call speaks for every other that has begun: none of them leaves. Whoever begins later finds out anew. */
  refused(why: MarketError): void
}

export function createHalt(): Halt {
  let begun = 0
  let last: { upTo: number; why: MarketError } | null = null
  return {
    begin: () => {
      begun += 1
      const mine = begun
      return () => {
        if (last !== null && mine <= last.upTo) throw last.why
      }
    },
    refused: (why) => {
      last = { upTo: begun, why }
    },
  }
}
