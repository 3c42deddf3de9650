import { createHmac, timingSafeEqual } from 'node:crypto'

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export interface Tokens {
  issue(now: number): string
  isGood(token: string, now: number): boolean
  /** Ends all tokens issued so far. */
  expire(): void
}

/** JWTs of this server's own, as OwnerClan's look: three parts, `exp` about 30 days on. */
export function createTokens(secret: string, lifeMs: number): Tokens {
  let generation = 0
  const signed = (text: string) => createHmac('sha256', `${secret}/${generation}`).update(text).digest('base64url')
  return {
    issue(now) {
      const iat = Math.floor(now / 1000)
      const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: 'seller', iat, exp: iat + Math.floor(lifeMs / 1000) })}`
      return `${text}.${signed(text)}`
    },
    isGood(token, now) {
      const [head = '', claims = '', signature = ''] = token.split('.')
      const wanted = Buffer.from(signed(`${head}.${claims}`))
      const found = Buffer.from(signature)
      if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) return false
      const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp: number }
      return exp * 1000 > now
    },
    expire() {
      generation += 1
    },
  }
}
