import type { StepSettings } from '../../../shared/contract/listing-shapes.ts'
import { AppError } from '../../../shared/errors.ts'
import { priceFor } from '../../../shared/rules/price.ts'
import type { ReadyRule } from '../../../shared/rules/price-rule.ts'
import type { MarketCapabilities } from '../../market/port.ts'
import { priceFault } from './price-fault.ts'
import type { SoldThing } from './types.ts'
import type { WantedThing } from './want.ts'

type Prices = readonly { sku: string; value: number }[]

export interface PriceInput {
  things: readonly SoldThing[]
  wanted: readonly WantedThing[]
  /** Or why there is none: without it nothing can be said of a margin, so nothing is sold. */
  rule: ReadyRule | AppError
  /** Prices set by hand and approved, by our code; null where the rule makes them. */
  hand: ReadonlyMap<string, number> | null
  /** What the market itself shows, where that was read long enough after it was told. */
  shown: ReadonlyMap<string, number>
  /** What each thing cost the buyer a day ago; where nothing changed since, it is absent. */
  dayAgo: ReadonlyMap<string, number>
  settings: Pick<StepSettings, 'autoPrice' | 'priceChangePerDay'>
  limit: MarketCapabilities['priceChange']
  /** What the market or the operator last said no to. */
  refused: Prices | null
  /** False where no price can be told, or where one was tried in vain. */
  mayMend: boolean
}

interface PriceStep {
  values: { sku: string; value: number }[]
  /** Why the operator has to say yes first; null when it may go by itself. */
  ask: string | null
  /** It goes further than the market takes at once: with the yes that limit is lifted, which `ask` says. */
  lifts: boolean
}

interface PriceVerdict {
  step: PriceStep | null
  /** Why nothing may be sold at the price that buyers see now; null where it may. */
  fault: string | null
  /** The step goes by itself, and after it there is no fault. */
  isMending: boolean
}

const percent = (fraction: number) => `${Math.round(fraction * 1000) / 10}%`
export const isSamePrices = (a: Prices, b: Prices): boolean =>
  a.length === b.length && a.every(({ sku, value }, n) => b[n]?.sku === sku && b[n]?.value === value)

const isBeyond = (now: number, next: number, { down, up }: NonNullable<PriceInput['limit']>): boolean =>
  next > now * (1 + up) || next < now * (1 - down)

const liftWords = ({ down, up }: NonNullable<PriceInput['limit']>) =>
  `승인하면 이 변경에 한해 마켓의 한 번 변경 한도(-${percent(down)}~+${percent(up)})를 풀고 보냅니다.`

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
  if (isBeyond(now, next, limit)) {
    return `마켓이 한 번에 허용하는 변경 폭을 넘습니다 (${change > 0 ? '+' : ''}${percent(change)}).`
  }
  return null
}

/** What a thing should cost: the rule's price, or the operator's where that holds; else what it costs now. */
function nextPrice(want: WantedThing, now: number | null, { hand, rule }: PriceInput): number | null {
  if (hand === null) {
    const made = rule instanceof AppError ? null : priceFor(want.cost, rule)
    return made?.ok === true ? made.margin.price : now
  }
  const own = hand.get(want.sku)
  if (own === undefined) return now
  return want.stock > 0 && priceFault(own, want.cost, rule, true) !== null ? now : own
}

/** The change of price that a listing needs, and whether anything may be sold until it is made. */
export function priceVerdict(input: PriceInput): PriceVerdict {
  const { things, wanted, rule, hand, shown, dayAgo, limit, refused, mayMend } = input
  const values: PriceStep['values'] = []
  let ask: string | null = null
  let fault: string | null = null
  let isChanged = false
  let lifts = false
  let isHolding = true
  for (const [n, want] of wanted.entries()) {
    const now = things[n]?.price ?? null
    const isSold = want.stock > 0
    const faultAt = (price: number | null) => (isSold ? priceFault(price, want.cost, rule, hand !== null) : null)
    const there = shown.get(want.sku) ?? now
    const faultThere = faultAt(there)
    fault ??= faultThere ?? (there === now ? null : faultAt(now))
    const next = nextPrice(want, now, input)
    if (faultAt(next) !== null) isHolding = false
    if (next === null) continue
    values.push({ sku: want.sku, value: next })
    if (!isSold) continue
    if (there !== now && faultThere !== null && there !== next) {
      isChanged = true
      // What the operator changed at the market is not taken back in silence.
      ask ??= `마켓에서 판매가가 ${there?.toLocaleString('ko-KR')}원으로 바뀌어 있습니다.`
    }
    if (next === now) continue
    isChanged = true
    lifts ||= limit !== null && [now, there].some((from) => from !== null && isBeyond(from, next, limit))
    if (now !== null) ask ??= askFor(now, next, dayAgo.get(want.sku) ?? now, input)
  }
  // Never asked for again by itself; with the operator's yes it is.
  if (refused !== null && isSamePrices(refused, values)) ask ??= '마켓이 이 가격을 받지 않았습니다.'
  // An approval for another reason lifts no limit.
  if (ask !== null && lifts && limit !== null) ask += ` ${liftWords(limit)}`
  const step = isChanged && values.length === wanted.length ? { values, ask, lifts: ask !== null && lifts } : null
  const isMending = fault !== null && step !== null && ask === null && isHolding && mayMend
  return { step, fault, isMending }
}
