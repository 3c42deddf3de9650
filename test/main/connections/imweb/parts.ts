import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type ImwebConnectionDeps, imwebConnection } from '../../../../main/connections/imweb/service.ts'
import { imwebVault } from '../../../../main/connections/imweb/vault.ts'
import { saveConnection, setActiveSlot } from '../../../../main/connections/repository.ts'
import { memoryStore } from '../../../../main/connections/secrets/memory-store.ts'
import type { SecretStore } from '../../../../main/connections/types.ts'
import { accessExpiry } from '../../../../main/imweb/auth.ts'
import { imwebCode } from '../../../../main/imweb/errors.ts'
import { createHttpClient } from '../../../../main/net/http-client.ts'
import { createOpenLimiter } from '../../../../main/net/limiter.ts'
import {
  approveByHttp,
  type PracticeImweb,
  type PracticeImwebOptions,
  startPracticeImweb,
} from '../../../../main/practice/imweb/index.ts'
import { type Db, Sqlite } from '../../../../main/store/db.ts'
import { migrate } from '../../../../main/store/migrate.ts'
import type { EventName, EventPayload } from '../../../../shared/contract.ts'
import { type Clock, systemClock } from '../../../../shared/time.ts'
import { tempFolder } from '../../../support/temp.ts'

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

/** A clock that stands still until it is told. */
export const handClock = (start = Date.now()): Clock & { pass(ms: number): void } => {
  let at = start
  return {
    now: () => at,
    pass: (ms) => {
      at += ms
    },
  }
}

export const openDatabase = (folder: string) => {
  const db = new Sqlite(join(folder, 'jangteo.db'))
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  migrate(db)
  return db
}

export interface Heard<E extends EventName = EventName> {
  name: E
  payload: EventPayload<E>
}

/** A whole connection against the practice shop's Imweb: real HTTP, real SQLite, secrets in memory unless told. */
export const practiceParts = async (
  over: { practice?: PracticeImwebOptions; deps?: Partial<ImwebConnectionDeps> } = {},
) => {
  const folder = tempFolder('connect')
  const clock = over.deps?.clock ?? systemClock
  const port = await freePort()
  const redirectUri = `http://localhost:${port}/imweb/callback`
  const practice = await startPracticeImweb({
    orders: 0,
    arrivalEveryMs: 0,
    limits: null,
    clock,
    redirectUris: [redirectUri, `http://127.0.0.1:${port}/cb`, 'https://shop.example/'],
    ...over.practice,
  })
  const db = openDatabase(folder)
  const heard: Heard[] = []
  const entries = new Map<string, string>()
  const http = createHttpClient({
    service: 'imweb',
    baseUrl: practice.url,
    limiter: createOpenLimiter(systemClock),
    readErrorCode: imwebCode,
    maxAttempts: 2,
  })
  const others: [string, string][] = []
  const deps: ImwebConnectionDeps = {
    db,
    secrets: memoryStore(entries),
    http,
    clock,
    emit: (name, payload) => void heard.push({ name, payload }),
    baseUrl: practice.url,
    lockFile: join(folder, 'tokens.lock'),
    onOtherShop: (previous, next) => void others.push([previous, next]),
    ...over.deps,
  }
  const imweb = imwebConnection(deps)
  onTestFinished(async () => {
    await imweb.close()
    await practice.close()
    db.close()
  })
  const heardOf = <E extends EventName>(name: E) =>
    heard.filter((event): event is Heard<E> => event.name === name).map((event) => event.payload)
  const connect = async () => {
    const { authorizeUrl, attemptId } = await imweb.start({ ...practice.credentials, redirectUri })
    const location = await approveByHttp(authorizeUrl)
    const page = await fetch(location)
    return { page, location, view: await imweb.wait(attemptId) }
  }
  return { folder, practice, db, http, heard, heardOf, entries, others, deps, imweb, port, redirectUri, connect }
}

/** Nothing answers on any of this machine's own addresses. */
export const nothingListens = async (port: number): Promise<boolean> => {
  const answers = await Promise.all(
    ['127.0.0.1', '[::1]'].map((host) =>
      fetch(`http://${host}:${port}/${randomBytes(4).toString('hex')}`).then(
        () => true,
        () => false,
      ),
    ),
  )
  return !answers.includes(true)
}

/** A connection as after a consent some time ago, without walking through one. */
export const seedConnection = async (
  db: Db,
  secrets: SecretStore,
  practice: PracticeImweb,
  clock: Clock = systemClock,
): Promise<{ accessToken: string; refreshToken: string }> => {
  const vault = imwebVault(secrets)
  const pair = practice.control.issueTokens()
  const issuedAt = clock.now()
  await vault.saveCredentials('a', practice.credentials)
  const expiresAt = accessExpiry(pair.accessToken, issuedAt)
  await vault.saveTokens('a', { ...pair, issuedAt, expiresAt })
  setActiveSlot(db, 'imweb', 'a')
  const { siteCode } = practice.credentials
  const row = {
    state: 'connected',
    problem: null,
    siteCode,
    consentedAt: issuedAt,
    accessExpiresAt: expiresAt,
  } as const
  saveConnection(db, 'imweb', row, issuedAt)
  return pair
}
