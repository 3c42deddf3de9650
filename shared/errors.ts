import { josa, type ParticlePair } from './particles.ts'

/** What crosses every door when something fails. `message` and `nextStep` are Korean sentences for the operator. */
export interface AppErrorShape {
  code: string
  message: string
  nextStep: string
  retryable: boolean
  traceId?: string | undefined
  service?: string | undefined
  /** The service's own code, kept as text because some services answer numbers and some words. */
  serviceCode?: string | undefined
}

export type Result<T> = { ok: true; data: T } | { ok: false; error: AppErrorShape }

export class AppError extends Error {
  readonly code: string
  readonly nextStep: string
  readonly retryable: boolean
  readonly service: string | undefined
  readonly serviceCode: string | undefined
  traceId: string | undefined

  constructor(shape: AppErrorShape, options?: { cause?: unknown }) {
    super(shape.message, options)
    this.name = 'AppError'
    this.code = shape.code
    this.nextStep = shape.nextStep
    this.retryable = shape.retryable
    this.service = shape.service
    this.serviceCode = shape.serviceCode
    this.traceId = shape.traceId
  }

  toShape(): AppErrorShape {
    return {
      code: this.code,
      message: this.message,
      nextStep: this.nextStep,
      retryable: this.retryable,
      ...(this.traceId === undefined ? {} : { traceId: this.traceId }),
      ...(this.service === undefined ? {} : { service: this.service }),
      ...(this.serviceCode === undefined ? {} : { serviceCode: this.serviceCode }),
    }
  }
}

interface CatalogueEntry {
  message: string
  nextStep: string
  retryable: boolean
}

/** A table of the failures one room knows. `{name}` in a sentence is filled from the values given to `fail`. */
export type ErrorCatalogue = Record<string, CatalogueEntry>

export interface FailureDetails {
  values?: Record<string, string | number>
  service?: string
  serviceCode?: string
  traceId?: string
  cause?: unknown
}

/** `{name}` is filled from the values; `{name:을/를}` brings the particle that its last sound asks for. */
export const fill = (text: string, values: Record<string, string | number> = {}): string =>
  text.replace(/\{(\w+)(?::([^}]+))?\}/g, (whole, name: string, pair?: string) => {
    if (!Object.hasOwn(values, name)) return whole
    const value = String(values[name])
    return pair === undefined ? value : josa(value, pair as ParticlePair)
  })

/** Makes the error factory of one catalogue: `const fail = failuresOf(storeErrors); throw fail('STORE_CORRUPT')`. */
export const failuresOf =
  <C extends ErrorCatalogue>(catalogue: C) =>
  (code: keyof C & string, details: FailureDetails = {}): AppError => {
    const entry = catalogue[code] as CatalogueEntry
    return new AppError(
      {
        code,
        message: fill(entry.message, details.values),
        nextStep: fill(entry.nextStep, details.values),
        retryable: entry.retryable,
        ...(details.service === undefined ? {} : { service: details.service }),
        ...(details.serviceCode === undefined ? {} : { serviceCode: details.serviceCode }),
        ...(details.traceId === undefined ? {} : { traceId: details.traceId }),
      },
      details.cause === undefined ? undefined : { cause: details.cause },
    )
  }

export const commonErrors = {
  INTERNAL: {
    message: '프로그램 안에서 예상하지 못한 문제가 생겼습니다.',
    nextStep: '다시 시도하고, 되풀이되면 설정의 로그 폴더에서 추적 번호({trace})가 적힌 줄을 확인하십시오.',
    retryable: true,
  },
  BAD_INPUT: {
    message: '입력값이 올바르지 않습니다: {detail}',
    nextStep: '표시된 항목을 고친 뒤 다시 시도하십시오.',
    retryable: false,
  },
  UNKNOWN_CALL: {
    message: '알 수 없는 요청입니다: {name}',
    nextStep: '프로그램을 다시 시작하고 최신 버전인지 확인하십시오.',
    retryable: false,
  },
  FORBIDDEN_SENDER: {
    message: '허용되지 않은 화면에서 온 요청을 막았습니다.',
    nextStep: '프로그램을 다시 시작하십시오.',
    retryable: false,
  },
  ENGINE_STOPPED: {
    message: '작업 엔진이 멈추어 요청을 처리하지 못했습니다.',
    nextStep: '프로그램을 다시 시작하십시오. 저장된 데이터는 그대로 있습니다.',
    retryable: true,
  },
  CANCELLED: { message: '작업을 취소했습니다.', nextStep: '필요하면 다시 시작하십시오.', retryable: false },
  NOT_FOUND: {
    message: '{what:을/를} 찾지 못했습니다.',
    nextStep: '목록을 새로 고친 뒤 다시 고르십시오.',
    retryable: false,
  },
} as const satisfies ErrorCatalogue

export const failCommon = failuresOf(commonErrors)

/** Any thrown value as the shape that may cross a door: unknown errors never leak their text or stack. */
export const toErrorShape = (thrown: unknown, traceId?: string): AppErrorShape => {
  const error =
    thrown instanceof AppError ? thrown : failCommon('INTERNAL', { values: { trace: traceId ?? '-' }, cause: thrown })
  const shape = error.toShape()
  return traceId !== undefined && shape.traceId === undefined ? { ...shape, traceId } : shape
}

/** Which fields of an input were wrong and how, without repeating a value: it may be a secret or a person's name. */
export const inputDetail = (error: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[]
}): string => {
  const details = error.issues.map(({ path, message }) => {
    const words = message.endsWith('은 undefined입니다') || message.endsWith('undefined') ? '값이 없습니다' : message
    return `${path.map(String).join('.') || '(입력)'}: ${words}`
  })
  return [...new Set(details)].slice(0, 3).join(' · ')
}
