import { describe, expect, it } from 'vitest'
import { createDomeggookAdapter, dayCountInMemory } from '../../../main/wholesale/domeggook/index.ts'
import { createWholesaleHttp } from '../../../main/wholesale/http.ts'
import { createOwnerclanAdapter } from '../../../main/wholesale/ownerclan/index.ts'
import type { Wholesaler } from '../../../shared/product.ts'
import { type Answer, json, scriptedServer } from '../net/scripted-server.ts'
import { jumpingTime } from '../net/virtual-time.ts'
import { collectAll, failureOf, never, silent } from './support.ts'

const httpTo = (wholesaler: Wholesaler, baseUrl: string, time: ReturnType<typeof jumpingTime>) =>
  createWholesaleHttp({ wholesaler, baseUrl, clock: time.clock, sleep: time.sleep })

/** A login's answer: a token that ends so many seconds from now. */
const tokenFor = (seconds: number, now: number): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256' })}.${part({ exp: Math.floor(now / 1000) + seconds })}.c2lnbmF0dXJl`
}

const ownerclan = async (answers: { login?: Answer; api?: Answer }) => {
  const time = jumpingTime()
  const login = answers.login ?? json(tokenFor(86_400, time.clock.now()))
  const auth = await scriptedServer(login)
  const api = await scriptedServer(answers.api ?? json({}))
  return createOwnerclanAdapter({
    http: { auth: httpTo('ownerclan', auth.base, time), api: httpTo('ownerclan', api.base, time) },
    credentials: async () => ({ username: 'seller', password: 'secret-password' }),
    ...{ clock: time.clock, log: silent, sleep: time.sleep, random: () => 0.5 },
  })
}

const refused = (message: string, status: number) => json({ errors: [{ message }] }, status)

describe('a refusal of OwnerClan', () => {
  it.each([
    ['a login server that answers something else', { login: json({}, 410) }, 'OWNERCLAN_LOGIN_FAILED', '410'],
    ['a token that is over already', { login: json(tokenFor(-60, Date.UTC(2026, 10, 21))) }, 'OWNERCLAN_TOKEN_OLD', ''],
    ['a right that the account lacks', { api: json({}, 403) }, 'OWNERCLAN_FORBIDDEN', '403'],
    [
      'a field that is not there any more',
      { api: refused('Cannot query field "stock" on type "Item".', 400) },
      'OWNERCLAN_QUERY_REFUSED',
      'stock',
    ],
    ['words that nobody has met', { api: refused('Vendor is closed.', 200) }, 'OWNERCLAN_ERROR', 'Vendor is closed.'],
    ['another status', { api: json({}, 418) }, 'OWNERCLAN_HTTP', '418'],
  ] as const)('with %s has a code, the reason and a next step', async (_with, answers, code, reason) => {
    const failure = await failureOf((await ownerclan(answers)).check(never()))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(reason)
    expect(failure.message + failure.nextStep).not.toMatch(/secret-password|[{}]/)
    expect(failure.nextStep.length).toBeGreaterThan(10)
  })

  it('that promises a next page without its place ends the collect as incomplete, not as done', async () => {
    const page = { data: { allItems: { pageInfo: { hasNextPage: true, endCursor: null }, edges: [] } } }
    const failure = await failureOf(collectAll(await ownerclan({ api: json(page) }), { search: '우산' }))
    expect(failure).toMatchObject({ code: 'COLLECT_INCOMPLETE', retryable: true })
  })
})

const domeggook = async (answer: Answer) => {
  const time = jumpingTime()
  const { base } = await scriptedServer(answer)
  return createDomeggookAdapter({
    http: httpTo('domeggook', base, time),
    credentials: async () => ({ aid: 'a-key-of-nobody' }),
    ...{ clock: time.clock, log: silent, sleep: time.sleep, random: () => 0.5, dailyCounter: dayCountInMemory() },
  })
}

describe('a refusal of Domeggook', () => {
  it('with a status that says nothing else keeps the status', async () => {
    const failure = await failureOf((await domeggook(json({}, 418))).check(never()))
    expect(failure).toMatchObject({ code: 'DOMEGGOOK_HTTP', message: expect.stringContaining('418') })
    expect(failure.message).not.toContain('a-key-of-nobody')
  })

  it('that leaves a page of a list empty ends the collect as incomplete, not as done', async () => {
    const list = { domeggook: { header: { numberOfItems: 300, numberOfPages: 2 }, list: { item: [] } } }
    const failure = await failureOf(collectAll(await domeggook(json(list)), { search: '우산' }))
    expect(failure).toMatchObject({ code: 'COLLECT_INCOMPLETE', retryable: true })
  })
})
