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

const setUp = () => {
  const entries = new Map<string, string>()
  const emit = vi.fn()
  let answer: () => Promise<void> = async () => {}
  const connection = keyedConnection({
    db: tempDatabase(),
    secrets: memoryStore(entries),
    clock: { now: () => 1000 },
    emit,
    service: 'domeggook',
    name: '도매꾹',
    fields: z.object({ aid: z.string().min(1).max(500) }),
    shown: ({ aid }) => aid,
    adapter: (credentials) => ({ credentials }),
    probe: async (adapter) => {
      await adapter.credentials()
      await answer()
    },
    limits: () => null,
  })
  return {
    connection,
    entries,
    emit,
    answerWith: (next: () => Promise<void>) => {
      answer = next
    },
  }
}
const fails = (error: AppError) => async () => {
  throw error
}

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

  it('stores nothing of a key that is refused, and says why on the row', async () => {
    const { connection, entries, answerWith } = setUp()
    answerWith(fails(refusal(false)))
    await expect(connection.connect({ aid: 'wrong' })).rejects.toMatchObject({ code: 'KEY_REFUSED' })
    expect(entries.size).toBe(0)
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
