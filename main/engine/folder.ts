import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const folderErrors = {
  HOME_UNUSABLE: {
    message: '데이터 폴더를 쓸 수 없습니다: {folder} ({reason})',
    nextStep: 'JANGTEO_HOME이 가리키는 곳과 그 폴더의 권한, 남은 디스크 공간을 확인하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

const fail = failuresOf(folderErrors)

const isFolder = (path: string): boolean | null => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? null

/**
 * Makes a data folder, only for its owner. Level by level, because Node's own recursive form never returns where a
 * parent exists and yet takes no children (/proc).
 */
export function makeFolder(folder: string): void {
  try {
    const missing: string[] = []
    for (let at = folder; isFolder(at) === null; at = dirname(at)) missing.unshift(at)
    for (const path of missing) mkdirSync(path, { mode: 0o700 })
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '알 수 없는 이유'
    throw fail('HOME_UNUSABLE', { values: { folder, reason }, cause })
  }
  if (isFolder(folder) !== true) throw fail('HOME_UNUSABLE', { values: { folder, reason: 'ENOTDIR' } })
}
