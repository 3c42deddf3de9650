import { randomBytes } from 'node:crypto'
import { hashSync } from 'bcryptjs'
import { kstDayNumber } from '../../../shared/time.ts'
import type { Answer, Exchange } from '../http/shell.ts'
import { gateway, Refusal, refused } from './refusal.ts'
import type { PracticeNaverCredentials } from './types.ts'

const LIFE_MS = 3 * 3_600_000
const SAME_WHILE_MS = 30 * 60_000
const OLDEST_MS = 5 * 60_000

export interface Tokens {
  answer(exchange: Exchange, now: number): Answer
  isLive(token: string, now: number): boolean
  expire(): void
  /** Calls not as documented; each costs the application its quota on the next day. */
  bad(): number
  /** Whether yesterday's wrong calls hold the application at one call an hour today. */
  isPenalised(now: number): boolean
  reset(): void
}

const invalid = (name: string, message: string) =>
  new Refusal(400, 'BadRequest', message, [{ name, type: `Invalid.${name}`, message }])

export function createTokens(credentials: PracticeNaverCredentials): Tokens {
  let live: { token: string; endsAt: number }[] = []
  let badByDay = new Map<number, number>()
  let badCount = 0

  const checked = ({ url, headers, bytes }: Exchange, now: number): void => {
    const type = String(headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
    const form = new URLSearchParams(bytes.toString('utf8'))
    const isConforming =
      url.search === '' &&
      type === 'application/x-www-form-urlencoded' &&
      form.get('grant_type') === 'client_credentials' &&
      form.has('account_id') === (form.get('type') === 'SELLER')
    if (!isConforming) {
      badCount += 1
      badByDay.set(kstDayNumber(now), (badByDay.get(kstDayNumber(now)) ?? 0) + 1)
    }
    if (type !== 'application/x-www-form-urlencoded')
      throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', '지원하지 않는 형식입니다.')
    for (const name of ['client_id', 'timestamp', 'client_secret_sign', 'grant_type', 'type']) {
      if (form.getAll(name).length !== 1 || form.get(name) === '') throw invalid(name, `${name} 항목이 필요합니다.`)
    }
    if (form.get('grant_type') !== 'client_credentials')
      throw invalid('grant_type', 'grant_type 값이 올바르지 않습니다.')
    if (form.get('type') !== 'SELF') throw invalid('type', '내 스토어 애플리케이션은 SELF만 쓸 수 있습니다.')
    if (form.has('account_id')) throw invalid('account_id', 'SELF에는 account_id를 보낼 수 없습니다.')
    const timestamp = form.get('timestamp') ?? ''
    if (!/^\d{1,15}$/.test(timestamp)) throw invalid('timestamp', 'timestamp 항목이 올바르지 않습니다.')
    if (Number(timestamp) > now) throw invalid('timestamp', 'timestamp는 현재보다 이전이어야 합니다.')
    if (Number(timestamp) < now - OLDEST_MS) throw invalid('timestamp', 'timestamp의 유효 시간이 지났습니다.')
    if (form.get('client_id') !== credentials.clientId) throw invalid('client_id', '유효하지 않은 애플리케이션입니다.')
    const wanted = Buffer.from(hashSync(`${credentials.clientId}_${timestamp}`, credentials.clientSecret)).toString(
      'base64',
    )
    if (form.get('client_secret_sign') !== wanted) throw invalid('client_secret_sign', '전자서명이 올바르지 않습니다.')
  }

  return {
    answer: (exchange, now) => {
      if (exchange.method !== 'POST') return gateway(404, 'GW.NOT_FOUND', '요청한 API를 찾을 수 없습니다.', now)
      try {
        checked(exchange, now)
      } catch (thrown) {
        if (thrown instanceof Refusal) return refused(thrown, now)
        throw thrown
      }
      live = live.filter(({ endsAt }) => endsAt > now)
      let current = live.at(-1)
      if (current === undefined || current.endsAt - now < SAME_WHILE_MS) {
        current = { token: randomBytes(16).toString('base64url'), endsAt: now + LIFE_MS }
        live.push(current)
      }
      return {
        status: 200,
        body: JSON.stringify({
          access_token: current.token,
          expires_in: Math.floor((current.endsAt - now) / 1000),
          token_type: 'Bearer',
        }),
      }
    },
    isLive: (token, now) => live.some((one) => one.token === token && one.endsAt > now),
    expire: () => {
      live = []
    },
    bad: () => badCount,
    isPenalised: (now) => (badByDay.get(kstDayNumber(now) - 1) ?? 0) > 0,
    reset: () => {
      live = []
      badByDay = new Map()
      badCount = 0
    },
  }
}
