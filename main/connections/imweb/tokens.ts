import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/time.ts'
import { accessExpiry, refreshTokens, type TokenPair } from '../../imweb/auth.ts'
import type { HttpClient } from '../../net/types.ts'
import type { Db } from '../../store/db.ts'
import { withProcessLock } from '../../store/process-lock.ts'
import { failConnection } from '../errors.ts'
import {
  activeSlot,
  isSpent,
  otherSlot,
  readConnection,
  type Slot,
  saveConnection,
  setActiveSlot,
  spend,
  unspend,
} from '../repository.ts'
import type { AccessTokens, SecretStore } from '../types.ts'
import { fingerprintOf, imwebVault, type NewTokens, type StoredTokens } from './vault.ts'

const EARLY_MS = 5 * 60 * 1000
const LAST_MS = 60 * 1000

export interface ImwebTokensDeps {
  db: Db
  secrets: SecretStore
  http: HttpClient
  clock: Clock
  /** A file of its own in the data folder: whoever refreshes holds it. */
  lockFile: string
  /** Told about every change that the operator may have to see. */
  changed: (kind: 'refreshed' | 'problem' | 'healed', error: AppError | null) => void
}

export interface ImwebTokens extends AccessTokens {
  /** After a new consent or a disconnect: what was held in memory is worth nothing. */
  forget(): void
  /** Nobody refreshes while `work` runs, in this process or another. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

interface Held {
  slot: Slot
  token: string
  issuedAt: number
  expiresAt: number
  /** Got by a refresh just now, not found in the keychain from earlier. */
  isOurs: boolean
}

/**
 * Renewed five minutes early. A token that we ourselves just got and that lives shorter is good for half its life: five
 * minutes would be always.
 */
const isFresh = (held: Held, now: number) =>
  now < held.expiresAt - (held.isOurs ? Math.min(EARLY_MS, (held.expiresAt - held.issuedAt) / 2) : EARLY_MS)
const lasts = (held: Held, now: number) =>
  now < held.expiresAt - Math.min(LAST_MS, (held.expiresAt - held.issuedAt) / 4)

/** The request certainly changed nothing: it never left, or Imweb answered that it did not look at it. */
const wasNotTaken = (error: unknown) =>
  error instanceof AppError &&
  (error.code === 'NET_UNREACHABLE' ||
    error.code === 'NET_RATE_LIMITED' ||
    (error.code === 'NET_SERVER_ERROR' && (error.serviceCode === '503' || error.serviceCode === '10000')))

/** Troubles of this machine, not of the connection. */
const isLocal = (code: string) => code.startsWith('KEYCHAIN_') || code === 'SECRETS_MISSING'

/** The answer did not arrive or could not be read, whatever Imweb did. */
const isOfTheWay = (code: string) => code.startsWith('NET_') || code === 'IMWEB_BAD_REPLY' || code === 'CANCELLED'

const needsSetup = new Set(['IMWEB_30098', 'IMWEB_30099', 'IMWEB_30132', 'IMWEB_30156', 'IMWEB_40001'])

/**
 * Imweb's rotating tokens. One refresh at a time in all threads and processes; a refresh token is written down as spent
 * before it is sent and never sent again; a new pair is stored before anybody gets it.
 */
export const imwebTokens = (deps: ImwebTokensDeps): ImwebTokens => {
  const { db, http, clock, lockFile, changed } = deps
  const vault = imwebVault(deps.secrets)
  let held: Held | null = null
  /** A pair the keychain did not take: kept until it does, used only then. */
  let unstored: { slot: Slot; tokens: NewTokens } | null = null
  let flight: Promise<string> | null = null

  const reauth = (why: string, serviceCode?: string) =>
    failConnection('NEEDS_REAUTH', { service: 'imweb', values: { why }, ...(serviceCode ? { serviceCode } : {}) })

  const mark = (state: 'needs_reauth' | 'needs_setup', error: AppError): AppError => {
    const before = readConnection(db, 'imweb')
    if (before?.state !== state || before.problem?.code !== error.code) {
      saveConnection(db, 'imweb', { state, problem: error.toShape() }, clock.now())
      changed('problem', error)
    }
    return error
  }

  /** A keychain that works again is nothing to bother the operator with. */
  const heal = () => {
    const row = readConnection(db, 'imweb')
    if (row?.state !== 'needs_setup' || row.problem === null || !isLocal(row.problem.code)) return
    saveConnection(db, 'imweb', { state: 'connected', problem: null }, clock.now())
    changed('healed', null)
  }

  const slotInUse = (): Slot => {
    const slot = activeSlot(db, 'imweb')
    const row = readConnection(db, 'imweb')
    if (slot === null || row === null || row.state === 'disconnected') {
      throw failConnection('NOT_CONNECTED', { service: 'imweb', values: { name: '아임웹' } })
    }
    if (row.state === 'needs_reauth') {
      throw row.problem ? new AppError(row.problem) : reauth('')
    }
    return slot
  }

  /** A restored backup may point to the set of secrets before the last consent: the other set is then the one in use. */
  const filledSlot = async (slot: Slot): Promise<Slot> => {
    if ((await vault.credentials(slot)) !== null) return slot
    const other = otherSlot(slot)
    const credentials = await vault.credentials(other)
    if (credentials === null || credentials.siteCode !== readConnection(db, 'imweb')?.siteCode) return slot
    setActiveSlot(db, 'imweb', other)
    return other
  }

  /** What somebody else got while we waited is as new as if we had got it. */
  const keep = (slot: Slot, { access, matched }: StoredTokens, waitedSince: number): Held | null => {
    const isOurs = (token: string, issuedAt: number) =>
      issuedAt >= waitedSince || (held?.token === token && held.isOurs)
    held = access && matched ? { slot, ...access, isOurs: isOurs(access.token, access.issuedAt) } : null
    return held
  }

  /** The refresh token was used up without an answer, or Imweb refused it for a reason that is already on the row. */
  const lost = (): AppError => {
    const row = readConnection(db, 'imweb')
    if (row?.state === 'needs_setup' && row.problem?.code.startsWith('IMWEB_')) return new AppError(row.problem)
    return mark('needs_reauth', failConnection('REFRESH_UNKNOWN', { service: 'imweb' }))
  }

  const storePair = async (slot: Slot, tokens: NewTokens): Promise<Held> => {
    unstored = { slot, tokens }
    await vault.saveTokens(slot, tokens)
    unstored = null
    held = { slot, token: tokens.accessToken, issuedAt: tokens.issuedAt, expiresAt: tokens.expiresAt, isOurs: true }
    const row = readConnection(db, 'imweb')
    // What was wrong with a connection that works has passed.
    const passed = row?.state === 'connected' ? { problem: null } : {}
    saveConnection(db, 'imweb', { ...passed, accessExpiresAt: tokens.expiresAt }, clock.now())
    changed('refreshed', null)
    return held
  }

  /** Imweb's answer to a refresh as the state of the connection; what is left of the access token is used up first. */
  const refusal = (error: unknown): unknown => {
    if (!(error instanceof AppError)) return error
    if (needsSetup.has(error.code)) return mark('needs_setup', error)
    if (error.serviceCode !== undefined && error.code.startsWith('IMWEB_')) {
      const why = error.code === 'IMWEB_UNKNOWN' ? error.message : error.serviceCode
      return mark('needs_reauth', reauth(` (${why})`, error.serviceCode))
    }
    return error
  }

  const send = async (slot: Slot, refreshToken: string): Promise<Held> => {
    const credentials = await vault.credentials(slot)
    if (credentials === null) throw mark('needs_setup', failConnection('SECRETS_MISSING', { service: 'imweb' }))
    const fingerprint = fingerprintOf(refreshToken)
    const issuedAt = clock.now()
    if (!spend(db, 'imweb', fingerprint, issuedAt)) throw failConnection('REFRESH_UNKNOWN', { service: 'imweb' })
    let pair: TokenPair
    try {
      pair = await refreshTokens(http, credentials, refreshToken)
    } catch (error) {
      if (wasNotTaken(error)) unspend(db, fingerprint)
      throw refusal(error)
    }
    return storePair(slot, { ...pair, issuedAt, expiresAt: accessExpiry(pair.accessToken, issuedAt) })
  }

  /** With the lock held: what another thread or process stored meanwhile is taken, else one refresh is sent. */
  const renew = async (rejected: string | null, waitedSince: number): Promise<string> => {
    const slot = await filledSlot(slotInUse())
    if (unstored?.slot === slot) return (await storePair(slot, unstored.tokens)).token
    unstored = null
    const stored = await vault.tokens(slot)
    const current = keep(slot, stored, waitedSince)
    const usable = current !== null && current.token !== rejected
    if (usable && isFresh(current, clock.now())) return current.token
    if (stored.refresh === null) throw mark('needs_setup', failConnection('SECRETS_MISSING', { service: 'imweb' }))
    const left = usable && lasts(current, clock.now()) ? current.token : null
    if (isSpent(db, fingerprintOf(stored.refresh.token))) {
      if (left !== null) return left
      throw lost()
    }
    try {
      return (await send(slot, stored.refresh.token)).token
    } catch (error) {
      if (!(error instanceof AppError) || !isOfTheWay(error.code)) throw error
      // A network that is down for a moment does not stop calls that the old token still carries.
      if (left !== null) return left
      throw wasNotTaken(error) ? error : lost()
    }
  }

  const guarded = async (work: () => Promise<string>): Promise<string> => {
    try {
      const token = await work()
      heal()
      return token
    } catch (error) {
      if (error instanceof AppError && error.code.startsWith('KEYCHAIN_')) mark('needs_setup', error)
      throw error
    }
  }

  const locked = <T>(work: () => Promise<T>) => withProcessLock(lockFile, work, 90_000)

  const renewOnce = (rejected: string | null): Promise<string> => {
    const now = clock.now()
    flight ??= guarded(() => locked(() => renew(rejected, now))).finally(() => {
      flight = null
    })
    return flight
  }

  return {
    current: async () => {
      const slot = slotInUse()
      if (held?.slot === slot && unstored === null && isFresh(held, clock.now())) return held.token
      return renewOnce(null)
    },
    afterRejection: async (rejected) => {
      let token = rejected
      // A flight that was under way for another reason may bring back the very token that was just rejected.
      for (let tries = 0; token === rejected && tries < 3; tries += 1) token = await renewOnce(rejected)
      return token
    },
    forget: () => {
      held = null
      unstored = null
    },
    exclusively: locked,
  }
}
