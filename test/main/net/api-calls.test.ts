import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { apiCallsHandlers } from '../../../main/net/api-calls.handlers.ts'
import { createCallLog } from '../../../main/net/api-calls.ts'
import type { CallRecord } from '../../../main/net/http-client.ts'
import { Sqlite } from '../../../main/store/db.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { DAY_MS } from '../../../shared/time.ts'
import { tempFolder } from '../../support/temp.ts'

const NOW = Date.UTC(2026, 10, 21, 3)
const call = (changes: Partial<CallRecord> = {}): CallRecord => ({
  at: NOW,
  service: 'imweb',
  method: 'GET',
  path: '/orders',
  status: 200,
  ms: 31,
  attempt: 1,
  traceId: '0123456789abcdef',
  errorCode: null,
  ...changes,
})

const setUp = () => {
  const folder = tempFolder('api-calls')
  const db = new Sqlite(join(folder, 'test.db'))
  onTestFinished(() => void db.close())
  migrate(db)
  const clock = { now: () => NOW }
  const log = createCallLog(db, clock)
  return { folder, db, log, handlers: apiCallsHandlers(log, clock) }
}
const stored = (db: InstanceType<typeof Sqlite>) => db.prepare('select count(*) from api_call').pluck().get()

describe('the API-call log', () => {
  it('is written in batches by itself', async () => {
    const { db, log } = setUp()
    for (let i = 0; i < 50; i += 1) log.record(call())
    expect(stored(db)).toBe(0)
    await expect.poll(() => stored(db), { timeout: 5000 }).toBe(50)
  })

  it('is written at once when somebody looks, and when the engine closes', () => {
    const { db, log, handlers } = setUp()
    log.record(call())
    expect(handlers['apiCalls.list']({ limit: 10 })).toMatchObject({ items: [call()], next: null, asOf: NOW })
    log.record(call())
    log.close()
    expect(stored(db)).toBe(2)
  })

  it('keeps calls that could not be written for the next time', () => {
    const { db, log } = setUp()
    db.exec('alter table api_call rename to hidden')
    log.record(call())
    expect(() => log.flush()).not.toThrow()
    db.exec('alter table hidden rename to api_call')
    log.flush()
    expect(stored(db)).toBe(1)
  })

  it('keeps 30 days', () => {
    const { db, log } = setUp()
    log.record(call({ at: NOW - 30 * DAY_MS - 1 }))
    log.record(call({ at: NOW - 30 * DAY_MS }))
    log.flush()
    expect(log.prune()).toBe(1)
    expect(stored(db)).toBe(1)
  })
})

describe('the list of calls', () => {
  it('pages newest first without loss, also while new calls arrive', async () => {
    const { log, handlers } = setUp()
    for (let i = 0; i < 25; i += 1) log.record(call({ ms: i }))
    const seen: number[] = []
    let after: string | undefined
    do {
      const page = await handlers['apiCalls.list']({ limit: 10, ...(after === undefined ? {} : { after }) })
      seen.push(...page.items.map((item) => item.ms))
      after = page.next ?? undefined
      log.record(call({ ms: 1000 }))
    } while (after !== undefined)
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 24 - i))
  })

  it('filters by service, failure and words, wildcards taken literally', async () => {
    const { log, handlers } = setUp()
    log.record(call({ ms: 1, service: 'coupang', path: '/a_b' }))
    log.record(call({ ms: 2, path: '/axb', status: 401, errorCode: '30102' }))
    log.record(call({ ms: 3, status: null, errorCode: 'NET_BROKEN' }))
    const found = async (filter: object) => {
      const page = await handlers['apiCalls.list']({ limit: 10, ...filter })
      return page.items.map((item) => item.ms)
    }
    expect(await found({ service: 'coupang' })).toEqual([1])
    expect(await found({ failedOnly: true })).toEqual([3, 2])
    expect(await found({ search: '_' })).toEqual([3, 1])
    expect(await found({ search: '/a_b' })).toEqual([1])
    expect(await found({ search: '%' })).toEqual([])
    expect(await found({ search: '401' })).toEqual([2])
    expect(await found({ search: '30102', failedOnly: true, service: 'imweb' })).toEqual([2])
  })

  it.each(['x', '-1', '1 or 1=1', '99999999999999999999'])('refuses the cursor %s', (after) => {
    const { handlers } = setUp()
    expect(() => handlers['apiCalls.list']({ limit: 10, after })).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    )
  })
})

describe('the list as a file', () => {
  it('holds all matching calls, safe for Excel, whole', async () => {
    const { folder, log, handlers } = setUp()
    for (let i = 0; i < 2345; i += 1) log.record(call())
    log.record(call({ path: '=cmd()', errorCode: 'a,"b"' }))
    const path = join(folder, 'calls.csv')
    expect(await handlers['apiCalls.export']({ path })).toEqual({ path, rows: 2346 })
    const lines = readFileSync(path, 'utf8').split('\r\n')
    expect(lines[0]).toBe('\uFEFF시각,서비스,방식,경로,상태,걸린 시간(ms),시도,추적 번호,오류 코드')
    expect(lines[1]).toBe(`2026-11-21 12:00:00,아임웹,GET,"'=cmd()",200,31,1,0123456789abcdef,"a,""b"""`)
    expect(lines).toHaveLength(2348)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('says why it could not be written and leaves nothing behind', () => {
    const { folder, log, handlers } = setUp()
    log.record(call())
    const path = join(folder, 'none', 'calls.csv')
    expect(() => handlers['apiCalls.export']({ path })).toThrow(
      expect.objectContaining({ code: 'API_CALLS_NOT_WRITTEN' }),
    )
    expect(existsSync(path)).toBe(false)
  })
})
