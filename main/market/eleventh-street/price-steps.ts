/** One change of a price, guide 1003: at most half more, at least a fifth of it left. */
export const PRICE_CHANGE = { down: 0.8, up: 0.5 } as const
export const PRICE_STEP = 10
/** Below this, won. */
export const PRICE_LIMIT = 1_000_000_000

const down = (won: number) => Math.floor(won / PRICE_STEP) * PRICE_STEP
const up = (won: number) => Math.ceil(won / PRICE_STEP) * PRICE_STEP

/** Prices from `before` to `after` (won), each a change that 11st bears; just `after` where one is enough, or steps would lead nowhere. */
export function priceSteps(before: number, after: number): number[] {
  const steps: number[] = []
  let at = before
  while (at !== after) {
    const highest = down(at + Math.floor(at / 2))
    const lowest = up(at - Math.floor((at * 4) / 5))
    const next = Math.max(lowest, Math.min(highest, after))
    if (next === at) return [after]
    steps.push(next)
    at = next
  }
  return steps.length === 0 ? [after] : steps
}
