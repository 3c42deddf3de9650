import type { Clock } from '../../../shared/time.ts'
import { kstDateTime } from '../../../shared/time.ts'
import { raws, text } from '../../net/readers.ts'
import { failMarket, MarketError } from '../errors.ts'
import type { MarketCall, MarketListing, MarketRef, SkuSearch } from '../port.ts'
import { paths } from './address.ts'
import type { CoupangClient } from './client.ts'
import {
  type CoupangProduct,
  type Inventory,
  inventoryIn,
  listingOf,
  productIn,
  productsIn,
  statusOf,
} from './product.ts'
import { isRefusedRoute, saysNothing } from './side-route.ts'
import { createWindows } from './windows.ts'

export interface Reader {
  product(id: string, how: MarketCall): Promise<CoupangProduct>
  /** Nothing known where this one address is refused: that says nothing of the listing. */
  inventory(vendorItemId: string, how: MarketCall): Promise<Inventory>
  /** The product with what its options really have. */
  listing(
    known: Pick<MarketRef, 'sku' | 'options'> & { ids?: MarketRef['ids'] },
    product: CoupangProduct,
    how: MarketCall,
  ): Promise<MarketListing>
  find(sku: string, search: SkuSearch, how: MarketCall): Promise<MarketListing[]>
}

const TEN_MINUTES_MS = 10 * 60_000
/** A create ends, or is given up, long before this; the first window begins up to its length before what is looked for. */
const MOST_WINDOWS = 4
/** Coupang's clock and ours may differ a little. */
const EARLIER_MS = 60_000
/** Products of the windows that are looked into: a minute later the code alone finds it. */
const MOST_CANDIDATES = 20

const local = (ms: number) => kstDateTime(ms).replace(' ', 'T')

/** Reading back, and finding again what was sent when its answer was lost. */
export function createReader(client: CoupangClient, clock: Clock): Reader {
  const product: Reader['product'] = async (id, how) => {
    const template = paths.product('ID').replace(/ID$/, '{sellerProductId}')
    const { data } = await client.send(
      { method: 'GET', path: paths.product(id), template, subject: { kind: 'product', id } },
      how,
    )
    const found = productIn(data)
    if (found === null)
      throw failMarket('coupang', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: 'seller-products' })
    return found
  }

  const inventory: Reader['inventory'] = async (id, how) => {
    const template = paths.option('ID', 'inventories').replace('/ID/', '/{vendorItemId}/')
    try {
      const subject = { kind: 'option', id } as const
      return inventoryIn(
        (await client.send({ method: 'GET', path: paths.option(id, 'inventories'), template, subject }, how)).data,
      )
    } catch (thrown) {
      if (isRefusedRoute(thrown)) return { price: null, stock: null, onSale: null }
      throw thrown
    }
  }

  /** Why it was refused: the newest comment of a refusal in its history. */
  const reasonOf = async (id: string, how: MarketCall): Promise<string | null> => {
    const template = paths.histories('ID').replace('/ID/', '/{sellerProductId}/')
    const query = [
      ['nextToken', ''],
      ['maxPerPage', '10'],
    ] as const
    const { data } = await client
      .send({ method: 'GET', path: paths.histories(id), template, query }, how)
      .catch((thrown: unknown) => {
        if (saysNothing(thrown)) return { data: null }
        throw thrown
      })
    const refusals = raws(data).filter((one) => statusOf(text(one.statusName ?? one.status) ?? '') === 'rejected')
    const newest = refusals.sort((a, b) => (text(b.createdAt) ?? '').localeCompare(text(a.createdAt) ?? ''))[0]
    return newest === undefined ? null : text(newest.comment, 500)
  }

  const listing: Reader['listing'] = async (known, found, how) => {
    const status = statusOf(found.status)
    const inventories = new Map<string, Inventory>()
    if (status === 'approved') {
      for (const { vendorItemId } of found.items) {
        if (vendorItemId !== null) inventories.set(vendorItemId, await inventory(vendorItemId, how))
      }
    }
    const reason = status === 'rejected' ? await reasonOf(found.id, how) : null
    return listingOf(found, known, inventories, reason)
  }

  /** Null: nothing there by its words, which is also what an address that is not there says. */
  const bySku = async (sku: string, how: MarketCall): Promise<CoupangProduct[] | null> => {
    const template = paths.bySku('SKU').replace(/SKU$/, '{sku}')
    try {
      const subject = { kind: 'search', id: sku } as const
      return productsIn((await client.send({ method: 'GET', path: paths.bySku(sku), template, subject }, how)).data)
    } catch (thrown) {
      // Nothing there is an answer; any other refusal says nothing about what is there.
      if (thrown instanceof MarketError && thrown.code === 'MARKET_GONE') return null
      throw thrown
    }
  }

  const windows = createWindows(async (start, how) => {
    const { data } = await client.send(
      {
        method: 'GET',
        path: paths.byTime,
        template: paths.byTime,
        query: ({ vendorId }) => [
          ['vendorId', vendorId],
          ['createdAtFrom', local(start)],
          ['createdAtTo', local(start + TEN_MINUTES_MS - 1000)],
        ],
      },
      how,
    )
    return productsIn(data)
  }, clock)

  /** In windows that begin at whole tens of minutes, so that look-ups for several listings ask for the same ones. */
  const createdFrom = async (from: number, since: number, how: MarketCall): Promise<CoupangProduct[]> => {
    const found: CoupangProduct[] = []
    const first = Math.floor(from / TEN_MINUTES_MS) * TEN_MINUTES_MS
    for (let window = 0; window < MOST_WINDOWS; window += 1) {
      const start = first + window * TEN_MINUTES_MS
      if (start > clock.now() + EARLIER_MS) break
      found.push(...(await windows.read(start, since, how)))
    }
    return found
  }

  const isOurs = ({ items }: CoupangProduct, codes: readonly string[]) =>
    items.some(({ sku }) => sku !== null && codes.includes(sku))

  const find: Reader['find'] = async (sku, { createdAfter, overBy, optionSkus = [], name }, how) => {
    const codes = [...new Set([...optionSkus, sku])]
    const known = {
      sku,
      options: (optionSkus.length === 0 ? [sku] : optionSkus).map((one) => ({ sku: one, id: null })),
    }
    const found = new Map<string, CoupangProduct>()
    let isClear = true
    // A listing with options carries the options' codes; its first option tells, and the rest only repeats it.
    for (const code of codes.length > 1 ? [codes[0] ?? sku, sku] : codes) {
      const known = await bySku(code, how)
      isClear &&= known !== null
      for (const one of known ?? []) found.set(one.id, one)
    }
    const isBlind = found.size === 0
    if (isBlind && createdAfter !== null) {
      const candidates = await createdFrom(createdAfter - EARLIER_MS, overBy ?? clock.now(), how).catch(
        (thrown: unknown) => {
          // The code alone tells as well, a minute later; both ways shut tell nothing.
          if (isClear && isRefusedRoute(thrown)) return []
          throw thrown
        },
      )
      const alike = candidates.filter((one) => name === undefined || one.name === null || one.name === name)
      for (const one of alike.slice(0, MOST_CANDIDATES)) found.set(one.id, one)
    }
    const listings: MarketListing[] = []
    for (const one of found.values()) {
      if (statusOf(one.status) === 'deleted') continue
      if (isBlind && one.items.length > 0 && !isOurs(one, codes)) continue
      const whole = await product(one.id, how)
      if (isBlind && !isOurs(whole, codes)) continue
      const read = await listing(known, whole, how)
      if (read.state !== 'deleted') listings.push(read)
    }
    return listings
  }

  return { product, inventory, listing, find }
}
