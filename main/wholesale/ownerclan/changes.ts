import { type Clock, DAY_MS } from '../../../shared/time.ts'
import { keyOf, raw, text } from '../../net/readers.ts'
import { createSeen } from '../products.ts'
import type { OwnerclanClient } from './client.ts'
import { failOwnerclan, ownerclanFailure } from './errors.ts'
import { walkPages } from './read-pages.ts'

/** What matters to somebody who sells the product. The service knows more kinds, and may add some. */
export const changeKinds = [
  'soldout',
  'restocked',
  'discontinued',
  'prohibited',
  'priceIncreased',
  'priceDecreased',
  'optionPriceIncreased',
  'optionPriceDecreased',
  'optionSoldout',
  'optionRestocked',
  'optionDiscontinued',
  'stockChanged',
  'optionStockChanged',
  'shippingFeeIncreased',
  'shippingFeeDecreased',
  'boxQuantityChanged',
  'shippingTypeChanged',
  'optionChanged',
] as const

/** Without a product's key the service answers for 7 days at most, and for nothing older than 3 months. */
const WINDOW_MS = 7 * DAY_MS - 60_000
export const OLDEST_MS = 89 * DAY_MS
const PAGE = 1000
const HOUR_MS = 60 * 60_000
/** All kinds together, as measured: 163,000 a day. */
const EVENTS_PER_HOUR = 7000
/** Below this, one walk over all kinds takes fewer pages than one walk for each. */
const SHORT_MS = 2 * HOUR_MS
/** A page of 1,000 bare events weighs about what a fifth of a call for 200 whole products does. */
const PAGE_WEIGHT = 0.2

/** What the events of so many ms cost, in calls for 200 products by key. The kinds that matter are taken for all there are. */
export const changesCost = (ms: number): number => {
  const pages = Math.ceil(((ms / HOUR_MS) * EVENTS_PER_HOUR) / PAGE)
  const walks = ms <= SHORT_MS ? 1 : changeKinds.length * Math.ceil(ms / WINDOW_MS)
  return PAGE_WEIGHT * (pages + walks)
}

/** Keys of products that the service says changed since `since`, oldest window first, each once. */
export async function* changedKeys(
  client: OwnerclanClient,
  clock: Clock,
  since: number,
  signal: AbortSignal,
): AsyncGenerator<{ productIds: string[] }> {
  const until = clock.now()
  if (since < until - OLDEST_MS) throw failOwnerclan('OWNERCLAN_HISTORY_TOO_OLD')
  const wanted = new Set<string>(changeKinds)
  const isRepeated = createSeen()
  for (let from = since; from < until; from += WINDOW_MS) {
    const to = Math.min(until, from + WINDOW_MS)
    const kinds = to - from <= SHORT_MS ? [undefined] : changeKinds
    for (const kind of kinds) {
      const pages = walkPages(client, {
        query: 'Histories',
        connection: 'itemHistories',
        variables: { from, until: to, kind },
        sizes: [PAGE, 100],
        after: null,
        options: { signal },
      })
      for await (const page of pages) {
        const [lost] = page.failed.values()
        // A lost event is a missed change: nobody would look at that product again.
        if (lost !== undefined) throw ownerclanFailure([{ message: lost, path: [], code: null }])
        const productIds: string[] = []
        for (const node of page.nodes) {
          const event = raw(node)
          const key = keyOf(event.itemKey)
          if (key !== null && wanted.has(kind ?? text(event.kind) ?? '') && !isRepeated(key)) productIds.push(key)
        }
        if (productIds.length > 0) yield { productIds }
      }
    }
  }
}
