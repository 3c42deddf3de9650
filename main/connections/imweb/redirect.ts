import { createHash, timingSafeEqual } from 'node:crypto'
import { defaultSettings } from '../../../shared/contract/work.ts'
import type { AppError } from '../../../shared/errors.ts'
import { imwebFailureFrom } from '../../imweb/errors.ts'
import { failAttempt, failCredential } from '../errors.ts'

export interface Redirect {
  /** Exactly as registered: Imweb compares it letter by letter, so it is never rewritten. */
  uri: string
  /** Scheme, host, port and path; a redirect may carry other parameters behind it. */
  address: string
  path: string
  loopback: { host: 'localhost' | '127.0.0.1'; port: number } | null
}

/** What kind of address the operator registered. Loopback needs http, a host of this machine and a port of its own. */
export const redirectOf = (uri: string): Redirect => {
  const refuse = (detail: string) =>
    failCredential('REDIRECT_INVALID', { values: { detail, port: defaultSettings.loopbackPort } })
  const url = URL.canParse(uri) ? new URL(uri) : null
  if (url === null) throw refuse('주소의 모양이 아닙니다')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse('http 또는 https로 시작해야 합니다')
  if (url.username !== '' || url.password !== '') throw refuse('사용자 이름이나 비밀번호를 담을 수 없습니다')
  if (uri.includes('#')) throw refuse('# 뒤의 부분을 담을 수 없습니다')
  const host = url.hostname
  const isLoopback = url.protocol === 'http:' && (host === 'localhost' || host === '127.0.0.1') && url.port !== ''
  if (isLoopback && url.port === '0') throw refuse('포트 번호가 0입니다')
  return {
    uri,
    address: url.origin + url.pathname,
    path: url.pathname,
    loopback: isLoopback ? { host, port: Number(url.port) } : null,
  }
}

/** Compares without telling by its duration where two texts differ, or how long the expected one is. */
export const sameSecret = (given: string, expected: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

export type Answer =
  | { kind: 'code'; code: string }
  /** The attempt ends: the answer is Imweb's, and it is no. */
  | { kind: 'refused'; error: AppError }
  /** Not the answer that is waited for. The attempt goes on. */
  | { kind: 'foreign'; error: AppError }

const single = (params: URLSearchParams, name: string): string | null => {
  const all = params.getAll(name)
  return all.length === 1 ? (all[0] ?? null) : null
}

/**
 * What a redirect says. `state` comes first: nothing else is looked at while it is wrong. One thing is read without it:
 * Imweb documents `errorCode` and `message` "instead", so a refusal may come without state; it can only end the attempt.
 */
export const answerOf = (params: URLSearchParams, state: string): Answer => {
  const given = single(params, 'state')
  const mine = sameSecret(given ?? '', state)
  const refusal = params.get('errorCode')
  const stateless = !params.has('state') && !params.has('code') && refusal !== null
  if (!mine && !stateless) return { kind: 'foreign', error: failAttempt('LOGIN_STATE') }
  if (refusal !== null) {
    const code = /^[\w.-]{1,40}$/.test(refusal.trim()) ? refusal.trim() : null
    return { kind: 'refused', error: imwebFailureFrom(code, params.get('message') ?? refusal) }
  }
  const code = single(params, 'code')
  if (code === null || !/^[\x21-\x7e]{1,2000}$/.test(code)) {
    return { kind: 'refused', error: failAttempt('LOGIN_NO_CODE') }
  }
  return { kind: 'code', code }
}
