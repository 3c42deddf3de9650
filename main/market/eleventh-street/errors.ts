import { type ErrorCatalogue, failuresOf } from '../../../shared/errors.ts'
import { safeWords } from '../../net/words.ts'
import { failMarket, MarketError, type MarketFailure } from '../errors.ts'
import { fieldsIn } from './fields-in-words.ts'

const CENTRE = '11번가 오픈 API 센터(openapi.11st.co.kr)'
const OFFICE = '11번가 셀러오피스(soffice.11st.co.kr)'

export const eleventhStreetErrors = {
  ELEVENST_KEY_MISSING: {
    message: '11번가 API 키가 비어 있거나 키로 쓸 수 없는 글자가 있습니다.',
    nextStep: `${CENTRE}에서 발급된 32자리 키를 끝까지 복사해 연결 화면에 다시 입력하십시오.`,
    retryable: false,
  },
  ELEVENST_KEY_UNKNOWN: {
    message: '11번가가 이 API 키에 해당하는 판매자를 찾지 못했습니다: {words}',
    nextStep: `${CENTRE}에서 키와 유효 기간(180일), 일반 셀러와 글로벌 셀러 가운데 맞는 계정의 키인지 확인한 뒤 연결 화면에 다시 입력하십시오.`,
    retryable: false,
  },
  ELEVENST_IP_NOT_REGISTERED: {
    message: '11번가에 등록되지 않은 IP 주소({address})에서 호출하여 거부되었습니다 (−500).',
    nextStep: `${CENTRE}의 서비스 등록·수정에서 IP를 '직접입력'으로 고르고 {address:을/를} 추가하십시오. 주소가 여럿이면 세미콜론(;)으로 나눕니다. 인터넷 회선의 주소가 바뀌면 다시 등록해야 합니다.`,
    retryable: false,
  },
  ELEVENST_ROUTE_UNKNOWN: {
    message: '11번가가 요청한 기능의 주소를 알지 못한다고 답했습니다 (−997). 키가 틀렸다는 뜻은 아닙니다.',
    nextStep: `프로그램을 최신 버전으로 올리고, ${CENTRE}에서 Seller API 이용 신청이 승인되었는지 확인하십시오.`,
    retryable: false,
  },
  ELEVENST_NOT_APPROVED: {
    message: '11번가가 Seller API 이용이 승인되지 않았다고 답했습니다 ({serviceCode}): {words}',
    nextStep: `${CENTRE}에서 Seller API 이용을 신청하고 승인된 뒤 다시 시도하십시오.`,
    retryable: false,
  },
  ELEVENST_AUTH_REFUSED: {
    message: '11번가가 인증을 받아들이지 않았습니다 ({serviceCode}): {words}',
    nextStep: `${CENTRE}에서 키의 상태와 등록한 IP를 확인하십시오.`,
    retryable: false,
  },
  ELEVENST_TLS_NEEDED: {
    message: '11번가가 암호화된 연결(https)로만 답한다고 했습니다 ({serviceCode}): {words}',
    nextStep:
      '11번가의 주소를 따로 정해 두었다면 https://로 시작하는지 확인하십시오. 그렇지 않다면 회사의 프록시나 보안 프로그램이 연결을 http로 바꾸지 않는지 확인하십시오. 키와 IP의 문제가 아닙니다.',
    retryable: false,
  },
  ELEVENST_PLACES_REFUSED: {
    message: '11번가가 출고지와 반품/교환지 주소를 알려 주지 않았습니다 ({serviceCode}): {words}',
    nextStep: `${CENTRE}에서 키의 상태와 등록한 IP를, ${OFFICE}에서 주소록을 확인한 뒤 연결 화면에서 다시 확인하십시오.`,
    retryable: true,
  },
  ELEVENST_MAINTENANCE: {
    message: '11번가 서버가 점검 중입니다 (−1000).',
    nextStep: '점검(주로 금요일 새벽)이 끝난 뒤 다시 시도합니다. 요청은 처리되지 않았습니다.',
    retryable: true,
  },
  ELEVENST_DAY_LIMIT: {
    message: '11번가에 하루에 등록할 수 있는 상품 {limit}개를 다 썼습니다{said}.',
    nextStep: '자정(한국 시각)이 지나면 이어서 등록합니다. 가격·재고 변경과 판매 중지는 그대로 됩니다.',
    retryable: true,
  },
  ELEVENST_SETTLEMENT_ACCOUNT: {
    message: '11번가가 정산 계좌가 확인되지 않아 상품을 등록할 수 없다고 답했습니다: {words}',
    nextStep: `${OFFICE}에서 정산대금 입금계좌 인증을 한 번 마친 뒤 다시 시도하십시오.`,
    retryable: false,
  },
  ELEVENST_MEMBER_SUSPENDED: {
    message: '11번가가 판매자 회원 상태가 정상이 아니라고 답했습니다: {words}',
    nextStep: '11번가 판매자 고객센터에 문의하여 회원 상태를 정상으로 바꾼 뒤 다시 시도하십시오.',
    retryable: false,
  },
  ELEVENST_NO_NUMBER: {
    message: '11번가가 등록되었다고 답했지만 상품번호를 주지 않았습니다.',
    nextStep: '판매자 상품코드로 상품을 찾아 연결합니다. 다시 등록하지 않았습니다.',
    retryable: true,
  },
  ELEVENST_CHARACTERS: {
    message: '11번가로 보낼 수 없는 글자가 있어 보내지 않았습니다: {detail}',
    nextStep: '표시된 글자를 빼거나 다른 글자로 바꾼 뒤 다시 승인하십시오.',
    retryable: false,
  },
  ELEVENST_PLACE_MISSING: {
    message: '11번가에 등록할 {place:이/가} 정해지지 않았습니다.',
    nextStep: `${OFFICE}의 주소록에 주소를 등록하고 등록 양식에서 고르십시오.`,
    retryable: false,
  },
  ELEVENST_OPTION_UNKNOWN: {
    message: '11번가 상품 {id}에서 옵션 {sku:을/를} 찾지 못해 바꾸지 않았습니다.',
    nextStep: `${OFFICE}에서 옵션의 셀러재고번호가 바뀌었거나 옵션이 삭제되었는지 확인하십시오.`,
    retryable: false,
  },
} as const satisfies ErrorCatalogue

const fail = failuresOf(eleventhStreetErrors)

interface Details {
  values?: Record<string, string | number>
  serviceCode?: string | undefined
  traceId?: string | undefined
}

export const failEleventh = (
  code: keyof typeof eleventhStreetErrors,
  failure: MarketFailure,
  { values = {}, serviceCode, traceId }: Details = {},
): MarketError =>
  new MarketError(
    fail(code, {
      service: '11st',
      values,
      ...(serviceCode === undefined ? {} : { serviceCode }),
      ...(traceId === undefined ? {} : { traceId }),
    }),
    failure,
  )

/** What a reply says when it refuses. */
export interface Refusal {
  /** The API's own code; null where it gave none. */
  code: string | null
  words: string
  traceId?: string | undefined
}

/** Codes with which the connection itself is the matter, as `keyedConnection` wants them. */
export const eleventhStreetRefusals = {
  ELEVENST_KEY_MISSING: 'needs_reauth',
  ELEVENST_KEY_UNKNOWN: 'needs_reauth',
  ELEVENST_IP_NOT_REGISTERED: 'needs_setup',
  ELEVENST_NOT_APPROVED: 'needs_setup',
  ELEVENST_AUTH_REFUSED: 'needs_setup',
  ELEVENST_TLS_NEEDED: 'needs_setup',
  ELEVENST_SETTLEMENT_ACCOUNT: 'needs_setup',
  ELEVENST_MEMBER_SUSPENDED: 'needs_setup',
} as const satisfies Partial<Record<keyof typeof eleventhStreetErrors, 'needs_setup' | 'needs_reauth'>>

const setup: MarketFailure = { kind: 'setup' }

/** The guide's own sentence for a key that is wrong, expired or another account's; it comes with differing codes. */
export const saysKeyUnknown = (words: string): boolean => /해당하는\s*(?:유저|회원|사용자)가\s*없/.test(words)

const addressIn = (words: string): string | null =>
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(words)?.[0] ?? /(?:[\da-f]{1,4}:){3,7}[\da-f]{1,4}/i.exec(words)?.[0] ?? null

const detailsOf = ({ code, words, traceId }: Refusal): Details => ({
  values: { words: safeWords(words) || '설명 없음', serviceCode: code ?? '-' },
  serviceCode: code ?? undefined,
  traceId,
})

/** `AuthMessage`: the call did not get as far as the API, so nothing was carried out. */
export function authFailure(refusal: Refusal): MarketError {
  const { code, words } = refusal
  const details = detailsOf(refusal)
  const address = addressIn(words) ?? '이 PC의 공인 IP 주소'
  if (code === '-500' || /인증된\s*IP가\s*아/.test(words)) {
    return failEleventh('ELEVENST_IP_NOT_REGISTERED', setup, { ...details, values: { address } })
  }
  if (code === '-997') return failEleventh('ELEVENST_ROUTE_UNKNOWN', setup, details)
  if (code === '-1000') return failEleventh('ELEVENST_MAINTENANCE', { kind: 'later' }, details)
  if (saysKeyUnknown(words)) return failEleventh('ELEVENST_KEY_UNKNOWN', setup, details)
  if (/\bSSL\b|\bTLS\b|https/i.test(words)) return failEleventh('ELEVENST_TLS_NEEDED', setup, details)
  return failEleventh(code === '300' ? 'ELEVENST_NOT_APPROVED' : 'ELEVENST_AUTH_REFUSED', setup, details)
}

/** A refusal that says what is wrong with every call, whatever API it came from; null when it speaks of this one only. */
export function commonFailure(refusal: Refusal): MarketError | null {
  const { code, words } = refusal
  const details = detailsOf(refusal)
  if (saysKeyUnknown(words)) return failEleventh('ELEVENST_KEY_UNKNOWN', setup, details)
  if (code === '-1000' || /서버\s*점검/.test(words)) {
    return failEleventh('ELEVENST_MAINTENANCE', { kind: 'later' }, details)
  }
  if (/인증된\s*IP가\s*아/.test(words)) return authFailure(refusal)
  return null
}

const isAboutCategory =
  /(?:최하위|존재하지\s*않는|잘못된|유효하지\s*않은|전시안함|없는)\s*카테고리|카테고리.{0,20}(?:존재하지|없습니다|최하위)/

/** What a `ClientMessage` that is no success means. `category` names what was asked to be listed in. */
export function refusalFailure(refusal: Refusal, category?: string): MarketError {
  const common = commonFailure(refusal)
  if (common !== null) return common
  const { words } = refusal
  const details = detailsOf(refusal)
  if (/정산\s*대금|입금\s*계좌/.test(words)) return failEleventh('ELEVENST_SETTLEMENT_ACCOUNT', setup, details)
  if (/회원\s*상태|일시\s*정지/.test(words)) return failEleventh('ELEVENST_MEMBER_SUSPENDED', setup, details)
  const said = safeWords(words) || '설명 없음'
  if (category !== undefined && isAboutCategory.test(words)) {
    const fields = [{ field: 'category', message: said }]
    return failMarket('11st', 'MARKET_CATEGORY_GONE', { kind: 'rejected', fields }, { category }, refusal.code ?? '-')
  }
  const fields = fieldsIn(words).map((field) => ({ field, message: said }))
  return failMarket('11st', 'MARKET_REJECTED', { kind: 'rejected', fields }, { words: said }, refusal.code ?? '-')
}

/** The address book was refused: nothing is wrong with any listing, so nothing is there to approve again. */
export function failPlaces(refusal: Refusal): MarketError {
  const failure = refusalFailure(refusal)
  return failure.kind === 'rejected'
    ? failEleventh('ELEVENST_PLACES_REFUSED', { kind: 'later' }, detailsOf(refusal))
    : failure
}
