import { failNet, serviceName } from '../../net/errors.ts'
import { sniff } from '../../net/sniff.ts'
import type { HttpReply } from '../../net/types.ts'
import { safeWords } from '../../net/words.ts'
import { failMarket, marketError } from '../errors.ts'
import { type Told, told } from './envelope.ts'
import { failCoupang } from './errors.ts'
import { keyRefusal, refusal, type Subject, saysExpired } from './refusals.ts'

export interface Asked {
  write: boolean
  subject: Subject
  route: string
}

/** The signature was too old for Coupang: the caller looks at the clocks and may ask once more. */
export class Expired extends Error {
  readonly words: string

  constructor(words: string) {
    super('expired')
    this.words = words
  }
}

const bodyOf = (reply: HttpReply): unknown => {
  try {
    return reply.json()
  } catch {
    return undefined
  }
}

const named = { service: serviceName('coupang') }

/** What a reply says when it says yes; everything else is thrown as a `MarketError` (or `Expired`) of the right kind. */
export function yesIn(reply: HttpReply, { write, subject, route }: Asked): Told {
  const { status, traceId } = reply
  const net = (code: 'NET_HTML' | 'NET_NOT_JSON' | 'NET_SERVER_ERROR') =>
    marketError(
      failNet(code, { service: 'coupang', serviceCode: String(status), traceId, values: { ...named, status } }),
      { write },
    )
  if (status >= 300 && status < 400) {
    throw failCoupang(
      'COUPANG_REDIRECTED',
      { kind: 'setup' },
      { values: { status }, serviceCode: String(status), traceId },
    )
  }
  const isPage = sniff(reply.headers['content-type'], reply.bytes) !== 'data'
  const found = isPage ? null : told(bodyOf(reply))
  const text = isPage ? '' : safeWords(reply.text().slice(0, 500))
  const refused = found ?? {
    ok: false,
    data: null,
    code: '',
    words: text,
    everything: text,
    named: [],
    nextToken: null,
  }
  const { words } = refused
  if (status === 401 || status === 403) {
    if (saysExpired(refused.everything)) throw new Expired(words)
    throw keyRefusal(refused, { status, traceId })
  }
  // Carried out or not: a gateway that gave up waiting does not know it.
  if (status >= 500 || status === 412) throw net('NET_SERVER_ERROR')
  if (isPage) throw net('NET_HTML')
  if (status === 410 || status === 423) {
    const kind = status === 423 ? 'later' : 'rejected'
    throw failCoupang(
      'COUPANG_RETIRED',
      { kind },
      { values: { status, words: words || '설명 없음' }, serviceCode: String(status), traceId },
    )
  }
  if (status >= 400) {
    throw refusal(refused, { status, traceId, subject, route })
  }
  if (bodyOf(reply) === undefined) throw net('NET_NOT_JSON')
  if (found === null) {
    throw failMarket('coupang', 'MARKET_ODD_REPLY', { kind: write ? 'unknown' : 'later' }, { detail: '응답 머리' })
  }
  if (!found.ok) throw refusal(found, { status, traceId, subject, route })
  return found
}

/** The edge's page: not the gateway's word about an address, but a wall after too many errors. */
export const isWall = (reply: HttpReply): boolean =>
  reply.status === 403 &&
  (sniff(reply.headers['content-type'], reply.bytes) === 'html' || /access denied/i.test(reply.text().slice(0, 2000)))
