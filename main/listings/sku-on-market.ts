import { AppError, failCommon } from '../../shared/errors.ts'
import type { Market } from '../../shared/market.ts'
import type { MarketCall } from '../market/port.ts'
import type { DraftDeps } from './drafter.ts'
import { contentOf, listingByRow } from './repository.ts'
import { mayBeFirst, saveSkuFound } from './repository-pictures.ts'

const AT_ONCE = 4

/**
 * Looks for what markets have already under the codes of drafts that were never sent; answers the rows of which it is
 * another thing than was known. A market that does not answer is not asked on, and what was known of it stays.
 */
export async function lookUpSkus(
  { db, adapters }: DraftDeps,
  ids: readonly number[],
  signal: AbortSignal,
  priority: MarketCall['priority'] & string,
): Promise<number[]> {
  const waiting = ids.filter((id) => mayBeFirst(db, id))
  const silent = new Set<Market>()
  const changed: number[] = []
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      if (signal.aborted) throw failCommon('CANCELLED')
      const listing = listingByRow(db, id)
      if (listing === null || silent.has(listing.market)) continue
      const { market, sku, skuFound } = listing
      const adapter = adapters[market]
      if (!adapter.capabilities.findsBySku) continue
      const { content } = contentOf(db, id)
      const optionSkus = content.options.map((option) => option.sku)
      const search = { createdAfter: null, name: content.name, ...(optionSkus.length === 0 ? {} : { optionSkus }) }
      try {
        const [found] = await adapter.findBySku(sku, search, { signal, priority })
        const number = found?.ref.marketProductId ?? null
        if (number === skuFound || !mayBeFirst(db, id)) continue
        saveSkuFound(db, id, number)
        changed.push(id)
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
        silent.add(market)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return changed
}
