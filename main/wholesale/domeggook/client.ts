import iconv from 'iconv-lite'
import { AppError } from '../../../shared/errors.ts'
import { parseJson } from '../../net/json.ts'
import { isRaw, type Raw } from '../../net/readers.ts'
import { type RepeatOptions, repeat } from '../../net/repeat.ts'
import type { HttpClient, HttpReply } from '../../net/types.ts'
import type { CoolDown } from '../cool-down.ts'
import { type DomeggookCredentials, keyIn } from './auth.ts'
import type { DayLimit } from './day-limit.ts'
import { domeggookFailure, failDomeggook, refusalIn } from './errors.ts'
import { type Mode, versions } from './versions.ts'

export interface CallOptions {
  signal?: AbortSignal | undefined
  priority?: 'interactive' | 'background'
}

export interface DomeggookClient {
  /**
   * What stands under `domeggook`. Throws AppError; DOMEGGOOK_PAGE when, asked once more, the service still answers
   * with nothing or a page, which a smaller question may heal.
   */
  get(mode: Mode, query: Record<string, string | number | undefined>, options?: CallOptions): Promise<Raw>
}

export interface DomeggookClientDeps {
  http: HttpClient
  credentials: () => Promise<DomeggookCredentials>
  coolDown: CoolDown
  day: DayLimit
  waits?: Pick<RepeatOptions, 'sleep' | 'random'>
}

/** Measured: an overrun of the minute shuts the login out for about three minutes. */
export const SILENCE_MS = 185_000
const PATIENCE_MS = { interactive: 0, background: 15 * 60_000 }
const OVERRUNS = 3
const ATTEMPTS = { interactive: 2, background: 5 }
/** Nothing or a page instead of data: once more, then it is the caller's to ask for less. */
const PAGES = 2

const isPage = (thrown: unknown) => thrown instanceof AppError && /^NET_(?:HTML|NOT_JSON)$/.test(thrown.code)
const isRefused = (thrown: unknown) =>
  thrown instanceof AppError && /^(?:NET_RATE_LIMITED|DOMEGGOOK_TOO_MANY)$/.test(thrown.code)

/** JSON is UTF-8 with every client; a charset that the reply names is believed. */
const textOf = (reply: HttpReply): string => {
  const charset = /charset=["']?([\w-]+)/i.exec(reply.headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8'
  if (charset === 'utf-8' || charset === 'utf8') return reply.text()
  return iconv.encodingExists(charset) ? iconv.decode(reply.bytes, charset) : reply.text()
}

const bodyOf = (reply: HttpReply): unknown => {
  try {
    return parseJson(textOf(reply).replace(/[\uFEFF\0]/g, ''))
  } catch {
    return undefined
  }
}

export function createDomeggookClient(deps: DomeggookClientDeps): DomeggookClient {
  const { http, credentials, coolDown, day, waits = {} } = deps

  const once = async (mode: Mode, query: Record<string, string | number | undefined>, options: CallOptions) => {
    const aid = keyIn(await credentials())
    const { signal, priority = 'background' } = options
    day.take()
    const reply = await http.request({
      method: 'GET',
      path: '/ssl/api/',
      // The key is in the address, which therefore is never written down.
      template: `/ssl/api/ ${mode}`,
      query: { ver: versions[mode], mode, aid, om: 'json', ...query },
      priority,
      deadlineMs: 5 * 60_000,
      ...(signal ? { signal } : {}),
    })
    const { status, traceId } = reply
    const body = bodyOf(reply)
    // Errors come with 200 as well as with 404: the body says more than the status.
    const refusal = refusalIn(body)
    if (refusal !== null) throw domeggookFailure(refusal, { mode, ver: versions[mode], traceId })
    if (isRaw(body) && isRaw(body.domeggook)) return body.domeggook
    const details = {
      traceId,
      serviceCode: String(status),
      values: { status, serviceCode: status, words: '설명 없음' },
    }
    if (status === 401 || status === 403) throw failDomeggook('DOMEGGOOK_KEY_REFUSED', details)
    if (status >= 300) throw failDomeggook('DOMEGGOOK_HTTP', details)
    if (body === undefined) throw failDomeggook('DOMEGGOOK_PAGE', { traceId })
    throw failDomeggook('DOMEGGOOK_BAD_REPLY', { traceId, values: { detail: mode } })
  }

  const twice: typeof once = async (mode, query, options) => {
    for (let pages = 1; ; pages += 1) {
      try {
        const except = ['NET_HTML', 'NET_NOT_JSON']
        const attempts = ATTEMPTS[options.priority ?? 'background']
        return await repeat({ attempts, except, signal: options.signal, ...waits }, () => once(mode, query, options))
      } catch (thrown) {
        const page = isPage(thrown) ? failDomeggook('DOMEGGOOK_PAGE', { cause: thrown }) : thrown
        if (!(page instanceof AppError) || page.code !== 'DOMEGGOOK_PAGE' || pages >= PAGES) throw page
      }
    }
  }

  return {
    get: async (mode, query, options = {}) => {
      const { signal, priority = 'background' } = options
      for (let overruns = 1; ; overruns += 1) {
        await coolDown.pass(PATIENCE_MS[priority], signal)
        try {
          return await twice(mode, query, options)
        } catch (thrown) {
          if (!isRefused(thrown)) throw thrown
          coolDown.begin(SILENCE_MS)
          const isLast = priority === 'interactive' || overruns >= OVERRUNS
          if (isLast) throw failDomeggook('DOMEGGOOK_TOO_MANY', { cause: thrown, serviceCode: '429' })
        }
      }
    },
  }
}
