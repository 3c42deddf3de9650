import type { Catalogue, CatalogueProduct } from '../catalogue/types.ts'
import { itemKey } from './items.ts'

export interface HistoryEvent {
  itemKey: string
  kind: string
  title: string
  valueBefore: string | null
  valueAfter: string | null
  createdAt: number
}

const totalStock = (product: CatalogueProduct) => product.options.reduce((sum, option) => sum + (option.stock ?? 0), 0)

/** What happened between two moments of one product, in OwnerClan's words. */
const between = (
  before: CatalogueProduct,
  after: CatalogueProduct,
): [kind: string, before: unknown, after: unknown][] => {
  const events: [string, unknown, unknown][] = []
  if (before.status !== after.status) {
    const kind = after.status === 'available' ? 'restocked' : after.status
    events.push([kind, before.status, after.status])
  }
  if (before.price !== after.price) {
    events.push([
      (before.price ?? 0) < (after.price ?? 0) ? 'priceIncreased' : 'priceDecreased',
      before.price,
      after.price,
    ])
  }
  const [was, is] = [totalStock(before), totalStock(after)]
  if (was !== is) events.push(['stockChanged', was, is])
  if (before.axes.length > 0) {
    const gone = after.options.findIndex((option, at) => option.soldOut && before.options[at]?.soldOut === false)
    const back = after.options.findIndex((option, at) => !option.soldOut && before.options[at]?.soldOut === true)
    if (gone >= 0) events.push(['optionSoldout', null, after.options[gone]?.values.join('/')])
    if (back >= 0) events.push(['optionRestocked', null, after.options[back]?.values.join('/')])
  }
  return events
}

const text = (value: unknown) => (value === null || value === undefined ? null : String(value))

const eventsOf = (catalogue: Catalogue, index: number, from: number, until: number): HistoryEvent[] => {
  const turns = catalogue.turns(index, from, until).filter((at) => at >= catalogue.facts(index).createdAt)
  const [first] = turns
  if (first === undefined) return []
  // Between two turns nothing changes, so what one turn left is what the next one found.
  let before = catalogue.at(index, first - 1)
  return turns.flatMap((at) => {
    const after = catalogue.at(index, at)
    const events = between(before, after)
    before = after
    return events.map(([kind, was, is]) => ({
      itemKey: itemKey(index),
      kind,
      title: kind,
      valueBefore: text(was),
      valueAfter: text(is),
      createdAt: at,
    }))
  })
}

const KEPT = 3

/** Everything that happened in (from, until], oldest first. The last few answers are kept: a client asks once for each kind. */
export function createHistories(catalogue: Catalogue) {
  const kept = new Map<string, HistoryEvent[]>()
  return (from: number, until: number, key: number | null): HistoryEvent[] => {
    const name = `${from}/${until}/${key ?? ''}`
    const known = kept.get(name)
    if (known) return known
    const events: HistoryEvent[] = []
    const [first, end] = key === null ? [0, catalogue.count(until)] : [key, key + 1]
    for (let index = first; index < end; index += 1) events.push(...eventsOf(catalogue, index, from, until))
    events.sort((a, b) => a.createdAt - b.createdAt || (a.itemKey < b.itemKey ? -1 : 1))
    const oldest = kept.size >= KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(name, events)
    return events
  }
}
