import type { Connection } from '../../shared/contract/connections.ts'
import type { Emit } from '../../shared/contract.ts'
import { AppError, type AppErrorShape } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { ServiceConnection } from '../connections/registry.ts'
import { emptyConnection, readConnection, saveConnection } from '../connections/repository.ts'
import { connectionView } from '../connections/view.ts'
import { reach } from '../net/reach.ts'
import type { Db } from '../store/db.ts'
import { failAccess } from './errors.ts'
import { retryAll } from './repository-delivery.ts'
import { forgetTold, readEndpoint, refusalProblem, saveEndpoint } from './repository-endpoint.ts'
import { dropPending } from './repository-outbox.ts'
import { markRecompute } from './repository-recompute.ts'
import { makeSecret, readSecret } from './signing.ts'
import { calledUrl, webhookUrl } from './url.ts'
import type { SecretVault } from './vault.ts'

const SERVICE = 'buyer-app'
const HOUR_MS = 60 * 60_000

export interface ConnectionDeps {
  db: Db
  clock: Clock
  emit: Emit
  vault: SecretVault
  /** From JANGTEO_ENDPOINTS or the practice services; null: the operator's address as it is. */
  base: string | null
  /** The endpoint changed: there may be something to work out and to send. */
  changed: () => void
}

export interface BuyerAppConnection extends ServiceConnection {
  /** `secret` only when it was made here. */
  open(given: { url: string; secret?: string | undefined }): Promise<{ connection: Connection; secret: string | null }>
  rotate(overlapHours: number): Promise<string>
  note(problem: AppErrorShape | null, stopped: boolean): void
  /** Announces the connection where what the app refused is more or less than before. */
  refresh(): void
  /** Where events go now. */
  target(): string
}

const last4 = (secret: string) => secret.replace(/=+$/, '').slice(-4)

/** The operator's app as one of the connected services. Its one proof costs the app nothing: a connection opened and closed. */
export function buyerAppConnection(deps: ConnectionDeps): BuyerAppConnection {
  const { db, clock, vault } = deps

  const view = (): Connection => {
    const row = readConnection(db, SERVICE) ?? emptyConnection(SERVICE)
    // What the app refused stays said until it is accepted or overtaken, though the connection itself is well.
    const problem = row.problem ?? (row.state === 'connected' ? refusalProblem(db) : null)
    return connectionView({ ...row, problem }, clock.now(), { limits: null })
  }
  let announced: AppErrorShape | null = null
  const announce = (): Connection => {
    const now = view()
    announced = now.problem
    deps.emit('connection.changed', now)
    return now
  }

  const target = (): string => calledUrl(readEndpoint(db).url, deps.base)

  const known = () => {
    const endpoint = readEndpoint(db)
    if (endpoint.state === 'none') throw failAccess('ACCESS_NOT_CONNECTED', { service: SERVICE })
    return endpoint
  }

  const probe = async (): Promise<AppErrorShape | null> => {
    try {
      await vault.needed()
      await reach(SERVICE, target())
      return null
    } catch (error) {
      if (error instanceof AppError) return error.toShape()
      throw error
    }
  }

  const settle = (problem: AppErrorShape | null): Connection => {
    const now = clock.now()
    // An app that is down for an hour is still the connected one: its events wait.
    const state = problem === null || problem.retryable ? 'connected' : 'needs_setup'
    saveConnection(db, SERVICE, { state, problem, checkedAt: now }, now)
    return announce()
  }

  const open: BuyerAppConnection['open'] = async (given) => {
    const url = webhookUrl(given.url)
    const asked = given.secret === undefined || given.secret.trim() === '' ? null : readSecret(given.secret)
    const before = readEndpoint(db)
    const isSame = before.url === url
    const secret = asked ?? makeSecret()
    await vault.write({ current: secret, previous: null })
    const now = clock.now()
    db.transaction(() => {
      saveEndpoint(db, {
        ...{ state: 'active', url, secretLast4: last4(secret), rotatingUntil: null, problem: null },
        ...{ heldUntil: null, heldBy: null, streak: 0 },
        ...(isSame ? {} : { readbackBase: null }),
      })
      if (!isSame) {
        dropPending(db, now)
        forgetTold(db)
      } else {
        // Refused for a wrong secret, most likely: the right one is here now.
        retryAll(db, now)
      }
      // The same address knows what it was told; whatever changed while it was disconnected is found and told.
      markRecompute(db, 'history')
      saveConnection(
        db,
        SERVICE,
        { state: 'connected', problem: null, clientIdLast4: last4(secret), checkedAt: now },
        now,
      )
    }).immediate()
    const connection = settle(await probe())
    deps.changed()
    return { connection, secret: asked === null ? secret : null }
  }

  return {
    service: SERVICE,
    view,
    target,
    open,
    connect: async (secrets) => {
      const { url, secret } = secrets as Record<string, string | undefined>
      // This door shows no secret: one that was made here would be lost.
      if (secret === undefined || secret === '') {
        throw failAccess('ACCESS_SECRET_BAD', { service: SERVICE, values: { detail: '값이 비어 있습니다.' } })
      }
      return (await open({ url: url ?? '', secret })).connection
    },
    check: async () => {
      known()
      return settle(await probe())
    },
    disconnect: async () => {
      const isKnown = readEndpoint(db).state !== 'none'
      try {
        await vault.remove()
      } catch (error) {
        if (isKnown || !(error instanceof AppError && error.code.startsWith('KEYCHAIN_'))) throw error
      }
      if (!isKnown) return
      const now = clock.now()
      db.transaction(() => {
        // The address stays on record: connected again, it is told only what changed meanwhile.
        saveEndpoint(db, { state: 'none', rotatingUntil: null, problem: null, heldUntil: null, heldBy: null })
        saveConnection(db, SERVICE, { state: 'disconnected', problem: null, clientIdLast4: null }, now)
      }).immediate()
      announce()
      deps.changed()
    },
    rotate: async (overlapHours) => {
      known()
      const { current } = await vault.needed()
      const secret = makeSecret()
      const until = overlapHours === 0 ? null : clock.now() + overlapHours * HOUR_MS
      // First the row: were it written last, a crash between would sign with the new one alone.
      saveEndpoint(db, { rotatingUntil: until })
      await vault.write({ current: secret, previous: until === null ? null : current })
      saveEndpoint(db, { secretLast4: last4(secret) })
      saveConnection(db, SERVICE, { clientIdLast4: last4(secret) }, clock.now())
      announce()
      deps.changed()
      return secret
    },
    refresh: () => {
      if (view().problem?.message !== announced?.message) announce()
    },
    note: (problem, stopped) => {
      const row = readConnection(db, SERVICE)
      if (row === null || row.state === 'disconnected') return
      const needsOperator = stopped || (problem !== null && !problem.retryable)
      saveConnection(db, SERVICE, { state: needsOperator ? 'needs_setup' : 'connected', problem }, clock.now())
      announce()
      if (stopped && problem !== null) {
        deps.emit('notify', { kind: 'connection', title: '구매자 앱으로 보내기를 멈추었습니다', body: problem.message })
      }
    },
  }
}
