import type { Market } from '../../../shared/market.ts'

/** What opens each market, in the order in which its own pages show it. */
export const marketFields: Record<Market, readonly string[]> = {
  coupang: ['vendorId', 'vendorUserId', 'accessKey', 'secretKey'],
  naver: ['clientId', 'clientSecret'],
  '11st': ['apiKey'],
}

/** The help page where a market gives its keys and keeps the addresses that may call. */
export const keyPlaces = { coupang: 'coupang-keys', naver: 'naver-keys', '11st': '11st-keys' } as const

/** Typed unseen. */
export const marketSecrets: ReadonlySet<string> = new Set(['secretKey', 'clientSecret', 'apiKey'])

export const missingOf = (market: Market, values: Record<string, string>): string[] =>
  marketFields[market].filter((field) => (values[field] ?? '').trim() === '')
