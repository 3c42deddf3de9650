import { type AppError, type ErrorCatalogue, failuresOf } from '../../../shared/errors.ts'
import { isRaw, list, text } from '../../net/readers.ts'
import { safeWords } from '../../net/words.ts'

export const ownerclanErrors = {
  OWNERCLAN_LOGIN_REFUSED: {
    message: '오너클랜이 로그인을 받아들이지 않았습니다 (HTTP {status}).',
    nextStep: 'ownerclan.com에 로그인할 때 쓰는 판매사 아이디와 비밀번호를 연결 화면에 다시 입력하십시오.',
    retryable: false,
  },
  OWNERCLAN_LOGIN_FAILED: {
    message: '오너클랜 로그인 서버가 예상하지 못한 답을 했습니다 (HTTP {status}).',
    nextStep: '잠시 뒤 다시 시도하고, 되풀이되면 오너클랜 API 센터의 공지를 확인하십시오.',
    retryable: true,
  },
  OWNERCLAN_NO_TOKEN: {
    message: '오너클랜 로그인 응답에 인증 토큰이 없습니다.',
    nextStep: '아이디와 비밀번호, API 이용 신청 여부를 ownerclan.com의 API 센터에서 확인한 뒤 다시 연결하십시오.',
    retryable: false,
  },
  OWNERCLAN_TOKEN_OLD: {
    message: '오너클랜이 준 인증 토큰이 이미 만료되어 있습니다.',
    nextStep: 'PC의 날짜와 시간이 맞는지 확인한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  OWNERCLAN_TOKEN_REFUSED: {
    message: '오너클랜이 새로 받은 인증 토큰도 받아들이지 않았습니다 (HTTP 401).',
    nextStep: '연결 화면에서 오너클랜을 다시 연결하고, 되풀이되면 API 이용 권한을 오너클랜에 문의하십시오.',
    retryable: false,
  },
  OWNERCLAN_FORBIDDEN: {
    message: '이 오너클랜 계정으로는 요청한 자료를 볼 수 없습니다 (HTTP 403).',
    nextStep: '오너클랜 API 센터에서 계정의 API 이용 권한과 허용 IP를 확인하십시오.',
    retryable: false,
  },
  OWNERCLAN_TOO_MANY: {
    message: '오너클랜이 호출이 너무 많다고 답했습니다 (Too many requests).',
    nextStep: '2분쯤 뒤 다시 시도하십시오. 같은 계정을 쓰는 다른 프로그램이 있으면 멈추십시오.',
    retryable: true,
  },
  OWNERCLAN_QUERY_REFUSED: {
    message: '오너클랜이 조회 항목을 받아들이지 않았습니다: {words}',
    nextStep: '오너클랜 API가 바뀌었을 수 있습니다. 프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
  OWNERCLAN_HISTORY_TOO_OLD: {
    message: '오너클랜은 3개월보다 오래된 변경 이력을 주지 않습니다.',
    nextStep: '해당 상품을 상품코드로 다시 수집하십시오.',
    retryable: false,
  },
  OWNERCLAN_ERROR: {
    message: '오너클랜이 오류로 답했습니다: {words}',
    nextStep: '수집 조건을 확인하고 다시 시도하십시오. 되풀이되면 활동 화면의 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  OWNERCLAN_HTTP: {
    message: '오너클랜이 요청을 받아들이지 않았습니다 (HTTP {status}).',
    nextStep: '잠시 뒤 다시 시도하고, 되풀이되면 활동 화면의 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  OWNERCLAN_BAD_REPLY: {
    message: '오너클랜의 응답이 약속된 모양이 아닙니다 ({detail}).',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 프로그램을 최신 버전으로 올리십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

const make = failuresOf(ownerclanErrors)

export const failOwnerclan = (code: keyof typeof ownerclanErrors, details: Parameters<typeof make>[1] = {}): AppError =>
  make(code, { service: 'ownerclan', ...details })

export interface GraphqlError {
  message: string
  /** Where in `data` it happened: `['allItems', 'edges', 3, 'node']`. */
  path: (string | number)[]
  code: string | null
}

/** `errors[]` of a GraphQL reply; also where it is one object or holds bare texts. */
export const graphqlErrors = (errors: unknown): GraphqlError[] =>
  list(errors).map((one) => {
    const error = isRaw(one) ? one : { message: one }
    const extensions = isRaw(error.extensions) ? error.extensions : {}
    const path = list(error.path).filter((step) => typeof step === 'string' || typeof step === 'number')
    return { message: safeWords(error.message) || '설명 없음', path, code: text(extensions.code, 60) }
  })

/** Known only by its words, under any HTTP status. */
export const saysTooMany = (errors: readonly GraphqlError[]): boolean =>
  errors.some((error) => /too many requests/i.test(error.message))

const isOurMistake =
  /cannot query field|unknown (?:argument|type|field)|syntax error|got invalid value|must (?:not )?have a selection|is required|not provided/i

export const ownerclanFailure = (errors: readonly GraphqlError[], traceId?: string): AppError => {
  const [first] = errors
  const words = first?.message ?? '설명 없음'
  const details = {
    values: { words },
    serviceCode: first?.code ?? words.slice(0, 60),
    ...(traceId === undefined ? {} : { traceId }),
  }
  if (saysTooMany(errors)) return failOwnerclan('OWNERCLAN_TOO_MANY', details)
  if (isOurMistake.test(words)) return failOwnerclan('OWNERCLAN_QUERY_REFUSED', details)
  if (/3\s*(?:months?|개월)/i.test(words)) return failOwnerclan('OWNERCLAN_HISTORY_TOO_OLD', details)
  return failOwnerclan('OWNERCLAN_ERROR', details)
}

/** What only the operator ends: `needs_reauth` asks for another login, `needs_setup` for a right at OwnerClan. */
export const ownerclanRefusals = {
  OWNERCLAN_LOGIN_REFUSED: 'needs_reauth',
  OWNERCLAN_TOKEN_REFUSED: 'needs_reauth',
  OWNERCLAN_NO_TOKEN: 'needs_setup',
  OWNERCLAN_FORBIDDEN: 'needs_setup',
} as const satisfies Partial<Record<keyof typeof ownerclanErrors, 'needs_setup' | 'needs_reauth'>>
