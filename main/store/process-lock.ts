import { setTimeout as sleep } from 'node:timers/promises'
import { type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'
import { type Db, Sqlite } from './db.ts'

export const lockErrors = {
  HOME_HELD: {
    message: '다른 장터 프로그램이 이 데이터 폴더를 쓰고 있습니다.',
    nextStep: '열려 있는 장터 창이나 실행 중인 장터 명령을 끝낸 뒤 다시 시도하십시오.',
    retryable: true,
  },
  LOCK_BUSY: {
    message: '다른 작업이 같은 자원을 오래 쓰고 있어 기다리다 멈추었습니다.',
    nextStep: '잠시 뒤 다시 시도하십시오.',
    retryable: true,
  },
  LOCK_UNUSABLE: {
    message: '잠금 파일을 쓸 수 없습니다: {file}',
    nextStep:
      '데이터 폴더의 쓰기 권한과 남은 디스크 공간을 확인하고, 장터가 모두 꺼진 상태에서 이 파일을 지운 뒤 다시 시도하십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

const fail = failuresOf(lockErrors)

export interface Held {
  release(): void
}

const isBusy = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')

/**
 * An open exclusive transaction on an SQLite file is the lock: the OS drops it with the process, however that ends.
 * Nothing else in this process may open the file: on POSIX, closing any other handle of it drops the lock.
 */
const tryHold = (file: string): Held | null => {
  let db: Db | undefined
  try {
    db = new Sqlite(file, { timeout: 0 })
    // Nothing is ever written, so no journal is needed beside it.
    db.pragma('journal_mode = memory')
    db.exec('begin exclusive')
  } catch (error) {
    db?.close()
    if (isBusy(error)) return null
    throw fail('LOCK_UNUSABLE', { values: { file }, cause: error })
  }
  const held = db
  return { release: () => void held.close() }
}

/** Holds a whole data folder for this process. Throws HOME_HELD while another one (or another thread) has it. */
export const holdHome = (file: string): Held => {
  const held = tryHold(file)
  if (held === null) throw fail('HOME_HELD')
  return held
}

/** Runs `work` while no other thread or process does so under the same file. Throws LOCK_BUSY after `waitMs`. */
export const withProcessLock = async <T>(file: string, work: () => Promise<T>, waitMs = 60_000): Promise<T> => {
  const until = performance.now() + waitMs
  let held = tryHold(file)
  while (held === null) {
    if (performance.now() >= until) throw fail('LOCK_BUSY')
    await sleep(20 + Math.random() * 30)
    held = tryHold(file)
  }
  try {
    return await work()
  } finally {
    held.release()
  }
}
