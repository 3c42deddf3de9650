import { expect, it, onTestFinished } from 'vitest'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { marketConnections } from '../../../main/engine/markets.ts'
import { cached, putCached } from '../../../main/listings/repository-cache.ts'
import { createCallLog } from '../../../main/net/api-calls.ts'
import { type Endpoints, readEndpoints } from '../../../main/net/endpoints.ts'
import { startPracticeEleventhStreet } from '../../../main/practice/eleventh-street/index.ts'
import type { Db } from '../../../main/store/db.ts'
import { systemClock } from '../../../shared/time.ts'
import { tempDatabase } from '../../support/database.ts'

const quiet = () => {}
const connectionsOf = (db: Db, endpoints: Partial<Endpoints> = {}) =>
  marketConnections({
    ...{ db, clock: systemClock, emit: quiet, calls: createCallLog(db, systemClock) },
    ...{ unlimited: true, version: '0', localServices: true },
    secrets: memoryStore(),
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    endpoints: { ...readEndpoints(undefined), ...endpoints },
  }).connections

it('says with its connection what a market wants known of its secrets', () => {
  const connections = connectionsOf(tempDatabase())
  expect(connections.naver.view().notice).toContain('자기 스토어에만')
  expect(connections.coupang.view().notice).toBeUndefined()
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
