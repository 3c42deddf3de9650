import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ahead, stretches } from '../../../main/wholesale/ahead.ts'
import { createCoolDown } from '../../../main/wholesale/cool-down.ts'
import { createSeen } from '../../../main/wholesale/products.ts'
import { jumpingTime } from '../net/virtual-time.ts'
import { failureOf, never } from './support.ts'

describe('reading ahead', () => {
  it('keeps the order whatever the answers take, and never has more under way than allowed', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(delays, fc.integer({ min: 1, max: 4 }), async (given, width) => {
        let under = 0
        let most = 0
        const fetch = async (at: number) => {
          under += 1
          most = Math.max(most, under)
          for (let turn = 0; turn < (given[at] ?? 0); turn += 1) await new Promise((resolve) => setImmediate(resolve))
          under -= 1
          return at
        }
        const found: number[] = []
        for await (const at of ahead([...given.keys()], width, never(), fetch)) found.push(at)
        expect(found).toEqual([...given.keys()])
        expect(most).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('gives up what is under way when one fails or the reader stops', async () => {
    const signals: AbortSignal[] = []
    const fetch = async (at: number, signal: AbortSignal) => {
      signals.push(signal)
      if (at === 1) throw new Error('bad')
      return at
    }
    const failing = (async () => {
      for await (const _ of ahead([0, 1, 2, 3], 2, never(), fetch));
    })()
    await expect(failing).rejects.toThrow('bad')
    for await (const _ of ahead([5, 6, 7], 2, never(), fetch)) break
    expect(signals.length).toBeLessThanOrEqual(6)
    expect(signals.every((signal) => signal.aborted)).toBe(true)
  })

  it('cuts a list into stretches that make it up again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 7 }), (list, size) => {
        const parts = stretches(list, size)
        expect(parts.flat()).toEqual(list)
        expect(parts.every((part) => part.length > 0 && part.length <= size)).toBe(true)
      }),
    )
  })
})

describe('a cool-down', () => {
  it('holds everybody back until it is over, and a shorter one never cuts it', async () => {
    const { clock, sleep } = jumpingTime()
    const pause = createCoolDown('ownerclan', clock, sleep)
    pause.begin(90_000)
    pause.begin(10)
    const start = clock.now()
    await pause.pass(100_000)
    expect(clock.now() - start).toBe(90_000)
    expect(pause.until()).toBeNull()
  })

  it('refuses at once who will not wait so long', async () => {
    const { clock, sleep, slept } = jumpingTime()
    const pause = createCoolDown('ownerclan', clock, sleep)
    pause.begin(90_000)
    expect((await failureOf(pause.pass(0))).code).toBe('NET_RATE_LIMITED')
    expect(slept).toEqual([])
  })
})

describe('keys seen', () => {
  it('are known again, each of the last 200,000', () => {
    const isRepeated = createSeen()
    let repeated = 0
    for (let at = 0; at < 450_000; at += 1) if (isRepeated(String(at))) repeated += 1
    expect(repeated).toBe(0)
    for (let at = 250_000; at < 450_000; at += 997) expect(isRepeated(String(at))).toBe(true)
  })
})
