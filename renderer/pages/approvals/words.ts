import type { ListingRow } from '../../../shared/contract/listing-shapes.ts'
import type { ListingState, Market, ReadinessLevel } from '../../../shared/market.ts'
import type { Strings } from '../../strings/index.ts'
import type { Tone } from '../../ui/StateBadge.tsx'

export const levelTones: Record<ReadinessLevel, Tone> = { green: 'ok', yellow: 'warn', red: 'bad' }

export const stateTones: Record<ListingState, Tone> = {
  draft: 'idle',
  approved: 'ok',
  uploading: 'busy',
  unresolved: 'unknown',
  in_review: 'busy',
  on_sale: 'ok',
  sold_out: 'warn',
  stopped: 'idle',
  rejected: 'bad',
}

/** `23.4 %` of a fraction; one decimal, the sign of a loss kept. */
export const rateText = (rate: number): string => {
  const tenths = Math.round(rate * 1000)
  return `${tenths < 0 ? '−' : ''}${(Math.abs(tenths) / 10).toFixed(1)} %`
}

/** A finding's code in words for the filter; unknown codes stand as they are. */
export const findingName = (s: Strings, code: string): string => s.listing.codes[code] ?? code

export const marketName = (s: Strings, market: Market): string => s.listing.markets[market]

/** The worst thing that is wrong by its short name, and how many more there are; the sentences are a hover and a drawer away. */
export function reasonText(s: Strings, row: Pick<ListingRow, 'findings'>): string {
  const first = row.findings.find((finding) => finding.level === 'red') ?? row.findings[0]
  if (first === undefined) return ''
  const more = row.findings.length - 1
  const name = s.listing.codes[first.code] ?? first.message
  return more === 0 ? name : s.approvals.andMore(name, more)
}

/** The place of a listing in a confirmation: one market's name, or how many markets. */
export const placeText = (s: Strings, among: readonly Market[]): string => {
  const [only] = among
  return among.length === 1 && only !== undefined ? marketName(s, only) : s.approvals.nMarkets(among.length)
}
