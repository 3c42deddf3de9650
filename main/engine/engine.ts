import { randomBytes } from 'node:crypto'
import '../../shared/korean.ts'
import {
  contract,
  type EngineCallName,
  type EventName,
  type EventPayload,
  type Input,
  type Output,
} from '../../shared/contract.ts'
import {
  AppError,
  type AppErrorShape,
  failCommon,
  inputDetail,
  type Result,
  toErrorShape,
} from '../../shared/errors.ts'
import { type Clock, systemClock } from '../../shared/time.ts'
import { readEndpoints } from '../net/endpoints.ts'
import { createLogger, type LogLevel } from '../net/log.ts'
import { openStore } from '../store/open.ts'
import { holdHome } from '../store/process-lock.ts'
import { type Composed, compose } from './compose.ts'
import { makeFolder } from './folder.ts'
import { homePaths } from './paths.ts'
import { type EmbeddedPractice, openPractice } from './practice.ts'
import type { EngineStart } from './protocol.ts'

export interface EngineOptions extends EngineStart {
  /** Timers and waiting jobs start by themselves (the app); the command line starts work only when asked. */
  background: boolean
  clock?: Clock
  emit?: <E extends EventName>(name: E, payload: EventPayload<E>) => void
  log?: (level: 'info' | 'warn' | 'error', text: string) => void
  /** Documented call limits; off only where the peer is a bench's. */
  unlimited?: boolean
}

export interface Engine {
  /** Parses the input, runs the call, and answers the envelope that crosses every door. Never throws. */
  call<K extends EngineCallName>(name: K, input: Input<K>): Promise<Result<Output<K>>>
  /** What the operator must be told about the opening: a damaged database was set aside. */
  problem: AppErrorShape | null
  /** Lets jobs run (the command line; the app does it by itself). */
  startWork(): void
  /** The machine woke up. */
  wake(): void
  close(): Promise<void>
}

/** Opens one data folder: the lock first, then the store, then everything that works on it. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const clock = options.clock ?? systemClock
  const isPractice = options.mode === 'practice'
  const paths = homePaths(isPractice ? homePaths(options.home).practice : options.home)
  makeFolder(paths.home)
  const held = holdHome(paths.lock)
  const logger = createLogger(({ level, message, fields }) => {
    const text = fields === undefined ? message : `${message} ${JSON.stringify(fields)}`
    options.log?.(plainLevel(level), text)
  })
  let practice: EmbeddedPractice | undefined
  let composed: Composed | undefined
  try {
    const endpoints = isPractice ? undefined : readEndpoints(options.endpointsFile)
    const store = await openStore({ paths, clock })
    try {
      practice = isPractice ? await openPractice(paths, store.db) : undefined
      composed = compose({
        paths,
        store,
        clock,
        logger,
        version: options.version,
        mode: options.mode,
        endpoints: endpoints ?? { ...readEndpoints(undefined), ...practice?.endpoints },
        practice,
        unlimited: options.unlimited ?? false,
        localServices: isPractice || options.endpointsFile !== undefined,
        background: options.background,
        emit: (name, payload) => options.emit?.(name, payload),
      })
    } catch (error) {
      store.close()
      throw error
    }
  } catch (thrown) {
    await practice?.close()
    held.release()
    const traceId = randomBytes(6).toString('hex')
    const error = toErrorShape(thrown, traceId)
    // What has a name is told by the caller; only what nobody foresaw needs its way told.
    const isNamed = thrown instanceof AppError
    logger[isNamed ? 'info' : 'error']('the engine could not open', {
      ...{ code: error.code, traceId },
      ...(isNamed ? {} : { error: describe(thrown) }),
    })
    throw thrown instanceof AppError ? thrown : new AppError(error, { cause: thrown })
  }
  const running = composed
  if (options.background) running.start()

  return {
    call: async (name, input) => {
      const traceId = randomBytes(6).toString('hex')
      try {
        return { ok: true, data: await answer(running, name, input) }
      } catch (thrown) {
        const fault = running.store.fault(thrown)
        const error = toErrorShape(fault, traceId)
        if (error.code === 'INTERNAL') logger.error(`${name} failed`, { traceId, error: describe(fault) })
        return { ok: false, error }
      }
    },
    problem: running.store.problem,
    startWork: () => running.jobs.open(),
    wake: () => running.wake(),
    close: async () => {
      await running.close()
      await practice?.close()
      held.release()
    },
  }
}

async function answer<K extends EngineCallName>(running: Composed, name: K, input: unknown): Promise<Output<K>> {
  // The name comes from another thread or process: only what the contract has and the engine answers.
  const entry = Object.hasOwn(contract, name) ? contract[name] : undefined
  const handler = Object.hasOwn(running.handlers, name) ? running.handlers[name] : undefined
  if (entry?.by !== 'engine' || handler === undefined)
    throw failCommon('UNKNOWN_CALL', { values: { name: String(name).slice(0, 60) } })
  const parsed = entry.input.safeParse(input)
  if (!parsed.success) throw failCommon('BAD_INPUT', { values: { detail: inputDetail(parsed.error) } })
  return (await (handler as (value: unknown) => unknown)(parsed.data)) as Output<K>
}

const plainLevel = (level: LogLevel) => (level === 'debug' ? 'info' : level)

const describe = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}\n${thrown.stack ?? ''}` : String(thrown)
