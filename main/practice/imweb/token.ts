import type { Auth } from './auth-state.ts'
import { sameSecret, sha256 } from './auth-state.ts'
import { scopeList } from './scopes.ts'
import type { Recorder } from './seen.ts'
import type { IssuedTokens, PracticeCredentials } from './types.ts'
import { refuse, type WireShape } from './wire.ts'

export interface TokenCall {
  contentType: string
  query: URLSearchParams
  authorization: string | undefined
  body: string
}

export interface TokenDeps {
  auth: Auth
  credentials: PracticeCredentials
  redirectUris: readonly string[]
  seen: Recorder
  wire: WireShape
}

const required = (form: URLSearchParams, names: readonly string[]): string[] => {
  const missing = names.filter((name) => !form.get(name))
  if (missing.length > 0) throw refuse(10001, { required: missing })
  return names.map((name) => form.get(name) ?? '')
}

/** POST /oauth2/token. Imweb takes a form body with camelCase names only; snake_case names are simply missing fields. */
export function answerToken({ auth, credentials, redirectUris, seen, wire }: TokenDeps, call: TokenCall): unknown {
  const isForm = call.contentType.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded'
  if (!isForm || [...call.query.keys()].length > 0) throw refuse(30122)
  const form = new URLSearchParams(call.body)
  const [grantType, clientId = '', clientSecret = ''] = required(form, ['grantType', 'clientId', 'clientSecret'])
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    throw refuse(10001, { grantType: ['authorization_code', 'refresh_token'] })
  }
  const basic = `Basic ${Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString('base64')}`
  const wrongHeader = call.authorization !== undefined && !sameSecret(call.authorization, basic)
  const known = sameSecret(clientId, credentials.clientId) && sameSecret(clientSecret, credentials.clientSecret)
  if (wrongHeader || !known) throw refuse(30098)

  if (grantType === 'authorization_code') {
    const [redirectUri = '', code = ''] = required(form, ['redirectUri', 'code'])
    if (!redirectUris.includes(redirectUri)) throw refuse(30123)
    seen.code(sha256(code))
    return answered(auth.exchange(code, redirectUri), wire)
  }
  const [refreshToken = ''] = required(form, ['refreshToken'])
  seen.refresh(sha256(refreshToken))
  return answered(auth.refresh(refreshToken), wire)
}

const answered = (tokens: IssuedTokens, wire: WireShape) => ({
  accessToken: tokens.accessToken,
  refreshToken: tokens.refreshToken,
  scope: wire.scope === 'array' ? scopeList(tokens.scope) : tokens.scope,
})
