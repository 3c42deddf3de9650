import { type ErrorCatalogue, failuresOf } from '../../../shared/errors.ts'

/** Why a listing was not sent, or what became of one that was. The markets' own refusals stand in their adapters. */
const lifeErrors = {
  LISTING_CHANGED: {
    message: '승인한 뒤에 내용이 바뀌어 보내지 않았습니다.',
    nextStep: '바뀐 내용을 확인하고 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_PRODUCT_GONE: {
    message: '도매 상품이 {status} 상태라 보내지 않았습니다.',
    nextStep: '도매처에 다시 나오면 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_PRODUCT_MISSING: {
    message: '도매처의 마지막 수집에서 이 상품이 보이지 않아 보내지 않고 기다립니다.',
    nextStep: '다음 수집에서 다시 보이면 저절로 보내고, 단종으로 확인되면 등록 준비로 되돌립니다.',
    retryable: true,
  },
  LISTING_NO_STOCK: {
    message: '팔 수 있는 재고가 없어 보내지 않았습니다.',
    nextStep: '재고가 들어온 뒤 다시 승인하거나 템플릿의 안전 재고를 줄이십시오.',
    retryable: false,
  },
  LISTING_NOT_LISTABLE: {
    message: '오픈마켓에 올릴 수 없는 상품이 되어 보내지 않았습니다: {reason}',
    nextStep: '도매처의 판매 조건을 확인하십시오.',
    retryable: false,
  },
  LISTING_BANNED: {
    message: '승인한 뒤에 금지 목록에 올라 보내지 않았습니다: {reason}',
    nextStep: '등록하지 않을 상품이면 지우고, 등록할 상품이면 금지 목록을 고친 뒤 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_LOSS: {
    message: '승인한 뒤 원가나 가격 규칙이 바뀌어 승인한 가격으로는 최소 마진을 지킬 수 없어 보내지 않았습니다.',
    nextStep: '새 가격을 확인하고 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_PRICE_REFUSED: {
    message: '승인한 가격으로 더는 팔 수 없어 보내지 않았습니다: {reason}',
    nextStep: '새 가격을 확인하고 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_RESUME_NO_STOCK: {
    message: '판매 중지는 풀었지만 지금은 판매하지 않습니다: {reason}',
    nextStep: '도매처에서 다시 팔 수 있게 되면 저절로 판매합니다.',
    retryable: true,
  },
  LISTING_RESUME_AFTER_PRICE: {
    message: '판매 중지는 풀었지만 지금은 판매하지 않습니다: {reason} 새 가격을 먼저 보냅니다.',
    nextStep: '마켓이 새 가격을 받으면 저절로 판매합니다.',
    retryable: true,
  },
  LISTING_RESUME_LOSS: {
    message: '판매 중지는 풀었지만 지금은 판매하지 않습니다: {reason}',
    nextStep:
      '맞춤 대기에서 새 가격을 승인하거나 가격 규칙 또는 직접 정한 가격을 고치십시오. 가격이 맞으면 저절로 판매합니다.',
    retryable: true,
  },
  LISTING_OTHER_ACCOUNT: {
    message: '지금 연결된 {market} 계정({now})은 이 상품을 승인한 계정({approved})이 아니라 보내지 않았습니다.',
    nextStep: '승인한 계정을 다시 연결하거나, 지금 계정으로 등록 준비를 다시 하십시오.',
    retryable: false,
  },
  LISTING_CATEGORY_GONE: {
    message: '{market}에서 카테고리 {category:을/를} 쓸 수 없어 보내지 않았습니다.',
    nextStep: '카테고리를 다시 고르고 승인하십시오.',
    retryable: false,
  },
  LISTING_RESULT_UNKNOWN: {
    message: '등록 요청의 결과를 알 수 없습니다. 마켓에서 판매자 상품코드로 확인하고 있습니다.',
    nextStep: '확인될 때까지 기다리십시오. 두 번 등록되지 않도록 확인 전에는 다시 보내지 않습니다.',
    retryable: true,
  },
  LISTING_TWICE_UNKNOWN: {
    message: '등록을 두 번 요청했지만 결과를 받지 못했고, 마켓에서도 상품이 보이지 않습니다.',
    nextStep:
      '다시 보내지 않고 계속 확인합니다. 마켓 관리자 화면에 상품이 없으면 등록 상품에서 결과 확인을 눌러 등록 준비로 되돌리십시오.',
    retryable: true,
  },
  LISTING_NOT_CREATED: {
    message: '등록을 두 번 요청했지만 마켓에 상품이 없는 것을 다시 확인하여 등록 준비로 되돌렸습니다.',
    nextStep: '마켓 관리자 화면에서 한 번 더 확인한 뒤 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_DOUBLED: {
    message: '마켓에 같은 판매자 상품코드의 상품이 {count}개 있습니다: {numbers}. 이 가운데 {kept:을/를} 연결했습니다.',
    nextStep: '마켓 관리자 화면에서 나머지 상품을 확인하고 필요 없는 것을 삭제하십시오.',
    retryable: false,
  },
  LISTING_REVIEW_REFUSED: {
    message: '{market} 심사에서 거절되었습니다: {reason}',
    nextStep: '사유를 고친 뒤 마켓 관리자 화면에서 다시 심사를 요청하거나, 그 상품을 삭제하고 다시 승인하십시오.',
    retryable: false,
  },
  LISTING_GONE: {
    message: '{market}에서 상품 {number:을/를} 찾지 못했습니다. 연결은 그대로 두었습니다.',
    nextStep:
      '마켓 관리자 화면에서 상품이 삭제되었는지 확인하십시오. 다시 팔려면 도매 상품에서 등록 준비를 새로 만드십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failLife = failuresOf(lifeErrors)
