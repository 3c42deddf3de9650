import { describe, expect, it } from 'vitest'
import { failKeychain } from '../../../../main/connections/errors.ts'
import { imwebVault } from '../../../../main/connections/imweb/vault.ts'
import { readConnection, saveConnection } from '../../../../main/connections/repository.ts'
import { memoryStore } from '../../../../main/connections/secrets/memory-store.ts'
import { failNet } from '../../../../main/net/errors.ts'
import type { PracticeImwebOptions } from '../../../../main/practice/imweb/index.ts'
import { handClock, practiceParts, seedConnection } from './parts.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const seeded = async (practice?: PracticeImwebOptions) => {
  const clock = handClock()
  const entries = new Map<string, string>()
  const memory = memoryStore(entries)
  let broken: 'get' | 'set' | null = null
  const lockedUp = () => Promise.reject(failKeychain('KEYCHAIN_LOCKED', { values: { how: '-' } }))
  const secrets = {
    ...memory,
    get: (name: string) => (broken === 'get' ? lockedUp() : memory.get(name)),
    set: (name: string, value: string) => (broken ? lockedUp() : memory.set(name, value)),
  }
  const parts = await practiceParts({ deps: { clock, secrets }, ...(practice ? { practice } : {}) })
  const first = await seedConnection(parts.db, secrets, parts.practice, clock)
  const uses = () => Object.values(parts.practice.control.seen().refreshUses)
  const breakKeychain = (how: 'get' | 'set' | null) => {
    broken = how
  }
  return { ...parts, clock, first, uses, breakKeychain, tokens: parts.imweb.tokens, entries, memory }
}

describe('the access token', () => {
  it('is kept until five minutes before its end, then refreshed once for everybody who asks', async () => {
    const { tokens, clock, first, uses, db, heardOf } = await seeded()
    clock.pass(114 * MINUTE)
    expect(await tokens.current()).toBe(first.accessToken)
    clock.pass(1.5 * MINUTE)
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.current()))
    expect(new Set(all).size).toBe(1)
    expect(all[0]).not.toBe(first.accessToken)
    expect(uses()).toEqual([1])
    expect(readConnection(db, 'imweb')?.accessExpiresAt).toBeGreaterThan(clock.now() + 119 * MINUTE)
    expect(heardOf('connection.changed')).toHaveLength(1)
  })

  it('is stored with its refresh token before anybody gets it', async () => {
    const { tokens, clock, memory } = await seeded()
    clock.pass(2 * 60 * MINUTE)
    const token = await tokens.current()
    const stored = await imwebVault(memory).tokens('a')
    expect(stored).toMatchObject({ matched: true, access: { token } })
  })

  it('that has no readable end lives two hours from its issue', async () => {
    const { tokens, clock, first } = await seeded({ wire: { tokens: 'opaque' } })
    clock.pass(114 * MINUTE)
    expect(await tokens.current()).toBe(first.accessToken)
    clock.pass(2 * MINUTE)
    expect(await tokens.current()).not.toBe(first.accessToken)
  })

  it('of short life is refreshed at half of it, not at every call', async () => {
    const { tokens, clock, first, uses } = await seeded({ accessLifeMs: MINUTE })
    clock.pass(1000)
    // Found in the keychain less than five minutes before its end.
    const second = await tokens.current()
    expect(second).not.toBe(first.accessToken)
    clock.pass(20_000)
    expect(await tokens.current()).toBe(second)
    expect(uses()).toEqual([1])
    clock.pass(15_000)
    expect(await tokens.current()).not.toBe(second)
    expect(uses()).toEqual([1, 1])
  })

  it('that was rejected is replaced once; who comes later gets what is already there', async () => {
    const { tokens, first, uses } = await seeded()
    const fresh = await Promise.all(Array.from({ length: 5 }, () => tokens.afterRejection(first.accessToken)))
    expect(new Set(fresh).size).toBe(1)
    expect(await tokens.afterRejection(first.accessToken)).toBe(fresh[0])
    expect(uses()).toEqual([1])
  })

  it('heals a 401 of the check call with one refresh', async () => {
    const { imweb, practice, uses } = await seeded()
    practice.control.expireTokens()
    expect(await imweb.check()).toMatchObject({ state: 'connected', problem: null })
    expect(uses()).toEqual([1])
  })
})

describe('a refresh that goes wrong', () => {
  it('with 30170 asks the operator to consent again, once, and sends nothing more', async () => {
    const { tokens, clock, practice, heardOf, imweb, uses } = await seeded()
    practice.control.revokeTokens()
    clock.pass(3 * 60 * MINUTE)
    const error = { code: 'NEEDS_REAUTH', serviceCode: '30170', retryable: false }
    await expect(tokens.current()).rejects.toMatchObject(error)
    await expect(tokens.current()).rejects.toMatchObject(error)
    await expect(tokens.afterRejection('x')).rejects.toMatchObject(error)
    expect(imweb.view()).toMatchObject({ state: 'needs_reauth', problem: error })
    expect(heardOf('notify')).toEqual([
      { kind: 'connection', title: expect.any(String), body: expect.stringContaining('30170') },
    ])
    expect(uses()).toEqual([1])
  })

  it.each(['lost-answer', 'truncated', 'garbage'] as const)(
    'with an unknown result (%s) never sends that token again: the old access token is used up, then consent is due',
    async (kind) => {
      const { tokens, clock, practice, first, uses, imweb } = await seeded()
      practice.control.fault({ kind, on: 'token', times: 1 })
      clock.pass(116 * MINUTE)
      expect(await tokens.current()).toBe(first.accessToken)
      clock.pass(2 * MINUTE)
      expect(await tokens.current()).toBe(first.accessToken)
      clock.pass(MINUTE + 1000)
      await expect(tokens.current()).rejects.toMatchObject({ code: 'REFRESH_UNKNOWN' })
      expect(imweb.view().state).toBe('needs_reauth')
      expect(uses().every((times) => times === 1)).toBe(true)
      expect(practice.control.seen().requests['POST /oauth2/token']).toBe(1)
    },
  )

  it('before it was sent is tried again with the same token', async () => {
    const { tokens, clock, practice, deps, uses } = await seeded()
    clock.pass(3 * 60 * MINUTE)
    const { request } = deps.http
    deps.http.request = () => Promise.reject(failNet('NET_UNREACHABLE'))
    await expect(tokens.current()).rejects.toMatchObject({ code: 'NET_UNREACHABLE' })
    deps.http.request = request
    expect(await tokens.current()).toBeTruthy()
    expect(uses()).toEqual([1])
    expect(practice.control.seen().requests['POST /oauth2/token']).toBe(1)
  })

  it('with 429 or "internal error, try again" (10000) is tried again later', async () => {
    for (const kind of ['429', '500'] as const) {
      const { tokens, clock, practice, uses } = await seeded()
      clock.pass(3 * 60 * MINUTE)
      practice.control.fault({ kind, on: 'token', times: 1 })
      await expect(tokens.current()).rejects.toMatchObject({ retryable: true })
      expect(await tokens.current()).toBeTruthy()
      expect(uses()).toEqual([1])
    }
  })

  it('with wrong credentials (30098) says so, and goes on saying so', async () => {
    const { tokens, clock, memory, practice, imweb } = await seeded()
    await imwebVault(memory).saveCredentials('a', { ...practice.credentials, clientSecret: 'changed' })
    clock.pass(3 * 60 * MINUTE)
    await expect(tokens.current()).rejects.toMatchObject({ code: 'IMWEB_30098' })
    await expect(tokens.current()).rejects.toMatchObject({ code: 'IMWEB_30098' })
    expect(imweb.view().state).toBe('needs_setup')
  })
})

describe('the keychain during work', () => {
  it('that is lost is a message with a next step, told once, and heals by itself', async () => {
    const { tokens, clock, breakKeychain, imweb, heardOf } = await seeded()
    clock.pass(3 * 60 * MINUTE)
    breakKeychain('get')
    await expect(tokens.current()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
    await expect(tokens.current()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
    expect(imweb.view()).toMatchObject({ state: 'needs_setup', problem: { code: 'KEYCHAIN_LOCKED' } })
    expect(heardOf('notify')).toHaveLength(1)
    breakKeychain(null)
    expect(await tokens.current()).toBeTruthy()
    expect(imweb.view()).toMatchObject({ state: 'connected', problem: null })
  })

  it('that does not take a new pair gets it later, and nobody uses the pair before', async () => {
    const { tokens, clock, breakKeychain, uses, memory } = await seeded()
    clock.pass(3 * 60 * MINUTE)
    breakKeychain('set')
    await expect(tokens.current()).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
    breakKeychain(null)
    const token = await tokens.current()
    expect((await imwebVault(memory).tokens('a')).access?.token).toBe(token)
    expect(uses()).toEqual([1])
  })

  it('that was emptied asks for a new connection', async () => {
    const { tokens, clock, entries, imweb } = await seeded()
    entries.clear()
    clock.pass(3 * 60 * MINUTE)
    await expect(tokens.current()).rejects.toMatchObject({ code: 'SECRETS_MISSING' })
    expect(imweb.view().state).toBe('needs_setup')
  })

  it('with a pair torn by a crash refreshes with the newer refresh token', async () => {
    const { tokens, memory, practice, clock, first, uses } = await seeded()
    const next = practice.control.issueTokens()
    const record = JSON.stringify({ pair: 'torn', token: next.refreshToken, issuedAt: clock.now() })
    await memory.set('imweb/a/refresh-token', record)
    expect(await tokens.current()).not.toBe(first.accessToken)
    expect(uses()).toEqual([1])
  })

  it('holds the set in use beside a restored older backup', async () => {
    const { tokens, memory, entries, first } = await seeded()
    for (const [name, value] of [...entries]) await memory.set(name.replace('/a/', '/b/'), value)
    for (const name of [...entries.keys()]) if (name.includes('/a/')) entries.delete(name)
    expect(await tokens.current()).toBe(first.accessToken)
  })
})

describe('the age of the consent', () => {
  it('is a warning from day 75 that says what is unsure, and is gone after a new consent', async () => {
    const { imweb, clock, db } = await seeded()
    clock.pass(75 * DAY - 1)
    expect(imweb.view()).toMatchObject({ consentAgeDays: 74, problem: null })
    clock.pass(1)
    expect(imweb.view()).toMatchObject({
      state: 'connected',
      consentAgeDays: 75,
      problem: { code: 'CONSENT_OLD', message: expect.stringContaining('확실하지 않습니다') },
    })
    saveConnection(db, 'imweb', { consentedAt: clock.now() }, clock.now())
    expect(imweb.view().problem).toBeNull()
  })
})
