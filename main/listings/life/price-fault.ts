import { AppError } from '../../../shared/errors.ts'
import { type Cost, verifyPrice } from '../../../shared/rules/price.ts'
import { failPrice } from '../../../shared/rules/price-errors.ts'
import type { ReadyRule } from '../../../shared/rules/price-rule.ts'

const lossWords = {
  rule: '지금 판매가로는 최소 마진을 지킬 수 없습니다.',
  hand: '직접 정한 가격으로는 최소 마진을 지킬 수 없습니다. 가격을 고쳐 승인하면 다시 판매합니다.',
}

/**
 * Why nothing may be sold at this price, in words; null where it may. A price that merely is no multiple of the market's
 * step earns what it should, and is for the market to refuse.
 */
export function priceFault(
  price: number | null,
  cost: Cost,
  rule: ReadyRule | AppError,
  isByHand: boolean,
): string | null {
  if (rule instanceof AppError) return `${rule.message} ${rule.nextStep}`
  if (price === null) return '지금 판매가를 알 수 없습니다.'
  const verdict = verifyPrice(price, cost, rule)
  if (verdict.ok) return null
  // A step that is not kept is named first and may hide a loss.
  if (verdict.margin === null) return failPrice(verdict.code, { values: verdict.values }).message
  if (verdict.margin.margin < rule.min(price)) return isByHand ? lossWords.hand : lossWords.rule
  return price < rule.minPrice ? '지금 판매가가 규칙의 최저 판매가보다 낮습니다.' : null
}
