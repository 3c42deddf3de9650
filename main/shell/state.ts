import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })
export type Bounds = z.infer<typeof bounds>

/** What the shell must know before the engine can answer. All else is a setting and lives in the database. */
const shellState = z.object({
  bounds: bounds.nullable().catch(null),
  maximized: z.boolean().catch(false),
  mode: z.enum(['real', 'practice']).catch('real'),
  /** As last set: the window must have the right colour before the first answer of the engine. */
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  language: z.enum(['ko', 'en']).catch('ko'),
})
export type ShellState = z.infer<typeof shellState>

const read = (file: string): ShellState => {
  let raw: unknown = {}
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // A missing or broken file only costs the window its place.
  }
  const parsed = shellState.safeParse(raw)
  return parsed.success ? parsed.data : shellState.parse({})
}

/** Whole or not at all: a power cut leaves the old file. */
const writeWhole = (file: string, text: string) => {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.tmp`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}

export interface StateFile {
  get(): ShellState
  set(change: Partial<ShellState>): void
}

export const openState = (file: string): StateFile => {
  let state = read(file)
  return {
    get: () => state,
    set: (change) => {
      const next = { ...state, ...change }
      if (JSON.stringify(next) === JSON.stringify(state)) return
      state = next
      writeWhole(file, JSON.stringify(state, null, 2))
    },
  }
}
