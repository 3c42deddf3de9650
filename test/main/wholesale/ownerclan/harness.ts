import { onTestFinished } from 'vitest'
import type { CallRecord } from '../../../../main/net/http-client.ts'
import { type PracticeOwnerclanOptions, startPracticeOwnerclan } from '../../../../main/practice/ownerclan/index.ts'
import { createWholesaleHttp } from '../../../../main/wholesale/http.ts'
import { createOwnerclanAdapter, type OwnerclanCredentials } from '../../../../main/wholesale/ownerclan/index.ts'
import { jumpingTime } from '../../net/virtual-time.ts'
import { silent } from '../support.ts'

/** The real adapter over HTTP against the practice service; both live in a time that jumps instead of waiting. */
export async function ownerclan(
  options: PracticeOwnerclanOptions = {},
  { credentials, timeoutCap }: { credentials?: Partial<OwnerclanCredentials>; timeoutCap?: number } = {},
) {
  const time = jumpingTime()
  const practice = await startPracticeOwnerclan({
    clock: time.clock,
    ...options,
    catalogue: { size: 300, arrivalEveryMs: 0, extremes: false, ...options.catalogue },
  })
  onTestFinished(() => practice.close())
  const calls: CallRecord[] = []
  const common = {
    wholesaler: 'ownerclan' as const,
    baseUrl: practice.url,
    clock: time.clock,
    sleep: time.sleep,
    recordCall: (call: CallRecord) => calls.push(call),
  }
  const api = createWholesaleHttp(common)
  const capped: typeof api = {
    limiter: api.limiter,
    request: (request) => api.request(timeoutCap === undefined ? request : { ...request, timeoutMs: timeoutCap }),
  }
  const given = { ...practice.credentials, ...credentials }
  const adapter = createOwnerclanAdapter({
    http: { auth: createWholesaleHttp(common), api: capped },
    credentials: () => Promise.resolve({ ...given }),
    clock: time.clock,
    log: silent,
    sleep: time.sleep,
    random: () => 0.5,
  })
  return { time, practice, adapter, calls, given, seen: () => practice.control.seen() }
}
