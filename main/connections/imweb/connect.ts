import type { ImwebCredentials } from '../../../shared/contract/connections.ts'
import type { Clock } from '../../../shared/time.ts'
import {
  accessExpiry,
  completeIntegration,
  exchangeCode,
  type ImwebSite,
  requestSite,
  siteOf,
  type TokenPair,
} from '../../imweb/auth.ts'
import type { HttpClient } from '../../net/types.ts'
import type { Db } from '../../store/db.ts'
import { failAttempt, failConnection } from '../errors.ts'
import {
  activeSlot,
  type ConnectionRow,
  otherSlot,
  readConnection,
  type Slot,
  saveConnection,
  setActiveSlot,
} from '../repository.ts'
import { consentEnd } from '../view.ts'
import type { ImwebTokens } from './tokens.ts'
import type { ImwebVault } from './vault.ts'

export interface ConnectDeps {
  db: Db
  vault: ImwebVault
  http: HttpClient
  tokens: ImwebTokens
  clock: Clock
  /** Called before another shop takes the place of `previous`: what is stored of the old one is put aside there. */
  onOtherShop: (previous: string, next: string) => Promise<void> | void
}

const throwIfAborted = (signal: AbortSignal) => {
  if (signal.aborted) throw failAttempt('LOGIN_CANCELLED')
}

const lookAtSite = async (deps: ConnectDeps, accessToken: string, typed: string, signal: AbortSignal) => {
  await completeIntegration(deps.http, accessToken, signal)
  const site = siteOf(await requestSite(deps.http, accessToken, signal))
  if (site.siteCode !== typed) {
    throw failConnection('SITE_MISMATCH', { service: 'imweb', values: { typed, actual: site.siteCode } })
  }
  return site
}

interface Consent {
  credentials: ImwebCredentials
  pair: TokenPair
  site: ImwebSite
  issuedAt: number
  expiresAt: number
}

/** The new secrets become the connection's in the same transaction in which its row says so. */
const activate = (deps: ConnectDeps, slot: Slot, consent: Consent): ConnectionRow => {
  const { credentials, pair, site, issuedAt, expiresAt } = consent
  const { db, clock } = deps
  return db
    .transaction(() => {
      const before = readConnection(db, 'imweb')
      const kept = site.units.find((unit) => unit.unitCode === before?.unitCode)
      const unit = kept ?? site.units[0]
      setActiveSlot(db, 'imweb', slot)
      return saveConnection(
        db,
        'imweb',
        {
          state: 'connected',
          problem: null,
          siteCode: site.siteCode,
          siteName: site.units[0]?.name || site.siteCode,
          unitCode: unit?.unitCode ?? null,
          units: site.units,
          clientIdLast4: credentials.clientId.slice(-4),
          redirectUri: credentials.redirectUri,
          scopes: pair.scopes,
          consentedAt: issuedAt,
          accessExpiresAt: expiresAt,
          refreshExpiresAt: consentEnd(issuedAt),
          checkedAt: clock.now(),
        },
        clock.now(),
      )
    })
    .immediate()
}

/**
 * From the code to a working connection. The new secrets are kept beside the ones in use until every step has passed, so
 * a failure leaves the connection that worked before as it was, and nothing of the new one.
 */
export const connectWithCode = async (
  deps: ConnectDeps,
  credentials: ImwebCredentials,
  code: string,
  signal: AbortSignal,
): Promise<ConnectionRow> => {
  const { db, vault, http, tokens, clock } = deps
  const issuedAt = clock.now()
  const pair = await exchangeCode(http, credentials, code, credentials.redirectUri, signal)
  const slot = otherSlot(activeSlot(db, 'imweb'))
  const expiresAt = accessExpiry(pair.accessToken, issuedAt)
  try {
    await vault.wipe(slot)
    await vault.saveCredentials(slot, credentials)
    await vault.saveTokens(slot, { ...pair, issuedAt, expiresAt })
    throwIfAborted(signal)
    const site = await lookAtSite(deps, pair.accessToken, credentials.siteCode, signal)
    const row = await tokens.exclusively(async () => {
      throwIfAborted(signal)
      const previous = readConnection(db, 'imweb')?.siteCode ?? null
      if (previous !== null && previous !== site.siteCode) await deps.onOtherShop(previous, site.siteCode)
      return activate(deps, slot, { credentials, pair, site, issuedAt, expiresAt })
    })
    tokens.forget()
    await vault.wipe(otherSlot(slot)).catch(() => {})
    return row
  } catch (error) {
    if (activeSlot(db, 'imweb') !== slot) await vault.wipe(slot).catch(() => {})
    throw error
  }
}
