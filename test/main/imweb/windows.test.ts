import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, isStray, MAX_WINDOW_MS, windowsBetween } from '../../../main/imweb/windows.ts'

const time = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2040, 0, 1) })

describe('windows', () => {
  it('cover a period exactly, newest first, each at most 90 days and in whole seconds', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        const windows = windowsBetween(start, end)
        const [newest, oldest] = [windows[0], windows.at(-1)]
        if (start === end && start % 1000 === 0) return expect(windows).toEqual([])
        expect(newest?.until).toBe(Math.ceil(end / 1000) * 1000)
        expect(oldest?.from).toBe(Math.floor(start / 1000) * 1000)
        for (const [i, window] of windows.entries()) {
          expect(window.until).toBeGreaterThan(window.from)
          expect(window.until - window.from).toBeLessThanOrEqual(MAX_WINDOW_MS)
          expect(window.from % 1000).toBe(0)
          if (i > 0) expect(window.until).toBe(windows[i - 1]?.from)
        }
      }),
    )
  })

  it('hold every instant of the period once', () => {
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: 1, max: 500 * 86_400_000 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (start, length, part) => {
          const at = start + Math.floor(length * part)
          expect(windowsBetween(start, start + length).filter((window) => contains(window, at))).toHaveLength(1)
        },
      ),
    )
  })

  it('are none for a period that ends before it begins', () => expect(windowsBetween(2000, 1000)).toEqual([]))
})

describe('a stray order', () => {
  const window = { from: 10_000, until: 20_000 }
  it('lies more than a second outside: Imweb may count its end in, or round', () => {
    expect([9000, 10_000, 20_000, 21_000].some((at) => isStray(window, at))).toBe(false)
    expect([8999, 21_001].every((at) => isStray(window, at))).toBe(true)
  })
})
