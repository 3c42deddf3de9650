import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLimiter, type Limiter } from '../../../main/net/limiter.ts'
import { createHttpStreams } from '../../../main/net/stream.ts'
import type { HttpClient, HttpRequest } from '../../../main/net/types.ts'
import { createDomeggookAdapter, type DayCount, dayCountInMemory } from '../../../main/wholesale/domeggook/index.ts'
import { perMinuteBucket, wholesaleRates } from '../../../main/wholesale/limits.ts'
import { createOwnerclanAdapter } from '../../../main/wholesale/ownerclan/index.ts'
import type { CollectRequest, WholesaleAdapter } from '../../../main/wholesale/port.ts'
import { createZentradeAdapter } from '../../../main/wholesale/zentrade/adapter.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { jumpingTime } from '../net/virtual-time.ts'
import { busiestMinute, never, silent } from './support.ts'

const HOUR = 3_600_000

type Time = ReturnType<typeof jumpingTime>

/** An adapter whose service always has more and answers at once, so that only our own pace slows it down. */
export interface Endless {
  adapter: WholesaleAdapter
  time: Time
  /** When each call left, ms. */
  left: number[]
  request: CollectRequest
  close(): Promise<void>
}

const limiterOf = (wholesaler: Wholesaler, { clock, sleep }: Time): Limiter =>
  createLimiter({ ...perMinuteBucket(wholesaleRates[wholesaler].perMinute), clock, sleep })

/** A client that answers by itself, under the real limiter. */
const answering = (
  limiter: Limiter,
  left: number[],
  now: () => number,
  answer: (request: HttpRequest, call: number) => unknown,
): HttpClient => ({
  limiter,
  request: async (request) => {
    await limiter.acquire(request.priority ?? 'interactive')
    left.push(now())
    limiter.settle({ status: 200, headers: {}, retryAfterMs: null })
    const text = JSON.stringify(answer(request, left.length))
    const bytes = Buffer.from(text)
    return { status: 200, headers: {}, bytes, traceId: 't', text: () => text, json: () => JSON.parse(text) }
  },
})

const token = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"exp":4000000000}').toString('base64url')}.c2ln`
const page = (_request: HttpRequest, call: number) => ({
  data: {
    allItems: {
      pageInfo: { hasNextPage: true, endCursor: String(call) },
      edges: [{ node: { key: `W${call}`, name: '예시' } }],
    },
  },
})
const list = ({ query = {} }: HttpRequest, call: number) =>
  query.mode === 'getItemList'
    ? {
        domeggook: {
          header: { numberOfItems: 10_000_000, numberOfPages: 50_000 },
          list: { item: Array.from({ length: 200 }, (_, at) => ({ no: String(call * 1000 + at) })) },
        },
      }
    : { domeggook: { item: [] } }

const endlessOwnerclan = (time: Time, left: number[]): Omit<Endless, 'close'> => {
  const { clock, sleep } = time
  const auth = answering(createLimiter({ capacity: 9, perSecond: 9, clock, sleep }), [], clock.now, () => token)
  const adapter = createOwnerclanAdapter({
    http: { auth, api: answering(limiterOf('ownerclan', time), left, clock.now, page) },
    credentials: async () => ({ username: 'u', password: 'p' }),
    ...{ clock, log: silent, sleep },
  })
  return { adapter, time, left, request: { changedSince: 0 } }
}

export const endlessDomeggook = (
  time: Time,
  left: number[],
  dailyCounter: DayCount = dayCountInMemory(),
): Omit<Endless, 'close'> => {
  const { clock, sleep } = time
  const adapter = createDomeggookAdapter({
    http: answering(limiterOf('domeggook', time), left, clock.now, list),
    credentials: async () => ({ aid: 'practice' }),
    ...{ clock, log: silent, dailyCounter, sleep },
  })
  return { adapter, time, left, request: { search: '컵' } }
}

const oneProduct = (code: string) =>
  `<?xml version="1.0" encoding="euc-kr"?>\n<zentrade version="ZENTRADE XML 1.0" datetime=""><product code="${code}"><prdtname><![CDATA[cup]]></prdtname><price buyprice="1000" consumerprice="0" taxmode="Y"></price></product></zentrade>`

/** Products one by one, each a call: the whole feed at once would be a single one. Over real HTTP, since its replies are streams. */
const endlessZentrade = async (time: Time, left: number[]): Promise<Endless> => {
  const server = createServer((request, response) => {
    left.push(time.clock.now())
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(oneProduct('000001'))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const adapter = createZentradeAdapter({
    http: createHttpStreams({
      service: 'zentrade',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      limiter: limiterOf('zentrade', time),
      ...{ clock: time.clock, sleep: time.sleep },
    }),
    credentials: async () => ({ id: 'practice', mSkey: 'practice' }),
    shipping: () => ({ fee: null, returnFee: null }),
  })
  const keys = Array.from({ length: 10 }, (_, n) => String(n + 1).padStart(6, '0'))
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  return { adapter, time, left, request: { keys }, close }
}

const endless = async (wholesaler: Wholesaler): Promise<Endless> => {
  const time = jumpingTime()
  if (wholesaler === 'zentrade') return endlessZentrade(time, [])
  const made = wholesaler === 'ownerclan' ? endlessOwnerclan(time, []) : endlessDomeggook(time, [])
  return { ...made, close: async () => {} }
}

/** Collects until `until` says so, again and again. */
export async function collectFor({ adapter, request }: Pick<Endless, 'adapter' | 'request'>, until: () => boolean) {
  while (!until()) for await (const _batch of adapter.collect(request, { signal: never() })) if (until()) return
}

/** What share of the permitted calls an hour of collecting uses, and how many left within any one minute at most. */
export async function hourOf(wholesaler: Wholesaler): Promise<{ share: number; busiest: number; perMinute: number }> {
  const made = await endless(wholesaler)
  const { clock } = made.time
  const start = clock.now()
  await collectFor(made, () => clock.now() - start >= HOUR)
  await made.close()
  const { perMinute } = wholesaleRates[wholesaler]
  return { share: made.left.length / (perMinute * 60), busiest: busiestMinute(made.left), perMinute }
}
