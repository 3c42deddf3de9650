import { AppError } from '../../../shared/errors.ts'
import { ahead, stretches } from '../ahead.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { failWholesale } from '../errors.ts'
import type { CollectRequest, ProductBatch } from '../port.ts'
import { createSeen } from '../products.ts'
import type { DomeggookClient } from './client.ts'
import { mapView } from './map.ts'
import type { Market } from './options.ts'
import { listQuery, numbersOf } from './request.ts'
import { type ListedItem, listIn } from './schema.ts'
import { readViews, VIEWS_PER_CALL } from './views.ts'

export const LIST_SIZE = 200
const UNDER_WAY = 3

interface Wanted {
  no: string
  businessOnly: boolean | null
}

interface ReadOptions {
  market: Market
  sure: boolean
}

const readBatch = async (
  client: DomeggookClient,
  wanted: readonly Wanted[],
  { market, sure }: ReadOptions,
  signal: AbortSignal,
): Promise<ProductBatch> => {
  const numbers = wanted.map(({ no }) => no)
  const { found, gone, failed } = await readViews(client, numbers, { sure, signal })
  const batch: ProductBatch = { products: [], rejected: [], gone, cursor: null, expected: null }
  const isGone = new Set(gone)
  for (const { no, businessOnly } of wanted) {
    const view = found.get(no)
    if (isGone.has(no)) continue
    if (view === undefined) {
      batch.rejected.push({ productId: no, reason: failed.get(no) ?? '도매꾹이 상세 정보를 주지 않았습니다.' })
      continue
    }
    const mapped = mapView(view, no, { market, businessOnly })
    if ('product' in mapped) batch.products.push(mapped.product)
    else batch.rejected.push(mapped.rejected)
  }
  return batch
}

const placeOf = (at: string): { page: number; offset: number } => {
  const match = /^(\d{1,7})\.(\d{1,3})$/.exec(at)
  if (!match) throw failWholesale('COLLECT_BAD_CURSOR')
  return { page: Number(match[1]), offset: Number(match[2]) }
}

/** By search, category and price: the list names the items, their details follow in batches. */
async function* bySearch(
  client: DomeggookClient,
  request: CollectRequest,
  market: Market,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<ProductBatch> {
  const from = readCursor(after, '1.0')
  if (from.at === null) return
  const start = placeOf(from.at)
  const limit = request.limit ?? Number.POSITIVE_INFINITY
  const isRepeated = createSeen()
  let { given } = from
  for (let page = start.page; given < limit; page += 1) {
    const list = listIn(await client.get('getItemList', listQuery(request, market, page, LIST_SIZE), { signal }))
    const isMissing = list.items.length === 0 && page <= Math.ceil((list.total ?? 0) / LIST_SIZE)
    if (isMissing) {
      const detail = '목록의 한 페이지가 비어 있습니다.'
      throw failWholesale('COLLECT_INCOMPLETE', { service: 'domeggook', values: { wholesaler: '도매꾹', detail } })
    }
    const isLastPage = list.items.length === 0 || (list.pages !== null && page >= list.pages)
    const offset = page === start.page ? start.offset : 0
    const rest: Wanted[] = list.items.slice(offset, offset + limit - given)
    const batches = stretches(rest, VIEWS_PER_CALL)
    const read = async (wanted: Wanted[], both: AbortSignal) => {
      const news = wanted.filter(({ no }) => !isRepeated(no))
      return { wanted, batch: await readBatch(client, news, { market, sure: false }, both) }
    }
    let done = offset
    for await (const { wanted, batch } of ahead(batches, UNDER_WAY, signal, read)) {
      done += wanted.length
      given += wanted.length
      const isEnd = given >= limit || (isLastPage && done >= list.items.length)
      const next = done >= list.items.length ? `${page + 1}.0` : `${page}.${done}`
      const cursor = writeCursor({ at: isEnd ? null : next, given })
      yield { ...batch, cursor, expected: list.total === null ? null : Math.min(list.total, limit) }
    }
    if (isLastPage) return
  }
}

/** The detail does not say who may buy; where the list does not answer for numbers, it stays unknown. */
const businessOnlyAmong = async (
  client: DomeggookClient,
  numbers: readonly string[],
  market: Market,
  signal: AbortSignal,
): Promise<Map<string, boolean>> => {
  try {
    const query = { market, sz: LIST_SIZE, pg: 1, itemNo: numbers.join(',') }
    const { items } = listIn(await client.get('getItemList', query, { signal }))
    return new Map(items.map((item: ListedItem) => [item.no, item.businessOnly]))
  } catch (thrown) {
    const bearable = /^DOMEGGOOK_(?:ERROR|NO_SEARCH_OPT|NO_ITEM|BAD_REPLY|HTTP)$/
    if (thrown instanceof AppError && bearable.test(thrown.code)) return new Map()
    throw thrown
  }
}

/** By item numbers, straight to the details: products that are no longer on sale are in no list. */
async function* byNumbers(
  client: DomeggookClient,
  request: CollectRequest,
  market: Market,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<ProductBatch> {
  const from = readCursor(after, '0')
  if (from.at === null) return
  const start = /^\d{1,9}$/.test(from.at) ? Number(from.at) : 0
  const { numbers, refused } = numbersOf(request.keys ?? [])
  const wanted = numbers.slice(0, request.limit ?? numbers.length)
  const none = { products: [], gone: [], cursor: null, expected: wanted.length }
  if (start === 0 && refused.length > 0) {
    const reason = '도매꾹 상품번호는 숫자입니다.'
    yield { ...none, rejected: refused.map((key) => ({ productId: key.slice(0, 100), reason })) }
  }
  let done = start
  for (const stretch of stretches(wanted.slice(start), LIST_SIZE)) {
    const business = await businessOnlyAmong(client, stretch, market, signal)
    const batches = stretches(
      stretch.map((no): Wanted => ({ no, businessOnly: business.get(no) ?? null })),
      VIEWS_PER_CALL,
    )
    const read = async (chunk: Wanted[], both: AbortSignal) => ({
      chunk,
      batch: await readBatch(client, chunk, { market, sure: true }, both),
    })
    for await (const { chunk, batch } of ahead(batches, UNDER_WAY, signal, read)) {
      done += chunk.length
      const cursor = writeCursor({ at: done >= wanted.length ? null : String(done), given: done })
      yield { ...batch, cursor, expected: wanted.length }
    }
  }
}

export const collectProducts = (
  client: DomeggookClient,
  request: CollectRequest,
  market: Market,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<ProductBatch> =>
  request.keys === undefined
    ? bySearch(client, request, market, after, signal)
    : byNumbers(client, request, market, after, signal)
