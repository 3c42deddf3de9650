import type { Emit } from '../../shared/contract.ts'
import type { Clock } from '../../shared/time.ts'
import { DAY_MS } from '../../shared/time.ts'
import type { SecretStore } from '../connections/types.ts'
import type { CallRecord } from '../net/http-client.ts'
import type { Db } from '../store/db.ts'
import { buyerAppConnection } from './connection.ts'
import { createDelivery } from './delivery.ts'
import { accessHandlers } from './handlers.ts'
import { postAlimtalk, type SendAlimtalk } from './messages/alimtalk.ts'
import { createMessenger } from './messages/messenger.ts'
import { type SendMail, sendBySmtp } from './messages/smtp.ts'
import { forgetOld } from './repository-delivery.ts'
import type { AccessTurns } from './repository-derive.ts'
import { readEndpoint, saveEndpoint } from './repository-endpoint.ts'
import { expireSome, isActive, markRecompute, nextEnd, recomputeRest, recomputeSome } from './repository-recompute.ts'
import { eventSender } from './send.ts'
import type { SigningSecrets } from './signing.ts'
import { secretVault } from './vault.ts'

export interface AccessDeps {
  db: Db
  secrets: SecretStore
  clock: Clock
  emit: Emit
  log: (level: 'info' | 'warn' | 'error', text: string) => void
  recordCall: (call: CallRecord) => void
  version: string
  /** JANGTEO_ENDPOINTS' `buyer-app`, or the practice one. */
  base: string | null
  sendMail?: SendMail
  sendAlimtalk?: SendAlimtalk
  /** How long one try may take, ms. */
  timeoutMs?: number
  /** Waits between tries are multiplied by it. */
  pace?: number
}

const KEEP_MS = 90 * DAY_MS
/** The first look at a small shop is answered whole; a large one is not waited for. */
const PATIENCE_MS = 1500

/** Who is let into the operator's app, and the telling of it: everything of this folder, put together. */
export function createAccess(deps: AccessDeps) {
  const { db, clock, emit } = deps
  const log = deps.log
  const vault = secretVault(deps.secrets)

  /** During a rotation both sign; when it is over the old one is forgotten. */
  const signing = async (): Promise<SigningSecrets> => {
    const secrets = await vault.needed()
    const { rotatingUntil } = readEndpoint(db)
    if (secrets.previous === null || (rotatingUntil !== null && clock.now() < rotatingUntil)) return secrets
    const current = { current: secrets.current, previous: null }
    await vault.write(current)
    saveEndpoint(db, { rotatingUntil: null })
    return current
  }

  const messenger = createMessenger({
    ...{ db, clock, secrets: deps.secrets, log },
    sendMail: deps.sendMail ?? sendBySmtp,
    sendAlimtalk: deps.sendAlimtalk ?? postAlimtalk,
  })
  messenger.recover()

  const connection = buyerAppConnection({
    ...{ db, clock, emit, vault, base: deps.base },
    changed: () => {
      settleSoon()
      delivery.wake()
      tellChange({ granted: 0, revoked: 0, queued: 0 })
    },
  })
  const send = eventSender({
    url: connection.target,
    secrets: signing,
    recordCall: deps.recordCall,
    clock,
    version: deps.version,
    ...(deps.timeoutMs === undefined ? {} : { timeoutMs: deps.timeoutMs }),
  })
  const delivery = createDelivery({
    ...{ db, clock, send, emit, log },
    onProblem: connection.note,
    onAccepted: messenger.accepted,
    onFlushed: () => {
      connection.refresh()
      void messenger.run()
    },
    ...(deps.pace === undefined ? {} : { pace: deps.pace }),
  })

  const tellChange = ({ granted, revoked, queued }: AccessTurns): void => {
    emit('access.changed', { granted, revoked })
    connection.refresh()
    if (queued > 0) delivery.tell()
  }

  let settling: Promise<void> | null = null
  let again = false
  let closed = false

  const settleAll = async (): Promise<void> => {
    const sum: AccessTurns = { granted: 0, revoked: 0, queued: 0 }
    do {
      again = false
      for (const some of [expireSome, recomputeSome]) {
        for (;;) {
          // First of all let others speak: `settling` is known then, and a click in between is answered.
          await new Promise((resolve) => setImmediate(resolve))
          const turns = closed || !db.open ? null : some(db, clock.now())
          if (turns === null) break
          sum.granted += turns.granted
          sum.revoked += turns.revoked
          sum.queued += turns.queued
          if (turns.queued > 0) delivery.wake()
        }
      }
    } while (again && !closed)
    if (sum.granted + sum.revoked + sum.queued > 0) tellChange(sum)
  }
  /** Due ends and the rest of a recomputation; what comes due while it runs is done as well. */
  const settle = (): Promise<void> => {
    again = true
    settling ??= settleAll().finally(() => {
      settling = null
    })
    return settling
  }

  const settleSoon = (): void => {
    settle().catch((error: unknown) => log('error', `access could not be worked out: ${String(error)}`))
  }

  /** From the first look on, access is kept up to date with every save. */
  const activate = async (wholly = false): Promise<void> => {
    if (!isActive(db)) db.transaction(() => markRecompute(db, 'history')).immediate()
    if (recomputeRest(db) === 0 && settling === null) return
    const done = settle()
    if (wholly) return done
    const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref())
    await Promise.race([done, patience])
  }

  return {
    connection,
    handlers: accessHandlers({
      ...{ db, clock, connection, delivery, messenger, send, signing, activate, settle },
      secrets: deps.secrets,
      version: deps.version,
      base: deps.base,
      sendMail: deps.sendMail ?? sendBySmtp,
      changed: (turns: AccessTurns) => {
        tellChange(turns)
        delivery.wake()
      },
    }),
    /** For the scheduler: when the next access ends, and what to do then. */
    nextEnd: (): number | null => (isActive(db) ? nextEnd(db) : null),
    expire: settle,
    prune: () => forgetOld(db, clock.now() - KEEP_MS),
    open: () => {
      if (recomputeRest(db) > 0) settleSoon()
      delivery.open()
      messenger.open()
    },
    /** Orders were stored, and with them perhaps access and events. */
    stored: () => {
      if (!isActive(db)) return
      tellChange({ granted: 0, revoked: 0, queued: 1 })
      delivery.wake()
    },
    /** The machine woke. */
    wake: () => {
      if (isActive(db)) delivery.wake()
    },
    close: async () => {
      closed = true
      await delivery.close()
      await messenger.close()
      await settling?.catch(() => undefined)
    },
  }
}
