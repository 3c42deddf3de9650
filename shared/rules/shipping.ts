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
