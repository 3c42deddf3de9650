import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const listErrors = {
  BAD_DAY: {
    message: '날짜가 올바르지 않습니다: {day}',
    nextStep: '달력에 있는 날짜를 YYYY-MM-DD 형식으로 입력하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failList = failuresOf(listErrors)
