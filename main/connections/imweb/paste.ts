import { failAttempt } from '../errors.ts'
import { cleanPasted } from './credentials.ts'
import { type Answer, answerOf, type Redirect } from './redirect.ts'

const known = ['code', 'state', 'errorCode'] as const

interface Pasted {
  params: URLSearchParams
  /** Scheme, host, port and path; null when only the query was pasted. */
  address: string | null
}

const parse = (text: string): Pasted => {
  // Quotes and brackets come along when an address is copied out of a message.
  const bare = text.replace(/^[<"'([]+|[>"')\]]+$/g, '')
  if (/^https?:\/\//i.test(bare)) {
    if (!URL.canParse(bare)) throw failAttempt('PASTE_UNREADABLE')
    const url = new URL(bare)
    return { params: url.searchParams, address: url.origin + url.pathname }
  }
  const query = bare.replace(/^[^?]*\?/, '').replace(/#.*$/, '')
  const params = new URLSearchParams(query)
  if (!known.some((name) => params.has(name))) throw failAttempt('PASTE_UNREADABLE')
  // Browsers hide the scheme: `shop.example/back?code=…` is the address with the registered scheme missing.
  const shown = bare.includes('?') ? bare.slice(0, bare.indexOf('?')) : ''
  return { params, address: shown === '' ? null : `//${shown}` }
}

const isRedirect = (address: string, redirect: Redirect): boolean => {
  if (!address.startsWith('//')) return address === redirect.address
  const scheme = redirect.address.slice(0, redirect.address.indexOf('//'))
  const whole = `${scheme}${address}`
  if (!URL.canParse(whole)) return false
  const url = new URL(whole)
  return url.origin + url.pathname === redirect.address
}

/**
 * The address that the operator copied after consenting, or just its query. Throws what exactly is wrong with the text;
 * the attempt then goes on, and another text can be pasted.
 */
export const readPasted = (text: string, redirect: Redirect, state: string): Exclude<Answer, { kind: 'foreign' }> => {
  const clean = cleanPasted(text)
  if (clean === '') throw failAttempt('PASTE_EMPTY')
  const { params, address } = parse(clean)
  const answer = answerOf(params, state)
  if (params.has('responseType') || params.has('redirectUri')) throw failAttempt('PASTE_CONSENT_PAGE')
  if (!known.some((name) => params.has(name))) throw failAttempt('PASTE_NOTHING')
  if (params.has('code') && !params.has('state')) throw failAttempt('PASTE_NO_STATE')
  if (answer.kind === 'foreign') throw answer.error
  if (address !== null && !isRedirect(address, redirect)) {
    throw failAttempt('PASTE_OTHER_ADDRESS', { values: { expected: redirect.address } })
  }
  // A copied text can be cut short, unlike a redirect: that is no reason to end the attempt.
  if (answer.kind === 'refused' && answer.error.code === 'LOGIN_NO_CODE') throw failAttempt('PASTE_NOTHING')
  return answer
}
