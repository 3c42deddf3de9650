import { afterEach, describe, expect, it } from 'vitest'
import { CallError, call, listen, shapeOf } from '../../../renderer/app/api.ts'

const holder = globalThis as { jangteo?: unknown }
afterEach(() => {
  delete holder.jangteo
})

describe('a call', () => {
  it('reaches the function of its name and unwraps the answer', async () => {
    const seen: unknown[] = []
    holder.jangteo = {
      buyers: {
        count: async (input: unknown) => {
          seen.push(input)
          return { ok: true, data: { total: 3 } }
        },
      },
    }
    await expect(call('buyers.count', { search: '김' })).resolves.toEqual({ total: 3 })
    expect(seen).toEqual([{ search: '김' }])
  })

  it('throws a refusal with its whole shape', async () => {
    const error = { code: 'X', message: 'm', nextStep: 'n', retryable: false, serviceCode: '30123' }
    holder.jangteo = { buyers: { count: async () => ({ ok: false, error }) } }
    const thrown = await call('buyers.count', {}).catch((caught: unknown) => caught)
    expect(thrown).toBeInstanceOf(CallError)
    expect(shapeOf(thrown)).toEqual(error)
  })

  it('says so when there is no bridge', async () => {
    const thrown = await call('app.info', {}).catch((caught: unknown) => caught)
    expect(shapeOf(thrown).code).toBe('NO_BRIDGE')
  })

  it('gives any other thrown value a code and a next step', () => {
    expect(shapeOf(new TypeError('secret detail'))).toMatchObject({ code: 'SCREEN', retryable: true })
    expect(JSON.stringify(shapeOf(new TypeError('secret detail')))).not.toContain('secret')
  })
})

describe('an event', () => {
  it('is subscribed to under its camel-cased name and let go again', () => {
    const listeners = new Set<unknown>()
    holder.jangteo = {
      on: {
        buyersChanged: (listener: unknown) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      },
    }
    const stop = listen('buyers.changed', () => {})
    expect(listeners.size).toBe(1)
    stop()
    expect(listeners.size).toBe(0)
  })
})
