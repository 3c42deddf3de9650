import { failMarket, type MarketError } from '../errors.ts'
import { failNaver } from './errors.ts'
import { accountMeanings, commonFailure } from './failure.ts'
import type { Refusal } from './refusal.ts'
import type { Skew } from './skew.ts'

const inputWords = ({ inputs, words }: Refusal) =>
  [words, ...inputs.map(({ message }) => message)].filter((one) => one !== '')

export const wordsOf = (refusal: Refusal): string => [...new Set(inputWords(refusal))].join(' · ') || '설명 없음'

const codeOf = ({ code, status, inputs }: Refusal) => inputs[0]?.type || code || String(status)

/** In the future, older than five minutes, or in seconds: three ways to be wrong, one name. */
export const isClockRefusal = ({ inputs, words }: Refusal): boolean =>
  inputs.some(({ name, type, message }) => /timestamp/i.test(`${name} ${type} ${message}`)) || /timestamp/i.test(words)

/** Why no token was given. Nothing of a listing was sent yet: all of it is setup, or passes. */
export function tokenFailure(refusal: Refusal, skew: Skew): MarketError {
  const { status, code } = refusal
  const words = wordsOf(refusal)
  const serviceCode = codeOf(refusal)
  const details = { serviceCode, values: { serviceCode, words } }
  const common = commonFailure(refusal, { write: false, api: 'POST /v1/oauth2/token', group: '인증' })
  if (common !== null) return common
  // A page says nothing of the keys.
  if (refusal.isPage) {
    return failMarket('naver', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: `HTTP ${status}, HTML` }, serviceCode)
  }
  if (status === 400 && isClockRefusal(refusal)) {
    return failNaver(
      'NAVER_CLOCK',
      { kind: 'setup' },
      { serviceCode, values: { ...details.values, skew: skew.words() } },
    )
  }
  if (refusal.inputs.some(({ type }) => /application\.status/i.test(type))) {
    return failNaver('NAVER_APP_STATE', { kind: 'setup' }, details)
  }
  const meaning = accountMeanings[code]
  if (meaning !== undefined) {
    return failNaver('NAVER_ACCOUNT', { kind: 'setup' }, { serviceCode: code, values: { serviceCode: code, meaning } })
  }
  return failNaver('NAVER_KEY_REFUSED', { kind: 'setup' }, details)
}
