import type { ParseArgsOptionsConfig } from 'node:util'
import type { EngineCallName, Input, Output } from '../../shared/contract.ts'

export interface CommandContext {
  /** Calls the engine; a failure is thrown as AppError. */
  call<K extends EngineCallName>(name: K, input: Input<K>): Promise<Output<K>>
  /** Lets the engine run jobs; the reading commands leave them alone. */
  startWork(): void
  positionals: string[]
  options: Record<string, string | boolean | string[] | undefined>
  readJson(): Promise<Record<string, unknown>>
  /** Null where stdin has nothing to say. */
  readOptionalJson(): Promise<Record<string, unknown> | null>
  /** A line on stdout before the result (`connect imweb`). */
  line(value: Record<string, unknown>, text: string): void
  note(text: string): void
}

export interface CommandResult {
  json: Record<string, unknown>
  text: string
}

export interface Command {
  usage: string
  options: ParseArgsOptionsConfig
  run(context: CommandContext): Promise<CommandResult>
}

export const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
