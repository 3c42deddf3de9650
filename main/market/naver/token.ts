import { z } from 'zod'

export interface NaverToken {
  token: string
  /** ms UTC, by this computer's clock. */
  expiresAt: number
  renewAt: number
  /** Fingerprint of the keys it was made with: new keys never go on with the old ones' token. */
  owner: string
}

/** Naver answers the same token while 30 minutes or more of it are left, and a new one after that. */
const RENEW_BEFORE_MS = 30 * 60_000
/** Documented: three hours. */
const USUAL_SECONDS = 10_800

const answer = z.looseObject({
  access_token: z.string().min(1).max(4000),
  expires_in: z.coerce.number().positive().max(1e7).optional().catch(undefined),
})

/** A token that lives less than an hour is renewed half-way, so that it is not asked for at each call. */
export const tokenOf = (body: unknown, now: number, owner: string): NaverToken | null => {
  const read = answer.safeParse(body)
  if (!read.success) return null
  const life = (read.data.expires_in ?? USUAL_SECONDS) * 1000
  const expiresAt = Math.floor(now + life)
  return {
    token: read.data.access_token,
    expiresAt,
    renewAt: Math.floor(expiresAt - Math.min(RENEW_BEFORE_MS, life / 2)),
    owner,
  }
}

const kept = z.object({
  token: z.string().min(1),
  expiresAt: z.number(),
  renewAt: z.number(),
  owner: z.string(),
})

/** A kept token as text, and back; what cannot be read is as good as none. */
export const tokenText = (token: NaverToken): string => JSON.stringify(token)
export const tokenFrom = (text: string | null): NaverToken | null => {
  if (text === null) return null
  try {
    const read = kept.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
