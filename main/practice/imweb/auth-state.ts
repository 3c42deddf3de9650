import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IssuedTokens, LinkState } from './types.ts'
import { refuse } from './wire.ts'

interface TokenRecord {
  hash: string
  kind: 'access' | 'refresh'
  scope: string
  expiresAt: number
  consentAt: number
  state: 'live' | 'used' | 'revoked'
}

interface CodeRecord {
  hash: string
  scope: string
  redirectUri: string
  expiresAt: number
  used: boolean
}

export interface AuthState {
  link: LinkState
  signingKey: string
  tokens: TokenRecord[]
  codes: CodeRecord[]
}

export interface AuthLives {
  codeMs: number
  accessMs: number
  refreshMs: number
  refreshFrom: 'rotation' | 'consent'
  tokens: 'jwt' | 'opaque'
}

export interface Auth {
  link(): LinkState
  setLink(state: LinkState): void
  newCode(scope: string, redirectUri: string): string
  /** Spends a code. Throws 30100, 30123, 30124 or 30125. */
  exchange(code: string, redirectUri: string): IssuedTokens
  /** Rotates. Throws 30170 for a token that was used, revoked, has expired or never was. */
  refresh(refreshToken: string): IssuedTokens
  issue(scope: string): IssuedTokens
  /** The scope of a good access token. Throws 30101 or 30102. */
  scopeOf(accessToken: string): string
  expireAccess(): void
  revokeRefresh(): void
  revokeAll(): void
  state(): AuthState
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Equal in constant time, whatever the lengths. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)))

export const newAuthState = (link: LinkState): AuthState => ({
  link,
  signingKey: randomBytes(32).toString('hex'),
  tokens: [],
  codes: [],
})

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const DAY = 86_400_000
const KEPT_TOKENS = 4000

export function createAuth(
  state: AuthState,
  siteCode: string,
  lives: AuthLives,
  now: () => number,
  save: () => void,
): Auth {
  const tokens = new Map(state.tokens.map((token) => [token.hash, token]))
  const codes = new Map(state.codes.map((code) => [code.hash, code]))
  const { signingKey } = state
  let link = state.link

  const tokenText = (kind: TokenRecord['kind'], scope: string, expiresAt: number): string => {
    if (lives.tokens === 'opaque') return randomBytes(40).toString('base64url')
    const jti = randomBytes(12).toString('hex')
    const seconds = { iat: Math.floor(now() / 1000), exp: Math.floor(expiresAt / 1000) }
    const body = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: siteCode, type: kind, scope, jti, ...seconds })}`
    return `${body}.${createHmac('sha256', signingKey).update(body).digest('base64url')}`
  }
  const make = (kind: TokenRecord['kind'], scope: string, expiresAt: number, consentAt: number): string => {
    const text = tokenText(kind, scope, expiresAt)
    const hash = sha256(text)
    tokens.set(hash, { hash, kind, scope, expiresAt, consentAt, state: 'live' })
    return text
  }
  const prune = () => {
    for (const [hash, code] of codes) if (code.expiresAt < now() - DAY) codes.delete(hash)
    for (const [hash, token] of tokens) {
      if (tokens.size <= KEPT_TOKENS && token.expiresAt > now() - DAY) continue
      tokens.delete(hash)
    }
  }
  const pair = (scope: string, consentAt: number): IssuedTokens => {
    prune()
    const refreshFrom = lives.refreshFrom === 'consent' ? consentAt : now()
    const accessToken = make('access', scope, now() + lives.accessMs, consentAt)
    const refreshToken = make('refresh', scope, refreshFrom + lives.refreshMs, consentAt)
    save()
    return { accessToken, refreshToken, scope }
  }
  const each = (change: (token: TokenRecord) => void) => {
    for (const token of tokens.values()) change(token)
    save()
  }

  return {
    link: () => link,
    setLink(next) {
      link = next
      save()
    },
    newCode(scope, redirectUri) {
      const code = randomBytes(32).toString('hex')
      const hash = sha256(code)
      codes.set(hash, { hash, scope, redirectUri, expiresAt: now() + lives.codeMs, used: false })
      save()
      return code
    },
    exchange(code, redirectUri) {
      if (!/^[0-9a-f]{64}$/.test(code)) throw refuse(30100)
      const record = codes.get(sha256(code))
      if (!record || record.used) throw refuse(30124)
      if (record.expiresAt <= now()) throw refuse(30125)
      if (record.redirectUri !== redirectUri) throw refuse(30123)
      record.used = true
      return pair(record.scope, now())
    },
    refresh(refreshToken) {
      const record = tokens.get(sha256(refreshToken))
      const good = record?.kind === 'refresh' && record.state === 'live' && record.expiresAt > now()
      if (!record || !good) throw refuse(30170)
      record.state = 'used'
      return pair(record.scope, record.consentAt)
    },
    issue: (scope) => pair(scope, now()),
    scopeOf(accessToken) {
      const record = tokens.get(sha256(accessToken))
      if (record?.kind !== 'access' || record.state !== 'live') throw refuse(30101)
      if (record.expiresAt <= now()) throw refuse(30102)
      return record.scope
    },
    expireAccess: () =>
      each((token) => {
        if (token.kind === 'access') token.expiresAt = Math.min(token.expiresAt, now())
      }),
    revokeRefresh: () =>
      each((token) => {
        if (token.kind === 'refresh') token.state = 'revoked'
      }),
    revokeAll: () =>
      each((token) => {
        token.state = 'revoked'
      }),
    state: () => ({ link, signingKey, tokens: [...tokens.values()], codes: [...codes.values()] }),
  }
}
