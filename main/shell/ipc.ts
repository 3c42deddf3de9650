import { randomUUID } from 'node:crypto'
import '../../shared/korean.ts'
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { callChannel } from '../../shared/channels.ts'
import type { ContractEntry } from '../../shared/contract/base.ts'
import {
  type CallName,
  contract,
  type EngineCallName,
  type Output,
  type Parsed,
  type ShellCallName,
} from '../../shared/contract.ts'
import { type AppErrorShape, failCommon, inputDetail, type Result, toErrorShape } from '../../shared/errors.ts'
import { isTrustedSender } from './sender.ts'

export type ShellHandlers = { [K in ShellCallName]: (input: Parsed<K>) => Output<K> | Promise<Output<K>> }

export interface IpcDeps {
  ipcMain: Pick<IpcMain, 'handle'>
  /** The one window that may ask, or null while there is none. */
  window: () => WebContents | null
  shell: ShellHandlers
  engine: (name: EngineCallName, input: unknown) => Promise<Result<unknown>>
  report: (text: string) => void
  /** Parse the answers too: on in development and tests, where a wrong answer must be seen. */
  checkOutputs: boolean
}

/** Runs one call behind the door: sender, then input, then the work; the answer is always an envelope. */
export const answerCall = async (
  deps: IpcDeps,
  name: CallName,
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  raw: unknown,
): Promise<Result<unknown>> => {
  const traceId = randomUUID()
  const refuse = (error: AppErrorShape): Result<unknown> => ({ ok: false, error })
  if (!isTrustedSender(event, deps.window())) {
    deps.report(`refused ${name}: foreign sender (${traceId})`)
    return refuse(toErrorShape(failCommon('FORBIDDEN_SENDER'), traceId))
  }
  const entry: ContractEntry = contract[name]
  const input = entry.input.safeParse(raw ?? {})
  if (!input.success) {
    return refuse(toErrorShape(failCommon('BAD_INPUT', { values: { detail: inputDetail(input.error) } }), traceId))
  }
  try {
    const result = await run(deps, name, input.data)
    if (!result.ok) return refuse({ ...result.error, traceId: result.error.traceId ?? traceId })
    if (deps.checkOutputs) entry.output.parse(result.data)
    return result
  } catch (thrown) {
    const shape = toErrorShape(thrown, traceId)
    if (shape.code === 'INTERNAL') deps.report(`${name} failed (${traceId}): ${String(thrown)}`)
    return refuse(shape)
  }
}

const isShellCall = (name: CallName): name is ShellCallName => contract[name].by === 'shell'

const run = async (deps: IpcDeps, name: CallName, input: unknown): Promise<Result<unknown>> => {
  if (!isShellCall(name)) return deps.engine(name, input)
  const handler = deps.shell[name] as (input: unknown) => unknown
  return { ok: true, data: await handler(input) }
}

/** The only place that registers handlers: one for each call of the contract that belongs to the screen. */
export const registerCalls = (deps: IpcDeps): void => {
  for (const name of Object.keys(contract) as CallName[]) {
    if (!contract[name].screen) continue
    deps.ipcMain.handle(callChannel(name), (event, input) => answerCall(deps, name, event, input))
  }
}
