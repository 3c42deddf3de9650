import { randomUUID } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { EngineCallName, EventName, Input, Output } from '../../shared/contract.ts'
import { AppError, type AppErrorShape, failCommon, type Result, toErrorShape } from '../../shared/errors.ts'
import type { EngineStart, FromEngine, ToEngine } from '../engine/protocol.ts'

/** Closing writes what is under way and ends the jobs' turns; an engine that needs longer than this is cut off. */
const closeWithinMs = 10_000
/** A thread that ran this long before it died was healthy: its next failure counts as the first one again. */
const healthyAfterMs = 60_000

export interface EngineLinkOptions {
  worker: URL
  start: () => EngineStart
  onEvent: (name: EventName, payload: unknown) => void
  onLog: (level: 'info' | 'warn' | 'error', text: string) => void
  /** The engine cannot run: it refused to start, or died again after one automatic restart. */
  onProblem: (error: AppErrorShape) => void
  onReady?: () => void
}

export interface EngineLink {
  call(name: EngineCallName, input: unknown): Promise<Result<unknown>>
  /** Same, for the shell's own use: the data, or the error thrown. */
  ask<K extends EngineCallName>(name: K, input: Input<K>): Promise<Output<K>>
  resume(): void
  /** Closes the engine in order and starts a new one with what `start` says then. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** One engine thread, and what becomes of its calls when it ends. Calls have no time limit: jobs may take hours. */
class EngineThread {
  readonly #worker: Worker
  readonly #pending = new Map<number, (result: Result<unknown>) => void>()
  readonly ended: Promise<void>
  readonly startedAt = Date.now()
  #nextId = 1
  #failure: AppErrorShape | null = null

  constructor(options: EngineLinkOptions, onEnd: (thread: EngineThread) => void) {
    this.#worker = new Worker(options.worker, {
      workerData: options.start(),
      name: 'engine',
      // Pages of orders die young: a small nursery keeps a long sync's memory flat (three semi-spaces of 8 MB).
      resourceLimits: { maxYoungGenerationSizeMb: 24 },
    })
    this.#worker.on('message', (message: FromEngine) => this.#receive(message, options))
    this.#worker.on('error', (error) => options.onLog('error', `engine thread: ${String(error)}`))
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        const error = this.#failure ?? toErrorShape(failCommon('ENGINE_STOPPED'), randomUUID())
        for (const settle of this.#pending.values()) settle({ ok: false, error })
        this.#pending.clear()
        resolve()
        onEnd(this)
      })
    })
  }

  get failure(): AppErrorShape | null {
    return this.#failure
  }

  #receive(message: FromEngine, options: EngineLinkOptions): void {
    if (message.type === 'reply') {
      this.#pending.get(message.id)?.(message.result)
      this.#pending.delete(message.id)
    } else if (message.type === 'event') options.onEvent(message.name, message.payload)
    else if (message.type === 'log') options.onLog(message.level, message.text)
    else if (message.type === 'ready') options.onReady?.()
    else if (message.type === 'failed') this.#failure = message.error
  }

  call(name: EngineCallName, input: unknown): Promise<Result<unknown>> {
    return new Promise((resolve) => {
      const id = this.#nextId++
      this.#pending.set(id, resolve)
      this.post({ type: 'call', id, name, input })
    })
  }

  post(message: ToEngine): void {
    this.#worker.postMessage(message)
  }

  async close(): Promise<void> {
    this.post({ type: 'close' })
    const late = setTimeout(() => void this.#worker.terminate(), closeWithinMs)
    await this.ended
    clearTimeout(late)
  }
}

/** Starts the engine thread and stands between it and the shell. */
export const startEngine = (options: EngineLinkOptions): EngineLink => {
  let thread: EngineThread | null = null
  let failure: AppErrorShape = toErrorShape(failCommon('ENGINE_STOPPED'))
  let triedAgain = false
  let closing = false
  /** While one engine gives way to the next, calls wait for the next one. */
  let restarting: Promise<void> | null = null
  let closed: Promise<void> | null = null

  const start = () => {
    thread = new EngineThread(options, ended)
  }

  const ended = (gone: EngineThread) => {
    if (thread !== gone || closing) return
    thread = null
    if (Date.now() - gone.startedAt > healthyAfterMs) triedAgain = false
    if (gone.failure === null && !triedAgain) {
      triedAgain = true
      options.onLog('warn', 'the engine ended unexpectedly and is started again')
      start()
      return
    }
    failure = gone.failure ?? toErrorShape(failCommon('ENGINE_STOPPED'), randomUUID())
    options.onProblem(failure)
  }

  const call: EngineLink['call'] = async (name, input) => {
    await restarting
    return thread === null ? { ok: false, error: failure } : thread.call(name, input)
  }

  const close = async () => {
    const current = thread
    thread = null
    await current?.close()
  }

  start()
  return {
    call,
    ask: async (name, input) => {
      const result = await call(name, input)
      if (!result.ok) throw new AppError(result.error)
      return result.data as never
    },
    resume: () => thread?.post({ type: 'resume' }),
    restart: async () => {
      restarting ??= close().then(() => {
        restarting = null
        triedAgain = false
        if (!closing) start()
      })
      await restarting
    },
    close: () => {
      closing = true
      closed ??= close()
      return closed
    },
  }
}
