import type { Bounds } from './state.ts'

export const smallestWindow = { width: 900, height: 600 }
export const firstWindow = { width: 1280, height: 820 }

/** This much of the title bar must lie on a display, or the operator cannot take hold of the window. */
const reach = { width: 120, height: 32 }

const overlap = (from: number, length: number, otherFrom: number, otherLength: number) =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)

const reachable = (window: Bounds, display: Bounds) =>
  overlap(window.x, window.width, display.x, display.width) >= reach.width &&
  window.y >= display.y &&
  display.y + display.height - window.y >= reach.height

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

/**
 * Where the window opens: where it was, shrunk to the display it lies on; in the middle of the first display when it was
 * never placed or its display is gone. `displays` are work areas, the primary one first.
 */
export const placeFor = (remembered: Bounds | null, displays: readonly Bounds[]): Bounds => {
  const primary = displays[0] ?? { x: 0, y: 0, ...firstWindow }
  const display = remembered === null ? undefined : displays.find((candidate) => reachable(remembered, candidate))
  const wanted = remembered ?? { x: 0, y: 0, ...firstWindow }
  const area = display ?? primary
  const width = Math.min(Math.max(wanted.width, Math.min(smallestWindow.width, area.width)), area.width)
  const height = Math.min(Math.max(wanted.height, Math.min(smallestWindow.height, area.height)), area.height)
  if (remembered === null || display === undefined) {
    return {
      x: area.x + Math.round((area.width - width) / 2),
      y: area.y + Math.round((area.height - height) / 2),
      width,
      height,
    }
  }
  return {
    x: within(wanted.x, area.x - width + reach.width, area.x + area.width - reach.width),
    y: within(wanted.y, area.y, area.y + area.height - reach.height),
    width,
    height,
  }
}
