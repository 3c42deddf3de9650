import { ahead, stretches } from '../ahead.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { CollectRequest, ProductBatch } from '../port.ts'
import { createSeen } from '../products.ts'
import type { OwnerclanClient } from './client.ts'
import { ownerclanFailure } from './errors.ts'
import { type Mapped, mapItem } from './map.ts'
import { queries } from './queries.ts'
import { isTooMuch, itemPageSizes, walkPages } from './read-pages.ts'
import { keysOf, variablesOf } from './request.ts'
import { itemsIn } from './schema.ts'

/** The service takes 5,000 keys; with descriptions that is too much for one reply. */
export const KEYS_PER_CALL = 200
const UNDER_WAY = 3

const emptyBatch = (): ProductBatch => ({ products: [], rejected: [], gone: [], cursor: null, expected: null })

const sortInto = (batch: ProductBatch, mapped: Mapped) => {
  if ('product' in mapped) batch.products.push(mapped.product)
  else batch.rejected.push(mapped.rejected)
}

/** By search, category, price, time of change: the pages of `allItems`. */
async function* byPages(
  client: OwnerclanClient,
  request: CollectRequest,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<ProductBatch> {
  const from = readCursor(after, '')
  if (from.at === null) return
  let { given } = from
  const { limit } = request
  // Pages repeat products: one in 700 was measured.
  const isRepeated = createSeen()
  const pages = walkPages(client, {
    query: 'Page',
    connection: 'allItems',
    variables: variablesOf(request),
    sizes: itemPageSizes,
    after: from.at === '' ? null : from.at,
    ...(limit === undefined ? {} : { wanted: () => limit - given }),
    options: { signal },
  })
  for await (const page of pages) {
    const batch = emptyBatch()
    for (const [row, node] of page.nodes.entries()) {
      const place = `page-${page.endCursor ?? 'last'}-${row + 1}`
      const failure = page.failed.get(row)
      const mapped: Mapped =
        failure === undefined
          ? mapItem(node, place)
          : { rejected: { productId: place, reason: `오너클랜이 이 상품을 주지 못했습니다: ${failure}` } }
      if ('product' in mapped && isRepeated(mapped.product.productId)) continue
      sortInto(batch, mapped)
    }
    given += batch.products.length
    const isLast = !page.hasNextPage || (limit !== undefined && given >= limit)
    batch.cursor = writeCursor({ at: isLast ? null : page.endCursor, given })
    yield batch
  }
}

/** By keys: what does not come back is set aside, because silence does not say that a product is gone. */
async function* byKeys(
  client: OwnerclanClient,
  request: CollectRequest,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<ProductBatch> {
  const from = readCursor(after, '0')
  if (from.at === null) return
  const start = Math.max(0, Number(from.at) || 0)
  const { keys, refused } = keysOf(request.keys ?? [])
  const wanted = keys.slice(0, request.limit ?? keys.length)
  let done = start
  /** Items, and whether nothing went wrong about any of them: only then silence says anything. */
  const read = async (chunk: string[], both: AbortSignal): Promise<{ items: unknown[]; isClean: boolean }> => {
    try {
      const except = chunk.length > 1 ? ['NET_TIMEOUT', 'NET_TOO_LARGE'] : []
      const answer = await client.query('Keys', queries.Keys, { keys: chunk }, { signal: both, except })
      // Only errors that name a place in the list leave the rest of it good.
      if (answer.errors.some(({ path }) => path[0] !== 'itemsByKeys' || typeof path[1] !== 'number')) {
        throw ownerclanFailure(answer.errors, answer.traceId)
      }
      return { items: itemsIn(answer), isClean: answer.errors.length === 0 }
    } catch (thrown) {
      if (chunk.length < 2 || !isTooMuch(thrown)) throw thrown
      const half = Math.ceil(chunk.length / 2)
      const [first, second] = [await read(chunk.slice(0, half), both), await read(chunk.slice(half), both)]
      return { items: [...first.items, ...second.items], isClean: first.isClean && second.isClean }
    }
  }
  const chunks = stretches(wanted.slice(start), KEYS_PER_CALL)
  if (chunks.length === 0 && refused.length === 0) return
  const unreadable = refused.map((key) => ({
    productId: key.slice(0, 100),
    reason: '상품코드로 쓸 수 없는 글자가 있습니다.',
  }))
  if (start === 0 && unreadable.length > 0) yield { ...emptyBatch(), rejected: unreadable, expected: wanted.length }
  const readChunk = async (chunk: string[], both: AbortSignal) => ({ chunk, ...(await read(chunk, both)) })
  for await (const { chunk, items, isClean } of ahead(chunks, UNDER_WAY, signal, readChunk)) {
    const batch = { ...emptyBatch(), expected: wanted.length }
    const missing = new Set(chunk)
    let isCertain = isClean
    const isRepeated = createSeen()
    for (const [row, item] of items.entries()) {
      if (item === null) continue
      const mapped = mapItem(item, `keys-${done + row + 1}`)
      const key = 'product' in mapped ? mapped.product.productId : mapped.rejected.productId
      if (isRepeated(key)) continue
      // A row that is none of those asked for may be any of those that seem to be missing.
      isCertain &&= missing.delete(key)
      sortInto(batch, mapped)
    }
    for (const productId of missing) {
      batch.rejected.push({ productId, reason: '오너클랜이 이 상품코드에 답하지 않았습니다. 코드를 확인하십시오.' })
    }
    if (isCertain && missing.size > 0) batch.absent = [...missing]
    done += chunk.length
    batch.cursor = writeCursor({ at: done >= wanted.length ? null : String(done), given: done })
    yield batch
  }
}

export const collectItems = (
  client: OwnerclanClient,
  request: CollectRequest,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<ProductBatch> =>
  request.keys === undefined ? byPages(client, request, after, signal) : byKeys(client, request, after, signal)
