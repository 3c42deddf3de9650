import type { EngineCallName, EventName } from '../../shared/contract.ts'
import type { AppErrorShape, Result } from '../../shared/errors.ts'

/** What the shell hands to a new engine thread. */
export interface EngineStart {
  home: string
  mode: 'real' | 'practice'
  version: string
  /** Path of JANGTEO_ENDPOINTS, when set. */
  endpointsFile?: string
}

export type ToEngine =
  | { type: 'call'; id: number; name: EngineCallName; input: unknown }
  /** The machine woke up: whatever became due meanwhile runs now. */
  | { type: 'resume' }
  | { type: 'close' }

export type FromEngine =
  | { type: 'ready' }
  | { type: 'reply'; id: number; result: Result<unknown> }
  | { type: 'event'; name: EventName; payload: unknown }
  /** The engine could not start; it ends by itself afterwards. */
  | { type: 'failed'; error: AppErrorShape }
  | { type: 'log'; level: 'info' | 'warn' | 'error'; text: string }
  | { type: 'closed' }
