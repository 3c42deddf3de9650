import { createHash } from 'node:crypto'
import type { Clock } from '../../../shared/time.ts'
import { type RepeatOptions, repeat } from '../../net/repeat.ts'
import type { HttpClient } from '../../net/types.ts'
import { failOwnerclan } from './errors.ts'
import { expiryOf, renewAt, tokenIn } from './token.ts'

export interface OwnerclanCredentials {
  username: string
  password: string
}

export interface OwnerclanAuth {
  /** The kept token, or a new one. One login at a time, whoever asks. */
  token(): Promise<string>
  /** After a 401: a new login, unless somebody has one already. */
  afterRejection(rejected: string): Promise<string>
  /** Logs in in any case, to see whether the credentials are good. */
  fresh(): Promise<string>
}

export interface OwnerclanAuthDeps {
  http: HttpClient
  credentials: () => Promise<OwnerclanCredentials>
  clock: Clock
  waits?: Pick<RepeatOptions, 'sleep' | 'random'>
}

interface Kept {
  token: string
  renewAt: number
  /** Whose it is, so that new credentials never go on with the old account's token. */
  owner: string
}

const ownerOf = ({ username, password }: OwnerclanCredentials) =>
  createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest('hex')

export function createOwnerclanAuth({ http, credentials, clock, waits = {} }: OwnerclanAuthDeps): OwnerclanAuth {
  let kept: Kept | null = null
  let flight: { owner: string; login: Promise<string> } | null = null

  const login = async (given: OwnerclanCredentials, owner: string): Promise<string> => {
    const { username, password } = given
    const reply = await repeat({ attempts: 3, ...waits }, () =>
      http.request({
        method: 'POST',
        path: '/auth',
        json: { service: 'ownerclan', userType: 'seller', username, password },
        idempotent: true,
        maxBytes: 64 * 1024,
      }),
    )
    const { status, traceId } = reply
    const details = { traceId, serviceCode: String(status), values: { status } }
    if (status === 400 || status === 401 || status === 403) throw failOwnerclan('OWNERCLAN_LOGIN_REFUSED', details)
    if (status < 200 || status > 299) throw failOwnerclan('OWNERCLAN_LOGIN_FAILED', details)
    const token = tokenIn(reply.text())
    if (token === null) throw failOwnerclan('OWNERCLAN_NO_TOKEN', { traceId })
    const now = clock.now()
    if ((expiryOf(token) ?? Number.POSITIVE_INFINITY) <= now) throw failOwnerclan('OWNERCLAN_TOKEN_OLD', { traceId })
    kept = { token, renewAt: renewAt(token, now), owner }
    return token
  }

  const loginOnce = (given: OwnerclanCredentials, owner: string): Promise<string> => {
    if (flight?.owner === owner) return flight.login
    const mine = { owner, login: login(given, owner) }
    flight = mine
    const landed = () => {
      if (flight === mine) flight = null
    }
    mine.login.then(landed, landed)
    return mine.login
  }

  const current = async (isGood: (kept: Kept) => boolean): Promise<string> => {
    const given = await credentials()
    const owner = ownerOf(given)
    if (kept !== null && kept.owner === owner && clock.now() < kept.renewAt && isGood(kept)) return kept.token
    return loginOnce(given, owner)
  }

  return {
    token: () => current(() => true),
    afterRejection: (rejected) => current(({ token }) => token !== rejected),
    fresh: () => current(() => false),
  }
}
