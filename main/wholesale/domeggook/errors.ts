import { type AppError, type ErrorCatalogue, failuresOf } from '../../../shared/errors.ts'
import { isRaw, text } from '../../net/readers.ts'
import { safeWords } from '../../net/words.ts'

const KEY_PLACE = 'https://mobile.domeggook.com/APIs/gate'

export const domeggookErrors = {
  DOMEGGOOK_KEY_REFUSED: {
    message: '도매꾹이 API 키를 받아들이지 않았습니다 ({serviceCode}): {words}',
    nextStep: `${KEY_PLACE} 에 로그인해 발급된 키를 확인하거나 새로 만들고, 허용 IP를 등록했다면 이 PC의 IP인지 확인한 뒤 연결 화면에 키를 다시 입력하십시오.`,
    retryable: false,
  },
  DOMEGGOOK_KEY_MISSING: {
    message: '도매꾹 API 키가 비어 있거나 키로 쓸 수 없는 글자가 있습니다.',
    nextStep: `${KEY_PLACE} 에서 만든 키를 끝까지 복사해 연결 화면에 다시 입력하십시오.`,
    retryable: false,
  },
  DOMEGGOOK_UNKNOWN_SERVICE: {
    message: '도매꾹이 요청한 기능이나 그 버전을 알지 못한다고 답했습니다 (UNKNOWN_SERVICE, {mode} {ver}).',
    nextStep: '도매꾹 API가 바뀌었을 수 있습니다. 프로그램을 최신 버전으로 올리십시오.',
    retryable: false,
  },
  DOMEGGOOK_NO_SEARCH_OPT: {
    message: '도매꾹이 검색 조건이 모자란다고 답했습니다 (NO_SEARCH_OPT).',
    nextStep: '검색어나 2단계 이상의 카테고리를 정한 뒤 다시 시도하십시오.',
    retryable: false,
  },
  DOMEGGOOK_NO_ITEM: {
    message: '도매꾹에 해당 상품이 없습니다 ({serviceCode}).',
    nextStep: '상품번호를 확인하십시오.',
    retryable: false,
  },
  DOMEGGOOK_TOO_MANY: {
    message: '도매꾹이 호출이 너무 많다고 답했습니다 (HTTP 429). 3분쯤 호출이 막힙니다.',
    nextStep: '3분 뒤 다시 시도하십시오. 같은 아이디의 키를 쓰는 다른 프로그램이 있으면 멈추십시오.',
    retryable: true,
  },
  DOMEGGOOK_DAY_USED: {
    message: '도매꾹의 하루 호출 한도({limit}회)를 다 썼습니다.',
    nextStep: '자정(한국 시각)이 지나면 이어서 수집할 수 있습니다.',
    retryable: true,
  },
  DOMEGGOOK_PAGE: {
    message: '도매꾹이 데이터 대신 빈 응답이나 웹 페이지로 되풀이해 답했습니다.',
    nextStep: '잠시 뒤 이어서 수집하십시오. 되풀이되면 도매꾹의 점검 공지를 확인하십시오.',
    retryable: true,
  },
  DOMEGGOOK_ERROR: {
    message: '도매꾹이 오류로 답했습니다 ({serviceCode}): {words}',
    nextStep: '수집 조건을 확인하고 다시 시도하십시오. 되풀이되면 활동 화면의 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  DOMEGGOOK_HTTP: {
    message: '도매꾹이 요청을 받아들이지 않았습니다 (HTTP {status}).',
    nextStep: '잠시 뒤 다시 시도하고, 되풀이되면 활동 화면의 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  DOMEGGOOK_BAD_REPLY: {
    message: '도매꾹의 응답이 약속된 모양이 아닙니다 ({detail}).',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 프로그램을 최신 버전으로 올리십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

const make = failuresOf(domeggookErrors)

export const failDomeggook = (code: keyof typeof domeggookErrors, details: Parameters<typeof make>[1] = {}): AppError =>
  make(code, { service: 'domeggook', ...details })

export interface Refusal {
  code: string
  /** Detail code: a word such as UNKNOWN_SERVICE; empty when there is none. */
  dcode: string
  words: string
}

/** `errors{}` of a reply, whatever its HTTP status; null when it is none. Codes come as numbers or text. */
export const refusalIn = (body: unknown): Refusal | null => {
  if (!isRaw(body)) return null
  const errors = Array.isArray(body.errors) ? body.errors[0] : body.errors
  if (!isRaw(errors)) return null
  return {
    code: text(errors.code, 40) ?? '',
    dcode: text(errors.dcode, 60) ?? '',
    words: safeWords(errors.dmessage) || safeWords(errors.message) || '설명 없음',
  }
}

const aboutKey = /(?:^|_)(?:AID|API_?KEY|KEY|IP|AUTH\w*|CERT\w*|LOGIN|PERMISSION|FORBIDDEN)(?:_|$)/i

export interface Asked {
  mode: string
  ver: string
  traceId?: string
}

export const domeggookFailure = ({ code, dcode, words }: Refusal, { mode, ver, traceId }: Asked): AppError => {
  const serviceCode = dcode || code || '-'
  const details = {
    serviceCode,
    values: { serviceCode, words, mode, ver },
    ...(traceId === undefined ? {} : { traceId }),
  }
  if (dcode === 'UNKNOWN_SERVICE') return failDomeggook('DOMEGGOOK_UNKNOWN_SERVICE', details)
  if (dcode === 'NO_SEARCH_OPT') return failDomeggook('DOMEGGOOK_NO_SEARCH_OPT', details)
  if (code === '429') return failDomeggook('DOMEGGOOK_TOO_MANY', details)
  // The detail code of a wrong key was not seen by anybody; its code is 401 or 403.
  if (code === '401' || code === '403' || aboutKey.test(dcode)) return failDomeggook('DOMEGGOOK_KEY_REFUSED', details)
  // The page says error 40 for a missing item, clients have seen 404.
  if (mode === 'getItemView' && (code === '40' || code === '404')) return failDomeggook('DOMEGGOOK_NO_ITEM', details)
  return failDomeggook('DOMEGGOOK_ERROR', details)
}

/** The key may be wrong, or right and not for this computer's address. */
export const domeggookRefusals = {
  DOMEGGOOK_KEY_REFUSED: 'needs_setup',
  DOMEGGOOK_KEY_MISSING: 'needs_reauth',
} as const satisfies Partial<Record<keyof typeof domeggookErrors, 'needs_setup' | 'needs_reauth'>>
