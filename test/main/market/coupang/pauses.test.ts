import { describe, expect, it } from 'vitest'
import type { CoupangCredentials } from '../../../../main/market/coupang/auth.ts'
import { createCoupangAdapter } from '../../../../main/market/coupang/index.ts'
import { leftWords } from '../../../../main/market/left.ts'
import type { HttpClient, HttpReply } from '../../../../main/net/types.ts'
import { createDayCount } from '../../../../main/store/day-count.ts'
import { tempDatabase } from '../../../support/database.ts'
import { failure, how, setUp, silent } from './support.ts'

const MINUTE = 60_000
const asked = { ...how, priority: 'interactive' } as const

const wall: HttpReply = {
  status: 403,
  headers: { 'content-type': 'text/html' },
  bytes: Buffer.from('<html><h1>Access Denied</h1></html>'),
  traceId: 't',
  text: () => '<html><h1>Access Denied</h1></html>',
  json: () => null,
}

/** As the engine has it: one way to Coupang, and an adapter made anew whenever the operator connects. */
const connecting = async () => {
  const base = await setUp()
  const db = tempDatabase()
  const state = { isWalled: false, calls: 0 }
  const http: HttpClient = {
    limiter: base.http.limiter,
    request: (request) => {
      // What is thrown here is thrown by the last look before a call leaves.
      request.headersNow?.()
      state.calls += 1
      return state.isWalled ? Promise.resolve(wall) : base.http.request(request)
    },
  }
  const connect = (change: Partial<CoupangCredentials> = {}) =>
    createCoupangAdapter({
      http,
      credentials: () => Promise.resolve({ ...base.server.credentials, ...change }),
      clock: base.time.clock,
      log: silent,
      pauses: (name) => createDayCount(db, `coupang ${name}`),
      sleep: base.time.sleep,
      random: () => 0.5,
    })
  return { ...base, state, connect }
}

describe('after a block', () => {
  it('what is said later is what happened, with the time that is left', async () => {
    const { connect, state, time } = await connecting()
    state.isWalled = true
    expect((await failure(connect().check(how))).code).toBe('COUPANG_BLOCKED')
    time.pass(3 * MINUTE + 30_000)
    const later = await failure(connect().check(how))
    expect(later).toMatchObject({ code: 'COUPANG_BLOCKED', kind: 'later', serviceCode: '403' })
    expect(later.message).toContain('6분 30초')
    expect(later.retryAfterMs).toBe(6.5 * MINUTE)
    expect(state.calls).toBe(1)
  })

  it('the operator’s next connect is the one call that finds out, and opens the door for all', async () => {
    const { connect, state } = await connecting()
    state.isWalled = true
    const working = connect()
    await failure(working.check(how))
    state.isWalled = false
    await failure(working.places(how))
    expect(state.calls).toBe(1)
    await connect().check(asked)
    await working.places(how)
    await connect().places(how)
    expect(state.calls).toBe(6)
  })

  it('the operator’s tries leave 30 seconds apart, and a refused one lengthens the silence', async () => {
    const { connect, state, time } = await connecting()
    state.isWalled = true
    await failure(connect().check(asked))
    time.pass(4 * MINUTE)
    expect((await failure(connect().check(asked))).retryAfterMs).toBe(10 * MINUTE)
    time.pass(29_000)
    for (let turn = 0; turn < 5; turn += 1) await failure(connect().check(asked))
    expect(state.calls).toBe(2)
    time.pass(1000)
    await failure(connect().check(asked))
    expect(state.calls).toBe(3)
  })

  it('other interactive work stays silent', async () => {
    const { connect, state } = await connecting()
    state.isWalled = true
    await failure(connect().check(asked))
    expect((await failure(connect().places(asked))).code).toBe('COUPANG_BLOCKED')
    expect(state.calls).toBe(1)
  })

  it('another vendor is not silent', async () => {
    const { connect, state } = await connecting()
    state.isWalled = true
    await failure(connect({ vendorId: 'A00011111' }).check(how))
    state.isWalled = false
    await connect().check(how)
    expect(state.calls).toBe(2)
    expect((await failure(connect({ vendorId: 'A00011111' }).check(how))).code).toBe('COUPANG_BLOCKED')
  })
})

describe('after a 429', () => {
  it('says so with the time that is left, also after a restart', async () => {
    const { connect, control, state, time } = await connecting()
    control.fault({ kind: 'too-many', times: 1 })
    await failure(connect().check(how))
    time.pass(MINUTE)
    const later = await failure(connect().check(how))
    expect(later).toMatchObject({ code: 'COUPANG_TOO_MANY', serviceCode: '429', retryAfterMs: 4 * MINUTE })
    expect(later.message).toContain('4분')
    expect(state.calls).toBe(1)
  })

  it('gives way to the reason that comes after it', async () => {
    const { connect, control, state, time } = await connecting()
    control.fault({ kind: 'too-many', times: 1 })
    await failure(connect().check(how))
    time.pass(30_000)
    state.isWalled = true
    await failure(connect().check(asked))
    expect((await failure(connect().check(how))).code).toBe('COUPANG_BLOCKED')
  })
})

it('tells a time that is left as people do', () => {
  expect([1, 1000, 59_001, 90_000, 600_000].map(leftWords)).toEqual(['1초', '1초', '1분', '1분 30초', '10분'])
})
