import type { WholesaleProduct } from '../../../shared/product.ts'
import { searchForm } from '../../../shared/search.ts'
import type { HttpStreams } from '../../net/stream.ts'
import { unsupported } from '../errors.ts'
import { wholesaleRates } from '../limits.ts'
import type { CollectRequest, ProductBatch, Rejected, WholesaleAdapter, WholesaleCategory } from '../port.ts'
import { FeedReader } from './feed.ts'
import type { ZentradeShipping } from './map.ts'

export interface ZentradeDeps {
  http: HttpStreams
  credentials: () => Promise<{ id: string; mSkey: string }>
  /** The feed states no shipping, so the operator does. */
  shipping: () => ZentradeShipping
}

const PATH = '/shop/proc/product_api.php'
/** Plain clients are sometimes answered with a block page, browsers are not. */
const USER_AGENT = 'Mozilla/5.0 (compatible; Jangteo)'
const BATCH = 200
/** Up to so many products are asked for one by one; beyond that the whole feed is quicker. */
const SINGLE_KEYS = 10
/** Measured by a public client: about 6 s of download for the whole feed, more when the server is busy. */
const WHOLE_MS = 20_000
const ONE_MS = 2000
const BATCHED_CHARACTERS = 4 * 1024 * 1024

type Wanted = (product: WholesaleProduct) => boolean

/** Conditions the service does not know, applied to what it sends. */
const wantedBy = ({ keys, search, category, minPrice, maxPrice }: CollectRequest): Wanted => {
  const asked = keys === undefined ? null : new Set(keys)
  const words =
    search === undefined
      ? []
      : searchForm(search)
          .split(/\s+/)
          .filter((word) => word !== '')
  const inCategory = category === undefined ? null : searchForm(category)
  return (product) => {
    if (asked !== null && !asked.has(product.productId)) return false
    if (inCategory !== null) {
      const names = [product.categoryCode ?? '', ...product.categoryPath].map(searchForm)
      if (!names.includes(inCategory)) return false
    }
    if (minPrice !== undefined && (product.price === null || product.price < minPrice)) return false
    if (maxPrice !== undefined && (product.price === null || product.price > maxPrice)) return false
    if (words.length === 0) return true
    const text = searchForm([product.name, ...product.keywords].join('\n'))
    return words.every((word) => text.includes(word))
  }
}

const checkSupported = (request: CollectRequest): void => {
  if (request.changedSince !== undefined) throw unsupported('zentrade', '바뀐 날짜')
}

export function createZentradeAdapter({ http, credentials, shipping }: ZentradeDeps): WholesaleAdapter {
  /** One reply, piece by piece. Throws when it was not a whole feed. */
  async function* feed(signal: AbortSignal, goodsno?: string) {
    const { id, mSkey } = await credentials()
    const reply = await http.stream({
      method: 'POST',
      path: PATH,
      form: { id, m_skey: mSkey, ...(goodsno === undefined ? {} : { goodsno }) },
      headers: { 'user-agent': USER_AGENT },
      signal,
    })
    const reader = new FeedReader(reply.status, shipping(), [mSkey, id])
    for await (const chunk of reply.body) yield { reader, ...reader.write(chunk) }
    yield { reader, ...reader.end() }
  }

  async function* batches(
    request: CollectRequest,
    signal: AbortSignal,
    goodsno?: string,
  ): AsyncGenerator<ProductBatch> {
    const wanted = wantedBy(request)
    let products: WholesaleProduct[] = []
    let rejected: Rejected[] = []
    let characters = 0
    let reader: FeedReader | undefined
    const batch = (warnings: string[] = []): ProductBatch => {
      const full = {
        products,
        rejected,
        gone: [],
        cursor: null,
        expected: null,
        ...(warnings.length > 0 ? { warnings } : {}),
      }
      products = []
      rejected = []
      characters = 0
      return full
    }
    for await (const piece of feed(signal, goodsno)) {
      reader = piece.reader
      rejected.push(...piece.rejected)
      for (const product of piece.products) {
        if (!wanted(product)) continue
        products.push(product)
        characters += product.raw.length
        if (products.length >= BATCH || characters >= BATCHED_CHARACTERS) yield batch()
      }
    }
    const broken = reader?.broken ?? 0
    yield batch(broken === 0 ? [] : [`젠트레이드가 보낸 글자 가운데 ${broken}개를 읽지 못해 \uFFFD로 표시했습니다.`])
  }

  async function* collect(request: CollectRequest, signal: AbortSignal): AsyncGenerator<ProductBatch> {
    checkSupported(request)
    const { keys } = request
    const single = keys !== undefined && keys.length <= SINGLE_KEYS ? [...new Set(keys)] : null
    if (single === null) {
      yield* batches(request, signal)
      return
    }
    for (const key of single) yield* oneOf(request, signal, key)
  }

  /** A reply without products does not say whether the key is wrong or the product is gone: the reason says both. */
  async function* oneOf(request: CollectRequest, signal: AbortSignal, key: string): AsyncGenerator<ProductBatch> {
    try {
      yield* batches(request, signal, key)
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ZENTRADE_EMPTY')) throw thrown
      const reason = '젠트레이드가 이 상품을 보내지 않았습니다. 상품 코드나 인증키를 확인하십시오.'
      yield { products: [], rejected: [{ productId: key, reason }], gone: [], cursor: null, expected: null }
    }
  }

  async function* limited(source: AsyncGenerator<ProductBatch>, limit: number): AsyncGenerator<ProductBatch> {
    let left = limit
    for await (const batch of source) {
      if (batch.products.length < left) {
        left -= batch.products.length
        yield batch
        continue
      }
      yield { ...batch, products: batch.products.slice(0, left) }
      return
    }
  }

  return {
    wholesaler: 'zentrade',
    capabilities: {
      byKeys: true,
      bySearch: true,
      byCategory: true,
      byPrice: true,
      changedSince: false,
      wholeCatalogue: true,
      countsStock: false,
      statesShipping: false,
      limits: wholesaleRates.zentrade,
    },
    // The feed is read up to its first product: enough to know that the key opens it.
    check: async (signal) => {
      for await (const piece of feed(signal)) if (piece.products.length + piece.rejected.length > 0) return
    },
    plan: async (request) => {
      checkSupported(request)
      const keys = request.keys?.length ?? null
      const calls = keys !== null && keys <= SINGLE_KEYS ? keys : 1
      const pace = ((calls - 1) * 60_000) / wholesaleRates.zentrade.perMinute
      return {
        calls,
        ms: keys !== null && keys <= SINGLE_KEYS ? Math.max(pace, calls * ONE_MS) : WHOLE_MS,
        products: keys,
      }
    },
    collect: (request, { signal }) =>
      request.limit === undefined ? collect(request, signal) : limited(collect(request, signal), request.limit),
    categories: async (signal) => {
      const found = new Map<string, WholesaleCategory>()
      for await (const { products } of feed(signal)) {
        for (const { categoryCode, categoryPath } of products) {
          const name = categoryPath.at(-1)
          const code = categoryCode ?? name
          if (code !== undefined) found.set(code, { code, name: name ?? code, parent: null })
        }
      }
      return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
    },
  }
}
