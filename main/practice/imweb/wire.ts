/** The forms in which Imweb's answers have been seen; the defaults are those of today's documents. */
export interface WireShape {
  errorCode: 'string' | 'number'
  errorPlace: 'nested' | 'top'
  scope: 'string' | 'array'
  tokens: 'jwt' | 'opaque'
}

export const defaultWire: WireShape = { errorCode: 'string', errorPlace: 'nested', scope: 'string', tokens: 'jwt' }

/** A refusal in Imweb's own words and code. */
export class Refusal extends Error {
  readonly status: number
  readonly errorCode: string
  readonly data: unknown

  constructor(status: number, errorCode: string, message: string, data?: unknown) {
    super(message)
    this.status = status
    this.errorCode = errorCode
    this.data = data
  }
}

const refusals = {
  10001: [400, '잘못된 요청 파라미터입니다.'],
  10002: [404, '요청한 리소스를 찾을 수 없습니다.'],
  30006: [404, '유닛이 존재하지 않습니다.'],
  30096: [400, '존재하지 않는 주문입니다.'],
  30097: [400, '존재하지 않는 주문 섹션입니다.'],
  30098: [400, '클라이언트 정보가 올바르지 않습니다.'],
  30099: [400, '허용되지 않은 scope입니다.'],
  30100: [400, '인가 코드가 유효하지 않습니다.'],
  30101: [401, '토큰이 유효하지 않습니다.'],
  30102: [401, '토큰이 만료되었습니다.'],
  30103: [403, '권한이 없습니다.'],
  30104: [400, '유닛 코드가 유효하지 않습니다.'],
  30105: [401, '인증 정보가 유효하지 않습니다.'],
  30122: [400, 'Content-Type은 application/x-www-form-urlencoded이어야 합니다.'],
  30123: [400, 'Invalid redirect uri'],
  30124: [400, '인가 코드가 올바르지 않습니다.'],
  30125: [400, '인가 코드가 만료되었습니다.'],
  30128: [404, '연동중 상태에서만 완료할 수 있습니다.'],
  30130: [404, '연동완료 상태에서만 취소할 수 있습니다.'],
  30132: [403, '연동되지 않은 사이트입니다.'],
  30156: [400, 'scope에 site-info:write가 필요합니다.'],
  30170: [400, '리프레시 토큰이 유효하지 않습니다.'],
} as const satisfies Record<number, readonly [number, string]>

export type RefusalCode = keyof typeof refusals

export const refuse = (code: RefusalCode, data?: unknown): Refusal =>
  new Refusal(refusals[code][0], String(code), refusals[code][1], data)

export const errorBody = (
  wire: WireShape,
  status: number,
  errorCode: string,
  message: string,
  data?: unknown,
): string => {
  const code = wire.errorCode === 'number' && /^\d+$/.test(errorCode) ? Number(errorCode) : errorCode
  const error = { errorCode: code, message, ...(data === undefined ? {} : { data }) }
  return JSON.stringify(wire.errorPlace === 'top' ? { statusCode: status, ...error } : { statusCode: status, error })
}

export const okBody = (data: unknown): string => JSON.stringify({ statusCode: 200, data })
