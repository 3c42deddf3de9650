import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../../shared/time.ts'
import { repeat } from '../../net/repeat.ts'
import { retryAfterMs } from '../../net/retry.ts'
import type { HttpClient, HttpReply } from '../../net/types.ts'
import { realSleep, type Sleep } from '../../net/waiting.ts'
import { failMarket, marketError } from '../errors.ts'
import { failNaver } from './errors.ts'
import { isQuota } from './failure.ts'
import type { Gate } from './gate.ts'
import { bodyOf, refusalIn } from './refusal.ts'
import { isSecret, signed } from './sign.ts'
import type { Skew } from './skew.ts'
import { type NaverToken, tokenFrom, tokenOf, tokenText } from './token.ts'
import { isClockRefusal, tokenFailure } from './token-failure.ts'

/** As AUTOMATION.md's `connect naver` takes them. */
export const naverFields = z.object({
  clientId: z.string().trim().min(1).max(200),
  clientSecret: z.string().trim().min(1).max(200),
})
export type NaverCredentials = z.infer<typeof naverFields>

/** Keeps a token over restarts; secret, so the keychain and nothing else. */
export interface TokenStore {
  get(): Promise<string | null>
  set(text: string): Promise<void>
}

export interface NaverAuth {
  /** The kept token, or a new one; one call at a time, whoever asks. Throws MarketError of kind setup or later. */
  token(): Promise<string>
  /** After GW.AUTHN: a new one, unless somebody has one already. */
  afterRejection(rejected: string): Promise<string>
}

export interface NaverAuthDeps {
  http: HttpClient
  credentials: () => Promise<NaverCredentials>
  clock: Clock
  skew: Skew
  gateOf: (clientId: string) => Gate
  tokenStore?: TokenStore | undefined
  waits?: { sleep?: Sleep; random?: () => number }
}

/** Naver refuses a timestamp of its own future; public clients run with the same margin. */
const MARGIN_MS = 3000
const ATTEMPTS = 3
const PAUSE_MS = 1000

const ownerOf = ({ clientId, clientSecret }: NaverCredentials) =>
  createHash('sha256')
    .update(JSON.stringify([clientId, clientSecret]))
    .digest('hex')

/** Pasted keys carry blanks; what cannot be a key never leaves this computer. */
const clean = ({ clientId, clientSecret }: NaverCredentials): NaverCredentials => {
  const keys = { clientId: clientId.trim(), clientSecret: clientSecret.trim() }
  if (!isSecret(keys.clientSecret))
    throw failNaver('NAVER_KEY_SHAPE', { kind: 'setup' }, { values: { what: '시크릿' } })
  if (!/^[!-~]{4,200}$/.test(keys.clientId))
    throw failNaver('NAVER_KEY_SHAPE', { kind: 'setup' }, { values: { what: 'ID' } })
  return keys
}

export function createNaverAuth(deps: NaverAuthDeps): NaverAuth {
  const { http, credentials, clock, skew, gateOf, tokenStore, waits = {} } = deps
  let kept: NaverToken | null = null
  let isStoreRead = false
  let flight: { owner: string; asked: Promise<string> } | null = null

  const post = async ({ clientId, clientSecret }: NaverCredentials, mayLeave: () => void): Promise<HttpReply> => {
    const timestamp = clock.now() + skew.ms() - MARGIN_MS
    const reply = await http.request({
      method: 'POST',
      path: '/external/v1/oauth2/token',
      // In the body, never in the address: since August 2026 such calls cost the application its quota (1.5).
      form: {
        client_id: clientId,
        timestamp: String(timestamp),
        grant_type: 'client_credentials',
        client_secret_sign: await signed(clientId, clientSecret, timestamp),
        type: 'SELF',
      },
      headers: { accept: 'application/json' },
      headersNow: () => {
        mayLeave()
        return {}
      },
      idempotent: true,
      maxBytes: 64 * 1024,
    })
    skew.learn(reply.headers.date, clock.now())
    return reply
  }

  const ask = async (given: NaverCredentials, owner: string): Promise<string> => {
    const keys = clean(given)
    const gate = gateOf(keys.clientId)
    const mayLeave = gate.enter()
    const send = async (): Promise<HttpReply> => {
      for (let attempt = 1; ; attempt += 1) {
        const reply = await repeat({ attempts: ATTEMPTS, ...waits }, () => post(keys, mayLeave))
        const isLimited = reply.status === 429 && !isQuota(refusalIn(reply))
        // An open circuit is left alone for minutes.
        if (attempt >= ATTEMPTS || reply.status === 503 || !(isLimited || reply.status >= 500)) return reply
        // After a 429 the limiter waits by itself.
        if (!isLimited) await (waits.sleep ?? realSleep)(PAUSE_MS * attempt)
      }
    }
    try {
      const before = skew.ms()
      let reply = await send()
      // A clock that is wrong by minutes is learnt from the refusal itself.
      if (reply.status === 400 && isClockRefusal(refusalIn(reply)) && skew.ms() !== before) reply = await send()
      if (reply.status !== 200) {
        const refusal = refusalIn(reply)
        const failure = tokenFailure(refusal, skew)
        throw gate.refused(refusal, failure, retryAfterMs(reply.headers['retry-after'], clock.now()))
      }
      const token = tokenOf(bodyOf(reply), clock.now(), owner)
      if (token === null) throw failMarket('naver', 'MARKET_ODD_REPLY', { kind: 'later' }, { detail: 'token' })
      kept = token
      // A keychain that is locked costs one more call next time, and nothing else.
      await tokenStore?.set(tokenText(token)).catch(() => {})
      return token.token
    } catch (thrown) {
      throw marketError(thrown, { write: false })
    }
  }

  const askOnce = (given: NaverCredentials, owner: string): Promise<string> => {
    if (flight?.owner === owner) return flight.asked
    const mine = { owner, asked: ask(given, owner) }
    flight = mine
    const landed = () => {
      if (flight === mine) flight = null
    }
    mine.asked.then(landed, landed)
    return mine.asked
  }

  const current = async (isGood: (token: string) => boolean): Promise<string> => {
    const given = await credentials().catch((thrown: unknown) => {
      throw marketError(thrown, { write: false })
    })
    const owner = ownerOf(given)
    if (kept === null && !isStoreRead && tokenStore !== undefined) {
      kept = tokenFrom(await tokenStore.get().catch(() => null))
      isStoreRead = true
    }
    const isMine = kept !== null && kept.owner === owner && clock.now() < kept.renewAt
    return isMine && kept !== null && isGood(kept.token) ? kept.token : askOnce(given, owner)
  }

  return {
    token: () => current(() => true),
    afterRejection: (rejected) => current((token) => token !== rejected),
  }
}
