import { parseArgs } from 'node:util'
import type { EngineCallName, Input, Output } from '../../shared/contract.ts'
import { AppError, toErrorShape } from '../../shared/errors.ts'
import { type Engine, openEngine } from '../engine/engine.ts'
import { dataFolder } from '../engine/home.ts'
import { version } from '../engine/version.ts'
import { buyersCommand } from './buyers.ts'
import type { Command, CommandContext, CommandResult } from './command.ts'
import { connectCommand, disconnectCommand, statusCommand } from './connect.ts'
import { PartlyDone, UsageError } from './errors.ts'
import { listingsCommand } from './listings.ts'
import { reportCommand } from './listings-life.ts'
import { collectCommand, productsCommand } from './products.ts'
import { rulesCommand } from './rules.ts'
import { jsonReader } from './stdin.ts'
import { jobsCommand, syncCommand } from './sync.ts'

const commands: Record<string, Command> = {
  connect: connectCommand,
  disconnect: disconnectCommand,
  status: statusCommand,
  sync: syncCommand,
  buyers: buyersCommand,
  jobs: jobsCommand,
  collect: collectCommand,
  products: productsCommand,
  rules: rulesCommand,
  listings: listingsCommand,
  report: reportCommand,
}

export interface CliIo {
  argv: string[]
  env: NodeJS.ProcessEnv
  stdin: AsyncIterable<Buffer | string>
  stdout(text: string): void
  stderr(text: string): void
}

export const exitCodes = { done: 0, failed: 1, usage: 2, held: 3 } as const

const usageText = () =>
  [
    '사용법: npm run --silent jangteo -- 명령 [옵션] [--json]',
    ...Object.values(commands).map((c) => `  ${c.usage}`),
  ].join('\n')

function parse(argv: string[]): { command: Command; positionals: string[]; options: CommandContext['options'] } {
  const name = argv.find((word) => !word.startsWith('-'))
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined) throw new UsageError('명령이 필요합니다.')
  if (command === undefined || !Object.hasOwn(commands, name)) throw new UsageError(`알 수 없는 명령입니다: ${name}`)
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    return { command, positionals: positionals.slice(1), options: values as CommandContext['options'] }
  } catch (error) {
    throw new UsageError(parseWords(error))
  }
}

/** Node's parser speaks English; its codes say enough. */
function parseWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `알 수 없는 옵션입니다: ${option}`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `옵션의 값이 올바르지 않습니다: ${option}`
  return '명령을 읽지 못했습니다.'
}

/** What a pipe has to say is there long before the engine is open. */
const SILENCE_MS = 1500

const contextFor = (engine: Engine, io: CliIo, parsed: ReturnType<typeof parse>, json: boolean): CommandContext => {
  const reader = jsonReader(io.stdin)
  return {
    call: async <K extends EngineCallName>(name: K, input: Input<K>): Promise<Output<K>> => {
      const result = await engine.call(name, input)
      if (result.ok) return result.data
      throw new AppError(result.error)
    },
    startWork: () => engine.startWork(),
    positionals: parsed.positionals,
    options: parsed.options,
    readJson: () => reader.next(),
    readOptionalJson: () => reader.nextIfAny(SILENCE_MS),
    line: (value, text) => io.stdout(json ? `${JSON.stringify(value)}\n` : `${text}\n`),
    note: (text) => io.stderr(`${text}\n`),
  }
}

/** Runs one command to its end and answers the exit code: 0 done, 1 failed, 2 wrong usage, 3 data folder held. */
export async function runCli(io: CliIo): Promise<number> {
  const json = io.argv.includes('--json')
  if (io.argv.includes('--help') || io.argv.length === 0) {
    io.stderr(`${usageText()}\n`)
    return io.argv.length === 0 ? exitCodes.usage : exitCodes.done
  }
  let engine: Engine | undefined
  try {
    const parsed = parse(io.argv)
    engine = await openEngine({
      home: dataFolder(io.env),
      mode: 'real',
      version,
      background: false,
      ...(io.env.JANGTEO_ENDPOINTS ? { endpointsFile: io.env.JANGTEO_ENDPOINTS } : {}),
      log: (level, text) => {
        if (level !== 'info') io.stderr(`${text}\n`)
      },
    })
    // Empty answers of a new database must not pass for the shop's: the first command after the damage says it.
    if (engine.problem !== null) throw new AppError(engine.problem)
    const result: CommandResult = await parsed.command.run(contextFor(engine, io, parsed, json))
    io.stdout(json ? `${JSON.stringify(result.json)}\n` : `${result.text}\n`)
    return exitCodes.done
  } catch (error) {
    if (error instanceof UsageError) {
      const shape = { code: 'USAGE', message: error.message, nextStep: '사용법을 확인하십시오.', retryable: false }
      if (json) io.stdout(`${JSON.stringify({ error: shape })}\n`)
      io.stderr(`${usageText()}\nerror USAGE: ${error.message} — ${shape.nextStep}\n`)
      return exitCodes.usage
    }
    return report(io, json, error)
  } finally {
    await engine?.close()
  }
}

/** The last words of a command that failed: one line of JSON with what was done before, one line for people. */
export function report(io: Pick<CliIo, 'stdout' | 'stderr'>, json: boolean, thrown: unknown): number {
  const error = toErrorShape(thrown)
  const done = thrown instanceof PartlyDone ? thrown.done : {}
  if (json) io.stdout(`${JSON.stringify({ error, ...done })}\n`)
  io.stderr(`error ${error.code}: ${error.message.replaceAll('\n', ' ')} — ${error.nextStep.replaceAll('\n', ' ')}\n`)
  return error.code === 'HOME_HELD' ? exitCodes.held : exitCodes.failed
}
