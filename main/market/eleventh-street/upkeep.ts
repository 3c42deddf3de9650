import type { ListingOption } from '../../../shared/market.ts'
import { failMarket, MarketError } from '../errors.ts'
import type { MarketCall, MarketRef, OptionValues } from '../port.ts'
import type { EleventhStreetClient } from './client.ts'
import { failEleventh } from './errors.ts'
import { codedStocks, readProduct, readStocks } from './find.ts'
import { basePrice, optionElements } from './options.ts'
import { priceSteps } from './price-steps.ts'
import type { StockRow } from './schema.ts'
import { element } from './xml.ts'

type Coded = StockRow & { sku: string }

const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof MarketError && thrown.kind === 'rejected' && thrown.code === 'MARKET_REJECTED'

/** The listing's rows; every code that values are given for must be among them. */
async function rowsFor(
  client: EleventhStreetClient,
  ref: MarketRef,
  values: OptionValues,
  call: MarketCall,
): Promise<Coded[]> {
  const rows = codedStocks(ref.sku, await readStocks(client, ref.marketProductId, call))
  for (const { sku } of values) {
    if (!rows.some((row) => row.sku === sku)) {
      const details = { values: { id: ref.marketProductId, sku } }
      throw failEleventh('ELEVENST_OPTION_UNKNOWN', { kind: 'rejected' }, details)
    }
  }
  return rows
}

const setBase = (client: EleventhStreetClient, number: string, price: number, call: MarketCall) =>
  client.write(
    // A GET that writes.
    {
      path: `/rest/prodservices/product/price/${encodeURIComponent(number)}/${price}`,
      template: '/rest/prodservices/product/price/{prdNo}/{selPrc}',
    },
    {},
    call,
  )

/** An option as the market has it, for the call that replaces them all. The joined name of several axes stays one name. */
const optionOf = (row: Coded, price: number, stock: number): ListingOption => ({
  key: row.sku,
  sku: row.sku,
  values: [{ axis: row.axis, value: row.value }],
  price,
  stock,
})

/** Combinations come back as `빨강,S` of `색상,사이즈`: they cannot be told from a name with a comma in it. */
const isCombination = (rows: readonly Coded[]) => rows.some(({ axis }) => axis.includes(','))

async function replaceOptions(
  client: EleventhStreetClient,
  ref: MarketRef,
  rows: readonly Coded[],
  options: readonly ListingOption[],
  call: MarketCall,
): Promise<void> {
  if (isCombination(rows)) {
    const what = '조합형 옵션의 옵션별 가격과 품절 변경'
    throw failMarket('11st', 'MARKET_CANNOT', { kind: 'rejected' }, { what })
  }
  await client.write(
    {
      method: 'POST',
      path: `/rest/prodservices/updateProductOption/${encodeURIComponent(ref.marketProductId)}`,
      template: '/rest/prodservices/updateProductOption/{prdNo}',
      body: element('Product', optionElements(options)),
    },
    {},
    call,
  )
}

/**
 * Prices by option: the base, and what each option costs above it. Their order is such that no option is ever cheaper in between
 * than before and after. `force` walks in steps that 11st bears.
 */
export async function setPrices(
  client: EleventhStreetClient,
  ref: MarketRef,
  prices: OptionValues,
  { force }: { force: boolean },
  call: MarketCall,
): Promise<void> {
  const number = ref.marketProductId
  const base = basePrice(prices.map(({ value }) => ({ price: value })))
  const isSingle = ref.options.length <= 1 && prices.length === 1
  const rows = isSingle ? [] : await rowsFor(client, ref, prices, call)
  const wanted = new Map(prices.map(({ sku, value }) => [sku, value]))
  const isSame = rows.every((row) => !wanted.has(row.sku) || row.surcharge === (wanted.get(row.sku) ?? 0) - base)
  const before = force || !isSame ? (await readProduct(client, number, call)).price : null
  const steps = force && before !== null ? priceSteps(before, base) : [base]
  const setBases = async () => {
    for (const step of steps) await setBase(client, number, step, call)
  }
  if (isSame) return setBases()
  const options = rows.map((row) => optionOf(row, wanted.get(row.sku) ?? base + row.surcharge, row.stock ?? 0))
  const isRising = before === null || base >= before
  if (isRising) await setBases()
  await replaceOptions(client, ref, rows, options, call)
  // 200 is not success: before the base falls, or pieces are put on sale, the surcharges are looked at.
  const after = await rowsFor(client, ref, prices, call)
  if (after.some((row) => wanted.has(row.sku) && row.surcharge !== (wanted.get(row.sku) ?? 0) - base)) {
    const detail = '옵션 가격을 바꾸었다고 답했지만 그대로입니다'
    throw failMarket('11st', 'MARKET_ODD_REPLY', { kind: 'unknown' }, { detail })
  }
  if (!isRising) await setBases()
}

const putStock = (client: EleventhStreetClient, ref: MarketRef, row: Coded, stock: number, call: MarketCall) =>
  client.write(
    {
      method: 'PUT',
      path: `/rest/prodservices/stockqty/${encodeURIComponent(row.number)}`,
      template: '/rest/prodservices/stockqty/{prdStckNo}',
      body: element('ProductStock', [
        element('prdNo', ref.marketProductId),
        element('prdStckNo', row.number),
        element('stckQty', stock),
        // As it was read: a weight that is left out would be lost.
        element('optWght', row.weight ?? '0'),
      ]),
    },
    {},
    call,
  )

const changeState = (
  client: EleventhStreetClient,
  ref: MarketRef,
  to: 'stopdisplay' | 'restartdisplay',
  call: MarketCall,
) =>
  client.write(
    {
      method: 'PUT',
      path: `/rest/prodstatservice/stat/${to}/${encodeURIComponent(ref.marketProductId)}`,
      template: `/rest/prodstatservice/stat/${to}/{prdNo}`,
    },
    {},
    call,
  )

/** A refusal is no failure where the listing already is what was asked. */
async function becomes(
  client: EleventhStreetClient,
  ref: MarketRef,
  to: 'stopdisplay' | 'restartdisplay',
  isSo: (state: string | null) => boolean,
  call: MarketCall,
): Promise<void> {
  try {
    await changeState(client, ref, to, call)
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const { state } = await readProduct(client, ref.marketProductId, call)
    if (!isSo(state)) throw thrown
  }
}

/** Everything but waiting for approval and being on sale cannot be bought. */
export const stop = (client: EleventhStreetClient, ref: MarketRef, call: MarketCall): Promise<void> =>
  becomes(client, ref, 'stopdisplay', (state) => state !== null && /^10[4-9]$/.test(state), call)

const restart = (client: EleventhStreetClient, ref: MarketRef, call: MarketCall): Promise<void> =>
  becomes(client, ref, 'restartdisplay', (state) => state === '103', call)

/** Sold out of one option: 0 pieces, or where 11st refuses that, the option marked as sold out. */
async function putZeros(
  client: EleventhStreetClient,
  ref: MarketRef,
  rows: readonly Coded[],
  zeros: readonly Coded[],
  call: MarketCall,
): Promise<void> {
  try {
    for (const row of zeros) await putStock(client, ref, row, 0, call)
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const isSoldOut = rows.every((row) => zeros.includes(row) || row.stock === 0)
    if (isSoldOut) return stop(client, ref, call)
    const { price } = await readProduct(client, ref.marketProductId, call)
    if (price === null) throw thrown
    const options = rows.map((row) => optionOf(row, price + row.surcharge, zeros.includes(row) ? 0 : (row.stock ?? 0)))
    await replaceOptions(client, ref, rows, options, call)
  }
}

/** Stocks by their stock numbers; sold out goes first. Returns whether anything can be bought now that could not before. */
async function putStocks(
  client: EleventhStreetClient,
  ref: MarketRef,
  stocks: OptionValues,
  call: MarketCall,
): Promise<{ revived: boolean }> {
  const rows = await rowsFor(client, ref, stocks, call)
  const wanted = new Map(stocks.map(({ sku, value }) => [sku, value]))
  const changed = rows.filter((row) => wanted.has(row.sku) && wanted.get(row.sku) !== row.stock)
  const zeros = changed.filter((row) => wanted.get(row.sku) === 0)
  await putZeros(client, ref, rows, zeros, call)
  for (const row of changed) {
    const value = wanted.get(row.sku) ?? 0
    if (value > 0) await putStock(client, ref, row, value, call)
  }
  const hadNone = rows.every(({ stock }) => stock === 0)
  return { revived: hadNone && stocks.some(({ value }) => value > 0) }
}

export async function setStocks(
  client: EleventhStreetClient,
  ref: MarketRef,
  stocks: OptionValues,
  call: MarketCall,
): Promise<void> {
  const { revived } = await putStocks(client, ref, stocks, call)
  if (!revived) return
  // 품절 is a state of its own, which pieces alone may not lift. 전시중지 is somebody's will and stays.
  const { state } = await readProduct(client, ref.marketProductId, call)
  if (state === '104') await restart(client, ref, call)
}

/** Three years from now, when the time of sale has run out. */
const renewTerm = (client: EleventhStreetClient, ref: MarketRef, call: MarketCall) =>
  client.write(
    {
      method: 'PUT',
      path: `/rest/prodservices/sellterm/${encodeURIComponent(ref.marketProductId)}/3y:110`,
      template: '/rest/prodservices/sellterm/{prdNo}/{selPrdClfCd}',
    },
    {},
    call,
  )

/** Stock first, so that nothing is shown that cannot be bought; then the state. */
export async function resume(
  client: EleventhStreetClient,
  ref: MarketRef,
  stocks: OptionValues,
  call: MarketCall,
): Promise<void> {
  await putStocks(client, ref, stocks, call)
  const { state } = await readProduct(client, ref.marketProductId, call)
  if (state === '103') return
  if (state === '106') await renewTerm(client, ref, call)
  await restart(client, ref, call)
}
