import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startInThread } from './in-thread.ts'
import { inWorker } from './in-worker.ts'
import type { PracticeControl, PracticeOptions, PracticeStarted } from './messages.ts'

export type { PracticeCredentials, PracticeImwebOptions } from './imweb/types.ts'
export type { PracticeControl, PracticeOptions, PracticeService, PracticeStarted } from './messages.ts'

export interface Practice extends PracticeStarted {
  /** Each service's control functions; all answer promises, since the services live in another thread. */
  control: PracticeControl
  runsIn: 'worker' | 'this thread'
  /** Resolves when the services ended: `unexpected` when nobody had closed them. */
  ended: Promise<{ unexpected: boolean }>
  close(): Promise<void>
}

export interface PracticeStart extends PracticeOptions {
  /** Default: a worker where its file is found. */
  runIn?: 'worker' | 'this thread'
}

/** The built worker, beside the bundle or above its chunks, or the source beside this file, which Node 24 runs as it is. */
export function workerFile(here = dirname(fileURLToPath(import.meta.url))): string | null {
  const places = [join(here, 'practice-worker.js'), join(here, '..', 'practice-worker.js'), join(here, 'worker.ts')]
  return places.find((file) => existsSync(file)) ?? null
}

/** Starts the practice services: the embedded default shop, and the tests' peers. */
export async function startPractice({ runIn, ...options }: PracticeStart = {}): Promise<Practice> {
  const file = runIn === 'this thread' ? null : workerFile()
  return file === null ? startInThread(options) : inWorker(file, options)
}
