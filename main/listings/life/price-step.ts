import type { StepSettings } from '../../../shared/contract/listing-shapes.ts'
import { priceFor, verifyPrice } from '../../../shared/rules/price.ts'
import type { ReadyRule } from '../../../shared/rules/price-rule.ts'
import type { MarketCapabilities } from '../../market/port.ts'
import type { SoldThing } from './types.ts'
import type { WantedThing } from './want.ts'

export interface PriceInput {
  things: readonly SoldThing[]
  wanted: readonly WantedThing[]
  rule: ReadyRule | null
  /** Prices set by hand and approved, by our code; null where the rule makes them. */
  hand: ReadonlyMap<string, number> | null
  /** What each thing cost the buyer a day ago; where nothing changed since, it is absent. */
  dayAgo: ReadonlyMap<string, number>
  settings: Pick<StepSettings, 'autoPrice' | 'priceChangePerDay'>
  limit: MarketCapabilities['priceChange']
}

interface PriceStep {
  values: { sku: string; value: number }[]
  /** Why the operator has to say yes first; null when it may go by itself. */
  ask: string | null
}

interface PriceVerdict {
  step: PriceStep | null
  /** At the price that buyers see now, selling breaks the guard. */
  loss: string | null
}

const percent = (fraction: number) => `${Math.round(fraction * 1000) / 10}%`

function askFor(now: number, next: number, dayAgo: number, { settings, limit, hand }: PriceInput): string | null {
  // The operator has approved this very price.
  if (hand === null) {
    if (!settings.autoPrice) return '가격을 자동으로 바꾸지 않도록 설정되어 있습니다.'
    const change = Math.abs(next - dayAgo) / dayAgo
    if (change > settings.priceChangePerDay) {
      return `하루 변경 한도 ${percent(settings.priceChangePerDay)}를 넘습니다 (${percent(change)}).`
    }
  }
  if (limit === null) return null
  const change = (next - now) / now
  if (change > limit.up || -change > limit.down) {
    return `마켓이 한 번에 허용하는 변경 폭을 넘습니다 (${change > 0 ? '+' : ''}${percent(change)}).`
  }
  return null
}

/** Hand-set prices are the operator's: they only count as a loss below cost. */
function lossAt(price: number, { cost }: WantedThing, { rule, hand }: PriceInput): boolean {
  if (rule === null) return false
  const verdict = verifyPrice(price, cost, rule)
  if (verdict.ok || verdict.margin === null) return false
  const { margin } = verdict.margin
  return hand === null ? margin < rule.min(price) : margin < 0
}

/** The change of price that a listing needs, and whether selling must stop until it is made. */
export function priceVerdict(input: PriceInput): PriceVerdict {
  const { things, wanted, rule, hand, dayAgo } = input
  const values: PriceStep['values'] = []
  let ask: string | null = null
  let isChanged = false
  let hasLoss = false
  for (const [n, want] of wanted.entries()) {
    const now = things[n]?.price ?? null
    if (want.stock > 0 && now !== null && lossAt(now, want, input)) hasLoss = true
    const made = hand === null && rule !== null ? priceFor(want.cost, rule) : null
    const next = hand?.get(want.sku) ?? (made?.ok === true ? made.margin.price : null) ?? now
    if (next === null) continue
    values.push({ sku: want.sku, value: next })
    if (next === now || want.stock === 0) continue
    isChanged = true
    if (now !== null) ask ??= askFor(now, next, dayAgo.get(want.sku) ?? now, input)
  }
  const step = isChanged && values.length === wanted.length ? { values, ask } : null
  if (!hasLoss) return { step, loss: null }
  const isMended = step !== null && step.ask === null && hand === null
  return { step, loss: isMended ? null : '지금 판매가로는 최소 마진을 지킬 수 없습니다.' }
}
