import { failMarket, MarketError } from '../errors.ts'
import type { MarketCall, MarketRef, OptionValues } from '../port.ts'
import type { NaverClient } from './client.ts'
import { digits } from './digits.ts'
import { failNaver } from './errors.ts'
import { combinationsOf, type Stored } from './listing.ts'
import type { Combination } from './schema.ts'

export const originNoOf = (ref: MarketRef): string => ref.ids.originProductNo ?? ref.marketProductId

interface Wanted {
  price?: OptionValues
  stock?: OptionValues
}

export interface UpkeepDeps {
  client: NaverClient
  read: (ref: MarketRef, call: MarketCall) => Promise<Stored>
}

/** Changes of what is on sale. One after the other for each product: two at once would each write what it read before the other. */
export function createUpkeep({ client, read }: UpkeepDeps) {
  const busy = new Map<string, Promise<unknown>>()

  const inTurn = async <T>(ref: MarketRef, work: () => Promise<T>): Promise<T> => {
    const key = originNoOf(ref)
    const before = busy.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => {})
    busy.set(key, settled)
    try {
      return await mine
    } finally {
      if (busy.get(key) === settled) busy.delete(key)
    }
  }

  const valueFor = (values: OptionValues, option: Combination, ref: MarketRef): number | undefined => {
    const byId = ref.options.find(({ id }) => id !== null && id === option.id)?.sku
    return values.find(({ sku }) => sku === option.sellerManagerCode?.trim() || sku === byId)?.value
  }

  const missing = (values: OptionValues, combinations: readonly Combination[], ref: MarketRef): string | null =>
    values.find((value) => !combinations.some((one) => valueFor([value], one, ref) !== undefined))?.sku ?? null

  /** All options with both price and stock: what is left out is stored as 0 (2.6). */
  const writeOptions = async (
    ref: MarketRef,
    stored: Stored,
    { price, stock }: Wanted,
    call: MarketCall,
  ): Promise<number> => {
    const combinations = combinationsOf(stored.product)
    const lost = missing(price ?? stock ?? [], combinations, ref)
    if (lost !== null) throw failNaver('NAVER_OPTION_GONE', { kind: 'rejected' }, { values: { sku: lost } })
    const base = stored.product.salePrice ?? null
    const newBase = price === undefined ? base : Math.min(...price.map(({ value }) => value))
    if (base === null || newBase === null || combinations.some(({ id }) => id === undefined || id === null)) {
      throw failMarket('naver', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: 'optionCombinations' })
    }
    const rows = combinations.map((one) => ({
      id: digits(one.id ?? ''),
      stockQuantity: (stock === undefined ? undefined : valueFor(stock, one, ref)) ?? one.stockQuantity ?? 0,
      // An option that was made by hand at Naver keeps its full price.
      price: ((price === undefined ? undefined : valueFor(price, one, ref)) ?? base + (one.price ?? 0)) - newBase,
      usable: one.usable ?? true,
    }))
    const no = originNoOf(ref)
    await client.call(
      {
        method: 'PUT',
        path: `/v1/products/origin-products/${no}/option-stock`,
        template: '/v1/products/origin-products/{originProductNo}/option-stock',
        json: {
          productSalePrice: { salePrice: newBase },
          optionInfo: { optionCombinations: rows, useStockManagement: true },
        },
        write: true,
        mayBeEmpty: true,
        id: no,
      },
      call,
    )
    return rows.reduce((sum, row) => sum + row.stockQuantity, 0)
  }

  const multiUpdate = (ref: MarketRef, change: Record<string, unknown>, call: MarketCall) =>
    client.call(
      {
        method: 'PATCH',
        path: '/v1/products/origin-products/multi-update',
        template: '/v1/products/origin-products/multi-update',
        json: { multiProductUpdateRequestVos: [{ originProductNo: digits(originNoOf(ref)), ...change }] },
        write: true,
        mayBeEmpty: true,
        id: originNoOf(ref),
      },
      call,
    )

  const changeStatus = (ref: MarketRef, body: Record<string, unknown>, call: MarketCall) =>
    client.call(
      {
        method: 'PUT',
        path: `/v1/products/origin-products/${originNoOf(ref)}/change-status`,
        template: '/v1/products/origin-products/{originProductNo}/change-status',
        json: body,
        write: true,
        mayBeEmpty: true,
        id: originNoOf(ref),
      },
      call,
    )

  const single = (values: OptionValues): number => values.reduce((sum, { value }) => sum + value, 0)
  /** Listed without options: what is sold is the product itself. */
  const isSingle = ({ options, sku }: MarketRef) => options.length === 1 && options[0]?.sku === sku
  const setSalePrice = (ref: MarketRef, prices: OptionValues, call: MarketCall) =>
    multiUpdate(ref, { multiUpdateTypes: ['SALE_PRICE'], productSalePrice: { salePrice: prices[0]?.value ?? 0 } }, call)
  const setQuantity = (ref: MarketRef, stockQuantity: number, call: MarketCall) =>
    multiUpdate(ref, { multiUpdateTypes: ['STOCK'], stockQuantity }, call)
  const isOptioned = (stored: Stored) => combinationsOf(stored.product).length > 0

  /** Sold out ends by a change of the status that names the stock. */
  const sell = async (ref: MarketRef, stock: number, call: MarketCall) => {
    await changeStatus(ref, { statusType: 'SALE', stockQuantity: stock }, call)
  }

  return {
    setPrice: (ref: MarketRef, prices: OptionValues, call: MarketCall): Promise<void> =>
      inTurn(ref, async () => {
        if (isSingle(ref)) {
          await setSalePrice(ref, prices, call)
          return
        }
        const stored = await read(ref, call)
        if (isOptioned(stored)) await writeOptions(ref, stored, { price: prices }, call)
        else await setSalePrice(ref, prices, call)
      }),

    setStock: (ref: MarketRef, stocks: OptionValues, call: MarketCall): Promise<void> =>
      inTurn(ref, async () => {
        // The most urgent change there is goes without a question first.
        if (isSingle(ref) && single(stocks) === 0) {
          await setQuantity(ref, 0, call)
          return
        }
        const stored = await read(ref, call)
        const wasOut = stored.product.statusType === 'OUTOFSTOCK'
        if (!isOptioned(stored)) {
          const stock = single(stocks)
          if (wasOut && stock > 0) await sell(ref, stock, call)
          else await setQuantity(ref, stock, call)
          return
        }
        const sum = await writeOptions(ref, stored, { stock: stocks }, call)
        // Whether new stock alone puts it back on sale is not documented: it is looked at.
        if (wasOut && sum > 0 && (await read(ref, call)).product.statusType === 'OUTOFSTOCK') await sell(ref, sum, call)
      }),

    stop: (ref: MarketRef, call: MarketCall): Promise<void> =>
      inTurn(ref, async () => {
        try {
          await changeStatus(ref, { statusType: 'SUSPENSION' }, call)
        } catch (thrown) {
          if (!(thrown instanceof MarketError) || thrown.kind !== 'rejected' || thrown.code === 'MARKET_GONE')
            throw thrown
          // Stopped already is no move that Naver allows, and just what was wanted.
          const { product } = await read(ref, call)
          if (product.statusType !== 'SUSPENSION') throw thrown
        }
      }),

    resume: (ref: MarketRef, stocks: OptionValues, call: MarketCall): Promise<void> =>
      inTurn(ref, async () => {
        const stored = await read(ref, call)
        const sum = isOptioned(stored) ? await writeOptions(ref, stored, { stock: stocks }, call) : single(stocks)
        const status = isOptioned(stored) ? (await read(ref, call)).product.statusType : stored.product.statusType
        if (status !== 'SALE') await sell(ref, sum, call)
        else if (!isOptioned(stored)) await setQuantity(ref, sum, call)
      }),
  }
}
