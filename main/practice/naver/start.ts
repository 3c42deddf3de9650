import { type Answer, type Exchange, startShell } from '../http/shell.ts'
import { practiceCategories } from './categories.ts'
import { createCounts } from './counts.ts'
import { createKeep } from './keep.ts'
import { createRates } from './rate.ts'
import { gateway, Refusal, refused } from './refusal.ts'
import { routeOf, routes } from './routes.ts'
import { createStore } from './store.ts'
import { createTokens } from './tokens.ts'
import type { PracticeNaver, PracticeNaverOptions } from './types.ts'
import { createUploads } from './uploads.ts'

const TOKEN = '/external/v1/oauth2/token'
const HOUR_MS = 3_600_000
const nonsense = ['[]', '42', '{"상품":true}', '{"originProductNo":null,"contents":"?"}', 'null']

/** Starts the practice Naver Commerce API on 127.0.0.1. */
export async function startPracticeNaver(options: PracticeNaverOptions = {}): Promise<PracticeNaver> {
  const { clock, port, reviewMs = 0, visibleAfterMs = 0, tokenChecksAddress = false, echoes = false } = options
  const credentials = {
    clientId: 'practice7kQm2WxTzPq4Lr',
    clientSecret: '$2a$04$Zt9LrPq3WkXm5NdVb7Yc1e',
    ...options.credentials,
  }
  const groups = ['token', 'unknown', ...new Set(routes.map(({ group }) => group))]
  const shell = await startShell({ groups, clock, port, bodyMax: 64 * 1024 * 1024 })
  const tokens = createTokens(credentials)
  const rates = createRates(options.perSecond === undefined ? 2 : options.perSecond)
  const counts = createCounts()
  const uploads = createUploads()
  const gone = new Set<string>()
  const categories = () => practiceCategories.filter(({ id }) => !gone.has(id))
  const keep = createKeep(options.stateFile, () => ({ products: store.all(now()), pictures: uploads.all() }))
  const store = createStore({
    world: { category: (id) => categories().find((one) => one.id === id) ?? null, isUploaded: uploads.has },
    reviewMs,
    changed: keep.changed,
  })
  const kept = keep.load()
  if (kept !== null) {
    store.restore(kept.products)
    uploads.restore(kept.pictures)
  }
  let ahead = 0
  let isAllowed = true
  let isPenalised = false
  let isBlocked = false
  let penalisedUntil = 0
  const now = () => shell.now() + ahead

  const isHeld = (at: number) => isPenalised || tokens.isPenalised(at)

  const gate = ({ method, url, headers }: Exchange, at: number): Answer | null => {
    const isToken = url.pathname === TOKEN
    if (!isAllowed && (!isToken || tokenChecksAddress)) {
      return gateway(403, 'GW.IP_NOT_ALLOWED', '허용되지 않은 IP입니다. (203.0.113.7)', at)
    }
    if (isToken) return null
    const found = routeOf(method, url.pathname)
    if (found === null) return gateway(404, 'GW.NOT_FOUND', '요청한 API를 찾을 수 없습니다.', at)
    if (isBlocked) return gateway(503, 'GW.BLOCK.01', '일시적으로 서비스를 사용할 수 없습니다.', at)
    const token = /^Bearer (\S+)$/.exec(String(headers.authorization ?? ''))?.[1]
    if (token === undefined || !tokens.isLive(token, at)) return gateway(401, 'GW.AUTHN', '인증에 실패했습니다.', at)
    if (isHeld(at)) {
      const quota = { 'GNCP-GW-Quota-Period': 'HOURS', 'GNCP-GW-Quota-Limit': '1', 'GNCP-GW-Quota-Remaining': '0' }
      if (at < penalisedUntil) return gateway(429, 'GW.QUOTA_LIMIT', '호출 한도를 초과했습니다.', at, quota)
      penalisedUntil = at + HOUR_MS
    }
    return null
  }

  const asked = (exchange: Exchange, at: number): Answer => {
    if (exchange.url.pathname === TOKEN) return tokens.answer(exchange, at)
    const found = routeOf(exchange.method, exchange.url.pathname)
    if (found === null) return gateway(404, 'GW.NOT_FOUND', '요청한 API를 찾을 수 없습니다.', at)
    const visible = (time: number) => store.all(time).filter(({ createdAt }) => time >= createdAt + visibleAfterMs)
    try {
      const answered = found.route.answer({ store, uploads, categories, visible, echoes }, exchange, found.part, at)
      return { status: 200, body: answered === null ? '' : JSON.stringify(answered) }
    } catch (thrown) {
      if (thrown instanceof Refusal) return refused(thrown, at)
      throw thrown
    }
  }

  /** Headers of the bucket, kept from `limit` to the answer of the same call. */
  const told = new WeakMap<Exchange, Record<string, string>>()
  const withHeaders = (answer: Answer, exchange: Exchange): Answer => ({
    ...answer,
    headers: {
      date: new Date(now()).toUTCString(),
      'GNCP-GW-Trace-ID': `practice^${now()}^${exchange.turn}`,
      ...told.get(exchange),
      ...answer.headers,
    },
  })

  shell.serve({
    groupOf: ({ method, url }) =>
      url.pathname === TOKEN ? 'token' : (routeOf(method, url.pathname)?.route.group ?? 'unknown'),
    limit: (exchange) => {
      const at = now()
      const { method, url } = exchange
      const api =
        url.pathname === TOKEN
          ? `POST ${TOKEN}`
          : `${method} ${routeOf(method, url.pathname)?.route.template ?? url.pathname}`
      counts.add(api, shell.now())
      const refusal = gate(exchange, at)
      if (refusal !== null) return withHeaders(refusal, exchange)
      if (url.pathname === TOKEN) return null
      const { passes, headers } = rates.take(api, shell.now())
      told.set(exchange, headers)
      return passes
        ? null
        : withHeaders(
            gateway(429, 'GW.RATE_LIMIT', '요청이 많아 서비스를 일시적으로 사용할 수 없습니다.', at),
            exchange,
          )
    },
    answer: (exchange) => withHeaders(asked(exchange, now()), exchange),
    tooMany: (exchange) =>
      withHeaders(
        gateway(429, 'GW.RATE_LIMIT', '요청이 많아 서비스를 일시적으로 사용할 수 없습니다.', now()),
        exchange,
      ),
    nonsense: ({ turn }) => ({ status: 200, body: nonsense[turn % nonsense.length] ?? '{}' }),
    expire: () => tokens.expire(),
  })

  return {
    url: shell.url,
    port: shell.port,
    credentials,
    control: {
      ...shell.control,
      setPerSecond: (perSecond) => rates.set(perSecond),
      allowAddress: (wanted) => {
        isAllowed = wanted
      },
      setClockAhead: (ms) => {
        ahead = ms
      },
      penalise: (wanted) => {
        isPenalised = wanted
        penalisedUntil = wanted ? now() + HOUR_MS : 0
      },
      block: (wanted) => {
        isBlocked = wanted
      },
      replaceSecret: (secret) => {
        credentials.clientSecret = secret
        tokens.expire()
      },
      removeCategory: (id) => {
        gone.add(id)
      },
      refusePictures: (times) => uploads.refuseNext(times),
      products: () => store.all(now()).filter(({ statusType }) => statusType !== 'DELETE'),
      approve: (no) =>
        store.mutate(no, (product) => {
          product.statusType = 'SALE'
          product.reason = null
        }),
      refuse: (no, reason) =>
        store.mutate(no, (product) => {
          product.statusType = product.statusType === 'UNADMISSION' ? 'REJECTION' : 'PROHIBITION'
          product.reason = reason
        }),
      sell: (no, count, optionSku) =>
        store.mutate(no, (product) => {
          const option = product.options.find(({ sellerManagerCode }) => sellerManagerCode === optionSku)
          if (option === undefined) product.stockQuantity = Math.max(0, product.stockQuantity - count)
          else option.stockQuantity = Math.max(0, option.stockQuantity - count)
        }),
      change: (no, change) => store.mutate(no, (product) => Object.assign(product, change)),
      remove: (no) => store.remove(no, now()),
      calls: () => counts.calls(),
      peaks: () => counts.peaks(),
      badTokenCalls: () => tokens.bad(),
      reset: () => {
        store.reset()
        uploads.reset()
        tokens.reset()
        rates.reset()
        counts.reset()
        gone.clear()
        shell.control.clearFaults()
        isAllowed = true
        isPenalised = false
        isBlocked = false
        ahead = 0
      },
    },
    close: async () => {
      keep.close()
      await shell.close()
    },
  }
}
