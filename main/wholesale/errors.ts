import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'
import { type Wholesaler, wholesalerNames } from '../../shared/product.ts'

/** What can go wrong with any wholesaler. Each adapter's own codes stand in its folder. */
export const wholesaleErrors = {
  COLLECT_UNSUPPORTED: {
    message: '{wholesaler:은/는} 이 조건으로 수집할 수 없습니다: {what}',
    nextStep: '해당 조건을 빼고 다시 시도하십시오. 도매처마다 쓸 수 있는 조건은 수집 계획 화면에 있습니다.',
    retryable: false,
  },
  COLLECT_NEEDS_CONDITION: {
    message: '{wholesaler:은/는} 조건 없이 수집할 수 없습니다.',
    nextStep: '{needs} 가운데 하나 이상을 정한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  COLLECT_BAD_CONDITION: {
    message: '수집 조건이 올바르지 않습니다: {detail}',
    nextStep: '표시된 조건을 고친 뒤 다시 시도하십시오.',
    retryable: false,
  },
  COLLECT_BAD_CURSOR: {
    message: '이어서 수집할 자리를 읽지 못했습니다.',
    nextStep: '수집을 처음부터 다시 시작하십시오. 저장된 상품은 그대로 있습니다.',
    retryable: false,
  },
  COLLECT_INCOMPLETE: {
    message: '{wholesaler} 수집이 끝까지 가지 못했습니다: {detail}',
    nextStep: '저장된 상품은 그대로 있습니다. 잠시 뒤 이어서 수집하십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const failWholesale = failuresOf(wholesaleErrors)

export const unsupported = (wholesaler: Wholesaler, what: string) =>
  failWholesale('COLLECT_UNSUPPORTED', {
    service: wholesaler,
    values: { wholesaler: wholesalerNames[wholesaler], what },
  })
