import { descriptionOf } from './description.ts'
import { productAt, turnsOf } from './drift.ts'
import { factsOf, type Settings } from './facts.ts'
import { officeProduct } from './office.ts'
import type { Catalogue, CatalogueFacts, CatalogueOptions, OfficeChange } from './types.ts'

/** 2026-10-01 00:00 in Asia/Seoul. */
const SINCE = Date.UTC(2026, 8, 30, 15)
/** A large catalogue is walked once and must not be kept. */
const KEPT = 10_000

/** The goods that a practice wholesaler has: give each wholesaler a seed of its own. */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const settings: Settings = {
    size: 4000,
    since: SINCE,
    driftEveryMs: 15 * 60_000,
    arrivalEveryMs: 6 * 60 * 60_000,
    imageBase: 'https://img.practice.example',
    charset: 'unicode',
    extremes: true,
    ...options,
  }
  const office = new Map<number, { change: OfficeChange | null; at: number }>()
  const kept = new Map<number, CatalogueFacts>()
  const facts = (index: number): CatalogueFacts => {
    const known = kept.get(index)
    if (known !== undefined) return known
    const made = factsOf(settings, index)
    if (kept.size < KEPT) kept.set(index, made)
    return made
  }
  return {
    count: (now) => {
      const { size, since, arrivalEveryMs } = settings
      return arrivalEveryMs <= 0 ? size : size + Math.max(0, Math.floor((now - since) / arrivalEveryMs))
    },
    facts,
    at: (index, now) => {
      const product = productAt(settings, facts(index), now)
      const set = office.get(index)
      if (set === undefined || set.at > now) return product
      if (set.change === null) return { ...product, changedAt: Math.max(product.changedAt, set.at) }
      return officeProduct(product, set.change, set.at)
    },
    set: (index, change, at) => void office.set(index, { change, at }),
    description: (index) => descriptionOf(settings, facts(index)),
    turns: (index, from, until) => {
      const set = office.get(index)
      const own = set !== undefined && set.at > from && set.at <= until ? [set.at] : []
      return [...turnsOf(settings, index, from, until), ...own].sort((a, b) => a - b)
    },
  }
}
