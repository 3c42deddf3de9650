import { MarketError } from '../errors.ts'

/** A route that is refused says nothing of what was asked about; the key's, the clock's and the network's troubles concern every route and are none of these. */
const refusals = new Set(['COUPANG_NO_ROUTE', 'COUPANG_PERMISSION', 'COUPANG_UNAUTHORIZED', 'COUPANG_RETIRED'])
const odd = new Set(['MARKET_ODD_REPLY', 'NET_HTML', 'NET_NOT_JSON', 'NET_SERVER_ERROR'])
const clientError = /^4\d\d$/

/** One route of many was refused: what is asked there cannot be had, and asking again would not help. */
export const isRefusedRoute = (thrown: unknown): thrown is MarketError =>
  thrown instanceof MarketError &&
  (thrown.kind === 'rejected' ||
    refusals.has(thrown.code) ||
    thrown.code === 'MARKET_ODD_REPLY' ||
    (odd.has(thrown.code) && clientError.test(thrown.serviceCode ?? '')))

/** Refused, or answered with something that nobody can read. */
export const saysNothing = (thrown: unknown): thrown is MarketError =>
  isRefusedRoute(thrown) || (thrown instanceof MarketError && odd.has(thrown.code))
