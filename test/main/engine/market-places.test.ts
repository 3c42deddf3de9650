import { expect, it, onTestFinished } from 'vitest'
import { saveConnection } from '../../../main/connections/repository.ts'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { marketConnections } from '../../../main/engine/markets.ts'
import { wholesalerConnections } from '../../../main/engine/wholesalers.ts'
import { saveMarketAccount } from '../../../main/listings/repository-account.ts'
import { cached, putCached } from '../../../main/listings/repository-cache.ts'
import { createCallLog } from '../../../main/net/api-calls.ts'
import { type Endpoints, readEndpoints } from '../../../main/net/endpoints.ts'
import { startPracticeEleventhStreet } from '../../../main/practice/eleventh-street/index.ts'
import { createDayCount } from '../../../main/store/day-count.ts'
import type { Db } from '../../../main/store/db.ts'
import { systemClock } from '../../../shared/time.ts'
import { tempDatabase } from '../../support/database.ts'

const quiet = () => {}
const deps = (db: Db, endpoints: Partial<Endpoints>) => ({
  ...{ db, clock: systemClock, emit: quiet, calls: createCallLog(db, systemClock), version: '0' },
  secrets: memoryStore(),
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  endpoints: { ...readEndpoints(undefined), ...endpoints },
})
const wholesalersOf = (db: Db) => wholesalerConnections(deps(db, {}))
const connectionsOf = (db: Db, endpoints: Partial<Endpoints> = {}) =>
  marketConnections({ ...deps(db, endpoints), unlimited: true, localServices: true }).connections

it('says with its connection what a market wants known of its secrets', () => {
  const connections = connectionsOf(tempDatabase())
  expect(connections.naver.view().notice).toContain('자기 스토어에만')
  expect(connections.coupang.view().notice).toBeUndefined()
})

it.each([
  ['coupang', 'coupang A1/too-many', '쿠팡이 호출이 너무 많다고 답했습니다 (HTTP 429).'],
  ['coupang', 'coupang A1/blocked', '쿠팡의 방화벽이 접속을 막았습니다 (HTTP 403 Access Denied).'],
  ['naver', 'naver 0123abcd/block', '네이버에 요청이 너무 많았습니다.'],
  ['domeggook', 'domeggook', '도매꾹에 요청이 너무 많았습니다.'],
  ['ownerclan', 'ownerclan', '오너클랜에 요청이 너무 많았습니다.'],
] as const)('says of %s that it is silent, whoever met it', (service, store, why) => {
  const db = tempDatabase()
  const now = systemClock.now()
  saveMarketAccount(db, 'coupang', { account: 'A1', label: 'A1' })
  saveConnection(db, service, { state: 'connected', clientIdLast4: '1234' }, now)
  const view = () =>
    service === 'domeggook' || service === 'ownerclan'
      ? wholesalersOf(db)[service].view()
      : connectionsOf(db)[service].view()
  expect(view()).toMatchObject({ state: 'connected', problem: null })
  createDayCount(db, store).pause(now + 60_000)
  expect(view()).toMatchObject({ state: 'connected', problem: { code: 'CALLS_PAUSED', service } })
  expect(view().problem?.message).toContain(why)
  createDayCount(db, store).pause(now - 1)
  createDayCount(db, `${service} another/too-many`).pause(now + 60_000)
  expect(view().problem).toBeNull()
})

it('forgets the places of a market when it is connected, and only of that one', async () => {
  const practice = await startPracticeEleventhStreet()
  onTestFinished(() => practice.close())
  const db = tempDatabase()
  const connections = connectionsOf(db, { '11st': practice.url })
  const none = { outbound: [], inbound: [] }
  for (const market of ['11st', 'coupang'] as const) putCached(db, market, 'places', 'A', none, systemClock.now())
  putCached(db, '11st', 'gone', '1', true, systemClock.now())
  await connections['11st'].connect(practice.credentials)
  expect(cached(db, '11st', 'places', 'A')).toBeNull()
  expect(cached(db, 'coupang', 'places', 'A')).not.toBeNull()
  expect(cached(db, '11st', 'gone', '1')).not.toBeNull()
})
