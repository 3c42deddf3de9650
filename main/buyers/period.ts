import type { BuyerFilter } from '../../shared/contract/buyers.ts'
import { kstDayNumber, parseKstDay } from '../../shared/time.ts'
import { failList } from './errors.ts'

/** Day of a filter as counted by `kstDayNumber`, or a refusal when the calendar has no such day. */
export const dayOf = (day: string): number => {
  const at = parseKstDay(day)
  if (at === null) throw failList('BAD_DAY', { values: { day } })
  return kstDayNumber(at)
}

/** First and last day of the period, both included; open ends reach as far as days go. */
export const periodOf = (filter: Pick<BuyerFilter, 'since' | 'until'>): { first: number; last: number } => ({
  first: filter.since === undefined ? 0 : dayOf(filter.since),
  last: filter.until === undefined ? 0xffff_ffff : dayOf(filter.until),
})

export const hasPeriod = (filter: Pick<BuyerFilter, 'since' | 'until'>): boolean =>
  filter.since !== undefined || filter.until !== undefined
