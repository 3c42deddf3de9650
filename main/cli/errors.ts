import { AppError, type AppErrorShape, type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'

export const cliErrors = {
  STDIN_NOT_JSON: {
    message: '표준 입력에서 JSON 객체를 읽지 못했습니다.',
    nextStep: '한 줄의 JSON 객체를 표준 입력으로 넣으십시오.',
    retryable: false,
  },
  CONNECT_TIMEOUT: {
    message: '{seconds}초 안에 동의가 끝나지 않아 연결하지 못했습니다.',
    nextStep: '다시 실행하고 브라우저에서 동의를 마치십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const failCli = failuresOf(cliErrors)

/** A failure after part of the work was done: a script is told beside the error how far it got. */
export class PartlyDone extends AppError {
  readonly done: Record<string, number>

  constructor(error: AppErrorShape, done: Record<string, number>) {
    super(error)
    this.done = done
  }
}

/** Wrong usage: exit 2, with the sentence that says what was wrong. */
export class UsageError extends Error {}
