import { AppError } from '../../../shared/errors.ts'
import { type ListingContent, marketNames } from '../../../shared/market.ts'
import { verifyPrice } from '../../../shared/rules/price.ts'
import { failPrice } from '../../../shared/rules/price-errors.ts'
import { failLife } from './errors.ts'
import { thingsOf } from './place.ts'
import { bannable, productNowOf } from './repository-product.ts'
import type { LifeRow } from './repository-rows.ts'
import type { LifeDeps } from './types.ts'
import { wantedThings } from './want.ts'

const statusWords = { available: '판매중', soldout: '품절', discontinued: '단종' } as const

/** The approved content with what may be offered of it at this moment, or why it may not be sent any more. */
export function sendable(
  { db, terms, account }: Pick<LifeDeps, 'db' | 'terms' | 'account'>,
  row: LifeRow,
  content: ListingContent | null,
): { content: ListingContent; refusal: null } | { content: null; refusal: AppError } {
  const no = (code: Parameters<typeof failLife>[0], values = {}) =>
    ({ content: null, refusal: failLife(code, { service: row.market, values }) }) as const
  if (content === null || row.approvedHash === null || row.approvedHash !== row.contentHash)
    return no('LISTING_CHANGED')
  const now = account(row.market)
  if (now !== null && now !== row.account) {
    return no('LISTING_OTHER_ACCOUNT', { market: marketNames[row.market], now, approved: row.account })
  }
  const product = productNowOf(db, row.wholesaler, row.productId)
  if (product === null || product.status !== 'available') {
    return no('LISTING_PRODUCT_GONE', { status: statusWords[product?.status ?? 'discontinued'] })
  }
  if (product.bars.length > 0) return no('LISTING_NOT_LISTABLE', { reason: product.bars.join(', ') })
  const banned = terms.banned(bannable(product))
  if (banned !== null) return no('LISTING_BANNED', { reason: banned })
  const things = thingsOf(content)
  const wanted = wantedThings(things, product, terms.template(row.market))
  if (wanted.every(({ stock }) => stock === 0)) return no('LISTING_NO_STOCK')
  const rule = terms.rule(row.market, product)
  if (rule instanceof AppError) return { content: null, refusal: rule }
  for (const [n, want] of wanted.entries()) {
    if (want.stock === 0) continue
    const price = things[n]?.price ?? 0
    const verdict = verifyPrice(price, want.cost, rule)
    if (verdict.ok) continue
    if (verdict.margin !== null && verdict.margin.margin < rule.min(price)) return no('LISTING_LOSS')
    return no('LISTING_PRICE_REFUSED', { reason: failPrice(verdict.code, { values: verdict.values }).message })
  }
  const stocks = new Map(wanted.map(({ sku, stock }) => [sku, stock]))
  const options = content.options.map((option) => ({ ...option, stock: stocks.get(option.sku) ?? 0 }))
  const stock = [...stocks.values()].reduce((sum, value) => sum + value, 0)
  return { content: { ...content, options, stock }, refusal: null }
}
