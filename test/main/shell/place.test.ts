import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeFor } from '../../../main/shell/place.ts'

const primary = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: -200, width: 1280, height: 980 }

describe('where the window opens', () => {
  it('is the middle of the first display at first', () => {
    expect(placeFor(null, [primary, second])).toEqual({ x: 320, y: 110, width: 1280, height: 820 })
  })

  it('is where it was', () => {
    const place = { x: 2000, y: 0, width: 1000, height: 700 }
    expect(placeFor(place, [primary, second])).toEqual(place)
  })

  it('is the first display again when its own is gone', () => {
    expect(placeFor({ x: 2000, y: 0, width: 1000, height: 700 }, [primary])).toEqual({
      x: 460,
      y: 170,
      width: 1000,
      height: 700,
    })
  })

  it('shrinks to a display that became smaller', () => {
    expect(placeFor({ x: 0, y: 0, width: 3000, height: 2000 }, [primary])).toMatchObject({ width: 1920, height: 1040 })
  })

  it('always leaves the title bar within reach and fits a display', () => {
    const rect = (low: number, high: number) =>
      fc.record({
        x: fc.integer({ min: -5000, max: 5000 }),
        y: fc.integer({ min: -5000, max: 5000 }),
        width: fc.integer({ min: low, max: high }),
        height: fc.integer({ min: low, max: high }),
      })
    fc.assert(
      fc.property(
        fc.option(rect(0, 6000)),
        fc.array(rect(600, 4000), { minLength: 1, maxLength: 3 }),
        (was, displays) => {
          const place = placeFor(was, displays)
          expect(
            displays.some(
              (display) =>
                place.width <= display.width &&
                place.height <= display.height &&
                place.y >= display.y &&
                place.y <= display.y + display.height - 32 &&
                Math.min(place.x + place.width, display.x + display.width) - Math.max(place.x, display.x) >= 120,
            ),
          ).toBe(true)
        },
      ),
    )
  })
})
