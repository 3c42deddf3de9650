import type { ShippingRule } from '../product.ts'

/**
 * Shipping of `quantity` pieces in one order, won, by the wholesaler's rule; null where the rule or the quantity says
 * nothing. Whole pieces from 1 up.
 */
export function shippingFee(rule: ShippingRule, quantity: number): number | null {
  if (!Number.isSafeInteger(quantity) || quantity < 1) return null
  switch (rule.kind) {
    case 'unknown':
      return null
    case 'free':
      return 0
    case 'flat':
      return rule.fee
    case 'per_box':
      return rule.boxQuantity < 1 ? rule.fee : rule.fee * (Math.floor((quantity - 1) / rule.boxQuantity) + 1)
    case 'bands': {
      // Below the first band its fee counts: the wholesaler named no other.
      let fee = rule.bands[0]?.fee ?? null
      let from = Number.NEGATIVE_INFINITY
      for (const band of rule.bands) {
        if (band.from <= quantity && band.from >= from) {
          fee = band.fee
          from = band.from
        }
      }
      return fee
    }
    case 'steps': {
      const over = quantity - rule.first.upTo
      if (over <= 0) return rule.first.fee
      return rule.first.fee + (rule.step.size < 1 ? 0 : Math.ceil(over / rule.step.size) * rule.step.fee)
    }
  }
}

/** The rule in one Korean sentence, for the operator. */
export function shippingWords(rule: ShippingRule): string {
  const won = (fee: number) => `${fee.toLocaleString('ko-KR')}원`
  switch (rule.kind) {
    case 'unknown':
      return '배송비를 알 수 없습니다.'
    case 'free':
      return '무료배송입니다.'
    case 'flat':
      return `수량과 관계없이 ${won(rule.fee)}입니다.`
    case 'per_box':
      return `${rule.boxQuantity}개마다 ${won(rule.fee)}입니다.`
    case 'bands':
      return `수량에 따라 다릅니다: ${rule.bands.map((band) => `${band.from}개부터 ${won(band.fee)}`).join(', ')}`
    case 'steps':
      return `${rule.first.upTo}개까지 ${won(rule.first.fee)}, 이후 ${rule.step.size}개마다 ${won(rule.step.fee)}이 더해집니다.`
  }
}
