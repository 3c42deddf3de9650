import { z } from 'zod'
import type { Connection, Service } from '../../shared/contract/connections.ts'
import type { Emit } from '../../shared/contract.ts'
import { AppError, failCommon, inputDetail } from '../../shared/errors.ts'
import type { Clock } from '../../shared/time.ts'
import type { LimiterView } from '../net/types.ts'
import type { Db } from '../store/db.ts'
import { getMeta, removeMeta, setMeta } from '../store/meta.ts'
import { failConnection } from './errors.ts'
import { cleanPasted } from './imweb/credentials.ts'
import { type Refusals, refusalOf, type Watched } from './refusals.ts'
import type { ServiceConnection } from './registry.ts'
import { type ConnectionState, emptyConnection, readConnection, saveConnection } from './repository.ts'
import { type Silence, silenceProblem } from './silence.ts'
import type { SecretStore } from './types.ts'
import { connectionView } from './view.ts'

export interface KeyedDeps<S, A> {
  db: Db
  secrets: SecretStore
  clock: Clock
  emit: Emit
  service: Service
  /** As operators call it: 오너클랜. */
  name: string
  fields: z.ZodType<S>
  /** What the service wants operators to know before they hand over its secrets. */
  notice?: string
  /** Which value's last four characters may be shown. */
  shown: (secrets: S) => string
  /** Makes the adapter anew, so that nothing of other credentials is left in it. */
  adapter: (credentials: () => Promise<S>, sandbox: boolean) => A
  /** The service has a test environment, which the operator may open instead of the live one. */
  hasSandbox?: boolean
  /** One cheap real call. What it answers is done once the secrets are stored: the account that they opened is kept then. */
  probe: (adapter: A, signal: AbortSignal) => Promise<(() => void) | undefined>
  limits: (sandbox: boolean) => LimiterView | null
  /** Why and until when nothing may be sent although the connection is well; null while it may. */
  silence?: () => Silence | null
  /** Further entries of the keychain that the adapter keeps, gone with the secrets. */
  kept?: readonly string[]
  /** Codes of the adapter with which the service says that the secrets, or what they may do, are the matter. */
  refusals?: Refusals
}

export interface KeyedConnection<A> extends ServiceConnection, Watched {
  connect(secrets: unknown, options?: { sandbox?: boolean }): Promise<Connection>
  /** For work: reads the stored secrets at each need, and refuses with NOT_CONNECTED where there are none. */
  readonly adapter: A
}

const PROBE_MS = 60_000

/** A service that is opened by secrets alone: proved by one cheap call first, stored after it. */
export function keyedConnection<S extends Record<string, string>, A>(deps: KeyedDeps<S, A>): KeyedConnection<A> {
  const { db, secrets, clock, emit, service } = deps
  const entry = `${service}/credentials`
  const fail = (code: Parameters<typeof failConnection>[0]) =>
    failConnection(code, { service, values: { name: deps.name } })

  const stored = async (): Promise<S> => {
    const row = readConnection(db, service)
    // A row may hold no more than why the first try failed.
    const wasNever = row === null || row.clientIdLast4 === null
    if (wasNever || row.state === 'disconnected') throw fail('NOT_CONNECTED')
    const text = await secrets.get(entry)
    const read = text === null ? null : deps.fields.safeParse(parse(text))
    if (!read?.success) throw fail('KEYS_MISSING')
    return read.data
  }

  const flag = `sandbox:${service}`
  const isSandbox = () => deps.hasSandbox === true && getMeta(db, flag) === '1'
  let adapter = deps.adapter(stored, isSandbox())
  const silence = () => silenceProblem(service, clock, deps.silence?.() ?? null)
  const withSilence = (known: Connection): Connection =>
    known.state === 'connected' ? { ...known, problem: known.problem ?? silence() } : known
  const view = (): Connection => ({
    ...withSilence(
      connectionView(readConnection(db, service) ?? emptyConnection(service), clock.now(), {
        limits: deps.limits(isSandbox()),
      }),
    ),
    ...(deps.hasSandbox === true ? { sandbox: isSandbox() } : {}),
    ...(deps.notice === undefined ? {} : { notice: deps.notice }),
  })
  const announce = (): Connection => {
    const now = view()
    emit('connection.changed', now)
    return now
  }

  /** After a failed call: what only the operator heals is said, and a network that is away changes nothing. */
  const stateAfter = (error: AppError): ConnectionState => {
    const before = readConnection(db, service)?.state ?? 'needs_setup'
    return refusalOf(error, deps.refusals) ?? (error.retryable ? before : 'needs_setup')
  }

  let toldSilence: string | undefined
  /** Screens hear of a silence when it begins, when it grows and when it is over. */
  const sayWhetherSilent = () => {
    const now = silence()?.message
    if (now === toldSilence) return
    toldSilence = now
    announce()
  }

  return {
    service,
    view,
    get adapter() {
      return adapter
    },
    connect: async (given, { sandbox = false } = {}) => {
      if (sandbox && deps.hasSandbox !== true) throw fail('SANDBOX_NONE')
      const read = deps.fields.safeParse(cleaned(given))
      if (!read.success) throw failCommon('BAD_INPUT', { service, values: { detail: inputDetail(read.error) } })
      // A keychain that does not answer is better known before the service is asked.
      await secrets.get(entry)
      let proved: (() => void) | undefined
      try {
        proved = await deps.probe(
          deps.adapter(async () => read.data, sandbox),
          AbortSignal.timeout(PROBE_MS),
        )
      } catch (error) {
        noteFailure(error)
        throw error
      }
      await secrets.set(entry, JSON.stringify(read.data))
      const now = clock.now()
      const hint = deps.shown(read.data).slice(-4)
      db.transaction(() => {
        const state = { state: 'connected', problem: null, clientIdLast4: hint } as const
        saveConnection(db, service, { ...state, consentedAt: null, checkedAt: now }, now)
        proved?.()
        if (sandbox) setMeta(db, flag, '1')
        else removeMeta(db, flag)
      }).immediate()
      // Made last: it knows no token of other secrets or of the other environment.
      adapter = deps.adapter(stored, isSandbox())
      return announce()
    },
    check: async () => {
      await stored()
      try {
        const proved = await deps.probe(adapter, AbortSignal.timeout(PROBE_MS))
        proved?.()
        saveConnection(db, service, { state: 'connected', problem: null, checkedAt: clock.now() }, clock.now())
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        saveConnection(
          db,
          service,
          { state: stateAfter(error), problem: error.toShape(), checkedAt: clock.now() },
          clock.now(),
        )
      }
      return announce()
    },
    refused: (thrown) => {
      if (!(thrown instanceof AppError)) return false
      if (thrown.code === 'NOT_CONNECTED') return true
      const state = refusalOf(thrown, deps.refusals)
      if (state === null) {
        sayWhetherSilent()
        return false
      }
      const before = readConnection(db, service)
      const isOver = before === null || before.state === 'disconnected'
      if (isOver || (before.state === state && before.problem?.code === thrown.code)) return true
      saveConnection(db, service, { state, problem: thrown.toShape() }, clock.now())
      announce()
      if (before.state === 'connected') {
        const body = `${thrown.message} ${thrown.nextStep}`
        emit('notify', { kind: 'connection', title: `${deps.name} 연결 확인 필요`, body })
      }
      return true
    },
    worked: () => {
      sayWhetherSilent()
      const before = readConnection(db, service)
      const isWell = before?.state === 'connected' && before.problem === null
      if (before === null || before.state === 'disconnected' || isWell) return
      saveConnection(db, service, { state: 'connected', problem: null, checkedAt: clock.now() }, clock.now())
      announce()
    },
    disconnect: async () => {
      const known = readConnection(db, service) !== null
      try {
        for (const name of [entry, ...(deps.kept ?? [])]) await secrets.remove(name)
      } catch (error) {
        if (known || !(error instanceof AppError && error.code.startsWith('KEYCHAIN_'))) throw error
      }
      removeMeta(db, flag)
      adapter = deps.adapter(stored, false)
      if (!known) return
      saveConnection(db, service, { state: 'disconnected', problem: null, clientIdLast4: null }, clock.now())
      announce()
    },
  }

  /** A failed try is kept on the row, but never takes a working connection away. */
  function noteFailure(error: unknown): void {
    if (!(error instanceof AppError) || readConnection(db, service)?.state === 'connected') return
    const state = refusalOf(error, deps.refusals) ?? 'needs_setup'
    saveConnection(db, service, { state, problem: error.toShape() }, clock.now())
    announce()
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Pasted text without what the operator cannot see; other values as given, for the schema to refuse. */
const cleaned = (given: unknown): unknown =>
  z.record(z.string(), z.unknown()).safeParse(given).success
    ? Object.fromEntries(
        Object.entries(given as Record<string, unknown>).map(([name, value]) => [
          name,
          typeof value === 'string' ? cleanPasted(value) : value,
        ]),
      )
    : given
