import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { keyedConnection } from '../../../main/connections/keyed.ts'
import { memoryStore } from '../../../main/connections/secrets/memory-store.ts'
import { AppError } from '../../../shared/errors.ts'
import { tempDatabase } from '../../support/database.ts'

const refusal = (retryable: boolean) =>
  new AppError({
    code: retryable ? 'NET_TIMEOUT' : 'KEY_REFUSED',
    message: '거절되었습니다.',
    nextStep: '확인하십시오.',
    retryable,
  })

const setUp = (hasSandbox = false, db = tempDatabase(), entries = new Map<string, string>()) => {
  const emit = vi.fn()
  const silence = { until: 0, why: '도매꾹에 요청이 너무 많았습니다' }
  let answer: () => Promise<void> = async () => {}
  const connection = keyedConnection({
    db,
    secrets: memoryStore(entries),
    clock: { now: () => 1000 },
    emit,
    service: 'domeggook',
    name: '도매꾹',
    fields: z.object({ aid: z.string().min(1).max(500) }),
    shown: ({ aid }) => aid,
    adapter: (credentials, sandbox) => ({ credentials, sandbox }),
    hasSandbox,
    probe: async (adapter) => {
      await adapter.credentials()
      await answer()
    },
    limits: () => null,
    silence: () => silence,
    refusals: { KEY_REFUSED: 'needs_setup', LOGIN_REFUSED: 'needs_reauth' },
  })
  return {
    db,
    connection,
    entries,
    emit,
    silence,
    answerWith: (next: () => Promise<void>) => {
      answer = next
    },
  }
}
const fails = (error: AppError) => async () => {
  throw error
}
const coded = (code: string) =>
  new AppError({ code, message: '거절되었습니다.', nextStep: '확인하십시오.', retryable: false })
const toldOf = (emit: ReturnType<typeof setUp>['emit'], name: string) =>
  emit.mock.calls.filter(([event]) => event === name).map(([, payload]) => payload)

describe('a service opened by a key alone', () => {
  it('proves the key, then stores it without what cannot be seen, and shows only its end', async () => {
    const { connection, entries } = setUp()
    expect(await connection.connect({ aid: ' \u200babcd1234\n' })).toMatchObject({
      state: 'connected',
      clientIdLast4: '1234',
      problem: null,
    })
    expect([...entries.values()]).toEqual(['{"aid":"abcd1234"}'])
    expect(await connection.adapter.credentials()).toEqual({ aid: 'abcd1234' })
    expect(JSON.stringify(connection.view())).not.toContain('abcd')
  })

  it('stores nothing of a key that is refused, says why on the row, and that nothing is connected yet', async () => {
    const { connection, entries, answerWith } = setUp()
    answerWith(fails(refusal(false)))
    await expect(connection.connect({ aid: 'wrong' })).rejects.toMatchObject({ code: 'KEY_REFUSED' })
    expect(entries.size).toBe(0)
    expect(connection.view()).toMatchObject({ state: 'needs_setup', problem: { code: 'KEY_REFUSED' } })
    // No word of a keychain that was emptied: there never was anything in it.
    await expect(connection.check()).rejects.toMatchObject({ code: 'NOT_CONNECTED' })
    await expect(connection.adapter.credentials()).rejects.toMatchObject({ code: 'NOT_CONNECTED' })
    expect(connection.view()).toMatchObject({ state: 'needs_setup', problem: { code: 'KEY_REFUSED' } })
  })

  it('keeps a working key when the next one is refused', async () => {
    const { connection, answerWith } = setUp()
    await connection.connect({ aid: 'good' })
    answerWith(fails(refusal(false)))
    await expect(connection.connect({ aid: 'wrong' })).rejects.toMatchObject({ code: 'KEY_REFUSED' })
    expect(connection.view()).toMatchObject({ state: 'connected', problem: null })
    expect(await connection.adapter.credentials()).toEqual({ aid: 'good' })
  })

  it.each([[{}], [{ aid: '' }], [{ aid: '  ' }], [{ aid: 5 }], [null], ['abc'], [[]]])(
    'refuses %j before asking anybody',
    async (given) => {
      const { connection, answerWith } = setUp()
      const asked = vi.fn(async () => {})
      answerWith(asked)
      await expect(connection.connect(given)).rejects.toMatchObject({ code: 'BAD_INPUT' })
      expect(asked).not.toHaveBeenCalled()
    },
  )

  it('tells a network that is away from a key that is bad when checking', async () => {
    const { connection, answerWith } = setUp()
    await connection.connect({ aid: 'good' })
    answerWith(fails(refusal(true)))
    expect(await connection.check()).toMatchObject({ state: 'connected', problem: { code: 'NET_TIMEOUT' } })
    answerWith(fails(refusal(false)))
    expect(await connection.check()).toMatchObject({ state: 'needs_setup', problem: { code: 'KEY_REFUSED' } })
    answerWith(async () => {})
    expect(await connection.check()).toMatchObject({ state: 'connected', problem: null })
  })

  it('says that the keychain has nothing where its entry is gone', async () => {
    const { connection, entries } = setUp()
    await connection.connect({ aid: 'good' })
    entries.clear()
    await expect(connection.adapter.credentials()).rejects.toMatchObject({ code: 'KEYS_MISSING' })
  })

  it('forgets the key on disconnect, and works where there was none', async () => {
    const { connection, entries, emit } = setUp()
    await connection.disconnect()
    expect(emit).not.toHaveBeenCalled()
    await connection.connect({ aid: 'good' })
    await connection.disconnect()
    expect(entries.size).toBe(0)
    expect(connection.view()).toMatchObject({ state: 'disconnected', clientIdLast4: null })
    await expect(connection.adapter.credentials()).rejects.toMatchObject({
      code: 'NOT_CONNECTED',
      message: '도매꾹이 연결되어 있지 않습니다.',
    })
    await expect(connection.check()).rejects.toMatchObject({ code: 'NOT_CONNECTED' })
  })
})

describe('work that goes through the connection', () => {
  const connected = async () => {
    const made = setUp()
    await made.connection.connect({ aid: 'good' })
    made.emit.mockClear()
    return made
  }

  it.each([
    ['KEY_REFUSED', 'needs_setup'],
    ['LOGIN_REFUSED', 'needs_reauth'],
    ['KEYCHAIN_LOCKED', 'needs_setup'],
    ['KEYS_MISSING', 'needs_reauth'],
  ])('that is refused with %s turns it into %s with the reason, and says so once', async (code, state) => {
    const { connection, emit } = await connected()
    for (let tries = 0; tries < 3; tries += 1) expect(connection.refused(coded(code))).toBe(true)
    expect(connection.view()).toMatchObject({ state, problem: { code } })
    expect(toldOf(emit, 'connection.changed')).toHaveLength(1)
    expect(toldOf(emit, 'notify')).toEqual([
      { kind: 'connection', title: '도매꾹 연결 확인 필요', body: '거절되었습니다. 확인하십시오.' },
    ])
  })

  it('keeps the newest reason without another notice', async () => {
    const { connection, emit } = await connected()
    connection.refused(coded('KEY_REFUSED'))
    connection.refused(coded('LOGIN_REFUSED'))
    expect(connection.view()).toMatchObject({ state: 'needs_reauth', problem: { code: 'LOGIN_REFUSED' } })
    expect(toldOf(emit, 'connection.changed')).toHaveLength(2)
    expect(toldOf(emit, 'notify')).toHaveLength(1)
  })

  it.each([coded('DOMEGGOOK_ERROR'), coded('constructor'), refusal(true), new Error('KEY_REFUSED'), undefined])(
    'that fails for another reason (%s) leaves it alone',
    async (thrown) => {
      const { connection, emit } = await connected()
      expect(connection.refused(thrown)).toBe(false)
      expect(connection.view()).toMatchObject({ state: 'connected', problem: null })
      expect(emit).not.toHaveBeenCalled()
    },
  )

  it.each([
    ['the next call that goes through', async ({ connection }) => connection.worked()],
    ['a check', async ({ connection }) => void (await connection.check())],
    ['connecting again', async ({ connection }) => void (await connection.connect({ aid: 'new' }))],
  ] as [string, (made: ReturnType<typeof setUp>) => Promise<void>][])('heals with %s', async (_by, heal) => {
    const made = await connected()
    made.connection.refused(coded('KEY_REFUSED'))
    await heal(made)
    expect(made.connection.view()).toMatchObject({ state: 'connected', problem: null })
    expect(toldOf(made.emit, 'connection.changed')).toHaveLength(2)
    // Refused anew, it is news again.
    made.connection.refused(coded('KEY_REFUSED'))
    expect(toldOf(made.emit, 'notify')).toHaveLength(2)
  })

  it('stays refused when a check cannot reach the service', async () => {
    const { connection, answerWith } = await connected()
    connection.refused(coded('LOGIN_REFUSED'))
    answerWith(fails(refusal(true)))
    expect(await connection.check()).toMatchObject({ state: 'needs_reauth', problem: { code: 'NET_TIMEOUT' } })
  })

  it('says nothing new while all is well, and never connects what the operator disconnected', async () => {
    const { connection, emit } = await connected()
    connection.worked()
    expect(emit).not.toHaveBeenCalled()
    await connection.disconnect()
    emit.mockClear()
    connection.worked()
    expect(connection.refused(coded('KEY_REFUSED'))).toBe(true)
    expect(connection.refused(coded('NOT_CONNECTED'))).toBe(true)
    expect(connection.view()).toMatchObject({ state: 'disconnected', problem: null })
    expect(emit).not.toHaveBeenCalled()
  })
})

describe('a service that wants silence for a while', () => {
  it('is connected with a problem that says why and until when, and is well again after it', async () => {
    const { connection, silence } = setUp()
    await connection.connect({ aid: 'good' })
    silence.until = Date.UTC(2026, 10, 22, 5, 30)
    const { state, problem } = connection.view()
    expect([state, problem?.code, problem?.retryable]).toEqual(['connected', 'CALLS_PAUSED', true])
    expect(problem?.message).toBe(
      '도매꾹에 요청이 너무 많았습니다. 2026-11-22 14:30:00(한국 시각)까지 도매꾹으로 아무것도 보내지 않습니다.',
    )
    silence.until = 1000
    expect(connection.view()).toMatchObject({ state: 'connected', problem: null })
  })

  it('is told to screens when it begins, when it grows and when it is over, once each', async () => {
    const { connection, silence, emit } = setUp()
    await connection.connect({ aid: 'good' })
    emit.mockClear()
    for (const until of [5000, 9000]) {
      silence.until = until
      for (let tries = 0; tries < 2; tries += 1) expect(connection.refused(refusal(true))).toBe(false)
    }
    silence.until = 0
    for (let tries = 0; tries < 2; tries += 1) connection.worked()
    const told = toldOf(emit, 'connection.changed') as { problem: { code: string } | null }[]
    expect(told.map(({ problem }) => problem?.code ?? null)).toEqual(['CALLS_PAUSED', 'CALLS_PAUSED', null])
    expect(toldOf(emit, 'notify')).toEqual([])
  })

  it('that is not connected has nothing to be silent about', async () => {
    const { connection, silence } = setUp()
    silence.until = 5000
    expect(connection.view()).toMatchObject({ state: 'disconnected', problem: null })
  })
})

describe('the test environment of a service', () => {
  it('is opened when asked for, shown, and still open after a restart', async () => {
    const { connection, db, entries } = setUp(true)
    expect(connection.view().sandbox).toBe(false)
    expect(await connection.connect({ aid: 'good' }, { sandbox: true })).toMatchObject({ sandbox: true })
    expect(connection.adapter.sandbox).toBe(true)
    const later = setUp(true, db, entries).connection
    expect(later.view().sandbox).toBe(true)
    expect(later.adapter.sandbox).toBe(true)
  })

  it('takes the place of the live one only when the secrets open it, and gives it back', async () => {
    const { connection, answerWith } = setUp(true)
    await connection.connect({ aid: 'good' })
    answerWith(fails(refusal(false)))
    await expect(connection.connect({ aid: 'good' }, { sandbox: true })).rejects.toMatchObject({ code: 'KEY_REFUSED' })
    expect([connection.view().sandbox, connection.adapter.sandbox]).toEqual([false, false])
    answerWith(async () => {})
    await connection.connect({ aid: 'good' }, { sandbox: true })
    expect(await connection.connect({ aid: 'good' })).toMatchObject({ sandbox: false, state: 'connected' })
    expect(connection.adapter.sandbox).toBe(false)
  })

  it('is forgotten with the connection', async () => {
    const { connection } = setUp(true)
    await connection.connect({ aid: 'good' }, { sandbox: true })
    await connection.disconnect()
    expect([connection.view().sandbox, connection.adapter.sandbox]).toEqual([false, false])
  })

  it('is refused, not ignored, where there is none', async () => {
    const { connection, entries } = setUp()
    await expect(connection.connect({ aid: 'good' }, { sandbox: true })).rejects.toMatchObject({ code: 'SANDBOX_NONE' })
    expect(entries.size).toBe(0)
    expect(connection.view()).not.toHaveProperty('sandbox')
  })
})
