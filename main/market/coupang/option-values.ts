import type { Logger } from '../../net/log.ts'
import { safeWords } from '../../net/words.ts'
import { MarketError } from '../errors.ts'
import type { MarketCall, MarketRef, OptionValues, PriceOptions } from '../port.ts'
import { paths, type Query } from './address.ts'
import type { CoupangClient } from './client.ts'
import { failCoupang } from './errors.ts'
import type { Reader } from './find.ts'
import { PRICE_STEP, STOCK_MAX } from './map.ts'
import { listingOf, statusOf } from './product.ts'
import { optionGone } from './refusals.ts'
import { isRefusedRoute } from './side-route.ts'

export interface OptionWrites {
  setPrice(ref: MarketRef, prices: OptionValues, options: PriceOptions, how: MarketCall): Promise<void>
  setStock(ref: MarketRef, stocks: OptionValues, how: MarketCall): Promise<void>
  stop(ref: MarketRef, how: MarketCall): Promise<void>
  resume(ref: MarketRef, stocks: OptionValues, how: MarketCall): Promise<void>
  remove(ref: MarketRef, how: MarketCall): Promise<void>
}

interface Addressed {
  sku: string
  id: string
  value: number
}

/** One change of price: at most 50 % down and 100 % up from the price that buyers see now. */
export const DOWN = 0.5
export const UP = 1
export const isJump = (before: number, after: number): boolean =>
  after < before * (1 - DOWN) || after > before * (1 + UP)

const won = (amount: number) => `${amount.toLocaleString('ko-KR')}원`
const notApproved = () => failCoupang('COUPANG_NOT_APPROVED', { kind: 'later', retryAfterMs: 10 * 60_000 })

/** Price, stock and sale state go option by option, and only to what is approved. */
export function createOptionWrites(client: CoupangClient, reader: Reader, log: Logger): OptionWrites {
  const put = async (id: string, rest: string, how: MarketCall, query: Query = []) => {
    const template = paths.option('ID', rest).replace('/ID/', '/{vendorItemId}/')
    await client.send(
      { method: 'PUT', path: paths.option(id, rest), template, query, write: true, subject: { kind: 'option', id } },
      how,
    )
  }

  /** Numbers of the options: as we know them, else as Coupang has them since its approval. */
  const idsOf = async (ref: MarketRef, how: MarketCall): Promise<Map<string, string>> => {
    const known = new Map(ref.options.flatMap(({ sku, id }) => (id === null ? [] : [[sku, id] as const])))
    if (known.size === ref.options.length && known.size > 0) return known
    const found = await reader.product(ref.marketProductId, how)
    const { options } = listingOf(found, ref, new Map(), null)
    const ids = new Map(options.flatMap(({ sku, id }) => (id === null ? [] : [[sku, id] as const])))
    if (ids.size === 0) throw notApproved()
    return ids
  }

  const addressed = async (ref: MarketRef, values: OptionValues, how: MarketCall): Promise<Addressed[]> => {
    const ids = await idsOf(ref, how)
    return values.map(({ sku, value }) => {
      const id = ids.get(sku)
      if (id !== undefined) return { sku, id, value }
      if (ref.options.some((one) => one.sku === sku)) throw notApproved()
      throw optionGone(safeWords(sku), { words: '등록된 옵션에 없습니다.' })
    })
  }

  const setStock: OptionWrites['setStock'] = async (ref, stocks, how) => {
    const wrong = stocks.find(({ value }) => !Number.isSafeInteger(value) || value < 0)
    if (wrong !== undefined) {
      throw failCoupang(
        'COUPANG_STOCK',
        { kind: 'rejected', fields: [{ field: 'stock', message: String(wrong.value) }] },
        { values: { words: String(wrong.value) } },
      )
    }
    for (const { id, value } of await addressed(ref, stocks, how)) {
      await put(id, `quantities/${Math.min(STOCK_MAX, value)}`, how)
    }
  }

  /** From it Coupang reckons the discount that buyers are shown: equal to the price it invents none. */
  const setOriginal = async (id: string, price: number, how: MarketCall) => {
    try {
      await put(id, `original-prices/${price}`, how)
    } catch (thrown) {
      // One refused side route must not keep a price that has become a loss.
      if (!isRefusedRoute(thrown)) throw thrown
      log.warn('coupang.original-price', { code: thrown.code })
    }
  }

  /** At no moment is the price above the original one, and what was approved is never a discount. */
  const setOne = async ({ id, value }: Addressed, now: number | null, force: boolean, how: MarketCall) => {
    const sell = () => put(id, `prices/${value}`, how, [['forceSalePriceUpdate', String(force)]])
    if (now === null || value < now) {
      await sell()
      await setOriginal(id, value, how)
      return
    }
    await setOriginal(id, value, how)
    try {
      await sell()
    } catch (thrown) {
      if (thrown instanceof MarketError && thrown.kind === 'rejected') await setOriginal(id, now, how)
      throw thrown
    }
  }

  const setPrice: OptionWrites['setPrice'] = async (ref, prices, { force, again = false }, how) => {
    const reject = (code: 'COUPANG_PRICE_STEP' | 'COUPANG_PRICE_JUMP', words: string) =>
      failCoupang(code, { kind: 'rejected', fields: [{ field: 'price', message: words }] }, { values: { words } })
    for (const { value } of prices) {
      if (!Number.isSafeInteger(value) || value <= 0 || value % PRICE_STEP !== 0)
        throw reject('COUPANG_PRICE_STEP', won(value))
    }
    const targets: { one: Addressed; now: number | null; isForced: boolean }[] = []
    // All are looked at before any is changed: a refused listing is not left half changed.
    for (const one of await addressed(ref, prices, how)) {
      const { price } = await reader.inventory(one.id, how)
      // The price may have been told, and what follows it not.
      if (price === one.value && !again) continue
      const isBeyond = price === null || (price > 0 && isJump(price, one.value))
      if (!force && price !== null && isBeyond) {
        throw reject('COUPANG_PRICE_JUMP', `${won(price)} → ${won(one.value)}`)
      }
      targets.push({ one, now: price, isForced: force && isBeyond })
    }
    for (const { one, now, isForced } of targets) {
      if (now === one.value) await setOriginal(one.id, now, how)
      else await setOne(one, now, isForced, how)
    }
  }

  const all = async (ref: MarketRef, how: MarketCall) => [...(await idsOf(ref, how)).values()]

  return {
    setPrice,
    setStock,
    stop: async (ref, how) => {
      for (const id of await all(ref, how)) await put(id, 'sales/stop', how)
    },
    resume: async (ref, stocks, how) => {
      // Stock first: what is open with an old count could be sold from it.
      await setStock(ref, stocks, how)
      for (const id of await all(ref, how)) await put(id, 'sales/resume', how)
    },
    remove: async (ref, how) => {
      const found = await reader.product(ref.marketProductId, how)
      const status = statusOf(found.status)
      if (status === 'deleted') return
      if (status === 'in_review') throw failCoupang('COUPANG_IN_REVIEW', { kind: 'rejected' })
      // Coupang deletes only what is stopped.
      for (const { vendorItemId } of found.items) {
        if (vendorItemId === null) continue
        const { onSale } = await reader.inventory(vendorItemId, how)
        if (onSale !== false) await put(vendorItemId, 'sales/stop', how)
      }
      const template = paths.product('ID').replace(/ID$/, '{sellerProductId}')
      await client.send({ method: 'DELETE', path: paths.product(found.id), template, write: true }, how)
    },
  }
}
