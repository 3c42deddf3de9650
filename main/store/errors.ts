import { AppError, type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'
import { Sqlite } from './db.ts'

export const storeErrors = {
  STORE_FUTURE: {
    message: '이 데이터는 더 새로운 버전의 장터에서 만들었습니다 (데이터 {found}, 프로그램 {known}).',
    nextStep: '장터를 최신 버전으로 업데이트한 뒤 다시 여십시오. 데이터는 바꾸지 않았습니다.',
    retryable: false,
  },
  STORE_CORRUPT: {
    message: '데이터 파일이 손상되어 새 파일로 시작했습니다. 손상된 파일은 {file:으로/로} 옮겨 두었습니다.',
    nextStep: '설정의 백업에서 {backup:을/를} 복원하거나, 아임웹 주문을 처음부터 다시 가져오십시오.',
    retryable: false,
  },
  STORE_CORRUPT_NO_BACKUP: {
    message: '데이터 파일이 손상되어 새 파일로 시작했습니다. 손상된 파일은 {file:으로/로} 옮겨 두었습니다.',
    nextStep: '쓸 수 있는 백업이 없습니다. 아임웹을 연결하고 주문을 처음부터 다시 가져오십시오.',
    retryable: false,
  },
  STORE_DAMAGED: {
    message: '데이터 파일을 읽는 중 손상이 발견되었습니다.',
    nextStep: '장터를 다시 시작하십시오. 시작할 때 파일을 검사하고, 필요하면 백업을 안내합니다.',
    retryable: false,
  },
  STORE_FULL: {
    message: '디스크 공간이 부족하여 저장하지 못했습니다.',
    nextStep: '디스크 공간을 비운 뒤 다시 시도하십시오. 저장되지 않은 작업은 처음 상태 그대로 있습니다.',
    retryable: true,
  },
  STORE_READONLY: {
    message: '데이터 폴더에 쓸 수 없습니다.',
    nextStep: '데이터 폴더와 그 안의 파일에 쓰기 권한이 있는지 확인하고 장터를 다시 시작하십시오.',
    retryable: false,
  },
  STORE_UNREADABLE: {
    message: '데이터 파일을 열 수 없습니다.',
    nextStep: '데이터 폴더의 위치와 권한을 확인하고 장터를 다시 시작하십시오.',
    retryable: false,
  },
  STORE_BUSY: {
    message: '다른 프로그램이 데이터 파일을 쓰고 있어 저장하지 못했습니다.',
    nextStep: '백신이나 동기화 프로그램이 데이터 폴더를 열고 있지 않은지 확인하고 다시 시도하십시오.',
    retryable: true,
  },
  STORE_IO: {
    message: '디스크에서 읽거나 쓰는 중 오류가 났습니다 ({detail}).',
    nextStep: '디스크 상태와 연결을 확인한 뒤 다시 시도하십시오.',
    retryable: true,
  },
  BACKUP_MISSING: {
    message: '백업 파일을 찾지 못했습니다: {name}',
    nextStep: '백업 목록을 새로 고친 뒤 다시 고르십시오.',
    retryable: false,
  },
  BACKUP_UNUSABLE: {
    message: '백업 파일이 손상되었거나 장터의 데이터가 아니어서 복원하지 않았습니다: {name}',
    nextStep: '다른 백업을 고르십시오. 지금 쓰는 데이터는 그대로 있습니다.',
    retryable: false,
  },
  BACKUP_FUTURE: {
    message: '백업이 더 새로운 버전의 장터에서 만들어져 복원하지 않았습니다: {name}',
    nextStep: '장터를 최신 버전으로 업데이트한 뒤 복원하십시오. 지금 쓰는 데이터는 그대로 있습니다.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failStore = failuresOf(storeErrors)

const codeOf = (thrown: unknown): string =>
  thrown instanceof Sqlite.SqliteError || (thrown instanceof Error && 'code' in thrown) ? String(thrown.code) : ''

export const isCorruption = (thrown: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(thrown))

/** The failures of a disk and of SQLite as what the operator can do about them; anything else stays as it is. */
export function toStoreError(thrown: unknown): unknown {
  if (thrown instanceof AppError) return thrown
  const code = codeOf(thrown)
  const details = { cause: thrown }
  if (isCorruption(thrown)) return failStore('STORE_DAMAGED', details)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return failStore('STORE_FULL', details)
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return failStore('STORE_READONLY', details)
  }
  if (code.startsWith('SQLITE_CANTOPEN') || ['ENOTDIR', 'EISDIR', 'EEXIST'].includes(code)) {
    return failStore('STORE_UNREADABLE', details)
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'EBUSY') {
    return failStore('STORE_BUSY', details)
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return failStore('STORE_IO', { ...details, values: { detail: code } })
  }
  return thrown
}
