import { AppError, type ErrorCatalogue, failuresOf } from '../../shared/errors.ts'
import type { HttpReply } from '../net/types.ts'

/** Imweb's documented codes (api/imweb.md part 1.7), those met in the field included. The key is `IMWEB_` + their code. */
export const imwebErrors = {
  IMWEB_10000: {
    message: '아임웹 서버 안에서 오류가 생겨 요청을 처리하지 못했습니다 (10000).',
    nextStep: '잠시 뒤 다시 시도하십시오. 되풀이되면 아임웹의 장애 공지를 확인하십시오.',
    retryable: true,
  },
  IMWEB_10001: {
    message: '아임웹이 요청 값을 받아들이지 않았습니다 (10001): {words}',
    nextStep: '활동 화면의 API 호출 기록에서 추적 번호를 확인해 알려 주십시오.',
    retryable: false,
  },
  IMWEB_10002: {
    message: '아임웹에 요청한 자료가 없습니다 (10002).',
    nextStep: '목록을 새로 고치고, 아임웹 관리자 화면에 해당 자료가 남아 있는지 확인하십시오.',
    retryable: false,
  },
  IMWEB_10003: {
    message: '아임웹이 요청 값을 받아들이지 않았습니다 (10003): {words}',
    nextStep: '활동 화면의 API 호출 기록에서 추적 번호를 확인해 알려 주십시오.',
    retryable: false,
  },
  IMWEB_10004: {
    message: '아임웹이 요청 자료의 형식을 받아들이지 않았습니다 (10004): {words}',
    nextStep: '활동 화면의 API 호출 기록에서 추적 번호를 확인해 알려 주십시오.',
    retryable: false,
  },
  IMWEB_30001: {
    message: '아임웹에 해당 회원이 없습니다 (30001). 관리자 계정도 회원으로 조회되지 않습니다.',
    nextStep: '따로 할 일은 없습니다. 주문에 적힌 정보로 표시합니다.',
    retryable: false,
  },
  IMWEB_30006: {
    message: '아임웹에 해당 유닛이 없습니다 (30006).',
    nextStep: '연결 화면에서 연결을 확인하고 유닛을 다시 고르십시오.',
    retryable: false,
  },
  IMWEB_30060: {
    message: '아임웹에 해당 주문의 섹션이 없습니다 (30060).',
    nextStep: '주문을 다시 동기화하십시오.',
    retryable: false,
  },
  IMWEB_30096: {
    message: '아임웹에 해당 주문이 없습니다 (30096).',
    nextStep: '아임웹 관리자 화면에서 주문번호를 확인하십시오.',
    retryable: false,
  },
  IMWEB_30097: {
    message: '아임웹에 해당 주문 섹션이 없습니다 (30097).',
    nextStep: '주문을 다시 동기화하십시오.',
    retryable: false,
  },
  IMWEB_30098: {
    message: '클라이언트 ID 또는 클라이언트 시크릿이 맞지 않습니다 (30098).',
    nextStep: '아임웹 개발자센터의 앱 정보에서 두 값을 끝까지 복사해 다시 입력하십시오.',
    retryable: false,
  },
  IMWEB_30099: {
    message: '앱에서 켜지 않은 권한을 요청했습니다 (30099).',
    nextStep: '개발자센터의 앱 설정에서 사이트 정보(쓰기)와 주문(읽기) 권한을 켠 뒤 다시 연결하십시오.',
    retryable: false,
  },
  IMWEB_30100: {
    message: '인가 코드가 올바르지 않습니다 (30100).',
    nextStep: '연결을 처음부터 다시 시작하십시오. 인가 코드는 한 번만 쓸 수 있습니다.',
    retryable: false,
  },
  IMWEB_30101: {
    message: '액세스 토큰이 유효하지 않습니다 (30101).',
    nextStep: '연결 화면에서 아임웹을 다시 연결하십시오. 예전 API의 토큰은 쓸 수 없습니다.',
    retryable: false,
  },
  IMWEB_30102: {
    message: '액세스 토큰의 유효 기간이 끝났습니다 (30102).',
    nextStep: '연결 화면에서 아임웹을 다시 연결하십시오.',
    retryable: false,
  },
  IMWEB_30103: {
    message: '이 작업에 필요한 권한이 연결에 들어 있지 않습니다 (30103).',
    nextStep: '개발자센터에서 주문(읽기) 권한을 켠 뒤 연결 화면에서 다시 연결해 동의하십시오.',
    retryable: false,
  },
  IMWEB_30104: {
    message: '유닛 코드가 올바르지 않습니다 (30104).',
    nextStep: '연결 화면에서 연결을 확인하고 유닛을 다시 고르십시오.',
    retryable: false,
  },
  IMWEB_30105: {
    message: '인증 정보가 올바르지 않습니다 (30105).',
    nextStep:
      '개발자센터에서 만든 OAuth 앱의 정보인지 확인하고 다시 연결하십시오. 예전 API 키와 시크릿 키는 쓸 수 없습니다.',
    retryable: false,
  },
  IMWEB_30116: {
    message: '유닛에 대표 도메인이 설정되어 있지 않습니다 (30116).',
    nextStep: '아임웹 관리자 화면에서 대표 도메인을 설정하십시오.',
    retryable: false,
  },
  IMWEB_30122: {
    message: '아임웹이 토큰 요청의 형식을 받아들이지 않았습니다 (30122).',
    nextStep: '프로그램을 최신 버전으로 올리고, 되풀이되면 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  IMWEB_30123: {
    message: '리디렉션 주소가 앱에 등록된 것과 다릅니다 (30123).',
    nextStep:
      '개발자센터의 Redirect URI와 입력한 주소를 글자 하나까지 똑같이 맞추십시오. 끝의 빗금(/)과 http·https도 같아야 합니다.',
    retryable: false,
  },
  IMWEB_30124: {
    message: '인가 코드가 맞지 않습니다 (30124).',
    nextStep: '연결을 처음부터 다시 시작하십시오. 인가 코드는 한 번만 쓸 수 있습니다.',
    retryable: false,
  },
  IMWEB_30125: {
    message: '인가 코드의 유효 기간이 끝났습니다 (30125).',
    nextStep: '연결을 처음부터 다시 시작하고, 동의한 뒤 바로 마치십시오.',
    retryable: false,
  },
  IMWEB_30128: {
    message: '연동 완료는 연동 중인 사이트에서만 할 수 있습니다 (30128). 이미 완료했거나 테스트연동한 사이트입니다.',
    nextStep: '따로 할 일은 없습니다.',
    retryable: false,
  },
  IMWEB_30130: {
    message: '연동 해제는 연동이 완료된 사이트에서만 할 수 있습니다 (30130).',
    nextStep: '따로 할 일은 없습니다.',
    retryable: false,
  },
  IMWEB_30132: {
    message: '이 상점은 앱과 연동되지 않았습니다 (30132).',
    nextStep:
      '개발자센터의 연동 사이트 관리에서 이 상점을 테스트연동에 추가하고, 사이트 코드가 맞는지 확인한 뒤 다시 연결하십시오.',
    retryable: false,
  },
  IMWEB_30156: {
    message: '요청한 권한에 사이트 정보 쓰기(site-info:write)가 빠져 있습니다 (30156).',
    nextStep: '개발자센터의 앱 설정에서 사이트 정보(쓰기) 권한을 켠 뒤 다시 연결하십시오.',
    retryable: false,
  },
  IMWEB_30170: {
    message: '리프레시 토큰이 더는 유효하지 않습니다 (30170).',
    nextStep: '연결 화면에서 아임웹을 다시 연결하십시오. 저장된 주문과 구매자는 그대로 있습니다.',
    retryable: false,
  },
  IMWEB_30273: {
    message: '연동되지 않은 상품이 들어 있는 주문이라 단건으로 읽을 수 없습니다 (30273).',
    nextStep: '따로 할 일은 없습니다. 목록에서 읽은 내용을 씁니다.',
    retryable: false,
  },
  IMWEB_40001: {
    message: '아임웹에 앱 정보가 없습니다 (40001).',
    nextStep: '개발자센터에서 앱이 남아 있는지 확인하고 클라이언트 ID를 다시 입력하십시오.',
    retryable: false,
  },
  IMWEB_UNKNOWN: {
    message: '아임웹이 요청을 받아들이지 않았습니다 ({serviceCode}): {words}',
    nextStep: '아임웹 개발자센터에서 이 코드를 찾아보고, 되풀이되면 추적 번호를 알려 주십시오.',
    retryable: false,
  },
  IMWEB_NO_CODE: {
    message: '아임웹이 이유를 밝히지 않고 요청을 거절했습니다 (HTTP {status}).',
    nextStep: '잠시 뒤 다시 시도하고, 되풀이되면 연결 화면에서 연결을 확인하십시오.',
    retryable: false,
  },
  IMWEB_BAD_REPLY: {
    message: '아임웹의 응답에서 필요한 값을 찾지 못했습니다: {detail}',
    nextStep: '잠시 뒤 다시 시도하고, 되풀이되면 추적 번호를 알려 주십시오.',
    retryable: true,
  },
} as const satisfies ErrorCatalogue

export const failImweb = failuresOf(imwebErrors)

export type ImwebReply = Pick<HttpReply, 'status' | 'json' | 'traceId'>

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Service codes are shown and stored: a reply may not use them to carry text of its own. */
const asCode = (value: unknown): string | null => {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  return /^[\w.-]{1,40}$/.test(text) ? text : null
}

const notPrintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** The service's own words, short, on one line, and without anything that could be a token, a code or an address. */
export const safeWords = (value: unknown): string => {
  if (typeof value !== 'string') return ''
  const text = value
    .slice(0, 2000)
    .replace(notPrintable, ' ')
    .replace(/[\w.+/~=-]{32,}/g, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .replace(/(?:\+?\d[\s-]?){9,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

const bodyOf = (reply: ImwebReply): Record<string, unknown> => {
  try {
    const body = reply.json()
    return isObject(body) ? body : {}
  } catch {
    return {}
  }
}

const firstOf = <T>(values: unknown[], read: (value: unknown) => T | null): T | null => {
  for (const value of values) {
    const found = read(value)
    if (found !== null) return found
  }
  return null
}

const details = (reply: ImwebReply): { code: string | null; words: string } => {
  const body = bodyOf(reply)
  const nested = isObject(body.error) ? body.error : {}
  const code = firstOf([nested.errorCode, nested.code, body.errorCode, body.code, body.error], asCode)
  const words = firstOf([nested.message, body.message, body.error], (value) => safeWords(value) || null)
  return { code, words: words ?? '' }
}

/** Imweb's own code in a refusal, as text, or null when there is none. */
export const imwebCode = (reply: ImwebReply): string | null => details(reply).code

const isKnown = (key: string): key is keyof typeof imwebErrors => Object.hasOwn(imwebErrors, key)

/** A code and words of Imweb, from a reply or from its redirect, as what the operator reads. */
export const imwebFailureFrom = (
  code: string | null,
  words: string,
  more: { status?: number; traceId?: string } = {},
) => {
  const known = code === null ? '' : `IMWEB_${code}`
  const trace = more.traceId === undefined ? {} : { traceId: more.traceId }
  const said = safeWords(words) || '설명 없음'
  if (code === null && safeWords(words) === '') {
    const failure = failImweb('IMWEB_NO_CODE', { service: 'imweb', values: { status: more.status ?? '-' }, ...trace })
    return (more.status ?? 0) >= 500 ? new AppError({ ...failure.toShape(), retryable: true }) : failure
  }
  const serviceCode = code ?? `HTTP ${more.status ?? '-'}`
  return failImweb(isKnown(known) ? known : 'IMWEB_UNKNOWN', {
    service: 'imweb',
    serviceCode,
    values: { words: said, serviceCode },
    ...trace,
  })
}

/** Any refusal of Imweb: codes as text or number, nested or at the top; unknown ones keep their code and words. */
export const imwebFailure = (reply: ImwebReply): AppError => {
  const { code, words } = details(reply)
  return imwebFailureFrom(code, words, { status: reply.status, traceId: reply.traceId })
}

/** A refusal that a fresh access token may heal. 30105 is not one: it asks for other credentials. */
export const rejectsToken = (reply: ImwebReply): boolean => {
  if (reply.status !== 401) return false
  const code = imwebCode(reply)
  return code !== '30105'
}
