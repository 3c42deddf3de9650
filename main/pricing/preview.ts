import { setImmediate as breathe } from 'node:timers/promises'
import type { NoPrice } from '../../shared/contract/listing-shapes.ts'
import type { Output, Parsed } from '../../shared/contract.ts'
import { AppError, failCommon } from '../../shared/errors.ts'
import { type Cost, explain, type Priced, priceFor } from '../../shared/rules/price.ts'
import type { ReadyRule } from '../../shared/rules/price-rule.ts'
import { catalogueOf } from '../products/repository-catalogue.ts'
import { selectionsOf } from '../products/repository-selection.ts'
import { bookOf, type PricingDeps } from './handlers.ts'
import { chosenPlaces } from './repository-fees.ts'
import { type PriceFacts, priceFactsById, priceFactsByKey } from './repository-products.ts'

type Preview = Output<'rules.preview'>

const SLICE = 2000
const SHOWN_LOSING = 200
const SHOWN_SAMPLE = 20
/** Twenty bars of five hundredths each. */
const BARS = 20

async function* selected({ db }: PricingDeps, { products, filter }: Parsed<'rules.preview'>) {
  if (products === undefined) {
    if (filter === undefined) throw failCommon('BAD_INPUT', { values: { detail: 'products 또는 filter' } })
    await catalogueOf(db).readyToFilter(filter)
    const ids = selectionsOf(db).list(filter, 'addedAt', false)
    for (let from = 0; from < ids.length; from += SLICE) {
      yield priceFactsById(db, ids.subarray(from, from + SLICE))
      await breathe()
    }
    return
  }
  for (let from = 0; from < products.length; from += SLICE) {
    yield priceFactsByKey(db, products.slice(from, from + SLICE))
    await breathe()
  }
}

interface Loss {
  facts: PriceFacts
  /** Won lost or missing; null where no price was even looked at. */
  margin: number | null
  reason: NoPrice
}

/** Least first: what would lose most stands at the top; what has no margin to speak of comes last. */
const worse = (a: Loss, b: Loss) => (a.margin ?? Number.MAX_SAFE_INTEGER) - (b.margin ?? Number.MAX_SAFE_INTEGER)

class Tally {
  total = 0
  priced = 0
  #rates = 0
  readonly #bars = new Uint32Array(BARS)
  readonly #unpriced = new Map<string, { code: string; message: string; count: number }>()
  #losing: Loss[] = []
  readonly #sample: Preview['sample'] = []

  add(facts: PriceFacts, cost: Cost, ready: ReadyRule, priced: Priced): void {
    this.total += 1
    if (!priced.ok) {
      const known = this.#unpriced.get(priced.code)
      if (known !== undefined && this.#losing.length >= SHOWN_LOSING * 4 && priced.margin === null) {
        known.count += 1
        return
      }
      const { none } = explain(priced, cost, ready)
      if (none !== null) this.refuse(facts, none, priced.margin?.margin ?? null)
      return
    }
    this.priced += 1
    const rate = priced.margin.margin / priced.margin.price
    this.#rates += rate
    const bar = Math.min(BARS - 1, Math.max(0, Math.floor(rate * BARS + 1e-9)))
    this.#bars[bar] = (this.#bars[bar] ?? 0) + 1
    if (this.#sample.length >= SHOWN_SAMPLE) return
    const { made } = explain(priced, cost, ready)
    if (made === null) return
    this.#sample.push({ wholesaler: facts.wholesaler, productId: facts.productId, name: facts.name, made })
  }

  refuse(facts: PriceFacts, { code, message, steps }: NoPrice, margin: number | null): void {
    const known = this.#unpriced.get(code)
    if (known === undefined) this.#unpriced.set(code, { code, message, count: 1 })
    else known.count += 1
    this.#losing.push({ facts, margin, reason: { code, message, steps } })
    if (this.#losing.length > SHOWN_LOSING * 8) this.#losing = this.#losing.sort(worse).slice(0, SHOWN_LOSING)
  }

  result(): Preview {
    return {
      total: this.total,
      priced: this.priced,
      averageMarginRate: this.priced === 0 ? null : this.#rates / this.priced,
      histogram: [...this.#bars].map((count, i) => ({ from: i / BARS, to: (i + 1) / BARS, count })),
      unpriced: [...this.#unpriced.values()].sort((a, b) => b.count - a.count),
      losing: this.#losing
        .sort(worse)
        .slice(0, SHOWN_LOSING)
        .map(({ facts: { wholesaler, productId, name, cost }, reason }) => ({
          ...{ wholesaler, productId, name, cost, reason },
        })),
      sample: this.#sample,
    }
  }
}

/** What prices a rule makes over a selection. Reads in slices, so that others get their turn. */
export async function previewPrices(deps: PricingDeps, input: Parsed<'rules.preview'>): Promise<Preview> {
  const book = bookOf(deps, input.market, input.rule)
  const placeFor = book.hasFees ? chosenPlaces(deps.db, input.market) : () => null
  const tally = new Tally()
  for await (const slice of selected(deps, input)) {
    for (const facts of slice) {
      const ready = book.ruleFor(facts, placeFor(facts.wholesaler, facts.category))
      if (ready instanceof AppError) {
        tally.total += 1
        tally.refuse(facts, { code: ready.code, message: ready.message, steps: [] }, null)
        continue
      }
      const cost = { cost: facts.cost, shipping: facts.shipping, fixedPrice: facts.fixedPrice }
      tally.add(facts, cost, ready, priceFor(cost, ready))
    }
  }
  return tally.result()
}
