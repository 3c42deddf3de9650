import { type ErrorCatalogue, fill } from '../../shared/errors.ts'
import type { Finding } from '../../shared/market.ts'

/** What can be wrong with a listing before it is sent, beside the prices' own codes and what an adapter finds. */
export const listingFindings = {
  CATEGORY_UNMAPPED: {
    message: '이 상품의 분류({path})에 맞는 마켓 카테고리가 정해지지 않았습니다.',
    nextStep: '카테고리를 고르면 같은 분류의 상품에도 쓰입니다.',
    retryable: false,
  },
  CATEGORY_GONE: {
    message: '마켓 카테고리 {category:을/를} 쓸 수 없습니다. 없어졌거나 최하위 카테고리가 아닙니다.',
    nextStep: '카테고리를 다시 고르십시오.',
    retryable: false,
  },
  FORM_UNAVAILABLE: {
    message: '카테고리가 요구하는 항목을 마켓에서 읽지 못했습니다: {reason}',
    nextStep: '원인을 해결한 뒤 다시 확인하십시오.',
    retryable: true,
  },
  NAME_EMPTY: { message: '상품명이 비어 있습니다.', nextStep: '상품명을 적으십시오.', retryable: false },
  NAME_TOO_LONG: {
    message: '상품명이 {length}{unit}로 마켓의 한도 {max}{unit}를 넘습니다.',
    nextStep: '{over}{unit}를 줄이십시오.',
    retryable: false,
  },
  WORD_STOP: {
    message: '{place}에 {list}의 낱말 {word:이/가} 있습니다{reason}.',
    nextStep: '{place}에서 그 낱말을 빼십시오.',
    retryable: false,
  },
  WORD_WARN: {
    message: '{place}에 {list}의 낱말 {word:이/가} 있습니다{reason}.',
    nextStep: '써도 되는지 확인하십시오.',
    retryable: false,
  },
  NAME_TWICE: {
    message: '같은 계정의 다른 상품({product})과 상품명이 같습니다.',
    nextStep: '같은 상품이 아닌지 확인하십시오.',
    retryable: false,
  },
  BANNED: {
    message: '{reason}',
    nextStep: '등록하지 않을 상품이면 지우고, 등록할 상품이면 금지 목록을 고치십시오.',
    retryable: false,
  },
  NO_IMAGE: { message: '상품 이미지가 없습니다.', nextStep: '이미지 주소를 넣으십시오.', retryable: false },
  IMAGE_UNFETCHABLE: {
    message: '상품 이미지를 가져올 수 없습니다: {reason}',
    nextStep: '이미지 주소를 확인하고 다시 확인하십시오.',
    retryable: true,
  },
  IMAGE_TYPE: {
    message: '{images}번째 이미지는 마켓이 받지 않는 형식({type})입니다.',
    nextStep: '{allowed} 형식의 이미지로 바꾸십시오.',
    retryable: false,
  },
  SKU_ON_MARKET: {
    message: '같은 판매자 상품코드의 상품({number})이 이미 있습니다.',
    nextStep: '승인하면 새로 만들지 않고 그 상품에 연결합니다.',
    retryable: false,
  },
  NO_DESCRIPTION: {
    message: '상세 설명이 없습니다. 도매처가 설명을 주지 않거나 사용을 허락하지 않았습니다.',
    nextStep: '상세 설명을 적거나 템플릿의 머리말을 쓰십시오.',
    retryable: false,
  },
  DESCRIPTION_FROM_IMAGES: {
    message: '도매처의 상세 설명이 없어 상품 이미지로 만들었습니다.',
    nextStep: '상세 설명을 확인하십시오.',
    retryable: false,
  },
  OPTIONS_TOO_MANY: {
    message: '옵션이 {count}개로 마켓의 한도 {max}개를 넘습니다.',
    nextStep: '이 마켓에는 등록하지 마십시오.',
    retryable: false,
  },
  OPTION_LEFT_OUT: {
    message: '옵션 {count}개를 뺐습니다: {reason}',
    nextStep: '도매처의 옵션 가격을 확인하십시오.',
    retryable: false,
  },
  NOT_LISTABLE: {
    message: '오픈마켓에 올릴 수 없는 상품입니다: {reason}',
    nextStep: '등록에서 제외하십시오.',
    retryable: false,
  },
  MINIMUM_QUANTITY: {
    message: '도매처가 낱개로 팔지 않는 상품입니다 (최소 주문 수량 {quantity}개).',
    nextStep: '등록에서 제외하십시오.',
    retryable: false,
  },
  SOLD_OUT: {
    message: '도매처에 팔 수 있는 재고가 없습니다.',
    nextStep: '재고가 들어온 뒤 다시 확인하십시오.',
    retryable: false,
  },
  DISCONTINUED: { message: '도매처에서 단종된 상품입니다.', nextStep: '등록에서 제외하십시오.', retryable: false },
  STOCK_BELOW_SAFETY: {
    message: '도매처의 재고 {stock}개가 안전 재고 {safety}개를 넘지 않습니다.',
    nextStep: '재고가 들어온 뒤 다시 확인하거나 템플릿의 안전 재고를 줄이십시오.',
    retryable: false,
  },
  STOCK_NOT_COUNTED: {
    message: '도매처가 재고 수량을 알려 주지 않아 {count}개로 정했습니다.',
    nextStep: '수량은 템플릿에서 바꿀 수 있습니다.',
    retryable: false,
  },
  STOCK_UNKNOWN: {
    message: '도매처가 재고 수량을 알려 주지 않습니다.',
    nextStep: '템플릿에서 이런 상품에 쓸 수량을 정하십시오.',
    retryable: false,
  },
  PLACE_MISSING: {
    message: '{place:을/를} 정하지 못했습니다.',
    nextStep: '마켓 관리자 화면에서 {place:을/를} 등록한 뒤 다시 확인하십시오.',
    retryable: false,
  },
  PLACE_GONE: {
    message: '정해 둔 {place}({code})가 마켓에 없거나 쓸 수 없습니다.',
    nextStep: '템플릿에서 {place:을/를} 다시 고르십시오.',
    retryable: false,
  },
  PLACE_UNSURE: {
    message: '{place:이/가} 여러 곳이라 처음 것({name})으로 정했습니다.',
    nextStep: '템플릿에서 {place:을/를} 고르십시오.',
    retryable: false,
  },
  PLACES_UNAVAILABLE: {
    message: '출고지와 반품지를 마켓에서 읽지 못했습니다: {reason}',
    nextStep: '원인을 해결한 뒤 다시 확인하십시오.',
    retryable: true,
  },
  PHONE_MISSING: {
    message: '판매자 연락처가 없습니다.',
    nextStep: '템플릿에서 A/S 전화번호를 정하십시오.',
    retryable: false,
  },
  SHIPPING_UNKNOWN: {
    message: '도매처가 배송비를 알려 주지 않아 규칙의 배송비로 계산했습니다.',
    nextStep: '도매처에서 배송비를 확인하십시오.',
    retryable: false,
  },
  FIELD_MISSING: {
    message: '카테고리가 요구하는 {label:이/가} 비어 있습니다.',
    nextStep: '값을 적으십시오.',
    retryable: false,
  },
  CERTIFICATE_MISSING: {
    message: '이 카테고리에는 {label:이/가} 필요합니다.',
    nextStep: '도매처에 인증번호를 문의하여 적으십시오. 없으면 등록할 수 없습니다.',
    retryable: false,
  },
  FIELD_NOT_CHOICE: {
    message: '{label}의 값 {value:은/는} 마켓이 정한 값이 아닙니다.',
    nextStep: '목록에서 고르십시오.',
    retryable: false,
  },
  FIELD_TOO_LONG: {
    message: '{label}의 값이 {max}자를 넘습니다.',
    nextStep: '짧게 고치십시오.',
    retryable: false,
  },
  FIELD_NOT_NUMBER: {
    message: '{label}의 값 {value:은/는} 숫자가 아닙니다.',
    nextStep: '숫자로 고치십시오.',
    retryable: false,
  },
  FIELD_UNKNOWN: {
    message: '이 카테고리에 없는 항목입니다: {label}',
    nextStep: '항목을 지우거나 카테고리를 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue
export type FindingCode = keyof typeof listingFindings

/** A finding as it is kept and shown: what is wrong, then what to do. */
export const find = (
  level: Finding['level'],
  code: FindingCode,
  field: string,
  values: Record<string, string | number> = {},
): Finding => {
  const { message, nextStep } = listingFindings[code]
  return { level, code, field, message: `${fill(message, values)} ${fill(nextStep, values)}` }
}

export const levelOf = (findings: readonly Finding[]): 'red' | 'yellow' | 'green' =>
  findings.some(({ level }) => level === 'red') ? 'red' : findings.length > 0 ? 'yellow' : 'green'
