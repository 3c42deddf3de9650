import { accessKo } from './ko/access.ts'
import { approvalsKo } from './ko/approvals.ts'
import { baseKo } from './ko/base.ts'
import { listingsKo } from './ko/listings.ts'
import { marketsKo } from './ko/markets.ts'
import { ordersKo } from './ko/orders.ts'
import { productsKo } from './ko/products.ts'
import { rulesKo } from './ko/rules.ts'
import { workKo } from './ko/work.ts'
import type { Widened } from './widened.ts'

/** Every sentence of the screen, by screen. 합니다체, neutral, no exclamation marks. */
export const ko = {
  ...baseKo,
  ...ordersKo,
  ...accessKo,
  ...productsKo,
  ...approvalsKo,
  ...listingsKo,
  ...marketsKo,
  ...rulesKo,
  ...workKo,
}
export type Strings = Widened<typeof ko>
