import { AppError } from '../../../shared/errors.ts'
import { failNet, serviceName } from '../../net/errors.ts'
import type { Raw } from '../../net/readers.ts'
import { sniff } from '../../net/sniff.ts'
import type { HttpClient, HttpReply } from '../../net/types.ts'
import { realSleep, type Sleep } from '../../net/waiting.ts'
import { safeWords } from '../../net/words.ts'
import { failMarket, type MarketError, marketError } from '../errors.ts'
import { createHalt } from '../halt.ts'
import type { MarketCall } from '../port.ts'
import { type EleventhStreetCredentials, keyIn } from './auth.ts'
import { decodeReply, encodeEucKr, outsideOf } from './encoding.ts'
import { authFailure, commonFailure, failEleventh, type Refusal, refusalFailure, saysKeyUnknown } from './errors.ts'
import { codeIn, wordsIn } from './schema.ts'
import { type Document, type Element, readXml, writeXml } from './xml.ts'

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT'
  path: string
  template: string
  body?: Element
  /** One try, ms. */
  timeoutMs?: number
  /** Tries of a read. Default by priority. */
  attempts?: number
  /** Called right before it leaves, after its wait for the limit. What it throws keeps it here. */
  leaving?: () => void
}

export interface Answered extends Document {
  status: number
  traceId: string
}

interface WriteOptions {
  /** What was asked to be listed in. */
  category?: string
  successes?: readonly string[]
  /** Codes that mean something of their own on this route; null leaves the refusal to the general reading. */
  refused?: (refusal: Refusal) => Error | null
}

export interface EleventhStreetClient {
  /** A call that changes nothing, tried again where that may help. The answer's root and words are the caller's to judge. */
  read(asked: Asked, call: MarketCall): Promise<Answered>
  /**
   * A call that changes something, whatever its method, so never repeated. Returns the `ClientMessage` of a success;
   * throws `unknown` where nobody can tell whether it was carried out.
   */
  write(asked: Asked, options: WriteOptions, call: MarketCall): Promise<Raw>
}

interface ClientDeps {
  http: HttpClient
  credentials: () => Promise<EleventhStreetCredentials>
  sleep?: Sleep
  random?: () => number
}

const ATTEMPTS = { interactive: 2, background: 4 }
const FIRST_WAIT_MS = 2000
const DEADLINE_MS = 5 * 60_000
/** Failures of the way, after which the same question may be answered. A 429 is waited for by the limiter. */
const passing = /^(?:NET_(?:UNREACHABLE|BROKEN|TIMEOUT|SERVER_ERROR|HTML)|MARKET_ODD_REPLY)$/

/** A 4xx that is not 11st's own answer: asking again brings the same. */
export const isPageMissing = (thrown: unknown): boolean =>
  thrown instanceof AppError && thrown.code === 'MARKET_ODD_REPLY' && /^4\d\d$/.test(thrown.serviceCode ?? '')

const bytesOf = (body: Element): Buffer => {
  const text = writeXml(body)
  const [first] = outsideOf(text)
  // `validate` says it beside the field; here it only stops what came another way.
  if (first !== undefined) {
    const detail = `‘${first.character}’`
    throw failEleventh('ELEVENST_CHARACTERS', { kind: 'rejected' }, { values: { detail } })
  }
  return encodeEucKr(text)
}

export function createEleventhStreetClient(deps: ClientDeps): EleventhStreetClient {
  const { http, credentials, sleep = realSleep, random = Math.random } = deps
  const halt = createHalt()

  const odd = (detail: string, write: boolean, serviceCode?: string) =>
    failMarket('11st', 'MARKET_ODD_REPLY', { kind: write ? 'unknown' : 'later' }, { detail }, serviceCode)

  /** The key, its address and its approval are the same for every call; an unknown route is that route's own matter. */
  const tellOthers = (failure: MarketError): MarketError => {
    if (failure.kind === 'setup' && failure.code !== 'ELEVENST_ROUTE_UNKNOWN') halt.refused(failure)
    return failure
  }

  /** What a reply says, when it says something at all. */
  const understood = (reply: HttpReply, write: boolean): Answered => {
    const { status, traceId } = reply
    const named = { service: '11st', traceId, values: { service: serviceName('11st'), status } }
    const kind = sniff(reply.headers['content-type'], reply.bytes)
    const isClientError = status >= 400 && status < 500
    if (kind === 'html' && !isClientError) throw marketError(failNet('NET_HTML', named), { write })
    if (kind === 'doctype') throw marketError(failNet('NET_DOCTYPE', named), { write })
    const text = decodeReply(reply.bytes, reply.headers['content-type'])
    const isRedirect = status >= 300 && status < 400
    const document = isRedirect || kind === 'html' ? null : readXml(text)
    if (document !== null) return { ...document, status, traceId }
    const words = safeWords(text)
    if (saysKeyUnknown(words)) throw tellOthers(authFailure({ code: null, words, traceId }))
    if (status >= 500) throw marketError(failNet('NET_SERVER_ERROR', named), { write })
    throw status === 200 ? odd('XML이 아닌 응답', write) : odd(`HTTP ${status}`, write, String(status))
  }

  const once = async (
    asked: Asked,
    { write, mayLeave }: { write: boolean; mayLeave: () => void },
    call: MarketCall,
  ): Promise<Answered> => {
    const { method = 'GET', path, template, body, timeoutMs, leaving } = asked
    const bytes = body === undefined ? undefined : bytesOf(body)
    let reply: HttpReply
    try {
      const openapikey = keyIn(await credentials())
      reply = await http.request({
        method,
        path,
        template,
        headers: {
          accept: 'application/xml',
          openapikey,
          ...(bytes === undefined ? {} : { 'content-type': 'text/xml;charset=EUC-KR' }),
        },
        headersNow: () => {
          mayLeave()
          leaving?.()
          return {}
        },
        ...(bytes === undefined ? {} : { body: bytes }),
        // Many of 11st's writes are GETs: the method says nothing about what may be repeated.
        idempotent: !write,
        // Refusals, unknown addresses and IPs come as 500 with the reason in the body.
        readsServerErrors: true,
        expect: 'any',
        priority: call.priority ?? 'background',
        deadlineMs: DEADLINE_MS,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        signal: call.signal,
      })
    } catch (thrown) {
      throw marketError(thrown, { write })
    }
    const answered = understood(reply, write)
    const { root, traceId } = answered
    const refusal = { code: codeIn(answered.body), words: wordsIn(answered.body), traceId }
    if (/^AuthMessage$/i.test(root)) throw tellOthers(authFailure(refusal))
    const common = commonFailure(refusal)
    if (common !== null) throw tellOthers(common)
    return answered
  }

  return {
    read: async (asked, call) => {
      const mayLeave = halt.begin()
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(asked, { write: false, mayLeave }, call)
        } catch (thrown) {
          const attempts = asked.attempts ?? ATTEMPTS[call.priority ?? 'background']
          const mayHelp = thrown instanceof AppError && passing.test(thrown.code) && !isPageMissing(thrown)
          if (!mayHelp || attempt >= attempts || call.signal.aborted) throw thrown
          await sleep(Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random() / 2)), call.signal)
        }
      }
    },
    write: async (asked, { category, successes = ['200'], refused }, call) => {
      const how = { write: true, mayLeave: halt.begin() }
      const { root, body, traceId, status } = await once(asked, how, call)
      const code = codeIn(body)
      const isMessage = /^ClientMessage$/i.test(root)
      if (isMessage && code !== null && successes.includes(code) && status < 300) return body
      // updateProductOption refuses with `Products` and words only.
      const words = wordsIn(body)
      const isRefusal = (isMessage && code !== null && !successes.includes(code)) || (!isMessage && words !== '')
      if (isRefusal) {
        const refusal = { code, words, traceId }
        const failure = refusalFailure(refusal, category)
        // What is wrong with the account itself is said first, whatever the code.
        throw (failure.kind === 'rejected' && isMessage ? refused?.(refusal) : null) ?? failure
      }
      throw odd(`${root.slice(0, 40)} ${code ?? ''}`.trim(), true)
    },
  }
}
