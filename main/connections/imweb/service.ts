import type { Connection, ImwebCredentials } from '../../../shared/contract/connections.ts'
import type { Emit } from '../../../shared/contract.ts'
import { AppError, type AppErrorShape } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/time.ts'
import { requestSite, siteOf } from '../../imweb/auth.ts'
import { imwebFailure, rejectsToken } from '../../imweb/errors.ts'
import type { HttpClient } from '../../net/types.ts'
import type { Db } from '../../store/db.ts'
import { failConnection } from '../errors.ts'
import type { ServiceConnection } from '../registry.ts'
import { activeSlot, emptyConnection, readConnection, type Slot, saveConnection, setActiveSlot } from '../repository.ts'
import type { AccessTokens, SecretStore } from '../types.ts'
import { connectionView } from '../view.ts'
import { type ImwebAttempts, imwebAttempts, type Started } from './attempts.ts'
import { connectWithCode } from './connect.ts'
import { checkedCredentials } from './credentials.ts'
import { type ImwebTokens, imwebTokens } from './tokens.ts'
import { imwebVault } from './vault.ts'

export interface ImwebConnectionDeps {
  db: Db
  secrets: SecretStore
  http: HttpClient
  clock: Clock
  emit: Emit
  /** Imweb's address as configured: the consent page is under it. */
  baseUrl: string | (() => string)
  /** `tokens.lock` in the data folder. */
  lockFile: string
  onOtherShop: (previous: string, next: string) => Promise<void> | void
}

type AttemptView = ReturnType<ImwebAttempts['status']>

export interface ImwebConnection extends ServiceConnection {
  tokens: AccessTokens
  /** Waits five minutes for the consent unless told a shorter time, never longer. */
  start(credentials: ImwebCredentials, timeoutMs?: number): Promise<Started>
  /** Consents again with what is in the keychain. */
  restart(): Promise<Started>
  paste(attemptId: string, redirectedTo: string): Promise<Connection>
  cancel(attemptId: string): Promise<void>
  attempt(attemptId: string): AttemptView
  wait(attemptId: string): Promise<Connection>
  chooseUnit(unitCode: string): Connection
  /** A background call was refused for good: the state and the operator hear of it once, and jobs stop. */
  refused(error: AppErrorShape): void
  /** Ends a pending consent; nothing listens afterwards. */
  close(): Promise<void>
}

const LOGIN_MS = 5 * 60 * 1000

/** Refusals that only the operator can change, at Imweb or on this machine. */
const needsOperator = (code: string) =>
  /^(?:KEYCHAIN_|SECRETS_MISSING|IMWEB_(?:30098|30099|30103|30105|30123|30132|30156|40001)$)/.test(code)

/** Refusals that a new consent heals. */
const needsConsent = (code: string) => /^(?:NEEDS_REAUTH|IMWEB_(?:30101|30102|30103|30105|30170))$/.test(code)

export const imwebConnection = (deps: ImwebConnectionDeps): ImwebConnection => {
  const { db, http, clock, emit, secrets } = deps
  const vault = imwebVault(secrets)

  const view = (): Connection =>
    connectionView(readConnection(db, 'imweb') ?? emptyConnection('imweb'), clock.now(), {
      limits: http.limiter,
      connecting: attempts.pending(),
    })
  const announce = () => emit('connection.changed', view())

  const tokens: ImwebTokens = imwebTokens({
    db,
    secrets,
    http,
    clock,
    lockFile: deps.lockFile,
    changed: (kind, error) => {
      announce()
      if (kind === 'problem' && error !== null) {
        emit('notify', {
          kind: 'connection',
          title: '아임웹 연결 확인 필요',
          body: `${error.message} ${error.nextStep}`,
        })
      }
    },
  })

  /** A failed step is kept on the row, but never takes a working connection away. */
  const noteFailure = (error: AppError) => {
    const before = readConnection(db, 'imweb')
    const working = before?.state === 'connected'
    const state = working ? 'connected' : needsOperator(error.code) ? 'needs_setup' : 'error'
    const keepsState = working || before?.state === 'needs_reauth'
    saveConnection(
      db,
      'imweb',
      { state: keepsState && before ? before.state : state, problem: error.toShape() },
      clock.now(),
    )
  }

  const finish = async (credentials: ImwebCredentials, code: string, signal: AbortSignal) =>
    connectWithCode({ db, vault, http, tokens, clock, onOtherShop: deps.onOtherShop }, credentials, code, signal)

  const attempts = imwebAttempts({
    clock,
    authorizeBase: () => (typeof deps.baseUrl === 'string' ? deps.baseUrl : deps.baseUrl()),
    finish,
    changed: ({ attemptId, state, error }) => {
      if (state === 'failed' && error !== null && error.code !== 'LOGIN_TIMEOUT') noteFailure(error)
      emit('connection.attempt', { attemptId, state, error: error?.toShape() ?? null })
      announce()
    },
  })

  const start = async (given: ImwebCredentials, timeoutMs = LOGIN_MS): Promise<Started> => {
    const credentials = checkedCredentials(given)
    // A keychain that does not answer is better known before the operator has consented.
    await vault.credentials(activeSlot(db, 'imweb') ?? 'a')
    const started = await attempts.start(credentials, Math.min(timeoutMs, LOGIN_MS))
    emit('browser.open', { url: started.authorizeUrl, attemptId: started.attemptId })
    return started
  }

  const notConnected = () => failConnection('NOT_CONNECTED', { service: 'imweb', values: { name: '아임웹' } })

  const siteNow = async () => {
    const token = await tokens.current()
    const first = await requestSite(http, token)
    if (!rejectsToken(first)) return siteOf(first)
    const second = await requestSite(http, await tokens.afterRejection(token))
    if (rejectsToken(second)) throw imwebFailure(second)
    return siteOf(second)
  }

  const check = async (): Promise<Connection> => {
    const before = readConnection(db, 'imweb')
    if (before === null || before.state === 'disconnected' || activeSlot(db, 'imweb') === null) throw notConnected()
    try {
      const site = await siteNow()
      const unit = site.units.find(({ unitCode }) => unitCode === before.unitCode) ?? site.units[0]
      saveConnection(
        db,
        'imweb',
        {
          state: 'connected',
          problem: null,
          units: site.units,
          unitCode: unit?.unitCode ?? null,
          siteName: site.units[0]?.name || site.siteCode,
          checkedAt: clock.now(),
        },
        clock.now(),
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const now = readConnection(db, 'imweb') ?? before
      const state = needsOperator(error.code) ? 'needs_setup' : now.state
      saveConnection(db, 'imweb', { state, problem: error.toShape(), checkedAt: clock.now() }, clock.now())
    }
    announce()
    return view()
  }

  const forgetSecrets = async () => {
    for (const slot of ['a', 'b'] satisfies Slot[]) await vault.wipe(slot)
  }

  const disconnect = async (): Promise<void> => {
    await attempts.cancelAll()
    const before = readConnection(db, 'imweb')
    const stored = activeSlot(db, 'imweb') !== null
    try {
      await tokens.exclusively(forgetSecrets)
    } catch (error) {
      // Where nothing was ever stored, there is nothing a keychain could withhold.
      if (stored || !(error instanceof AppError && error.code.startsWith('KEYCHAIN_'))) throw error
    }
    tokens.forget()
    if (before === null) return
    db.transaction(() => {
      setActiveSlot(db, 'imweb', null)
      const ended = { consentedAt: null, accessExpiresAt: null, refreshExpiresAt: null, scopes: [] }
      saveConnection(db, 'imweb', { state: 'disconnected', problem: null, ...ended }, clock.now())
    }).immediate()
    announce()
  }

  return {
    service: 'imweb',
    tokens,
    view,
    check,
    disconnect,
    start,
    restart: async () => {
      const slot = activeSlot(db, 'imweb')
      const credentials = slot === null ? null : await vault.credentials(slot)
      if (credentials === null) throw notConnected()
      return start(credentials)
    },
    paste: async (attemptId, redirectedTo) => {
      await attempts.paste(attemptId, redirectedTo)
      return view()
    },
    cancel: (attemptId) => attempts.cancel(attemptId),
    attempt: (attemptId) => attempts.status(attemptId),
    wait: async (attemptId) => {
      await attempts.wait(attemptId)
      return view()
    },
    chooseUnit: (unitCode) => {
      const row = readConnection(db, 'imweb')
      if (!row?.units.some((unit) => unit.unitCode === unitCode))
        throw failConnection('UNIT_UNKNOWN', { service: 'imweb' })
      saveConnection(db, 'imweb', { unitCode }, clock.now())
      announce()
      return view()
    },
    refused: (error) => {
      const before = readConnection(db, 'imweb')
      if (before?.state !== 'connected') return
      const state = needsConsent(error.code) ? 'needs_reauth' : 'needs_setup'
      saveConnection(db, 'imweb', { state, problem: error }, clock.now())
      announce()
      emit('notify', { kind: 'connection', title: '아임웹 연결 확인 필요', body: `${error.message} ${error.nextStep}` })
    },
    close: async () => void (await attempts.cancelAll()),
  }
}
