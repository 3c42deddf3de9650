import { randomBytes } from 'node:crypto'
import type { Auth } from './auth-state.ts'
import { consentPage, errorPage } from './consent-page.ts'
import { allScopes, scopeList } from './scopes.ts'
import type { PracticeCredentials } from './types.ts'
import { Refusal, refuse } from './wire.ts'

export interface PageAnswer {
  status: number
  /** An HTML page, or a redirect when `location` is set. */
  html: string
  location?: string
  /** Where the page's form may lead. */
  formTarget?: string
}

interface Pending {
  redirectUri: string
  scope: string
  state: string
  expiresAt: number
}

export interface AuthorizeDeps {
  auth: Auth
  credentials: PracticeCredentials
  redirectUris: readonly string[]
  enabledScopes: readonly string[]
  now(): number
}

export interface Authorize {
  /** GET /oauth2/authorize: the consent page, or what is wrong with the request. */
  ask(query: URLSearchParams): PageAnswer
  /** POST /oauth2/authorize: the operator's answer. */
  answer(form: URLSearchParams): PageAnswer
}

const TICKET_MS = 10 * 60_000

const withQuery = (uri: string, values: Record<string, string>): string =>
  `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams(values)}`

const redirectTo = (location: string): PageAnswer => ({ status: 302, html: '', location })

export function createAuthorize({ auth, credentials, redirectUris, enabledScopes, now }: AuthorizeDeps): Authorize {
  const pending = new Map<string, Pending>()

  /** What a good redirect address is told about. */
  const check = (query: URLSearchParams) => {
    const missing = ['responseType', 'scope', 'state', 'siteCode'].filter((name) => !query.get(name))
    if (missing.length > 0) throw refuse(10001, { required: missing })
    if (query.get('responseType') !== 'code') throw refuse(10001, { responseType: ['code'] })
    const scopes = scopeList(query.get('scope') ?? '')
    if (scopes.some((scope) => !allScopes.includes(scope) || !isEnabled(scope))) throw refuse(30099)
    if (!scopes.includes('site-info:write')) throw refuse(30156)
    if (query.get('siteCode') !== credentials.siteCode || auth.link() === 'not_linked') throw refuse(30132)
    return scopes.join(' ')
  }
  const isEnabled = (scope: string) =>
    enabledScopes.includes(scope) || enabledScopes.includes(scope.replace(/:read$/, ':write'))

  return {
    ask(query) {
      const redirectUri = query.get('redirectUri') ?? ''
      const state = query.get('state') ?? ''
      // Nothing is sent to an address that is not registered for this client.
      const foreign = query.get('clientId') !== credentials.clientId ? refuse(30098) : null
      const unregistered = redirectUris.includes(redirectUri) ? null : refuse(30123)
      const wrong = foreign ?? unregistered
      if (wrong) return { status: wrong.status, html: errorPage(wrong.errorCode, wrong.message) }
      try {
        const scope = check(query)
        const ticket = randomBytes(24).toString('hex')
        for (const [key, one] of pending) if (one.expiresAt <= now()) pending.delete(key)
        pending.set(ticket, { redirectUri, scope, state, expiresAt: now() + TICKET_MS })
        const html = consentPage({
          ticket,
          siteCode: credentials.siteCode,
          scopes: scopeList(scope),
          relink: auth.link() === 'cancelled',
        })
        return { status: 200, html, formTarget: redirectUri }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const told = { errorCode: error.errorCode, message: error.message, ...(state === '' ? {} : { state }) }
        return redirectTo(withQuery(redirectUri, told))
      }
    },
    answer(form) {
      const ticket = form.get('ticket') ?? ''
      const asked = pending.get(ticket)
      pending.delete(ticket)
      if (!asked || asked.expiresAt <= now()) {
        return { status: 400, html: errorPage('10001', '동의 화면이 만료되었거나 이미 사용되었습니다.') }
      }
      const { redirectUri, scope, state } = asked
      if (form.get('answer') !== 'approve') {
        return redirectTo(
          withQuery(redirectUri, { errorCode: 'ACCESS_DENIED', message: '사용자가 동의를 거부했습니다.', state }),
        )
      }
      if (auth.link() === 'cancelled') auth.setLink('linking')
      return redirectTo(withQuery(redirectUri, { code: auth.newCode(scope, redirectUri), state }))
    },
  }
}
