import { onTestFinished } from 'vitest'
import type { CallRecord } from '../../../../main/net/http-client.ts'
import { type PracticeDomeggookOptions, startPracticeDomeggook } from '../../../../main/practice/domeggook/index.ts'
import {
  createDomeggookAdapter,
  type DayCount,
  type DomeggookCredentials,
  dayCountInMemory,
  type Market,
} from '../../../../main/wholesale/domeggook/index.ts'
import { createWholesaleHttp } from '../../../../main/wholesale/http.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { silent } from '../support.ts'

interface More {
  credentials?: Partial<DomeggookCredentials>
  dailyCounter?: DayCount
  market?: Market
}

/** The real adapter over HTTP against the practice service; both live in a time that jumps instead of waiting. */
export async function domeggook(options: PracticeDomeggookOptions = {}, more: More = {}) {
  const time = jumpingTime()
  const practice = await startPracticeDomeggook({
    clock: time.clock,
    ...options,
    catalogue: { size: 300, arrivalEveryMs: 0, extremes: false, ...options.catalogue },
  })
  onTestFinished(() => practice.close())
  const calls: CallRecord[] = []
  const dailyCounter = more.dailyCounter ?? dayCountInMemory()
  const make = () =>
    createDomeggookAdapter({
      http: createWholesaleHttp({
        wholesaler: 'domeggook',
        baseUrl: practice.url,
        clock: time.clock,
        sleep: time.sleep,
        recordCall: (call) => calls.push(call),
      }),
      credentials: () => Promise.resolve({ ...practice.credentials, ...more.credentials }),
      clock: time.clock,
      log: silent,
      dailyCounter,
      ...(more.market === undefined ? {} : { market: () => more.market ?? 'supply' }),
      sleep: time.sleep,
      random: () => 0.5,
    })
  const truth = () => [...practice.truth()]
  return {
    time,
    practice,
    adapter: make(),
    again: make,
    calls,
    dailyCounter,
    truth,
    seen: () => practice.control.seen(),
  }
}
