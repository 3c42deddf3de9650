import { DAY_MS } from '../../../shared/time.ts'
import { parseJson } from '../../net/json.ts'
import { isRaw } from '../../net/readers.ts'

const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/

const inJson = (text: string): unknown => {
  try {
    const value = parseJson(text)
    if (!isRaw(value)) return value
    return value.token ?? value.accessToken ?? value.access_token ?? value.jwt
  } catch {
    return null
  }
}

/** The JWT in a login reply: bare text as documented, a JSON text, or an object with it. Null when there is none. */
export const tokenIn = (body: string): string | null => {
  const text = body.replace(/[\uFEFF\0]/g, '').trim()
  const found = /^["{]/.test(text) ? inJson(text) : text
  const token = typeof found === 'string' ? found.trim().replace(/^Bearer\s+/i, '') : ''
  return jwt.test(token) ? token : null
}

const partOf = (token: string, part: number): unknown => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

/** `exp` of a JWT as ms UTC; null when it does not say. Nothing is verified: only the issuer can. */
export const expiryOf = (token: string): number | null => {
  const claims = partOf(token, 1)
  const exp = isRaw(claims) ? Number(claims.exp) : Number.NaN
  if (!Number.isFinite(exp) || exp <= 0) return null
  // Seconds by the standard; a number this large can only be ms.
  return Math.floor(exp > 1e11 ? exp : exp * 1000)
}

/** A token that does not say when it ends is asked for anew each day. */
const UNSAID_MS = DAY_MS

/** When to log in again: a day before the end, or half-way where the token lives less than two days. */
export const renewAt = (token: string, now: number): number => {
  const end = expiryOf(token) ?? now + UNSAID_MS
  return end - Math.min(DAY_MS, (end - now) / 2)
}
