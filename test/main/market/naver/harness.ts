import { onTestFinished } from 'vitest'
import { MarketError } from '../../../../main/market/errors.ts'
import {
  createNaverAdapter,
  createNaverHttp,
  type NaverCredentials,
  type NaverDeps,
  type TokenStore,
} from '../../../../main/market/naver/index.ts'
import type { FetchPicture } from '../../../../main/market/naver/pictures.ts'
import type { CallRecord } from '../../../../main/net/http-client.ts'
import { type PracticeNaverOptions, startPracticeNaver } from '../../../../main/practice/naver/index.ts'
import type { ListingContent } from '../../../../shared/market.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { silent } from '../../wholesale/support.ts'

/** First bytes of each kind; what follows nobody looks at. */
export const bytesOf = {
  jpg: Buffer.from('ffd8ffe000104a4649460001', 'hex'),
  png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  gif: Buffer.from('GIF89a0000'),
  bmp: Buffer.concat([Buffer.from('BM'), Buffer.alloc(40)]),
  webp: Buffer.concat([Buffer.from('RIFF0000WEBPVP8 '), Buffer.alloc(20)]),
}

/** Pictures that are what their addresses end with. */
export const byEnding: FetchPicture = async (address) => {
  const ending = /\.(\w+)(?:\?.*)?$/.exec(address)?.[1] ?? 'jpg'
  const bytes = Object.hasOwn(bytesOf, ending) ? bytesOf[ending as keyof typeof bytesOf] : bytesOf.jpg
  // Different pictures have different bytes.
  return { bytes: Buffer.concat([bytes, Buffer.from(address)]), type: 'image/whatever' }
}

export const call = (priority: 'interactive' | 'background' = 'background') => ({
  signal: new AbortController().signal,
  priority,
})

interface More {
  credentials?: Partial<NaverCredentials>
  picture?: FetchPicture
  tokenStore?: TokenStore
  pauses?: NonNullable<NaverDeps['pauses']>
  /** How long each wait takes in truth, ms, so that answers arrive while others wait. Default not at all. */
  waitMs?: number
}

/** The real adapter over HTTP against the practice service; both live in a time that jumps instead of waiting. */
export async function naver(options: PracticeNaverOptions = {}, more: More = {}) {
  const time = jumpingTime()
  const practice = await startPracticeNaver({ clock: time.clock, ...options })
  onTestFinished(() => practice.close())
  const calls: CallRecord[] = []
  const sleep: typeof time.sleep = async (ms, signal) => {
    if (more.waitMs !== undefined) await new Promise((resolve) => setTimeout(resolve, more.waitMs))
    await time.sleep(ms, signal)
  }
  const make = (clientId?: string) =>
    createNaverAdapter({
      http: createNaverHttp({
        baseUrl: practice.url,
        clock: time.clock,
        sleep,
        recordCall: (record) => calls.push(record),
      }),
      credentials: () =>
        Promise.resolve({
          ...practice.credentials,
          ...more.credentials,
          ...(clientId === undefined ? {} : { clientId }),
        }),
      clock: time.clock,
      log: silent,
      picture: more.picture ?? byEnding,
      ...(more.tokenStore ? { tokenStore: more.tokenStore } : {}),
      ...(more.pauses ? { pauses: more.pauses } : {}),
      sleep: time.sleep,
      random: () => 0.5,
    })
  const adapter = make()
  const list = async (content: ListingContent) => {
    const form = await adapter.form(content.category ?? '', call())
    const places = await adapter.places(call())
    return adapter.create(content, { form, places }, call())
  }
  return { time, practice, control: practice.control, adapter, again: make, calls, list }
}

export const marketFailure = async (work: Promise<unknown>): Promise<MarketError> => {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof MarketError) return thrown
    throw thrown
  }
  throw new Error('it did not fail')
}
