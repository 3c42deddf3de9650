import type { Market } from '../../shared/market.ts'

/** Bits of a product's `watched`: chosen by the operator, listed on a market, and on which. */
export const CHOSEN = 1
export const LISTED = 2
export const LISTED_ON: Record<Market, number> = { coupang: 4, naver: 8, '11st': 16 }
