import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const productErrors = {
  PRODUCT_UNKNOWN: {
    message: '저장된 상품이 아닙니다: {product}',
    nextStep: '도매처와 상품 코드를 확인하십시오. 아직 수집하지 않았다면 먼저 수집하십시오.',
    retryable: false,
  },
  COLLECT_NOT_CONNECTED: {
    message: '{wholesaler}에 연결되어 있지 않습니다.',
    nextStep: '연결 화면에서 {wholesaler:을/를} 연결한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  PLAN_UNKNOWN: {
    message: '수집 계획을 찾지 못했습니다.',
    nextStep: '계획 목록을 새로 고친 뒤 다시 고르십시오.',
    retryable: false,
  },
  BAN_KNOWN: {
    message: '이미 수집 금지 목록에 있습니다: {value}',
    nextStep: '목록에서 찾아 확인하십시오.',
    retryable: false,
  },
  FILE_UNREADABLE: {
    message: '파일을 읽지 못했습니다 ({detail}).',
    nextStep: '파일이 있는지, 다른 프로그램이 열고 있지 않은지 확인한 뒤 다시 고르십시오.',
    retryable: true,
  },
  FILE_NOT_CSV: {
    message: '파일을 CSV로 읽을 수 없습니다 ({detail}).',
    nextStep: 'UTF-8 또는 CP949(EUC-KR)로 저장한 CSV 파일을 고르십시오. 엑셀 파일은 CSV로 저장해야 합니다.',
    retryable: false,
  },
  IMPORT_COLUMNS_MISSING: {
    message: '파일의 첫 줄에서 필요한 열을 찾지 못했습니다: {missing}',
    nextStep: '첫 줄이 열 이름인지 확인하십시오. 찾은 열: {found}',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failProducts = failuresOf(productErrors)
