import { type ErrorCatalogue, failuresOf } from '../errors.ts'

/** Why there is no price, or no rule. Each is shown beside the product or the rule it is about. */
export const priceErrors = {
  PRICE_NO_RULE: {
    message: '{market}의 가격 규칙이 없어 가격을 정하지 못했습니다.',
    nextStep: '설정의 가격 규칙에서 수수료율과 목표 마진율을 정하십시오.',
    retryable: false,
  },
  PRICE_COST_UNKNOWN: {
    message: '원가를 알 수 없어 가격을 정하지 못했습니다.',
    nextStep: '도매처에서 가격을 확인하고 다시 수집하십시오.',
    retryable: false,
  },
  PRICE_COST_BAD: {
    message: '원가와 배송비는 0원 이상 10억 원 이하의 정수여야 합니다.',
    nextStep: '금액을 확인하십시오.',
    retryable: false,
  },
  PRICE_TOO_HIGH: {
    message: '조건을 지키는 가격이 10억 원을 넘습니다.',
    nextStep: '수수료율, 목표 마진율, 올림 단위를 확인하십시오.',
    retryable: false,
  },
  PRICE_FIXED_LOSS: {
    message: '도매처가 정한 판매가 {price:으로/로}는 최소 마진율 {min}를 지킬 수 없습니다 (마진 {margin}).',
    nextStep: '이 상품의 최소 마진율을 낮추거나 등록에서 제외하십시오. 정해진 판매가는 바꿀 수 없습니다.',
    retryable: false,
  },
  PRICE_FIXED_STEP: {
    message: '도매처가 정한 판매가 {price:이/가} 마켓의 가격 단위 {step:으로/로} 나누어떨어지지 않습니다.',
    nextStep: '도매처에 판매가를 문의하거나 등록에서 제외하십시오. 정해진 판매가는 바꿀 수 없습니다.',
    retryable: false,
  },
  PRICE_FIXED_MINIMUM: {
    message: '도매처가 정한 판매가 {price:이/가} 규칙의 최저 판매가 {minPrice}보다 낮습니다.',
    nextStep: '이 상품의 최저 판매가를 낮추거나 등록에서 제외하십시오.',
    retryable: false,
  },
  PRICE_FIXED_CHANGED: {
    message: '도매처가 판매가를 {fixed:으로/로} 정한 상품이라 {price}에 팔 수 없습니다.',
    nextStep: '직접 정한 가격을 지우십시오.',
    retryable: false,
  },
  PRICE_HAND_LOSS: {
    message: '직접 정한 가격 {price:으로/로}는 최소 마진율 {min}를 지킬 수 없습니다 (마진 {margin}).',
    nextStep: '가격을 올리거나 이 상품의 최소 마진율을 낮추십시오.',
    retryable: false,
  },
  PRICE_HAND_STEP: {
    message: '직접 정한 가격 {price:이/가} 마켓의 가격 단위 {step:으로/로} 나누어떨어지지 않습니다.',
    nextStep: '{step} 단위의 가격으로 고치십시오.',
    retryable: false,
  },
  PRICE_HAND_MINIMUM: {
    message: '직접 정한 가격 {price:이/가} 규칙의 최저 판매가 {minPrice}보다 낮습니다.',
    nextStep: '가격을 올리거나 이 상품의 최저 판매가를 낮추십시오.',
    retryable: false,
  },
  PRICE_HAND_BAD: {
    message: '직접 정한 가격은 1원 이상 10억 원 이하의 정수여야 합니다.',
    nextStep: '가격을 고치십시오.',
    retryable: false,
  },
  PRICE_RULE_INCOMPLETE: {
    message: '가격 규칙에 정하지 않은 값이 있습니다: {fields}',
    nextStep: '빠진 값을 정하십시오. 마켓의 기본 규칙에는 모든 값이 있어야 합니다.',
    retryable: false,
  },
  PRICE_RULE_RATE: {
    message: '{field:은/는} 0 이상 1 미만의 비율이어야 합니다 (10.8%는 0.108): {value}',
    nextStep: '비율을 고치십시오.',
    retryable: false,
  },
  PRICE_RULE_SUM: {
    message: '수수료율과 목표 마진율을 더하면 100%에 이르러 가격을 정할 수 없습니다 (수수료율 {fee}, 목표 {target}).',
    nextStep: '목표 마진율을 낮추거나 수수료율을 확인하십시오.',
    retryable: false,
  },
  PRICE_RULE_ORDER: {
    message: '최소 마진율 {min}가 목표 마진율 {target}보다 큽니다.',
    nextStep: '최소 마진율을 목표 마진율 이하로 정하십시오.',
    retryable: false,
  },
  PRICE_RULE_STEP: {
    message: '가격 단위는 1원 이상 1,000,000원 이하의 정수여야 합니다: {value}',
    nextStep: '가격 단위를 10원이나 100원처럼 정하십시오.',
    retryable: false,
  },
  PRICE_RULE_SHIPPING: {
    message: '규칙의 배송비는 0원 이상 10,000,000원 이하의 정수여야 합니다: {value}',
    nextStep: '배송비를 고치십시오.',
    retryable: false,
  },
  PRICE_RULE_MINIMUM: {
    message: '최저 판매가는 0원 이상 10억 원 이하의 정수여야 합니다: {value}',
    nextStep: '최저 판매가를 고치십시오.',
    retryable: false,
  },
  PRICE_RULE_DIRECTION: {
    message: '반올림 방향은 up, nearest, down 가운데 하나여야 합니다: {value}',
    nextStep: '반올림 방향을 고치십시오.',
    retryable: false,
  },
  PRICE_RULE_TARGET: {
    message: '가격 규칙의 대상이 올바르지 않습니다: {target}',
    nextStep: '마켓 규칙의 대상은 비우고, 나머지는 도매처, 도매처:분류, 도매처:상품코드로 정하십시오.',
    retryable: false,
  },
  PRICE_RULE_USED: {
    message: '{market}에서 판매 중인 상품 {count}개의 마진을 이 규칙이 지키고 있어 지우지 않았습니다.',
    nextStep: '규칙의 값을 고치거나, 그 상품들의 판매를 중지한 뒤 지우십시오.',
    retryable: false,
  },
  PRICE_RULE_CLASH: {
    message: '이 규칙은 {target}의 규칙과 함께 쓸 수 없습니다: {reason}',
    nextStep: '그 규칙을 먼저 고치거나 지우십시오.',
    retryable: false,
  },
  PRICE_FEES_UNREADABLE: {
    message: '파일에서 카테고리 수수료를 읽지 못했습니다: {reason}',
    nextStep: '카테고리 코드나 경로, 수수료율이 있는 CSV인지 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue
export type PriceErrorCode = keyof typeof priceErrors

export const failPrice = failuresOf(priceErrors)
