import { failMarket, type MarketError } from '../errors.ts'
import { leftWords } from '../left.ts'
import { failNaver } from './errors.ts'
import type { Refusal } from './refusal.ts'

/** States of account and store that refuse any call (api/naver.md 1.5). */
export const accountMeanings: Readonly<Record<string, string>> = {
  ROLE_NOT_FOUND: '권한이 없는 계정입니다.',
  PROVISION_NOT_FOUND: '약관에 동의하지 않았습니다.',
  INVALID_CHANNEL_STATUS: '채널이 이용할 수 있는 상태가 아닙니다.',
  INVALID_STORE_STATUS: '스토어가 이용할 수 있는 상태가 아닙니다.',
  INVALID_REPRESENT_STATUS: '판매자(대표)의 상태가 유효하지 않습니다.',
  INVALID_MEMBER_STATUS: '회원의 상태가 유효하지 않습니다.',
  INVALID_INTERLOCK_STATUS: '연동 상태가 유효하지 않습니다.',
  RESOURCE_NOT_AVAILABLE: '접근할 수 없는 자원입니다.',
  CHANNEL_NOT_FOUND: '채널을 찾을 수 없습니다.',
  STORE_NOT_FOUND: '스토어를 찾을 수 없습니다.',
  REPRESENT_NOT_FOUND: '판매자(대표)를 찾을 수 없습니다.',
  MEMBER_NOT_FOUND: '회원을 찾을 수 없습니다.',
  INTERLOCK_NOT_FOUND: '연동 정보가 없습니다.',
}

export interface FailedCall {
  /** Whether a lost answer leaves the result open. */
  write: boolean
  /** Method and path template. */
  api: string
  /** The API group that the application must have. */
  group: string
}

/** Documented: minutes. */
export const BLOCK_MS = 180_000
/** Documented for penalised applications: one call an hour. */
export const QUOTA_MS = 60 * 60_000
const BUSY_MS = 60_000

const addressWords = (address: string | null) =>
  address === null ? '네이버가 본 주소는 답에 없습니다.' : `네이버가 본 이 PC의 주소는 ${address}입니다.`

export const quotaWords = (quota: Refusal['quota']): string => {
  const period = quota?.period.startsWith('HOUR') ? '시간당' : quota?.period === 'SECONDS' ? '초당' : '일정 기간에'
  return quota === null || quota.limit === '' ? '매우 적은 횟수' : `${period} ${quota.limit}회`
}

/** A quota by the second passes as a rate does; one by the hour is the penalty for wrong token calls. */
export const isQuota = ({ code, quota }: Refusal): boolean => code === 'GW.QUOTA_LIMIT' && quota?.period !== 'SECONDS'

/** What the gateway or the account says, the same for every call; null where the API itself has spoken. */
export function commonFailure(refusal: Refusal, { write, api, group }: FailedCall): MarketError | null {
  const { status, code, words } = refusal
  const serviceCode = code || String(status)
  // Without a code of its own, the status is not said twice.
  const answer = [`HTTP ${status}`, code].filter((part) => part !== '').join(' ')
  const values = { serviceCode, words: words || '설명 없음', group, status, api, answer, left: leftWords(BLOCK_MS) }
  const details = { serviceCode, values }
  if (code === 'GW.IP_NOT_ALLOWED') {
    const address = addressWords(refusal.address)
    return failNaver('NAVER_IP_NOT_ALLOWED', { kind: 'setup' }, { serviceCode, values: { address } })
  }
  if (isQuota(refusal)) {
    const said = { quota: quotaWords(refusal.quota), left: leftWords(QUOTA_MS) }
    return failNaver('NAVER_QUOTA', { kind: 'setup' }, { serviceCode, values: said })
  }
  if (status === 429) return failNaver('NAVER_BUSY', { kind: 'later', retryAfterMs: BUSY_MS }, details)
  if (code === 'GW.NOT_FOUND') return failNaver('NAVER_NO_API', { kind: 'setup' }, details)
  if (status === 415) return failNaver('NAVER_NO_API', { kind: 'setup' }, details)
  if (status === 503 && !write) return failNaver('NAVER_BLOCKED', { kind: 'later', retryAfterMs: BLOCK_MS }, details)
  // 500 and 504 may come after the work was done; so may a 408 and, for all that is known, a 503.
  if (status >= 500 || status === 408 || status === 425) {
    return failNaver(status === 503 ? 'NAVER_BLOCKED' : 'NAVER_SERVER', { kind: write ? 'unknown' : 'later' }, details)
  }
  if (status >= 300 && status < 400) {
    return failMarket(
      'naver',
      'MARKET_ODD_REPLY',
      { kind: write ? 'unknown' : 'later' },
      { detail: `HTTP ${status}` },
      serviceCode,
    )
  }
  return null
}

/** The same for every call but the token's: who is asking, and what the application may do. */
export function accessFailure(refusal: Refusal, { group }: FailedCall): MarketError | null {
  const { status, code, words } = refusal
  const serviceCode = code || String(status)
  const meaning = accountMeanings[code]
  if (meaning !== undefined && (status === 403 || status === 404)) {
    return failNaver('NAVER_ACCOUNT', { kind: 'setup' }, { serviceCode, values: { serviceCode, meaning } })
  }
  const details = { serviceCode, values: { serviceCode, words: words || '설명 없음', group } }
  if (status === 401) return failNaver('NAVER_AUTHN', { kind: 'setup' }, details)
  if (status === 403 && refusal.inputs.length === 0) return failNaver('NAVER_FORBIDDEN', { kind: 'setup' }, details)
  return null
}
