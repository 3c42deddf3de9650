import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const jobErrors = {
  JOB_ENDED: {
    message: '이미 끝난 작업이라 취소하지 못했습니다.',
    nextStep: '활동 목록을 새로 고치십시오.',
    retryable: false,
  },
  JOB_KIND_UNKNOWN: {
    message: '이 버전이 알지 못하는 작업입니다: {kind}',
    nextStep: '프로그램을 최신 버전으로 올린 뒤 다시 시도하십시오.',
    retryable: false,
  },
  JOB_UNREADABLE: {
    message: '저장된 작업 내용을 읽지 못했습니다: {kind}',
    nextStep: '같은 작업을 새로 시작하십시오. 저장된 데이터는 그대로 있습니다.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failJobs = failuresOf(jobErrors)
