import { AppError, type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'
import { type Market, marketNames } from '../../shared/market.ts'

/**
 * What may be concluded from a failure.
 * `rejected`: the market said no to this listing; never tried again by itself. `setup`: key, address, clock, permission; nothing is wrong with
 * the listing and everything of this market waits. `later`: certainly not carried out, may be tried again. `unknown`: it may have been carried
 * out; look it up first.
 */
export const failureKinds = ['rejected', 'setup', 'later', 'unknown'] as const
export type FailureKind = (typeof failureKinds)[number]

export interface MarketFailure {
  kind: FailureKind
  /** Fields the market named, as in `Finding.field`. */
  fields?: { field: string; message: string }[]
  /** ms; only with `later`, and only where the market said so. */
  retryAfterMs?: number
  /** Only this listing has to wait: of the market itself it says nothing. */
  ofListing?: boolean
}

export class MarketError extends AppError {
  readonly kind: FailureKind
  readonly fields: readonly { field: string; message: string }[]
  readonly retryAfterMs: number | null
  readonly ofListing: boolean

  constructor(error: AppError, { kind, fields = [], retryAfterMs, ofListing = false }: MarketFailure) {
    super({ ...error.toShape(), retryable: kind === 'later' || kind === 'unknown' }, { cause: error })
    this.name = 'MarketError'
    this.kind = kind
    this.fields = fields
    this.retryAfterMs = retryAfterMs ?? null
    this.ofListing = ofListing
  }
}

/** What can go wrong with any market. Each adapter's own codes stand in its folder. */
export const marketErrors = {
  MARKET_CATEGORY_GONE: {
    message: '{market} 카테고리 {category:을/를} 쓸 수 없습니다. 없어졌거나 최하위 카테고리가 아닙니다.',
    nextStep: '카테고리를 다시 고르십시오.',
    retryable: false,
  },
  MARKET_REJECTED: {
    message: '{market:이/가} 요청을 받아들이지 않았습니다: {words}',
    nextStep: '마켓의 답을 읽고 해당 항목을 고친 뒤 다시 승인하십시오.',
    retryable: false,
  },
  MARKET_ODD_REPLY: {
    message: '{market:이/가} 알 수 없는 형식으로 답했습니다 ({detail}).',
    nextStep:
      '마켓의 점검 공지를 확인하고 잠시 뒤 다시 시도하십시오. 되풀이되면 활동 화면의 추적 번호를 알려 주십시오.',
    retryable: true,
  },
  MARKET_GONE: {
    message: '{market}에서 상품 {id:을/를} 찾지 못했습니다. 연결 정보는 그대로 두었습니다.',
    nextStep: '마켓 관리자 화면에서 상품이 삭제되었는지 확인하십시오.',
    retryable: false,
  },
  MARKET_CANNOT: {
    message: '{market}에서는 이 작업을 할 수 없습니다: {what}',
    nextStep: '마켓 관리자 화면에서 직접 처리하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

const fail = failuresOf(marketErrors)

/** A `MarketError` of the codes that all markets share. */
export const failMarket = (
  market: Market,
  code: keyof typeof marketErrors,
  failure: MarketFailure,
  values: Record<string, string | number> = {},
  serviceCode?: string,
): MarketError =>
  new MarketError(
    fail(code, {
      service: market,
      values: { market: marketNames[market], ...values },
      ...(serviceCode === undefined ? {} : { serviceCode }),
    }),
    failure,
  )

/** Never left this computer, or was refused before anything was done with it. */
const notCarriedOut = new Set(['NET_UNREACHABLE', 'NET_RATE_LIMITED', 'NET_BAD_REQUEST_PATH'])

/**
 * A failure of the way (network, limits) in a market's terms. `write`: whether the call changes something there, so that a
 * lost answer leaves the result open.
 */
export function marketError(thrown: unknown, { write }: { write: boolean }): unknown {
  if (thrown instanceof MarketError || !(thrown instanceof AppError)) return thrown
  if (thrown.code === 'NET_TLS' || thrown.code === 'NOT_CONNECTED' || thrown.code === 'KEYS_MISSING')
    return new MarketError(thrown, { kind: 'setup' })
  if (thrown.code.startsWith('KEYCHAIN_')) return new MarketError(thrown, { kind: 'setup' })
  // A call that was broken off may have arrived.
  if (thrown.code === 'CANCELLED') return write ? new MarketError(thrown, { kind: 'unknown' }) : thrown
  if (!thrown.code.startsWith('NET_')) return thrown
  if (!write || notCarriedOut.has(thrown.code)) return new MarketError(thrown, { kind: 'later' })
  return new MarketError(thrown, { kind: 'unknown' })
}
