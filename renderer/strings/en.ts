import { accessEn } from './en/access.ts'
import { approvalsEn } from './en/approvals.ts'
import { baseEn } from './en/base.ts'
import { listingsEn } from './en/listings.ts'
import { marketsEn } from './en/markets.ts'
import { ordersEn } from './en/orders.ts'
import { productsEn } from './en/products.ts'
import { rulesEn } from './en/rules.ts'
import { workEn } from './en/work.ts'
import type { Strings } from './ko.ts'

/** The same sentences in English; the type holds both to the same keys. */
export const en: Strings = {
  ...baseEn,
  ...ordersEn,
  ...accessEn,
  ...productsEn,
  ...approvalsEn,
  ...listingsEn,
  ...marketsEn,
  ...rulesEn,
  ...workEn,
}
