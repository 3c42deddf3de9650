import { randomBytes } from 'node:crypto'
import type { ImwebCredentials } from '../../../shared/contract/connections.ts'
import type { EventPayload } from '../../../shared/contract.ts'
import { AppError, failCommon } from '../../../shared/errors.ts'
import type { Clock } from '../../../shared/time.ts'
import { authorizeUrl } from '../../imweb/auth.ts'
import { failAttempt } from '../errors.ts'
import type { ConnectionRow } from '../repository.ts'
import { type Listener, listenForRedirect } from './loopback.ts'
import { readPasted } from './paste.ts'
import { type Answer, type Redirect, redirectOf } from './redirect.ts'

export type AttemptStatus = EventPayload<'connection.attempt'>['state']

interface Attempt {
  id: string
  secret: string
  url: string
  mode: 'loopback' | 'paste'
  expiresAt: number
  credentials: ImwebCredentials
  redirect: Redirect
  status: AttemptStatus
  error: AppError | null
  abort: AbortController
  listener: Listener | null
  timer: NodeJS.Timeout | null
  /** Settles once, when the attempt is over and nothing of it listens or runs any more. */
  end: PromiseWithResolvers<ConnectionRow>
}

export interface Started {
  attemptId: string
  authorizeUrl: string
  mode: 'loopback' | 'paste'
  expiresAt: number
}

export interface AttemptsDeps {
  clock: Clock
  authorizeBase: () => string
  /** All that follows the code, in one go. */
  finish: (credentials: ImwebCredentials, code: string, signal: AbortSignal) => Promise<ConnectionRow>
  changed: (attempt: { attemptId: string; state: AttemptStatus; error: AppError | null }) => void
}

const KEPT = 20

const spanOf = (ms: number) => (ms % 60_000 === 0 ? `${ms / 60_000}분` : `${Math.ceil(ms / 1000)}초`)

/** Consents in progress: one at a time. A second start ends the first; every end closes what listened. */
export const imwebAttempts = (deps: AttemptsDeps) => {
  const { clock, changed } = deps
  const attempts = new Map<string, Attempt>()
  let open: Attempt | null = null

  const tell = (attempt: Attempt) => changed({ attemptId: attempt.id, state: attempt.status, error: attempt.error })

  const remember = (attempt: Attempt) => {
    attempts.set(attempt.id, attempt)
    for (const id of [...attempts.keys()].slice(0, Math.max(0, attempts.size - KEPT))) attempts.delete(id)
  }

  const stopWaiting = async (attempt: Attempt) => {
    if (attempt.timer) clearTimeout(attempt.timer)
    await attempt.listener?.close()
  }

  const over = (attempt: Attempt, status: AttemptStatus, result: ConnectionRow | AppError) => {
    attempt.status = status
    attempt.error = result instanceof AppError ? result : null
    if (open === attempt) open = null
    tell(attempt)
    if (result instanceof AppError) attempt.end.reject(result)
    else attempt.end.resolve(result)
  }

  /** Takes the attempt out of waiting; false when somebody else did before. Everything after runs once. */
  const take = (attempt: Attempt): boolean => {
    if (attempt.status !== 'waiting') return false
    attempt.status = 'exchanging'
    return true
  }

  const fail = async (attempt: Attempt, status: 'failed' | 'cancelled', error: AppError) => {
    if (!take(attempt)) return
    await stopWaiting(attempt)
    over(attempt, status, error)
  }

  const accept = async (attempt: Attempt, answer: Exclude<Answer, { kind: 'foreign' }>): Promise<void> => {
    if (answer.kind === 'refused') return fail(attempt, 'failed', answer.error)
    if (!take(attempt)) return
    tell(attempt)
    await stopWaiting(attempt)
    try {
      over(attempt, 'connected', await deps.finish(attempt.credentials, answer.code, attempt.abort.signal))
    } catch (thrown) {
      const cancelled = attempt.abort.signal.aborted
      const error = thrown instanceof AppError ? thrown : failCommon('INTERNAL', { cause: thrown })
      const reason: unknown = attempt.abort.signal.reason
      over(attempt, cancelled ? 'cancelled' : 'failed', cancelled && reason instanceof AppError ? reason : error)
    }
  }

  const stop = async (attempt: Attempt, reason: AppError) => {
    if (attempt.status === 'waiting') return fail(attempt, 'cancelled', reason)
    attempt.abort.abort(reason)
    await attempt.end.promise.catch(() => {})
  }

  const find = (attemptId: string): Attempt => {
    const attempt = attempts.get(attemptId)
    if (attempt === undefined) throw failCommon('NOT_FOUND', { values: { what: '연결 시도' } })
    return attempt
  }

  /** Starts run one after the other: the second must find the port of the first closed. */
  let starting: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = starting.then(work)
    starting = turn.catch(() => {})
    return turn
  }

  const begin = async (credentials: ImwebCredentials, timeoutMs: number): Promise<Started> => {
    if (open) await stop(open, failAttempt('LOGIN_REPLACED'))
    const redirect = redirectOf(credentials.redirectUri)
    const secret = randomBytes(32).toString('base64url')
    const listener = redirect.loopback ? await listenForRedirect(redirect, secret) : null
    const attempt: Attempt = {
      id: randomBytes(9).toString('base64url'),
      secret,
      url: authorizeUrl(deps.authorizeBase(), { ...credentials, state: secret }),
      mode: listener ? 'loopback' : 'paste',
      expiresAt: clock.now() + timeoutMs,
      credentials,
      redirect,
      status: 'waiting',
      error: null,
      abort: new AbortController(),
      listener,
      timer: null,
      end: Promise.withResolvers<ConnectionRow>(),
    }
    attempt.end.promise.catch(() => {})
    attempt.timer = setTimeout(() => {
      void fail(attempt, 'failed', failAttempt('LOGIN_TIMEOUT', { values: { minutes: spanOf(timeoutMs) } }))
    }, timeoutMs)
    void listener?.answer.then((answer) => accept(attempt, answer))
    open = attempt
    remember(attempt)
    tell(attempt)
    return { attemptId: attempt.id, authorizeUrl: attempt.url, mode: attempt.mode, expiresAt: attempt.expiresAt }
  }

  return {
    /** Waits `timeoutMs` at most for the operator's consent. */
    start: (credentials: ImwebCredentials, timeoutMs: number) => inTurn(() => begin(credentials, timeoutMs)),

    /** Throws what is wrong with the text while the attempt goes on, or how the attempt ended. */
    paste: async (attemptId: string, redirectedTo: string): Promise<ConnectionRow> => {
      const attempt = find(attemptId)
      if (attempt.status !== 'waiting') throw failAttempt('LOGIN_OVER')
      const answer = readPasted(redirectedTo, attempt.redirect, attempt.secret)
      void accept(attempt, answer)
      return attempt.end.promise
    },

    cancel: async (attemptId: string) => stop(find(attemptId), failAttempt('LOGIN_CANCELLED')),

    status: (attemptId: string) => {
      const { status, error } = find(attemptId)
      return { state: status, error: error?.toShape() ?? null }
    },

    wait: (attemptId: string): Promise<ConnectionRow> => find(attemptId).end.promise,

    urlOf: (attemptId: string): string => find(attemptId).url,

    pending: () => open !== null,

    /** When the engine closes, or the connection is given up. */
    cancelAll: () => inTurn(async () => void (open && (await stop(open, failAttempt('LOGIN_CANCELLED'))))),
  }
}

export type ImwebAttempts = ReturnType<typeof imwebAttempts>
