import { DAY_MS } from '../../shared/time.ts'

/** Order times from `from` up to, but not including, `until`; ms UTC in whole seconds. */
export interface Window {
  from: number
  until: number
}

/** The longest range the old API took; the new one documents none. */
export const MAX_WINDOW_MS = 90 * DAY_MS

const secondBefore = (ms: number) => Math.floor(ms / 1000) * 1000
const secondAfter = (ms: number) => Math.ceil(ms / 1000) * 1000

/**
 * Cuts a period into windows without gap or overlap, newest first: the operator sees this week's orders within seconds
 * of a first sync, and where no first order is known the walk into the past can end at the first empty years.
 * Resuming needs only the window's number in either direction, since the list is kept with the job.
 */
export function windowsBetween(start: number, end: number, longest = MAX_WINDOW_MS): Window[] {
  const first = secondBefore(start)
  const windows: Window[] = []
  for (let until = secondAfter(end); until > first; ) {
    const from = Math.max(first, until - longest)
    windows.push({ from, until })
    until = from
  }
  return windows
}

export const contains = (window: Window, at: number): boolean => at >= window.from && at < window.until

/** Imweb's filter may count its end in or round to seconds: only what lies further out shows that it was ignored. */
const EDGE_MS = 1000

export const isStray = (window: Window, at: number): boolean =>
  at < window.from - EDGE_MS || at > window.until + EDGE_MS
