import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AuthState } from './auth-state.ts'
import type { ImwebOrder } from './order-types.ts'
import type { TimelineFacts } from './timeline.ts'
import type { PracticeCredentials } from './types.ts'

/** All that must outlive the server. Tokens and codes are in it as hashes. */
export interface SavedState {
  version: 1
  credentials: PracticeCredentials
  redirectUris: string[]
  auth: AuthState
  facts: TimelineFacts
  changed: [id: number, order: ImwebOrder][]
  added: ImwebOrder[]
}

/** The saved state, or null when there is none. A file that cannot be read is set aside, never overwritten. */
export function readState(file: string): SavedState | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return null
  }
  try {
    const value: unknown = JSON.parse(text)
    if (isSavedState(value)) return value
  } catch {}
  renameSync(file, `${file}.unreadable`)
  return null
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isSavedState(value: unknown): value is SavedState {
  if (!isObject(value) || value.version !== 1) return false
  const { auth, facts, changed, added, credentials, redirectUris } = value
  return (
    isObject(auth) &&
    Array.isArray(auth.tokens) &&
    Array.isArray(auth.codes) &&
    isObject(facts) &&
    Array.isArray(facts.runs) &&
    typeof facts.startedAt === 'number' &&
    Array.isArray(changed) &&
    Array.isArray(added) &&
    isObject(credentials) &&
    Array.isArray(redirectUris)
  )
}

/** Whole or not at all: a killed server finds the old state or the new one. */
export function writeState(file: string, state: SavedState): void {
  const next = `${file}.next`
  mkdirSync(dirname(file), { recursive: true })
  const handle = openSync(next, 'w', 0o600)
  try {
    writeSync(handle, JSON.stringify(state))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
}
