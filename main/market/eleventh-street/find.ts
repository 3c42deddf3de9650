import { kstDay } from '../../../shared/time.ts'
import { failMarket, MarketError } from '../errors.ts'
import type { MarketCall, MarketListing, MarketRef } from '../port.ts'
import { type Answered, type EleventhStreetClient, isPageMissing } from './client.ts'
import { refusalFailure } from './errors.ts'
import {
  codeIn,
  isProductAnswer,
  type ProductRow,
  productsIn,
  type StockRow,
  saysNothing,
  stateOf,
  stocksIn,
  wordsIn,
} from './schema.ts'
import { element } from './xml.ts'

const pageOf = (number: string) => `https://www.11st.co.kr/products/${number}`

/** The market's rows of one listing under our own codes. A listing without options has one row, which may carry no code. */
export const codedStocks = (sku: string, rows: readonly StockRow[]): (StockRow & { sku: string })[] => {
  const [only] = rows
  if (rows.length === 1 && only !== undefined) return [{ ...only, sku: only.sku ?? sku }]
  return rows.flatMap((row) => (row.sku === null ? [] : [{ ...row, sku: row.sku }]))
}

/** A product with its stocks as the port wants it. */
export function listingOf(sku: string, product: ProductRow, rows: readonly StockRow[]): MarketListing {
  const stocks = codedStocks(sku, rows)
  const ref: MarketRef = {
    marketProductId: product.number,
    sku,
    ids: {},
    options: stocks.length === 0 ? [{ sku, id: null }] : stocks.map((row) => ({ sku: row.sku, id: row.number })),
  }
  const { price } = product
  const options = stocks.map((row) => ({
    sku: row.sku,
    id: row.number,
    price: price === null ? null : price + row.surcharge,
    stock: row.stock,
    onSale: row.isInUse,
  }))
  const counted = stocks.flatMap(({ stock }) => stock ?? [])
  return {
    ref,
    ...stateOf(product),
    name: product.name,
    price: price === null ? null : price + Math.min(0, ...stocks.map(({ surcharge }) => surcharge)),
    stock: counted.length === 0 ? null : counted.reduce((sum, stock) => sum + stock, 0),
    options,
    url: pageOf(product.number),
  }
}

const odd = ({ root }: Answered) =>
  failMarket('11st', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: root.slice(0, 40) })
const gone = (id: string) => failMarket('11st', 'MARKET_GONE', { kind: 'rejected' }, { id })

/** A read that brought neither what was asked nor the words that there is none. */
const unreadable = (answer: Answered) => {
  const code = codeIn(answer.body)
  const words = wordsIn(answer.body)
  const isRefusal = /^ClientMessage$/i.test(answer.root) && code !== '200'
  return isRefusal || (words !== '' && !isProductAnswer(answer))
    ? refusalFailure({ code, words, traceId: answer.traceId })
    : odd(answer)
}

/** The product by its number. MARKET_GONE when 11st has none. */
export async function readProduct(client: EleventhStreetClient, number: string, call: MarketCall): Promise<ProductRow> {
  const path = `/rest/prodmarketservice/prodmarket/${encodeURIComponent(number)}`
  const answer = await client.read({ path, template: '/rest/prodmarketservice/prodmarket/{prdNo}' }, call)
  const found = productsIn(answer).find((row) => row.number === number)
  if (found !== undefined) return found
  throw saysNothing(answer) || isProductAnswer(answer) ? gone(number) : unreadable(answer)
}

/** Its stock rows: at least one for every product. */
export async function readStocks(client: EleventhStreetClient, number: string, call: MarketCall): Promise<StockRow[]> {
  const path = `/rest/prodmarketservice/prodmarket/stck/${encodeURIComponent(number)}`
  const answer = await client.read({ path, template: '/rest/prodmarketservice/prodmarket/stck/{prdNo}' }, call)
  const rows = stocksIn(answer)
  if (rows.length > 0) return rows
  throw saysNothing(answer) || /^ProductStocks?$/i.test(answer.root) ? gone(number) : unreadable(answer)
}

/** By our own code: the guide's exact search. Codes may be shared, so there can be several. */
async function byCode(client: EleventhStreetClient, sku: string, call: MarketCall): Promise<ProductRow[]> {
  const path = `/rest/prodmarketservice/sellerprodcode/${encodeURIComponent(sku)}`
  const answer = await client.read({ path, template: '/rest/prodmarketservice/sellerprodcode/{sellerPrdCd}' }, call)
  const rows = productsIn(answer)
  if (rows.length > 0) return rows.filter((row) => row.sku === null || row.sku === sku)
  if (isProductAnswer(answer) || saysNothing(answer)) return []
  throw unreadable(answer)
}

/** Guide 1007: rows a search gives at most. */
const LIST_SIZE = 500
/** A day brings 500 products at most, and a search two or three days. */
const PAGES = 4

const searchBody = (from: number, until: number, page: number) =>
  element('SearchProduct', [
    element('schDateType', '1'),
    element('schBgnDt', kstDay(from).replaceAll('-', '')),
    element('schEndDt', kstDay(until).replaceAll('-', '')),
    element('limit', LIST_SIZE),
    element('start', page * LIST_SIZE + 1),
    element('end', (page + 1) * LIST_SIZE),
  ])

/**
 * By the day of creation: a second witness where the search by code finds nothing. What the list itself refuses changes
 * nothing about the first answer; a way that is shut is not an answer.
 */
async function byDay(
  client: EleventhStreetClient,
  sku: string,
  { from, until }: { from: number; until: number },
  call: MarketCall,
): Promise<ProductRow[]> {
  const asked = { method: 'POST', path: '/rest/prodmarketservice/prodmarket' } as const
  try {
    for (let page = 0; page < PAGES; page += 1) {
      const body = searchBody(from, until, page)
      const answer = await client.read({ ...asked, template: asked.path, body }, call)
      const rows = productsIn(answer)
      const found = rows.filter((row) => row.sku === sku)
      if (found.length > 0 || rows.length < LIST_SIZE) return found
    }
    return []
  } catch (thrown) {
    const isOwnNo =
      thrown instanceof MarketError && (thrown.kind === 'rejected' || thrown.code === 'ELEVENST_ROUTE_UNKNOWN')
    if (isOwnNo || isPageMissing(thrown)) return []
    throw thrown
  }
}

export async function findBySku(
  client: EleventhStreetClient,
  sku: string,
  { createdAfter, now }: { createdAfter: number | null; now: number },
  call: MarketCall,
): Promise<MarketListing[]> {
  let rows = await byCode(client, sku, call)
  if (rows.length === 0 && createdAfter !== null) {
    rows = await byDay(client, sku, { from: Math.min(createdAfter, now), until: now }, call)
  }
  const found: MarketListing[] = []
  for (const row of rows) found.push(listingOf(sku, row, await readStocks(client, row.number, call)))
  return found
}
