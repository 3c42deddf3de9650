import type { RuleValues } from '../../../../shared/contract/listing-shapes.ts'

/** 10 % fee, 20 % target, 5 % minimum, prices in tens: a cost of 1,000 and 3,000 of shipping make 5,720 won. */
export const plainRule: RuleValues = {
  ...{ feeRate: 0.1, targetMarginRate: 0.2, minMarginRate: 0.05, shipping: 3000, roundTo: 10 },
  ...{ roundDirection: 'up', minPrice: null },
}
