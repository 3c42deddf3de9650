import { DAY_MS } from '../../../shared/time.ts'
import type { Settings } from './facts.ts'
import { type OddKind, oddOf } from './odd.ts'
import { between, hash32 } from './random.ts'
import type { CatalogueFacts, CatalogueOption, CatalogueProduct } from './types.ts'

/** Prices move once in so many steps, stock falls over a cycle and is then filled up again. */
const STEPS_PER_PRICE = 3
const STEPS_PER_CYCLE = 8
const LIVELY = 64

const part = (seed: number, index: number, salt: number) => hash32(seed, index, salt) / 4294967296

/** How long one step of this product lasts, and how far its steps are shifted, ms; null when nothing drifts. */
const rhythm = ({ seed, driftEveryMs }: Settings, index: number) => {
  if (driftEveryMs <= 0) return null
  const every =
    hash32(seed, index, 3) % LIVELY === 0 ? driftEveryMs : driftEveryMs * between(48, 240, part(seed, index, 4))
  return { every, shift: Math.floor(part(seed, index, 6) * every) }
}

const stepAt = (settings: Settings, index: number, now: number): { step: number; startedAt: number } => {
  const beat = rhythm(settings, index)
  if (beat === null) return { step: 0, startedAt: Number.NEGATIVE_INFINITY }
  const step = Math.floor((now - settings.since + beat.shift) / beat.every)
  return { step, startedAt: settings.since - beat.shift + step * beat.every }
}

/** 1 product in 25 is taken out of the range within the first three months. */
const endsAt = ({ seed, since, driftEveryMs }: Settings, index: number): number | null =>
  driftEveryMs > 0 && index > 100 && hash32(seed, index, 8) % 25 === 0
    ? since + Math.floor(part(seed, index, 9) * 90 * DAY_MS)
    : null

const round10 = (won: number) => Math.max(10, Math.round(won / 10) * 10)

const basePrice = (settings: Settings, index: number, step: number, odd: OddKind | null): number | null => {
  if (odd === 'price-on-request') return null
  if (odd === 'zero-won') return 0
  const { seed } = settings
  // Most goods are cheap: the square pulls them down.
  const base = 700 + 89_000 * part(seed, index, 10) ** 2
  const era = Math.floor(step / STEPS_PER_PRICE)
  return round10(base * (0.94 + 0.12 * (hash32(seed ^ 0x5bd1e995, index, era) / 4294967296)))
}

interface Moment {
  settings: Settings
  facts: CatalogueFacts
  step: number
  odd: OddKind | null
}

const cycleOf = (step: number) => ({
  cycle: Math.floor(step / STEPS_PER_CYCLE),
  at: ((step % STEPS_PER_CYCLE) + STEPS_PER_CYCLE) % STEPS_PER_CYCLE,
})

const stockOf = ({ settings: { seed }, facts: { index }, step, odd }: Moment, option: number): number | null => {
  if (odd === 'negative-stock') return -3
  if (hash32(seed, index, 12) % 5 === 0) return null
  const { cycle, at } = cycleOf(step)
  const draw = hash32(seed + 7 * option, index, 1000 + cycle) / 4294967296
  const start = 5 + Math.floor(draw * 400)
  const drain = 0.3 + 0.85 * (hash32(seed + 11 * option, index, 2000 + cycle) / 4294967296)
  return Math.max(0, Math.floor(start * (1 - (drain * at) / (STEPS_PER_CYCLE - 1))))
}

const optionOf = (moment: Moment, place: number[], number: number, base: number | null): CatalogueOption => {
  const { settings, facts, step } = moment
  const stock = stockOf(moment, number)
  const last = place[0] ?? 0
  // Later values of the first axis cost more, as bigger and rarer ones do.
  const surcharge = last >= 2 ? (last - 1) * 300 : 0
  const cycle = cycleOf(step).cycle
  return {
    place,
    values: place.map((at, axis) => facts.axes[axis]?.values[at] ?? ''),
    price: base === null || base === 0 ? base : base + surcharge,
    stock,
    soldOut: stock === null ? hash32(settings.seed + number, facts.index, 3000 + cycle) % 20 === 0 : stock <= 0,
    hidden: number > 0 && hash32(settings.seed + number, facts.index, 14) % 23 === 0,
  }
}

const places = (axes: CatalogueFacts['axes']): number[][] =>
  axes.reduce<number[][]>((all, axis) => all.flatMap((place) => axis.values.map((_, at) => [...place, at])), [[]])

const tiersOf = ({ settings: { seed }, facts }: Moment, price: number | null): CatalogueProduct['tiers'] => {
  if (price === null || price < 100 || hash32(seed, facts.index, 15) % 6 !== 0) return []
  const from = facts.minimumQuantity
  return [
    { from, price },
    { from: from * 10, price: round10(price * 0.95) },
    { from: from * 100, price: round10(price * 0.9) },
  ]
}

/** The product as it stands at `now`. */
export function productAt(settings: Settings, facts: CatalogueFacts, now: number): CatalogueProduct {
  const { index } = facts
  const { step, startedAt } = stepAt(settings, index, now)
  const odd = oddOf(settings.seed, index, settings.extremes)
  const moment = { settings, facts, step, odd }
  const base = basePrice(settings, index, step, odd)
  const options = places(facts.axes).map((place, number) => optionOf(moment, place, number, base))
  const visible = options.filter((option) => !option.hidden)
  const end = endsAt(settings, index)
  const ended = end !== null && end <= now
  return {
    ...facts,
    price: base,
    tiers: tiersOf(moment, base),
    options,
    status: ended ? 'discontinued' : visible.every((option) => option.soldOut) ? 'soldout' : 'available',
    changedAt: Math.max(facts.createdAt, ended ? end : Number.NEGATIVE_INFINITY, startedAt),
  }
}

/** See `Catalogue.turns`. */
export function turnsOf(settings: Settings, index: number, from: number, until: number): number[] {
  const beat = rhythm(settings, index)
  if (beat === null) return []
  const turns: number[] = []
  const origin = settings.since - beat.shift
  for (let step = Math.floor((from - origin) / beat.every) + 1; origin + step * beat.every <= until; step += 1) {
    turns.push(origin + step * beat.every)
  }
  const end = endsAt(settings, index)
  if (end !== null && end > from && end <= until) turns.push(end)
  return turns.sort((a, b) => a - b)
}
