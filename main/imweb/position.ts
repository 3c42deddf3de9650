import type { Window } from './windows.ts'

/**
 * One thing to read through, page by page. `window`: orders of that time. `claims`: orders whose claim was requested then,
 * however old they are. `scan`: everything, because the server ignores the time filter; picked out here.
 */
export interface Step extends Window {
  kind: 'window' | 'claims' | 'scan'
}

/** Where a reading stands: plain data that is stored with the page before it, so that a crash resumes exactly here. */
export interface Position {
  steps: Step[]
  step: number
  /** The page to read next, from 1. */
  page: number
  /** Distinct rows met in this step, and Imweb's count of them at its first page. */
  rows: number
  firstCount: number | null
  /** A page was empty although more were promised. */
  gap: boolean
  /** This step is read for the second time, because its pages moved during the first. */
  again: boolean
  /** Pages in a row that held nothing new. */
  stale: number
  /** In-range orders of this step, and windows in a row that had none. */
  found: number
  emptyWindows: number
  /** No first order is known: the walk into the past ends after this many empty windows. */
  stopAfterEmpty: number | null
  /** Of a scan: still newest first, the oldest time so far, and whole pages in a row older than asked for. */
  sorted: boolean
  lastAt: number | null
  older: number
  /** Sum of Imweb's counts of the finished steps. */
  countedBefore: number
  filterIgnored: boolean
}

const stepStart = {
  page: 1,
  rows: 0,
  firstCount: null,
  gap: false,
  again: false,
  stale: 0,
  found: 0,
  sorted: true,
  lastAt: null,
  older: 0,
} as const

export const startPosition = (steps: Step[], stopAfterEmpty: number | null = null): Position => ({
  steps,
  step: 0,
  ...stepStart,
  emptyWindows: 0,
  stopAfterEmpty,
  countedBefore: 0,
  filterIgnored: false,
})

/** The next step's start, or null when all has been read. */
export const nextStep = (at: Position, count: number | null): Position | null => {
  const current = at.steps[at.step]
  const emptyWindows = current?.kind === 'window' ? (at.found === 0 ? at.emptyWindows + 1 : 0) : at.emptyWindows
  const pastIsEmpty = at.stopAfterEmpty !== null && emptyWindows >= at.stopAfterEmpty
  let step = at.step + 1
  while (pastIsEmpty && at.steps[step]?.kind === 'window') step += 1
  if (step >= at.steps.length) return null
  return { ...at, ...stepStart, step, emptyWindows, countedBefore: at.countedBefore + (count ?? at.rows) }
}

/** Reads the step once more from its first page. */
export const readAgain = (at: Position): Position => ({
  ...at,
  ...stepStart,
  rows: at.rows,
  found: at.found,
  again: true,
})

/** One scan instead of all windows that are left; claims stay. */
export const scanInstead = (at: Position): Position => {
  const windows = at.steps.filter((step) => step.kind === 'window')
  const scan: Step = {
    kind: 'scan',
    from: Math.min(...windows.map((window) => window.from)),
    until: Math.max(...windows.map((window) => window.until)),
  }
  const done = at.steps.slice(0, at.step)
  const left = at.steps.slice(at.step).filter((step) => step.kind !== 'window')
  return {
    ...at,
    ...stepStart,
    steps: [...done, scan, ...left],
    countedBefore: 0,
    filterIgnored: true,
  }
}
