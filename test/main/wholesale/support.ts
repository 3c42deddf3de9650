import { createLogger } from '../../../main/net/log.ts'
import type { CollectRequest, ProductBatch, WholesaleAdapter } from '../../../main/wholesale/port.ts'
import type { WholesaleProduct } from '../../../shared/product.ts'

export const never = () => new AbortController().signal
export const silent = createLogger(() => {})

export interface Collected {
  products: WholesaleProduct[]
  rejected: ProductBatch['rejected']
  gone: string[]
  cursors: (string | null)[]
  batches: ProductBatch[]
}

/** A whole collect, or as many batches of it as asked for. */
export async function collectAll(
  adapter: WholesaleAdapter,
  request: CollectRequest,
  { after = null, batches = Number.POSITIVE_INFINITY }: { after?: string | null; batches?: number } = {},
): Promise<Collected> {
  const all: Collected = { products: [], rejected: [], gone: [], cursors: [], batches: [] }
  for await (const batch of adapter.collect(request, { after, signal: never() })) {
    all.batches.push(batch)
    all.products.push(...batch.products)
    all.rejected.push(...batch.rejected)
    all.gone.push(...batch.gone)
    all.cursors.push(batch.cursor)
    if (all.batches.length >= batches) break
  }
  return all
}

export const failureOf = async (
  work: Promise<unknown>,
): Promise<{ code: string; message: string; nextStep: string }> => {
  try {
    await work
  } catch (thrown) {
    return thrown as { code: string; message: string; nextStep: string }
  }
  throw new Error('it did not fail')
}

/** Every adapter's products keep these, whatever the wholesaler sends. */
export const lawsOfProduct = (product: WholesaleProduct): string[] => {
  const broken: string[] = []
  const say = (good: boolean, law: string) => {
    if (!good) broken.push(`${product.productId}: ${law}`)
  }
  const isWon = (won: number | null) => won === null || (Number.isSafeInteger(won) && won > 0)
  say(product.name.trim() !== '', 'has a name')
  say(isWon(product.price), 'price is unknown or above 0')
  say(product.stock === null || (Number.isSafeInteger(product.stock) && product.stock >= 0), 'stock is never negative')
  for (const option of product.options) {
    say(isWon(option.price), 'option price is unknown or above 0')
    say(option.stock === null || option.stock >= 0, 'option stock is never negative')
    say(!(option.stock === 0 && option.status === 'available'), 'nothing left is not on sale')
  }
  const keys = product.options.map((option) => option.key)
  say(new Set(keys).size === keys.length, 'option keys differ')
  const allOut = product.options.length > 0 && product.options.every((option) => option.status === 'soldout')
  say(!(allOut && product.status === 'available'), 'not on sale with every option sold out')
  say(new Set(product.bars).size === product.bars.length, 'each bar once')
  say(
    product.images.every((image) => /^https?:/.test(image)),
    'pictures have addresses',
  )
  return broken
}

/** Most calls within any 60 seconds; times ascend, ms. */
export const busiestMinute = (times: readonly number[]): number => {
  let most = 0
  let first = 0
  for (let last = 0; last < times.length; last += 1) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= 60_000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}
