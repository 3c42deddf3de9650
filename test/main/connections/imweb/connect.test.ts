import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { connectionsHandlers } from '../../../../main/connections/handlers.ts'
import { imwebConnection } from '../../../../main/connections/imweb/service.ts'
import { registryOf } from '../../../../main/connections/registry.ts'
import { keytarStore } from '../../../../main/connections/secrets/keytar-store.ts'
import { memoryStore } from '../../../../main/connections/secrets/memory-store.ts'
import type { HttpClient } from '../../../../main/net/types.ts'
import { approveByHttp, denyByHttp } from '../../../../main/practice/imweb/index.ts'
import { connection } from '../../../../shared/contract/connections.ts'
import { failCommon } from '../../../../shared/errors.ts'
import { nothingListens, practiceParts } from './parts.ts'

describe('connecting Imweb', () => {
  it('goes from the consent in the browser to a working connection', async () => {
    const { connect, practice, heardOf, imweb, entries, port, db } = await practiceParts()
    const { view, page } = await connect()
    expect(page.status).toBe(200)
    expect(view).toMatchObject({
      state: 'connected',
      problem: null,
      siteCode: practice.credentials.siteCode,
      clientIdLast4: practice.credentials.clientId.slice(-4),
      scopes: ['site-info:write', 'order:read'],
      consentAgeDays: 0,
    })
    expect(view.unitCode).toBe(view.units[0]?.unitCode)
    expect((view.refreshExpiresAt ?? 0) - (view.consentedAt ?? 0)).toBe(90 * 86_400_000)
    expect(practice.control.linkState()).toBe('linked')
    expect(await nothingListens(port)).toBe(true)
    expect(heardOf('connection.attempt').map(({ state }) => state)).toEqual(['waiting', 'exchanging', 'connected'])
    expect(heardOf('browser.open')).toHaveLength(1)
    expect(heardOf('connection.changed').map(({ state }) => state)).toEqual(['connecting', 'connecting', 'connected'])
    expect(() => connection.parse(view)).not.toThrow()
    expect(await imweb.tokens.current()).toBeTruthy()

    const secrets = [...entries.values()].join('\n')
    expect(secrets).toContain(practice.credentials.clientSecret)
    const outside = JSON.stringify([heardOf('connection.changed'), heardOf('connection.attempt'), view])
    const database = db.serialize().toString('latin1')
    const { access, refresh } = tokensIn(entries)
    for (const secret of [practice.credentials.clientSecret, practice.credentials.clientId, access, refresh]) {
      expect(outside).not.toContain(secret)
      expect(database).not.toContain(secret)
    }
  })

  it('asks for camelCase names, both scopes and a state of 256 bits that is never the same', async () => {
    const { imweb, practice, redirectUri } = await practiceParts()
    const states = new Set<string>()
    for (let n = 0; n < 3; n += 1) {
      const { authorizeUrl } = await imweb.start({ ...practice.credentials, redirectUri })
      const query = Object.fromEntries(new URL(authorizeUrl).searchParams)
      expect(query).toMatchObject({
        responseType: 'code',
        clientId: practice.credentials.clientId,
        redirectUri,
        scope: 'site-info:write order:read',
        siteCode: practice.credentials.siteCode,
      })
      expect(Buffer.from(query.state ?? '', 'base64url')).toHaveLength(32)
      states.add(query.state ?? '')
    }
    expect(states.size).toBe(3)
  })

  it('works with a pasted address where the redirect is not on this machine', async () => {
    const { imweb, practice } = await practiceParts()
    const started = await imweb.start({ ...practice.credentials, redirectUri: 'https://shop.example/' })
    expect(started.mode).toBe('paste')
    const address = await approveByHttp(started.authorizeUrl)
    await expect(imweb.paste(started.attemptId, 'https://shop.example/')).rejects.toMatchObject({
      code: 'PASTE_NOTHING',
    })
    await expect(imweb.paste(started.attemptId, `${address}x`)).rejects.toMatchObject({ code: 'LOGIN_STATE' })
    expect(imweb.attempt(started.attemptId).state).toBe('waiting')
    expect(await imweb.paste(started.attemptId, address)).toMatchObject({ state: 'connected' })
    await expect(imweb.paste(started.attemptId, address)).rejects.toMatchObject({ code: 'LOGIN_OVER' })
  })

  it('also takes a pasted address while it listens, and then stops listening', async () => {
    const { imweb, practice, redirectUri, port } = await practiceParts()
    const started = await imweb.start({ ...practice.credentials, redirectUri })
    await imweb.paste(started.attemptId, await approveByHttp(started.authorizeUrl))
    expect(await nothingListens(port)).toBe(true)
  })

  it('takes "only while linking" (30128) for done', async () => {
    const { connect } = await practiceParts({ practice: { linkState: 'test' } })
    expect((await connect()).view.state).toBe('connected')
  })
})

const tokensIn = (entries: Map<string, string>) => {
  const found = (part: string): string => {
    const entry = [...entries].find(([name]) => name.endsWith(part))
    return entry ? JSON.parse(entry[1]).token : ''
  }
  return { access: found('access-token'), refresh: found('refresh-token') }
}

describe.skipIf(process.env.JANGTEO_TEST_KEYRING !== '1')('with the real keychain', () => {
  it('keeps every secret there and nowhere else, and takes all of them away at disconnect', async () => {
    const prefix = randomBytes(8).toString('hex')
    const secrets = keytarStore({ service: 'jangteo-test', prefix })
    const { connect, imweb, practice, db } = await practiceParts({ deps: { secrets } })
    await connect()
    const names = ['credentials', 'refresh-token', 'access-token'].map((part) => `imweb/a/${part}`)
    expect(JSON.parse((await secrets.get('imweb/a/credentials')) ?? '')).toMatchObject({
      clientSecret: practice.credentials.clientSecret,
    })
    expect(db.serialize().toString('latin1')).not.toContain(await imweb.tokens.current())
    await imweb.disconnect()
    for (const name of names) expect(await secrets.get(name)).toBeNull()
  })
})

describe('a login that fails', () => {
  it('says what Imweb said, and leaves no listener and no token', async () => {
    const { imweb, practice, redirectUri, port, entries, heardOf } = await practiceParts()
    const started = await imweb.start({ ...practice.credentials, redirectUri })
    const ended = expect(imweb.wait(started.attemptId)).rejects.toMatchObject({
      code: 'IMWEB_UNKNOWN',
      serviceCode: 'ACCESS_DENIED',
    })
    const page = await fetch(await denyByHttp(started.authorizeUrl))
    expect(page.status).toBe(400)
    await ended
    expect(heardOf('connection.attempt').at(-1)).toMatchObject({
      state: 'failed',
      error: { serviceCode: 'ACCESS_DENIED' },
    })
    expect(imweb.view()).toMatchObject({ state: 'error', problem: { serviceCode: 'ACCESS_DENIED' } })
    expect(await nothingListens(port)).toBe(true)
    expect(entries.size).toBe(0)
  })

  it('ends when nobody consents in time', async () => {
    const { imweb, practice, redirectUri, port, entries } = await practiceParts()
    const started = await imweb.start({ ...practice.credentials, redirectUri }, 50)
    await expect(imweb.wait(started.attemptId)).rejects.toMatchObject({ code: 'LOGIN_TIMEOUT' })
    expect(await nothingListens(port)).toBe(true)
    expect(entries.size).toBe(0)
    expect(imweb.view().state).toBe('disconnected')
  })

  it('ends when it is cancelled, and when the engine closes', async () => {
    const { imweb, practice, redirectUri, port } = await practiceParts()
    const first = await imweb.start({ ...practice.credentials, redirectUri })
    await imweb.cancel(first.attemptId)
    await expect(imweb.wait(first.attemptId)).rejects.toMatchObject({ code: 'LOGIN_CANCELLED' })
    const second = await imweb.start({ ...practice.credentials, redirectUri })
    await imweb.close()
    expect(imweb.attempt(second.attemptId).state).toBe('cancelled')
    expect(await nothingListens(port)).toBe(true)
  })

  it('gives way to a second start, whose state alone counts', async () => {
    const { imweb, practice, redirectUri } = await practiceParts()
    const credentials = { ...practice.credentials, redirectUri }
    const [first, second] = await Promise.all([imweb.start(credentials), imweb.start(credentials)])
    expect(imweb.attempt(first.attemptId)).toMatchObject({ state: 'cancelled', error: { code: 'LOGIN_REPLACED' } })
    expect((await fetch(await approveByHttp(first.authorizeUrl))).status).toBe(403)
    expect(imweb.attempt(second.attemptId).state).toBe('waiting')
    expect((await fetch(await approveByHttp(second.authorizeUrl))).status).toBe(200)
    expect(await imweb.wait(second.attemptId)).toMatchObject({ state: 'connected' })
  })

  it('never sends a code twice: a replayed redirect meets nobody, a pasted one another state', async () => {
    const { imweb, connect, practice, redirectUri } = await practiceParts()
    const { location } = await connect()
    await expect(fetch(location)).rejects.toThrow()
    const again = await imweb.start({ ...practice.credentials, redirectUri })
    await expect(imweb.paste(again.attemptId, location)).rejects.toMatchObject({ code: 'LOGIN_STATE' })
    expect((await fetch(location)).status).toBe(403)
    expect(Object.values(practice.control.seen().codeUses)).toEqual([1])
  })

  it.each([
    ['the token call is lost', { kind: 'lost-answer', on: 'token' }, 'NET_'],
    ['the token call fails', { kind: '500', on: 'token' }, 'NET_SERVER_ERROR'],
    ['the token answer is cut', { kind: 'truncated', on: 'token' }, ''],
    ['the site cannot be read', { kind: 'garbage', on: 'site-info' }, ''],
    ['the site answers a page', { kind: 'html', on: 'site-info' }, 'NET_HTML'],
  ] as const)('sends its code once and stores nothing when %s', async (_name, fault, code) => {
    const { imweb, practice, redirectUri, entries } = await practiceParts()
    practice.control.fault({ ...fault, times: 20 })
    const started = await imweb.start({ ...practice.credentials, redirectUri })
    await fetch(await approveByHttp(started.authorizeUrl))
    const error = await imweb.wait(started.attemptId).catch((thrown) => thrown)
    expect(error.code).toMatch(new RegExp(`^${code || '[A-Z]'}`))
    expect(imweb.view()).toMatchObject({ state: 'error', problem: { code: error.code } })
    expect(entries.size).toBe(0)
    expect(Math.max(0, ...Object.values(practice.control.seen().codeUses))).toBeLessThanOrEqual(1)
    expect(practice.control.seen().requests['POST /oauth2/token']).toBe(1)
    practice.control.clearFaults()
  })

  it('keeps the connection that worked before', async () => {
    const { imweb, connect, practice, redirectUri, entries } = await practiceParts()
    await connect()
    const before = new Map(entries)
    const token = await imweb.tokens.current()
    const secret = 'b'.repeat(64)
    const wrong = await imweb.start({ ...practice.credentials, redirectUri, clientSecret: secret })
    await fetch(await approveByHttp(wrong.authorizeUrl))
    await expect(imweb.wait(wrong.attemptId)).rejects.toMatchObject({ code: 'IMWEB_30098' })
    practice.control.fault({ kind: 'garbage', on: 'site-info' })
    const half = await imweb.start({ ...practice.credentials, redirectUri })
    await fetch(await approveByHttp(half.authorizeUrl))
    await expect(imweb.wait(half.attemptId)).rejects.toThrow()
    practice.control.clearFaults()
    expect(imweb.view()).toMatchObject({ state: 'connected', problem: { retryable: true } })
    expect(await imweb.tokens.current()).toBe(token)
    expect(entries).toEqual(before)
    expect(await imweb.check()).toMatchObject({ state: 'connected', problem: null })
  })

  it('stores nothing when the keychain fails in the middle', async () => {
    const entries = new Map<string, string>()
    const memory = memoryStore(entries)
    const failing = {
      ...memory,
      set: (name: string, value: string) =>
        name.endsWith('access-token') ? Promise.reject(failCommon('CANCELLED')) : memory.set(name, value),
    }
    const { imweb, practice, redirectUri } = await practiceParts({ deps: { secrets: failing } })
    const started = await imweb.start({ ...practice.credentials, redirectUri })
    await fetch(await approveByHttp(started.authorizeUrl))
    await expect(imweb.wait(started.attemptId)).rejects.toThrow()
    expect(entries.size).toBe(0)
    expect(practice.control.seen().requests['PATCH /site-info/integration-complete']).toBeUndefined()
  })

  it('says before the browser opens that there is no keychain', async () => {
    const secrets = { ...memoryStore(), get: () => Promise.reject(failCommon('CANCELLED')) }
    const { imweb, practice, redirectUri, heardOf, port } = await practiceParts({ deps: { secrets } })
    await expect(imweb.start({ ...practice.credentials, redirectUri })).rejects.toThrow()
    expect(heardOf('browser.open')).toEqual([])
    expect(await nothingListens(port)).toBe(true)
  })
})

describe('another shop', () => {
  it('is announced before it takes over, and refused when the old one cannot be put aside', async () => {
    const { db, others, practice, redirectUri, imweb } = await practiceParts()
    db.prepare(
      "insert into connection (service, state, site_code, updated_at) values ('imweb', 'disconnected', 'S1', 1)",
    ).run()
    const started = await imweb.start({ ...practice.credentials, redirectUri })
    await fetch(await approveByHttp(started.authorizeUrl))
    await imweb.wait(started.attemptId)
    expect(others).toEqual([['S1', practice.credentials.siteCode]])
    const refused = await practiceParts({
      deps: {
        onOtherShop: () => {
          throw failCommon('CANCELLED')
        },
      },
    })
    refused.db
      .prepare(
        "insert into connection (service, state, site_code, updated_at) values ('imweb', 'disconnected', 'S1', 1)",
      )
      .run()
    await expect(refused.connect()).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(refused.entries.size).toBe(0)
    expect(refused.imweb.view().siteCode).toBe('S1')
  })

  it('than the one typed is refused', async () => {
    const parts = await practiceParts()
    const http: HttpClient = {
      ...parts.http,
      request: async (call) => {
        const reply = await parts.http.request(call)
        const site = { statusCode: 200, data: { siteCode: 'S20250301other', unitList: [] } }
        return call.path === '/site-info' ? { ...reply, json: () => site } : reply
      },
    }
    const imweb = imwebConnection({ ...parts.deps, http })
    const started = await imweb.start({ ...parts.practice.credentials, redirectUri: parts.redirectUri })
    await fetch(await approveByHttp(started.authorizeUrl))
    await expect(imweb.wait(started.attemptId)).rejects.toMatchObject({ code: 'SITE_MISMATCH' })
    expect(parts.entries.size).toBe(0)
  })
})

describe('the calls of the contract', () => {
  const withHandlers = async () => {
    const parts = await practiceParts()
    return { ...parts, calls: connectionsHandlers({ registry: registryOf(parts.imweb), imweb: parts.imweb }) }
  }

  it('list only services that this version knows, imweb always', async () => {
    const { calls } = await withHandlers()
    const { items } = await calls['connections.list']({})
    expect(items.map(({ service, state }) => [service, state])).toEqual([['imweb', 'disconnected']])
    await expect(async () => calls['connections.check']({ service: 'naver' })).rejects.toMatchObject({
      code: 'SERVICE_UNKNOWN',
    })
  })

  it('disconnect: secrets gone, row kept, and fine when nothing was stored', async () => {
    const { calls, connect, entries, db } = await withHandlers()
    const nothing = { service: 'imweb', state: 'disconnected' }
    expect(await calls['connections.disconnect']({ service: 'imweb' })).toEqual(nothing)
    const { view } = await connect()
    expect(entries.size).toBe(3)
    expect(await calls['connections.disconnect']({ service: 'imweb' })).toEqual(nothing)
    expect(entries.size).toBe(0)
    const { items } = await calls['connections.list']({})
    expect(items[0]).toMatchObject({ state: 'disconnected', siteCode: view.siteCode, accessExpiresAt: null })
    await expect(calls['connections.check']({ service: 'imweb' })).rejects.toMatchObject({ code: 'NOT_CONNECTED' })
    await expect(calls['connections.reconnectImweb']({})).rejects.toMatchObject({ code: 'NOT_CONNECTED' })
    expect(db.prepare("select count(*) from meta where key like 'slot.%'").pluck().get()).toBe(0)
  })

  it('reconnect with the stored credentials, chooseUnit among the known units, and check with one call', async () => {
    const { calls, connect, practice } = await withHandlers()
    const { view } = await connect()
    const started = await calls['connections.reconnectImweb']({})
    await fetch(await approveByHttp(started.authorizeUrl))
    expect(await calls['connections.wait']({ attemptId: started.attemptId })).toMatchObject({ state: 'connected' })
    expect(await calls['connections.chooseUnit']({ unitCode: view.unitCode ?? '' })).toMatchObject({
      unitCode: view.unitCode,
    })
    await expect(async () => calls['connections.chooseUnit']({ unitCode: 'u0' })).rejects.toMatchObject({
      code: 'UNIT_UNKNOWN',
    })
    practice.control.resetSeen()
    expect(await calls['connections.check']({ service: 'imweb' })).toMatchObject({ problem: null })
    expect(practice.control.seen().requests).toEqual({ 'GET /site-info': 1 })
    practice.control.fault({ kind: 'html', on: 'site-info' })
    expect(await calls['connections.check']({ service: 'imweb' })).toMatchObject({
      state: 'connected',
      problem: { code: 'NET_HTML' },
    })
    practice.control.clearFaults()
    await expect(async () => calls['connections.attempt']({ attemptId: 'none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('keep a lock file and the database, and nothing else, in the data folder', async () => {
    const { folder, connect } = await practiceParts()
    await connect()
    expect(readdirSync(folder).filter((name) => !name.startsWith('jangteo.db'))).toEqual(['tokens.lock'])
  })
})
