import { AppError, type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const exportErrors = {
  EXPORT_FOLDER_MISSING: {
    message: '파일을 저장할 폴더가 없어 내보내지 못했습니다.',
    nextStep: '폴더를 만들거나 다른 폴더를 골라 다시 내보내십시오.',
    retryable: false,
  },
  EXPORT_NOT_A_FILE: {
    message: '그 이름은 보통 파일이 아니라서 내보내지 않았습니다.',
    nextStep: '다른 파일 이름을 골라 다시 내보내십시오.',
    retryable: false,
  },
  EXPORT_IS_FOLDER: {
    message: '고른 이름이 폴더여서 내보내지 못했습니다.',
    nextStep: '다른 파일 이름을 골라 다시 내보내십시오.',
    retryable: false,
  },
  EXPORT_DENIED: {
    message: '파일을 쓸 권한이 없어 내보내지 못했습니다.',
    nextStep: '같은 이름의 파일이 엑셀에서 열려 있으면 닫고, 폴더의 쓰기 권한을 확인한 뒤 다시 내보내십시오.',
    retryable: false,
  },
  EXPORT_DISK_FULL: {
    message: '디스크 공간이 부족하여 내보내지 못했습니다. 쓰던 파일은 지웠습니다.',
    nextStep: '디스크 공간을 비우거나 다른 디스크를 골라 다시 내보내십시오.',
    retryable: false,
  },
  EXPORT_BAD_NAME: {
    message: '파일 이름이 올바르지 않아 내보내지 못했습니다.',
    nextStep: '더 짧은 이름으로, 특수 문자 없이 다시 내보내십시오.',
    retryable: false,
  },
  EXPORT_DISK: {
    message: '디스크에 쓰는 중 오류가 나서 내보내지 못했습니다 ({detail}).',
    nextStep: '디스크 상태와 연결을 확인한 뒤 다시 내보내십시오.',
    retryable: true,
  },
  EXPORT_NOT_DONE: {
    message: '내보내기가 아직 끝나지 않았습니다.',
    nextStep: '작업이 끝난 뒤 다시 확인하십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const failExport = failuresOf(exportErrors)

const codes: Record<string, keyof typeof exportErrors> = {
  ENOENT: 'EXPORT_FOLDER_MISSING',
  ENOTDIR: 'EXPORT_FOLDER_MISSING',
  EISDIR: 'EXPORT_IS_FOLDER',
  ENOTEMPTY: 'EXPORT_IS_FOLDER',
  EACCES: 'EXPORT_DENIED',
  EPERM: 'EXPORT_DENIED',
  EROFS: 'EXPORT_DENIED',
  EBUSY: 'EXPORT_DENIED',
  ETXTBSY: 'EXPORT_DENIED',
  ENOSPC: 'EXPORT_DISK_FULL',
  EDQUOT: 'EXPORT_DISK_FULL',
  EFBIG: 'EXPORT_DISK_FULL',
  ENAMETOOLONG: 'EXPORT_BAD_NAME',
  EINVAL: 'EXPORT_BAD_NAME',
  ERR_INVALID_ARG_VALUE: 'EXPORT_BAD_NAME',
}

/** What the file system said as what the operator can do; anything that is not the file system's stays as it is. */
export function toExportError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('code' in thrown)) return thrown
  const code = String(thrown.code)
  const known = codes[code]
  if (known !== undefined) return failExport(known, { cause: thrown })
  return /^E[A-Z]+$/.test(code) ? failExport('EXPORT_DISK', { cause: thrown, values: { detail: code } }) : thrown
}
