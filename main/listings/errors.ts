import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

/** Why something was not done with listings. What is wrong inside a listing stands in findings.ts. */
export const listingErrors = {
  MARKET_NOT_CONNECTED: {
    message: '{market}에 연결한 적이 없어 어느 계정에 등록할지 알 수 없습니다.',
    nextStep: '연결 화면에서 {market:을/를} 연결한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  LISTING_UNKNOWN: {
    message: '저장된 등록 상품이 아닙니다: {listing}',
    nextStep: '목록을 새로 고친 뒤 다시 고르십시오.',
    retryable: false,
  },
  LISTING_ALREADY_LISTED: {
    message: '이 상품은 같은 {market} 계정에 이미 등록되어 있습니다 (마켓 상품번호 {number}).',
    nextStep: '등록 상품 화면에서 그 상품을 확인하십시오. 두 번 등록하지 않습니다.',
    retryable: false,
  },
  LISTING_BUSY: {
    message: '마켓으로 보내는 중이거나 결과를 확인하는 중이라 바꿀 수 없습니다.',
    nextStep: '결과가 확인된 뒤 다시 시도하십시오.',
    retryable: true,
  },
  LISTING_NOT_DRAFT: {
    message: '승인할 수 있는 상태가 아닙니다: {state}',
    nextStep: '등록 준비 또는 거절 상태의 상품만 승인할 수 있습니다.',
    retryable: false,
  },
  LISTING_SENT: {
    message: '마켓에 이미 등록된 상품이라 이름, 분류, 설명의 변경은 보내지 않습니다.',
    nextStep: '마켓 관리자 화면에서 고치거나, 직접 바꾼 값을 되돌리십시오. 가격 변경은 승인할 수 있습니다.',
    retryable: false,
  },
  LISTING_NOTHING_WAITS: {
    message: '이미 마켓에 있는 상품이고, 승인을 기다리는 변경이 없습니다.',
    nextStep: '가격 규칙이나 도매처의 값이 바뀌었으면 동기화한 뒤 기다리는 변경을 확인하십시오.',
    retryable: false,
  },
  LISTING_MOVED: {
    message: '확인한 뒤에 도매처의 값이나 설정이 바뀌어 내용이 달라졌습니다. 승인하지 않았습니다.',
    nextStep: '바뀐 가격과 내용을 확인하고 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_ACCOUNT_OTHER: {
    message: '지금 연결된 {market} 계정이 이 등록 준비를 만든 계정과 다릅니다.',
    nextStep: '그 계정을 다시 연결하거나, 지금 계정으로 등록 준비를 다시 하십시오.',
    retryable: false,
  },
  LISTING_COUNT_CHANGED: {
    message: '확인한 {expected}개와 지금 해당하는 {actual}개가 달라 아무것도 바꾸지 않았습니다.',
    nextStep: '목록을 새로 고치고 다시 확인하십시오.',
    retryable: false,
  },
  LISTING_TOO_MANY: {
    message: '한 번에 다룰 수 있는 {limit}개를 넘습니다: {count}개',
    nextStep: '조건을 좁혀 나누어 실행하십시오.',
    retryable: false,
  },
  LISTING_SKU_TAKEN: {
    message: '판매자 상품코드 {sku:을/를} 다른 상품이 쓰고 있어 등록 준비를 만들지 않았습니다.',
    nextStep: '등록 상품 화면에서 그 코드를 검색하여 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failListing = failuresOf(listingErrors)
